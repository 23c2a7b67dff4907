"""Story A: the phone in the park, with report, case, summons and the phone itself. Run for two phones of different value."""

from datetime import date

import attrs
import story_a_phone
from people_of_tianyuan import COUNTY, DESK, HEAD, HU, LIANG, STUDENT, STUDENT_OF_900, SU, at
from telling import Teller

from precinct.matters import administrative_case as case_room
from precinct.matters import criminal_case as crime_room
from precinct.matters import custody as custody_room
from precinct.matters import report as report_room
from precinct.matters.administrative_case import AdministrativeCase
from precinct.matters.report import Report

DAY = date(2022, 10, 10)


def at_the_desk(teller: Teller) -> tuple[Report, AdministrativeCase]:
    """Aunt Hu comes in; while it is unclear whether this is a crime, the administrative procedure runs."""
    station = teller.station
    walk_in = report_room.Receive(
        report_room.Channel.WALK_IN,
        gist="在天河公园被抢走手机",
        place="天河公园",
        reporter=HU,
        registered=True,
        evidence_taken=True,
    )
    teller.not_opened(walk_in, DESK, at=at(DAY, 17))
    report = teller.begin(
        report_room.Receive(
            report_room.Channel.WALK_IN,
            gist="在天河公园被抢走手机",
            place="天河公园",
            reporter=HU,
            registered=True,
            evidence_taken=True,
            receipt_given=True,
        ),
        DESK,
        at=at(DAY, 17, 5),
    )
    report = teller.act(
        report, report_room.Classify(report_room.ReportClass.CRIMINAL, 1), DESK, at=at(DAY, 17, 8)
    )
    file = case_room.File("snatching", DAY, gist="手机被抢", parties=(HU,), report=report.id)
    handle = report_room.Handle(report_room.ReportOutcome.ADMINISTRATIVE_CASE, linked=(file.id,))
    with station.unit() as unit:
        case = unit.begin(file, actor=LIANG, at=at(DAY, 17, 15))
        report = unit.act(report, handle, actor=LIANG, at=at(DAY, 17, 15))
    teller.tell(case, LIANG, file)
    teller.tell(report, LIANG, handle)
    case = teller.act(case, case_room.Investigate(), LIANG, at=at(DAY, 17, 20))
    return report, case


def criminal(teller: Teller) -> None:
    """A phone worth 4,200 yuan: a crime everywhere."""
    station = teller.station
    teller.chapter("公园里的手机：价值四千二百元", "A. The phone in the park, worth 4,200 yuan")
    report, case = at_the_desk(teller)
    take_up = crime_room.TakeUp(
        "snatching", DAY, gist="手机被抢", parties=(HU,), report=report.id, from_administrative=case.id
    )
    turn = case_room.TurnCriminal(take_up.id)
    with station.unit() as unit:
        crime = unit.begin(take_up, actor=LIANG, at=at(DAY, 19))
        case = unit.act(case, turn, actor=HEAD, at=at(DAY, 19))
    teller.tell(crime, LIANG, take_up)
    teller.tell(case, HEAD, turn)
    summons = custody_room.ProposeMeasure(
        custody_room.Measure.CRIMINAL_SUMMONS, crime.id, STUDENT, "涉嫌抢夺"
    )
    teller.not_opened(summons, LIANG, at=at(DAY, 19, 30))
    story_a_phone.seized_too_early(teller, crime.id)
    teller.refused(crime, crime_room.PutOnFile("有犯罪事实"), HEAD, at=at(DAY, 19, 40))
    teller.refused(crime, crime_room.PutOnFile("有犯罪事实"), COUNTY, at=at(DAY, 19, 45))
    half_known = teller.act(crime, crime_room.Establish(violence=False), LIANG, at=at(DAY, 20))
    crime = teller.act(half_known, crime_room.Establish(amount=4200), LIANG, at=at(DAY, 20, 30))
    crime = teller.act(crime, crime_room.PutOnFile("抢夺数额较大"), COUNTY, at=at(DAY, 21))
    crime = teller.act(crime, crime_room.Investigate(), LIANG, at=at(DAY, 21, 10))
    crime = teller.act(crime, crime_room.NameSuspect(STUDENT), LIANG, at=at(DAY, 22, 40))
    story_a_phone.criminal(teller, crime.id)
    custody = teller.begin(summons, LIANG, at=at(DAY, 22, 45))
    custody = teller.act(custody, custody_room.Approve(), HEAD, at=at(DAY, 22, 50))
    teller.refused(
        custody,
        custody_room.Start(arrival_signed=True, tier=custody_room.Tier.COMPLEX),
        LIANG,
        companions=(SU,),
        at=at(DAY, 22, 58),
    )
    custody = teller.act(
        custody, custody_room.Start(arrival_signed=True), LIANG, companions=(SU,), at=at(DAY, 22, 58)
    )
    custody = teller.act(custody, custody_room.TellFamily("已通知其父母"), SU, at=at(DAY, 23, 10))
    teller.act(
        crime,
        crime_room.MarkSolved(DAY, crime_proven=True, suspect_proven=True, in_hand=True),
        LIANG,
        at=at(DAY, 23, 30),
    )
    following = date(2022, 10, 11)
    question = custody_room.Question("讯问笔录1", food_and_rest=True)
    teller.refused(custody, question, LIANG, companions=(SU,), in_case_room=True, at=at(following, 0, 25))
    custody = teller.act(
        custody,
        attrs.evolve(question, lawyer_told=True),
        LIANG,
        companions=(SU,),
        in_case_room=True,
        at=at(following, 0, 30),
    )
    teller.act(
        custody,
        custody_room.End(custody_room.EndReason.INTO_CUSTODY, leaving_signed=True),
        LIANG,
        at=at(following, 8),
    )
    teller.act(report, report_room.Close("嫌疑人已抓获，手机已找到"), DESK, at=at(following, 9))


