"""Moments with a zone, words in two languages, errors that can be caught by their kind, and fast copies."""

import copy
import inspect
import pickle
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from enum import Enum
from pathlib import Path

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from precinct import Actor, MemoryRecorder, Refusal, Role, Station, cn
from precinct.basics import beside_errors, errors, ledger_errors
from precinct.basics.clock import aware, require_aware, system_clock
from precinct.basics.errors import FoundProblems, NaiveDatetime, PrecinctError
from precinct.basics.frozen import fields_of, fill, generate, twin_of
from precinct.basics.ids import new_id
from precinct.basics.text import Named, Text
from precinct.matters.report import Channel, Handle, Receive, ReportOutcome
from precinct.testing.strategies import moments


class Colour(Named):
    DARK_RED = "dark_red", "深红"
    BLUE = "blue", "蓝"


@attrs.frozen
class Point:
    x: int
    y: int = attrs.field(default=0, validator=attrs.validators.ge(0))


# --- moments ---------------------------------------------------------------------------------------


@given(moments())
def test_a_moment_with_a_zone_is_let_through_as_it_is(moment):
    assert require_aware("here", moment) is moment


def test_a_moment_without_a_zone_is_refused_with_its_place():
    with pytest.raises(NaiveDatetime, match=r"Visit\.at is 2023-01-06T23:00:00, which has no time zone") as e:
        attrs.make_class("Visit", {"at": attrs.field(validator=aware)})(datetime(2023, 1, 6, 23))  # noqa: DTZ001
    assert isinstance(e.value, ValueError)
    assert e.value.where == "Visit.at"


def test_what_is_no_moment_is_a_type_error():
    with pytest.raises(TypeError, match="at must be a datetime with a time zone, not '2023-01-06'"):
        attrs.make_class("Visit", {"at": attrs.field(validator=aware)})("2023-01-06")


def test_the_clock_of_the_system_has_a_zone():
    assert system_clock().tzinfo is UTC


# --- words -----------------------------------------------------------------------------------------


def test_a_text_gives_each_language():
    text = Text("民警", "officer")

    assert (text.to("zh"), text.to("en"), str(text)) == ("民警", "officer", "民警 officer")


def test_a_member_has_a_value_for_files_and_names_for_people():
    assert Colour.DARK_RED.value == "dark_red"
    assert Colour.DARK_RED.text == Text("深红", "dark red")
    assert str(Colour.BLUE) == "蓝 blue"
    assert Colour("blue") is Colour.BLUE


@pytest.mark.parametrize("again", [copy.copy, copy.deepcopy, lambda role: pickle.loads(pickle.dumps(role))])
def test_a_member_stays_itself_and_is_found_in_sets(again):
    for role in Role:
        assert again(role) is role
        assert again(role) in set(Role)


def test_every_enumeration_of_the_house_names_its_members_in_chinese():
    def below(cls):
        for child in cls.__subclasses__():
            yield child
            yield from below(child)

    members = [member for cls in below(Named) for member in cls if cls.__module__.startswith("precinct.")]
    assert members
    assert all(member.zh.strip() for member in members)
    assert all(isinstance(member, Enum) and isinstance(member.value, str) for member in members)


def test_fresh_ids_are_32_hexadecimal_digits_and_all_different():
    made = {new_id() for _ in range(1000)}

    assert len(made) == 1000
    assert all(len(one) == 32 and set(one) <= set("0123456789abcdef") for one in made)


# --- errors ----------------------------------------------------------------------------------------

ERRORS = [
    cls
    for module in (errors, ledger_errors, beside_errors)
    for _, cls in inspect.getmembers(module, inspect.isclass)
    if issubclass(cls, PrecinctError) and cls.__module__ == module.__name__
]


@pytest.mark.parametrize("cls", ERRORS)
def test_every_error_stands_in_the_tree_of_the_docstring_with_its_parents(cls):
    tree = sys.modules[cls.__module__].__doc__
    line = next(line for line in tree.splitlines() if f" {cls.__name__}" in line)

    if "(" in line:
        parent = line.split("(")[1].split(")")[0]
        assert issubclass(cls, getattr(__import__("builtins"), parent))
    assert (cls.__doc__ or "").strip()


REFERENCE = Path(__file__).parents[2] / "docs" / "reference" / "errors.md"


