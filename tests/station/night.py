"""People and first steps that several tests share."""

from datetime import date, datetime

from precinct import Actor, Capacity, Party, Role, Station, officer
from precinct.matters.administrative_case import AdministrativeCase, File, Investigate, Mediate
from precinct.matters.mediation import (
    Agree,
    Agreement,
    Circumstance,
    Consent,
    Mediation,
    OpenSession,
    Perform,
    Propose,
)
from precinct.matters.report import Channel, Classify, Dispatch, Receive, Report, ReportClass

DESK = Actor("desk", "接警员", {Role.RECEPTIONIST})
LIANG = officer("101", "民警梁")
SU = officer("102", "民警苏")
HEAD = officer("001", "所长", Role.UNIT_HEAD)
COUNTY = officer("900", "分局负责人", Role.COUNTY_HEAD)
CHEN = Party("chen", "陈女士", Capacity.VICTIM)
WEN = Party("wen", "温某", Capacity.OFFENDER)


def offer(case: str, at: datetime) -> Propose:
    """Mediation between the neighbours, offered."""
    return Propose(case, at, "property_damage", (CHEN, WEN), circumstance=Circumstance.CLOSE_TIES)


def received(station: Station) -> Report:
    return station.begin(Receive(Channel.PHONE, gist="闹事", registered=True), actor=DESK)


def dispatched(station: Station, *officers: str) -> Report:
    report = station.act(received(station), Classify(ReportClass.DISPUTE), actor=DESK)
    return station.act(report, Dispatch(officers), actor=DESK)


def investigated(station: Station) -> AdministrativeCase:
    case = station.begin(File("property_damage", date(2023, 1, 6), parties=(CHEN, WEN)), actor=LIANG)
    return station.act(case, Investigate(), actor=LIANG)


def mediated(station: Station) -> tuple[AdministrativeCase, Mediation]:
    case = investigated(station)
    with station.unit() as unit:
        mediation = unit.begin(offer(case.id, station.clock()), actor=LIANG)
        case = unit.act(case, Mediate(mediation.id), actor=LIANG)
    return case, mediation


def agreed(station: Station, mediation: Mediation) -> Mediation:
    for party in ("chen", "wen"):
        mediation = station.act(mediation, Consent(party), actor=LIANG)
    session = OpenSession(("chen", "wen"), facts_established=True)
    mediation = station.act(mediation, session, actor=LIANG, companions=(SU,))
    agreement = Agreement(
        "酒后损坏房门", "赔偿", date(2023, 1, 10), "当面支付", ("chen", "wen"), "天园派出所", "调解室"
    )
    return station.act(mediation, Agree(agreement), actor=LIANG, companions=(SU,))


def performed(station: Station, mediation: Mediation) -> Mediation:
    return station.act(agreed(station, mediation), Perform("收条"), actor=LIANG)
