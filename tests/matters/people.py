"""Who and what the tests of the matters are about: the night of 2023-01-06, its people, and briefs of other matters."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from precinct.jurisdictions.cn import cn
from precinct.people.person import Actor, Capacity, Party, officer
from precinct.people.role import Role
from precinct.workflow.context import Brief

SHANGHAI = ZoneInfo("Asia/Shanghai")
NIGHT = datetime(2023, 1, 6, 23, 30, tzinfo=SHANGHAI)
NEW_LAW = datetime(2026, 1, 1, 0, 0, tzinfo=SHANGHAI)
DAY = date(2023, 1, 6)

WANG = officer("011", "王警官")
LI = officer("012", "李警官")
CHIEF = officer("001", "所长", Role.UNIT_HEAD)
COUNTY = Actor("900", "局长", {Role.COUNTY_HEAD})
CLERK = Actor("050", "录入员", {Role.DATA_CLERK})
DESK = Actor("051", "接警员", {Role.RECEPTIONIST})
MEDIATOR = Actor("052", "调解员", {Role.MEDIATOR})
PROSECUTOR = Actor("800", "检察官", {Role.PROSECUTOR})

CHEN = Party("chen", "陈女士", Capacity.VICTIM, date(1985, 5, 1))
WEN = Party("wen", "温某", Capacity.OFFENDER, date(1980, 3, 2))
BOY = Party("boy", "学生", Capacity.OFFENDER, date(2008, 6, 1))


def now(actor=WANG, *companions, at=NIGHT, procedure=cn, **more):
    """The circumstances: who acts, with whom, and whatever else a test says."""
    return procedure.context(actor, at, companions=companions, **more)


def brief(kind, id, state, *, ended=False, people=(), busy=(), **more):
    """What another matter looks like from outside."""
    return Brief(kind, id, 1, state, ended, frozenset(people), frozenset(busy), **more)


CASE = brief("administrative_case", "case-1", "investigating", people=("chen", "wen"))
"""The case of the neighbours, filed and open."""
