"""Who may act beyond the role: two officers, or one who films."""

import pytest

from precinct.jurisdictions.cn import cn
from precinct.people.person import Actor, auxiliary, officer
from precinct.people.role import Role
from precinct.workflow.authority import two_officers, two_officers_or_filmed
from precinct.workflow.guard import Unmet
from tests.workflow.counter import NIGHT

WANG, LI = officer("1", "王"), officer("2", "李")
HELPER = auxiliary("7", "辅警")
MEDIATOR = Actor("8", "调解员", {Role.MEDIATOR})


def context(actor, *companions, filmed=False):
    return cn.context(actor, NIGHT, companions=companions, filmed=filmed)


@pytest.mark.parametrize(
    ("actor", "companions", "filmed", "two", "or_filmed"),
    [
        (WANG, [LI], False, True, True),
        (WANG, [], False, False, False),
        (WANG, [], True, False, True),
        (WANG, [HELPER], False, False, False),
        (WANG, [HELPER], True, False, True),
        (WANG, [WANG], False, False, False),
        (HELPER, [], True, False, False),
        (HELPER, [HELPER], True, False, False),
        (MEDIATOR, [WANG], True, False, True),
        (MEDIATOR, [WANG, LI], False, True, True),
    ],
    ids=[
        "two officers",
        "one",
        "one who films",
        "an auxiliary is no second officer",
        "an auxiliary beside one who films",
        "nobody is two",
        "an auxiliary alone",
        "two auxiliaries",
        "a mediator with one who films",
        "a mediator with two",
    ],
)
def test_officers_are_counted(actor, companions, filmed, two, or_filmed):
    asked = context(actor, *companions, filmed=filmed)

    assert (two_officers.test(asked) is True) is two
    assert (two_officers_or_filmed.test(asked) is True) is or_filmed


def test_a_refusal_says_how_many_there_were():
    unmet = two_officers_or_filmed.test(context(WANG))

    assert isinstance(unmet, Unmet)
    assert unmet.facts == (("officers", "1"), ("filmed", "False"))
