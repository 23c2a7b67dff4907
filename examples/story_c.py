"""Story C: the neighbour. A drunk man at the door, a restraint, a mediation, and both ways it can end."""

from datetime import date

import attrs
from people_of_tianyuan import (
    CHEN,
    CLERK,
    COUNTY,
    DESK,
    HEAD,
    HELPER,
    HONG,
    HUSBAND,
    LIANG,
    QIU,
    SU,
    TAN,
    WEN,
    at,
)
from telling import Teller

from precinct.law.counting import count
from precinct.matters import administrative_case as case_room
from precinct.matters import custody as custody_room
from precinct.matters import mediation as mediation_room
from precinct.matters import report as report_room
from precinct.matters.administrative_case import AdministrativeCase
from precinct.matters.common import Reassign
from precinct.matters.mediation import Mediation
from precinct.matters.report import Report

FRIDAY, SATURDAY = date(2023, 1, 6), date(2023, 1, 7)
MONDAY, TUESDAY, WEDNESDAY = date(2023, 1, 9), date(2023, 1, 10), date(2023, 1, 11)
PARTIES = (CHEN, HUSBAND, WEN)


@attrs.frozen
class Morning:
    """Where the matters stand when both sides have agreed to mediation."""

    report: Report
    case: AdministrativeCase
    mediation: Mediation


