"""The people of both stories. The names of officers and suspects are invented; the suspect of story A is never named."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from precinct import Actor, Capacity, Party, Role, auxiliary, officer

ZONE = ZoneInfo("Asia/Shanghai")
STATION = "天园派出所"


def at(day: date, hour: int, minute: int = 0) -> datetime:
    """A moment in Guangzhou."""
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=ZONE)


DESK = Actor("441", "接警员小何", {Role.RECEPTIONIST}, STATION)
CLERK = Actor("442", "录入员小杨", {Role.DATA_CLERK}, STATION)
LIANG = officer("101", "民警梁", unit=STATION)
SU = officer("102", "民警苏", unit=STATION)
QIU = officer("103", "民警邱", unit=STATION)
TAN = officer("104", "民警谭", unit=STATION)
HONG = officer("105", "洪警官", Role.COMMUNITY_OFFICER, Role.MEDIATOR, unit=STATION)
HELPER = auxiliary("301", "辅警小江", unit=STATION)
KEEPER = Actor("443", "保管员小罗", {Role.PROPERTY_KEEPER}, STATION)
HEAD = officer("001", "所长", Role.UNIT_HEAD, unit=STATION)
COUNTY = officer("900", "分局负责人", Role.COUNTY_HEAD, unit="天河区分局")

# The two runs of story A stand in one ledger, so their suspects are two people to it.
HU = Party("hu", "胡阿姨", Capacity.VICTIM)
STUDENT = Party("student", "某大学生", Capacity.SUSPECT, born=date(2002, 5, 1))
STUDENT_OF_900 = Party("student-900", "某大学生", Capacity.OFFENDER, born=date(2002, 5, 1))

CHEN = Party("chen", "陈女士", Capacity.VICTIM)
HUSBAND = Party("husband", "陈女士丈夫", Capacity.VICTIM)
WEN = Party("wen", "温某", Capacity.OFFENDER, born=date(1980, 3, 2))
