"""The criminal case that its tests are about, and what they ask of it."""

from datetime import date

from precinct.jurisdictions.cn import cn
from precinct.matters.criminal_case import CriminalCase, CriminalState
from precinct.people.person import Capacity, Party
from tests.matters.people import NIGHT, WANG, now

S = CriminalState
PARK = date(2022, 10, 10)
HU = Party("hu", "胡阿姨", Capacity.VICTIM)
STUDENT = Party("stu", "某学生", Capacity.SUSPECT, date(2001, 5, 1))
FRIEND = Party("fri", "某同学", Capacity.SUSPECT, date(2000, 2, 1))


def case(state=S.UNDER_REVIEW, **more):
    given = {"offence": "snatching", "act_day": PARK, "parties": (HU, STUDENT), "amount": 4200}
    return CriminalCase(id="cr1", state=state, version=1, **(given | more))


def codes(matter, action, context=None):
    return cn.criminal_case.decide(matter, action, context or now()).codes


def after(matter, action, *who, at=NIGHT, **more):
    return cn.criminal_case.apply(matter, action, now(*(who or (WANG,)), at=at, **more))


def follow_ups(outcome, what):
    return [follow.code for follow in outcome.follow_ups if follow.what is what]