def the_night(teller: Teller) -> Morning:
    """From the call at 23:00 to the morning after."""
    station = teller.station
    teller.chapter("邻居（2023年1月6日夜）", "C. The neighbour")
    report = teller.begin(
        report_room.Receive(
            report_room.Channel.PHONE,
            gist="一名醉酒男子在报警人家门口闹事",
            place="天园街某小区",
            reporter=CHEN,
            urgent=True,
        ),
        DESK,
        at=at(FRIDAY, 23),
    )
    report = teller.act(
        report, report_room.Classify(report_room.ReportClass.DISPUTE, 1), DESK, at=at(FRIDAY, 23, 1)
    )
    report = teller.act(report, report_room.Dispatch(("101", "102")), DESK, at=at(FRIDAY, 23, 2))
    report = teller.act(report, report_room.Arrive(), LIANG, at=at(FRIDAY, 23, 9), filmed=True)

    case = teller.begin(
        case_room.File("property_damage", FRIDAY, gist="损坏邻居房门", parties=PARTIES, report=report.id),
        LIANG,
        at=at(FRIDAY, 23, 20),
    )
    restraint = teller.begin(
        custody_room.RestrainAtOnce(
            case.id,
            WEN,
            danger="醒来后又要上前殴打报警人",
            drunk=True,
            watcher=SU.id,
            filmed_on_the_ride=True,
        ),
        LIANG,
        companions=(SU,),
        filmed=True,
        at=at(FRIDAY, 23, 25),
    )
    teller.refused(
        restraint,
        custody_room.UseInstrument(custody_room.Instrument.HANDCUFFS, out_of_control=True),
        LIANG,
        at=at(FRIDAY, 23, 26),
    )
    restraint = teller.act(
        restraint,
        custody_room.UseInstrument(custody_room.Instrument.STRAP, out_of_control=True),
        LIANG,
        at=at(FRIDAY, 23, 27),
    )
    report = teller.act(
        report,
        report_room.Handle(report_room.ReportOutcome.ADMINISTRATIVE_CASE, linked=(case.id,)),
        LIANG,
        filmed=True,
        at=at(FRIDAY, 23, 40),
    )
    restraint = teller.act(restraint, custody_room.Approve(), HEAD, at=at(FRIDAY, 23, 48))
    restraint = teller.act(
        restraint, custody_room.TellFamily("已电话告知其妻：原因、处所"), SU, at=at(FRIDAY, 23, 55)
    )
    teller.refused(
        restraint,
        custody_room.Question("询问笔录1", food_and_rest=True),
        LIANG,
        companions=(SU,),
        at=at(SATURDAY, 0, 5),
    )
    teller.not_opened(
        custody_room.SummonOrally(case.id, WEN, found_on_scene=True, card_shown=True, drunk=True),
        LIANG,
        companions=(SU,),
        at=at(SATURDAY, 0, 6),
    )
    report = teller.act(
        report,
        report_room.Register(receipt_given=True),
        CLERK,
        on_behalf_of=LIANG.id,
        at=at(SATURDAY, 0, 15),
    )
    case = teller.act(case, case_room.Investigate(), LIANG, at=at(SATURDAY, 0, 20))
    with station.unit() as unit:
        mediation = unit.begin(
            mediation_room.Propose(
                case.id,
                at(FRIDAY, 23, 20),
                "property_damage",
                PARTIES,
                not_sober=("wen",),
                circumstance=mediation_room.Circumstance.CLOSE_TIES,
            ),
            actor=LIANG,
            at=at(SATURDAY, 0, 30),
        )
        case = unit.act(case, case_room.Mediate(mediation.id), actor=LIANG, at=at(SATURDAY, 0, 30))
    teller.tell(
        mediation, LIANG, mediation_room.Propose(case.id, at(FRIDAY, 23, 20), "property_damage", PARTIES)
    )
    teller.tell(case, LIANG, case_room.Mediate(mediation.id))
    for party in ("chen", "husband"):
        mediation = teller.act(mediation, mediation_room.Consent(party), LIANG, at=at(SATURDAY, 0, 40))
    teller.refused(mediation, mediation_room.Consent("wen"), LIANG, at=at(SATURDAY, 0, 45))

    teller.chapter("凌晨三时，下一起警情", "03:00, the next report comes in while this one is open")
    next_report = teller.begin(
        report_room.Receive(report_room.Channel.PHONE, gist="楼上深夜装修，吵得无法入睡", registered=True),
        DESK,
        at=at(SATURDAY, 3),
    )
    next_report = teller.act(
        next_report,
        report_room.Classify(report_room.ReportClass.DISPUTE, 2),
        DESK,
        at=at(SATURDAY, 3, 1),
    )
    tied = station.busy([LIANG, SU, QIU, TAN])
    teller.say(
        f"{'':18}谁有空 who is free: " + "、".join(o.name for o in (LIANG, SU, QIU, TAN) if o.id not in tied)
    )
    teller.refused(next_report, report_room.Dispatch(("102", "103")), DESK, at=at(SATURDAY, 3, 2))
    next_report = teller.act(next_report, report_room.Dispatch(("103", "104")), DESK, at=at(SATURDAY, 3, 3))
    next_report = teller.act(next_report, report_room.Arrive(), QIU, at=at(SATURDAY, 3, 12), filmed=True)
    next_report = teller.act(
        next_report,
        report_room.Handle(report_room.ReportOutcome.HELP_GIVEN),
        QIU,
        filmed=True,
        at=at(SATURDAY, 3, 30),
    )
    teller.act(next_report, report_room.Close("已劝止施工"), DESK, at=at(SATURDAY, 3, 35))

    teller.chapter("酒醒之后", "Sober")
    restraint = teller.act(
        restraint,
        custody_room.TellAndHear(told=True, heard=True, signed=True),
        SU,
        at=at(SATURDAY, 6, 38),
    )
    restraint = teller.act(
        restraint, custody_room.End(custody_room.EndReason.SOBER), SU, at=at(SATURDAY, 6, 40)
    )
    mediation = teller.act(mediation, mediation_room.SoberUp("wen"), SU, at=at(SATURDAY, 6, 42))
    inquiry = teller.begin(
        custody_room.ProposeMeasure(custody_room.Measure.INQUIRY, case.id, WEN, "查明损坏房门的事实"),
        LIANG,
        at=at(SATURDAY, 7),
    )
    inquiry = teller.act(inquiry, custody_room.Approve(), HEAD, at=at(SATURDAY, 7, 5))
    start = custody_room.Start(arrival_signed=True)
    teller.refused(
        inquiry,
        attrs.evolve(start, tier=custody_room.Tier.MIDDLE),
        LIANG,
        companions=(SU,),
        at=at(SATURDAY, 7, 10),
    )
    inquiry = teller.act(inquiry, start, LIANG, companions=(SU,), at=at(SATURDAY, 7, 10))
    inquiry = teller.act(inquiry, custody_room.TellFamily("已电话告知其妻"), SU, at=at(SATURDAY, 7, 15))
    inquiry = teller.act(
        inquiry,
        custody_room.Question("询问笔录1", food_and_rest=True),
        LIANG,
        companions=(SU,),
        at=at(SATURDAY, 7, 30),
    )
    teller.refused(
        inquiry,
        custody_room.Extend(custody_room.Tier.COMPLEX, detention_possible=False, why="还想再问"),
        HEAD,
        at=at(SATURDAY, 8, 50),
    )
    teller.act(
        inquiry,
        custody_room.End(custody_room.EndReason.RELEASED, leaving_signed=True),
        LIANG,
        at=at(SATURDAY, 9),
    )
    mediation = teller.act(mediation, mediation_room.Consent("wen"), LIANG, at=at(SATURDAY, 9, 10))
    report = teller.act(report, report_room.Close("已受理为治安案件，正在调解"), DESK, at=at(SATURDAY, 9, 20))
    return Morning(report, case, mediation)


