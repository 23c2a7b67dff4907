"""Objects of frozen classes that are made quickly are those that the class makes itself."""

from datetime import UTC, datetime
from typing import Any

import attrs
import pytest

from precinct.basics.clock import aware
from precinct.basics.errors import NaiveDatetime
from precinct.basics.frozen import checked_maker, maker


def _initials(person: "Person") -> str:
    return "".join(word[0] for word in person.name.split())


@attrs.frozen
class Person:
    name: str
    born: datetime = attrs.field(validator=aware)
    remark: str = "none"
    initials: str = attrs.field(init=False, default=attrs.Factory(_initials, takes_self=True))

    def __attrs_post_init__(self) -> None:
        if self.born.year < 1900:
            raise ValueError(f"{type(self).__name__} {self.name} was born in {self.born.year}")


LIANG = ("Liang Wen", datetime(1990, 1, 1, tzinfo=UTC), "first")
quick = checked_maker(Person)


def test_what_is_made_quickly_is_what_the_class_makes() -> None:
    made = quick(*LIANG)
    assert made == Person(*LIANG)
    assert type(made) is Person
    assert made.initials == "LW"
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        made.name = "Chen"


def test_everything_that_the_class_takes_is_asked_for() -> None:
    with pytest.raises(TypeError, match="remark"):
        quick(*LIANG[:2])


@pytest.mark.parametrize(
    "born",
    [datetime(1990, 1, 1), "1990", datetime(1800, 1, 1, tzinfo=UTC)],  # noqa: DTZ001
    ids=str,
)
def test_what_the_class_refuses_is_refused_in_the_same_words(born: Any) -> None:
    told = []
    for make in (Person, quick):
        with pytest.raises((NaiveDatetime, TypeError, ValueError)) as raised:
            make("Liang Wen", born, "first")
        told.append((raised.type, str(raised.value)))
    assert told[0] == told[1]


def test_a_copy_of_what_was_checked_is_not_checked_again() -> None:
    copied = maker(Person)("Liang Wen", datetime(1800, 1, 1, tzinfo=UTC), "first", "LW")
    assert (copied.name, copied.born.year) == ("Liang Wen", 1800)