def administrative(teller: Teller) -> None:
    """A phone worth 900 yuan: a breach of the law of 2012."""
    teller.chapter("公园里的手机：价值九百元", "A. The same night with a phone worth 900 yuan")
    station = teller.station
    report, case = at_the_desk(teller)
    review = crime_room.TakeUp("snatching", DAY, parties=(HU,), amount=900, violence=False, report=report.id)
    crime = teller.begin(review, LIANG, at=at(DAY, 19))
    teller.refused(crime, crime_room.PutOnFile("有犯罪事实"), COUNTY, at=at(DAY, 19, 10))
    doubtful = crime_room.Establish(amount=2000)
    undecided = station.procedure.criminal_case.apply(
        crime, doubtful, station.procedure.context(LIANG, at(DAY, 19, 12))
    ).matter
    decision = station.decide(undecided, crime_room.PutOnFile(""), actor=COUNTY, at=at(DAY, 19, 12))
    teller.say(
        f"{'':18}若为二千元 were it 2,000: {', '.join(f'{name} = {value}' for name, value in decision.reasons[0].facts)}"
    )
    crime = teller.act(
        crime,
        crime_room.DeclineToFile(crime_room.NotFiledGround.BREACH_ONLY, administrative_case=case.id),
        COUNTY,
        at=at(DAY, 19, 20),
    )
    case = teller.act(case, case_room.NameParty(STUDENT_OF_900), LIANG, at=at(DAY, 22, 40))
    story_a_phone.administrative(teller, case.id)
    teller.not_opened(
        custody_room.SummonOrally(case.id, STUDENT_OF_900, found_on_scene=False, card_shown=True),
        LIANG,
        companions=(SU,),
        at=at(DAY, 22, 42),
    )
    custody = teller.begin(
        custody_room.ProposeMeasure(
            custody_room.Measure.INQUIRY, case.id, STUDENT_OF_900, "查明抢夺手机的事实"
        ),
        LIANG,
        at=at(DAY, 22, 45),
    )
    custody = teller.act(custody, custody_room.Approve(), HEAD, at=at(DAY, 22, 50))
    custody = teller.act(
        custody, custody_room.Start(arrival_signed=True), LIANG, companions=(SU,), at=at(DAY, 22, 58)
    )
    custody = teller.act(custody, custody_room.TellFamily("已通知其父母"), SU, at=at(DAY, 23, 10))
    teller.refused(
        custody,
        custody_room.Extend(custody_room.Tier.COMPLEX, detention_possible=False, why="时间不够"),
        HEAD,
        at=at(date(2022, 10, 11), 2),
    )
    teller.act(
        custody,
        custody_room.End(custody_room.EndReason.RELEASED, leaving_signed=True),
        LIANG,
        at=at(date(2022, 10, 11), 4),
    )
    teller.act(report, report_room.Close("违法嫌疑人已查获"), DESK, at=at(date(2022, 10, 11), 9))