@pytest.mark.parametrize("cls", [cls for cls in ERRORS if not cls.__subclasses__()])
def test_the_reference_says_of_every_error_what_happened(cls):
    rows = [line for line in REFERENCE.read_text("utf-8").splitlines() if line.startswith("| ")]

    assert any(f"`{cls.__name__}`" in row for row in rows)


def test_problems_are_told_one_a_line_and_kept_apart():
    found = FoundProblems("pack cn", (f"problem {n}" for n in (1, 2)))

    assert found.problems == ("problem 1", "problem 2")
    assert str(found) == "pack cn: 2 problem(s)\n  - problem 1\n  - problem 2"
    assert isinstance(found, ValueError)


def a_refusal() -> Refusal:
    """One with a state, reasons, citations and facts."""
    desk = Actor("441", "接警员", {Role.RECEPTIONIST})
    with Station(MemoryRecorder(), procedure=cn) as station:
        report = station.begin(Receive(Channel.PHONE, gist="闹事", registered=True), actor=desk)
        with pytest.raises(Refusal) as caught:
            station.act(report, Handle(ReportOutcome.ADMINISTRATIVE_CASE), actor=desk)
    assert caught.value.decision.state is not None
    assert caught.value.decision.reasons[0].citations
    return caught.value


class _Colour(PrecinctError):
    """An error of somebody who uses precinct, whose facts no argument names."""

    def __init__(self, red: int, *, green: int) -> None:
        self.light = (red, green)
        super().__init__(f"{red} and {green}")


def _all(cls: type[PrecinctError]) -> Iterator[type[PrecinctError]]:
    yield cls
    for below in cls.__subclasses__():
        yield from _all(below)


def _an(cls: type[PrecinctError]) -> PrecinctError:
    """One of each, made as its signature says."""
    values = {
        "str": "x",
        "object": 5,
        "int": 7,
        "float": 0.5,
        "bool": False,
        "Iterable[str]": ("b", "a"),
        "tuple[int, int]": (1, 2),
        "datetime": datetime(2023, 1, 6, tzinfo=UTC),
    }
    asked = list(inspect.signature(cls).parameters.values()) if "__init__" in _ways(cls) else []
    made = {
        one.name: values[one.annotation if isinstance(one.annotation, str) else _name(one.annotation)]
        for one in asked
    }
    by_place = [made.pop(one.name) for one in asked if one.kind is not inspect.Parameter.KEYWORD_ONLY]
    return cls(*by_place, **made)


def _ways(cls: type[PrecinctError]) -> set[str]:
    """What a class and its parents among ours define."""
    return {name for one in cls.__mro__ if issubclass(one, PrecinctError) for name in vars(one)}


def _name(annotation: object) -> str:
    return annotation.__name__ if type(annotation) is type else str(annotation).rpartition(".")[2]


@pytest.mark.parametrize(
    "cls",
    [cls for cls in dict.fromkeys(_all(PrecinctError)) if cls.__module__.split(".")[0] != "tests"]
    + [_Colour],
)
def test_every_error_comes_back_from_another_process_with_all_that_it_says(cls):
    error = a_refusal() if cls is Refusal else _an(cls)
    error.add_note("seen at the desk")

    for again in (pickle.loads(pickle.dumps(error)), copy.copy(error)):
        assert type(again) is cls
        assert (str(again), again.args, vars(again)) == (str(error), error.args, vars(error))
        for standard in ("msg", "name", "errno", "strerror", "filename"):
            assert getattr(again, standard, None) == getattr(error, standard, None)


# --- fast copies -----------------------------------------------------------------------------------


@given(st.integers(), st.integers())
def test_a_generated_copy_is_no_other_than_one_made_by_hand(x, y):
    point = _make_point(x, y)
    by_hand = Point(x, abs(y))
    object.__setattr__(by_hand, "y", y)  # validators do not run on copies

    assert type(point) is Point
    assert (point, hash(point), repr(point)) == (by_hand, hash(by_hand), repr(by_hand))
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        point.x = 1


_make_point = generate(
    "make_point",
    ["a", "b"],
    [*fill("made", "Point", {"x": "a", "y": "b"}), "return made"],
    classes={"Point": Point},
    names={},
)


def test_a_twin_adds_nothing_but_that_it_may_be_filled():
    twin = twin_of(Point)

    assert issubclass(twin, Point)
    assert vars(twin)["__slots__"] == ()
    assert fields_of(Point) == ("x", "y")