def settled(teller: Teller, morning: Morning) -> AdministrativeCase:
    """The branch that the article tells: they agree, and what was agreed is done."""
    teller.chapter("一、达成协议并履行", "Branch 1: agreed and performed")
    case, mediation = morning.case, morning.mediation
    session = mediation_room.OpenSession(
        ("chen", "husband", "wen"), facts_established=True, helpers=("居民委员会",)
    )
    mediation = teller.act(mediation, session, HONG, filmed=True, companions=(HELPER,), at=at(MONDAY, 15))
    agreement = mediation_room.Agreement(
        facts="酒后损坏房门",
        terms="赔礼道歉，赔偿房门八百元",
        perform_by=TUESDAY,
        how="当面支付",
        signed_by=("chen", "husband", "wen"),
        organ="天园派出所",
        place="天园派出所调解室",
    )
    mediation = teller.act(
        mediation, mediation_room.Agree(agreement), HONG, filmed=True, at=at(MONDAY, 16, 30)
    )
    teller.refused(case, case_room.Settle("已签字"), LIANG, at=at(MONDAY, 16, 40))
    teller.act(mediation, mediation_room.Perform("收条"), HONG, at=at(TUESDAY, 10))
    case = teller.act(case, case_room.Settle("房门已赔付"), LIANG, at=at(TUESDAY, 10, 20))
    return teller.act(case, Reassign(HONG.id, "由社区民警回访"), HEAD, at=at(TUESDAY, 10, 30))


def punished(teller: Teller, morning: Morning) -> AdministrativeCase:
    """The other branch: no agreement, so the case goes on and ends with a penalty."""
    teller.chapter("二、调解不成", "Branch 2: the mediation fails")
    case, mediation = morning.case, morning.mediation
    session = mediation_room.OpenSession(("chen", "husband", "wen"), facts_established=True)
    mediation = teller.act(mediation, session, HONG, filmed=True, at=at(MONDAY, 15))
    mediation = teller.act(
        mediation, mediation_room.Adjourn("温某要再想一想"), HONG, filmed=True, at=at(MONDAY, 17)
    )
    mediation = teller.act(mediation, session, HONG, filmed=True, at=at(WEDNESDAY, 15))
    teller.refused(mediation, mediation_room.Adjourn("再来一次"), HONG, filmed=True, at=at(WEDNESDAY, 16))
    teller.act(
        mediation,
        mediation_room.Fail("赔偿谈不拢", civil_way_told=("chen", "husband", "wen")),
        HONG,
        filmed=True,
        at=at(WEDNESDAY, 16, 30),
    )
    case = teller.act(
        case,
        case_room.ResumeAfterMediation("调解未达成", at(WEDNESDAY, 16, 30)),
        LIANG,
        at=at(WEDNESDAY, 16, 40),
    )
    penalty = case_room.Penalty(case_room.PenaltyKind.DETENTION, days=5)
    case = teller.act(
        case,
        case_room.ProposePenalty(penalty, (case_room.Evidence.SCENE, case_room.Evidence.VICTIM_STATEMENT)),
        LIANG,
        companions=(SU,),
        at=at(date(2023, 1, 12), 10),
    )
    case = teller.act(
        case,
        case_room.Notify(("wen",), "无陈述申辩", hearing_waived=True),
        LIANG,
        at=at(date(2023, 1, 12), 11),
    )
    teller.refused(case, case_room.Decide(), HEAD, at=at(date(2023, 1, 12), 14))
    case = teller.act(case, case_room.Decide(), COUNTY, at=at(date(2023, 1, 12), 17))
    case = teller.act(
        case,
        case_room.Serve(("wen", "chen", "husband"), rights_told=True),
        LIANG,
        at=at(date(2023, 1, 12), 18),
    )
    teller.refused(case, case_room.Execute("送拘留所执行"), LIANG, at=at(date(2023, 1, 12), 18, 10))
    case = teller.act(
        case,
        case_room.TellFamily("已电话告知其妻：原因、处所、期限"),
        LIANG,
        at=at(date(2023, 1, 12), 18, 20),
    )
    case = teller.act(case, case_room.Execute("送拘留所执行"), LIANG, at=at(date(2023, 1, 17), 18))
    return teller.act(case, case_room.Conclude(), LIANG, at=at(date(2023, 1, 18), 9))


def the_days(teller: Teller) -> None:
    """The days of the story, counted as the law counts them."""
    teller.chapter("期限", "The days, counted")
    law = teller.station.procedure.law
    for code, day in (
        ("mediation.completion", FRIDAY),
        ("mediation.completion", SATURDAY),
        ("mediation.repeat", MONDAY),
        ("mediation.repeat", TUESDAY),
        ("mediation.repeat", WEDNESDAY),
        ("mediation.repeat", date(2023, 1, 19)),
        ("mediation.completion_after_report", date(2023, 1, 18)),
        ("mediation.completion_after_report", date(2023, 1, 19)),
        ("case.time_after_mediation", WEDNESDAY),
    ):
        limit = law.limit(code, day)
        counted = count(limit, at(day, 12), law.calendar)
        teller.say(f"{day:%m-%d %a} + {limit.length.en:15} → {counted.last_day:%m-%d %a}  {limit.text.zh}")
