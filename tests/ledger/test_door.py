"""What comes from outside is taken exactly as it is meant, or refused with every problem."""

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from precinct.basics.errors import BadInput, WrongAction
from precinct.ledger.codec import Codec
from precinct.ledger.door import DEEPEST_INPUT, LARGEST_INPUT, read_action, read_record
from precinct.matters.administrative_case import Penalty
from precinct.matters.common import Note
from precinct.people.person import Capacity, Party
from precinct.workflow.workflow import Workflow
from tests.ledger.actions import BARE, NOON, WORKFLOWS, Colour, Place, Take, Weigh, entries, ticket_workflow

TICKET = ticket_workflow()


def problems(name: str, data: Any, workflow: Workflow[Any, Any] = TICKET) -> tuple[str, ...]:
    with pytest.raises(BadInput) as caught:
        read_action(workflow, name, data)
    assert caught.value.what == f"{workflow.kind} {name}"
    return caught.value.problems


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda workflow: workflow.kind)
@given(data=st.data())
@settings(max_examples=40)
def test_what_the_codec_wrote_the_door_lets_in_equal(
    workflow: Workflow[Any, Any], data: st.DataObject
) -> None:
    entry = data.draw(entries(workflow))
    content = json.loads(Codec(BARE.workflow).encode(entry).payload)["action"]
    name = type(entry.action).__name__
    for form in (content, json.dumps(content), json.dumps(content, ensure_ascii=False).encode()):
        assert read_action(workflow, name, form) == entry.action


def test_an_action_comes_in() -> None:
    text = '{"colour": "red", "place": {"street": "天园路", "since": "2026-03-02T12:30:15.123456+08:00"}, "tags": ["a"], "id": "T1"}'
    assert read_action(TICKET, "Take", text) == Take(
        Colour.RED, Place("天园路", NOON), frozenset({"a"}), id="T1"
    )
    assert read_action(TICKET, "Weigh", b'{"weight": 3}') == Weigh(3.0)
    assert read_action(BARE.mediation, "Note", {"text": "x"}) == Note("x")


def test_all_problems_are_told_at_once_with_their_places() -> None:
    found = problems(
        "Propose",
        {
            "case": 1,
            "case_accepted_at": "2022-01-01",
            "repeated": 1,
            "parties": [{"id": "1", "name": 2, "capacity": "vic", "born": "2022-1-1", "z": 1}, 3],
            "not_sober": "abc",
            "extra": None,
        },
        BARE.mediation,
    )
    moment = "must be a moment with its time zone such as 2026-01-31T08:00:00+08:00"
    assert sorted(found) == sorted(
        [
            "must be text, not a number @ $.case",
            f"{moment} @ $.case_accepted_at",
            "is missing @ $.act",
            "must be text, not a number @ $.parties[0].name",
            "must be one of reporter, victim, offender, suspect, witness, holder, owner @ $.parties[0].capacity",
            "must be a day such as 2026-01-31 @ $.parties[0].born",
            "has unknown keys: 'z' @ $.parties[0]",
            "must be an object, not a number @ $.parties[1]",
            "must be true or false, not a number @ $.repeated",
            "must be a list, not text @ $.not_sober",
            "has unknown keys: 'extra' @ $",
        ]
    )


@pytest.mark.parametrize(
    ("name", "data", "problem"),
    [
        ("Weigh", '{"weight": "3"}', "must be a number, not text @ $.weight"),
        ("Weigh", '{"weight": true}', "must be a number, not true or false @ $.weight"),
        ("Weigh", '{"weight": null}', "must be a number, not null @ $.weight"),
        ("Weigh", {"weight": float("nan")}, "must be a number that ends @ $.weight"),
        ("Weigh", '{"weight": NaN}', "is no JSON (NaN is no number) @ $"),
        ("Weigh", '{"weight": 1, "weight": 2}', "the key 'weight' stands there twice @ $"),
        ("Weigh", '{"weight": 1', "is no JSON (Expecting ',' delimiter: line 1 column 13 (char 12)) @ $"),
        ("Weigh", b'{"weight": "\xff"}', "is not UTF-8 (invalid start byte at byte 12) @ $"),
        ("Weigh", "[]", "must be an object, not a list @ $"),
        ("Weigh", "3", "must be an object, not a number @ $"),
        ("Weigh", "{}", "is missing @ $.weight"),
        ("Take", '{"colour": "RED"}', "must be one of red, blue @ $.colour"),
        ("Take", '{"colour": ["red"]}', "must be one of red, blue @ $.colour"),
        ("Take", '{"colour": "red", "tags": {"a": 1}}', "must be a list, not an object @ $.tags"),
        ("Take", '{"colour": "red", "tags": ["a", 1]}', "must be text, not a number @ $.tags[1]"),
        ("Take", '{"colour": "red", "id": "\\ud800"}', "must be Unicode text, not half a character @ $.id"),
        ("Finish", '{"zh": "x"}', "has unknown keys: 'zh' @ $"),
        ("Finish", {3: 4}, "has unknown keys: a number @ $"),
    ],
)  # fmt: skip
def test_nothing_is_turned_into_what_it_is_not(name: str, data: Any, problem: str) -> None:
    assert problems(name, data) == (problem,)


@pytest.mark.parametrize(
    "moment",
    [
        "2026-03-02T12:00:00",
        "2026-03-02",
        "noon",
        "2026-03-02T12:00:00+08:05:43",
        "2026-13-02T12:00:00Z",
        3,
        True,
        "",
    ],
)
def test_a_moment_needs_its_time_zone(moment: object) -> None:
    (problem,) = problems("Weigh", {"weight": 1, "at": moment})
    assert "a moment with its time zone" in problem
    assert problem.endswith("@ $.at")


def test_what_a_validator_says_is_told() -> None:
    (problem,) = problems("ReceiveValuation", {"at": NOON.isoformat(), "loss": -1}, BARE.mediation)
    assert problem == "'loss' must be >= 0: -1 @ $"


def test_an_action_that_nobody_knows_is_refused() -> None:
    with pytest.raises(WrongAction, match="Paint is no action of a ticket; it knows Finish, Take, Weigh"):
        read_action(TICKET, "Paint", "{}")


@pytest.mark.parametrize(
    "data",
    [
        '{"weight": 1}' + " " * LARGEST_INPUT,
        {"weight": 1, "at": "x" * LARGEST_INPUT},
        {"weight": 1, "at": [0] * LARGEST_INPUT},
    ],
    ids=["text", "one long text", "one long list"],
)
def test_what_is_too_large_is_refused(data: Any) -> None:
    (problem,) = problems("Weigh", data)
    assert f"is larger than {LARGEST_INPUT}" in problem


def nested(depth: int) -> Any:
    value: Any = 1
    for _ in range(depth):
        value = [value]
    return value


@pytest.mark.parametrize(
    "data", ["[" * 100_000, json.dumps(nested(DEEPEST_INPUT + 1)), {"weight": nested(DEEPEST_INPUT)}]
)
def test_what_is_too_deep_is_refused(data: Any) -> None:
    assert problems("Weigh", data) == (f"is deeper than {DEEPEST_INPUT} @ $",)


def test_what_is_just_deep_enough_is_looked_at() -> None:
    assert problems("Weigh", {"weight": nested(DEEPEST_INPUT - 1)}) == (
        "must be a number, not a list @ $.weight",
    )


def test_a_problem_never_repeats_a_text_that_was_sent() -> None:
    found = problems("Take", {"colour": "张三", "place": {"street": 3, "since": "李四"}, "tags": "王五"})
    assert len(found) == 4
    assert not any(name in line for line in found for name in ("张三", "李四", "王五"))


LONG = "张三\u202e" + "x" * 1000


@pytest.mark.parametrize(
    "data",
    [
        {"weight": 1, LONG: 2},
        json.dumps({"weight": 1, LONG: 2}),
        json.dumps({"weight": 1, LONG: 2})[:-1] + f', "{LONG}": 3}}',
    ],
    ids=["a mapping", "JSON", "twice"],
)
def test_a_key_from_outside_is_quoted_short_and_plain(data: Any) -> None:
    (problem,) = problems("Weigh", data)
    assert "张三" in problem
    assert problem.isprintable(), "nothing in it turns what stands around it"
    assert len(problem) < 100
    with pytest.raises(BadInput) as caught:
        read_record(Party, "the party", {LONG: 1})
    assert "x" * 41 not in str(caught.value)
    assert "\u202e" not in str(caught.value)


def test_of_many_keys_that_are_none_ten_are_named() -> None:
    wrong = {f"k{number:02}": 0 for number in range(25)}
    (problem,) = problems("Finish", wrong)
    assert problem == f"has unknown keys: {', '.join(map(repr, sorted(wrong)[:10]))} and 15 more @ $"
    with pytest.raises(BadInput) as caught:
        read_record(Party, "the party", wrong)
    assert problem in caught.value.problems


@pytest.mark.parametrize("inner", [True, False], ids=["many objects", "one object"])
def test_of_many_keys_that_stand_there_twice_ten_are_named_at_once(inner: bool) -> None:
    pairs = [f'"{number}": 0' for number in range(40_000)]
    text = f"[{','.join(f'{{{one},{one}}}' for one in pairs)}]" if inner else f"{{{','.join(pairs * 2)}}}"
    # Each name was once counted among all names: a mebibyte kept a server busy for minutes.
    found = problems("Finish", text)
    assert len(found) == 10
    assert found[0] == "the key '0' stands there twice @ $"


def test_a_record_comes_in_with_what_is_known_already() -> None:
    content = {"id": "1", "name": "甲", "born": "1990-02-03"}
    party = read_record(Party, "the party", content, {"capacity": Capacity.VICTIM})
    assert party == Party("1", "甲", Capacity.VICTIM, date(1990, 2, 3))


def test_all_problems_of_a_record_are_told_at_once() -> None:
    with pytest.raises(BadInput) as caught:
        read_record(Party, "the party", {"id": 1, "born": "soon", "capacity": "friend", "age": 3})
    assert caught.value.what == "the party"
    places = sorted(problem.rpartition(" @ ")[2] for problem in caught.value.problems)
    assert places == ["$", "$.born", "$.capacity", "$.id", "$.name"]


def test_what_is_known_already_cannot_be_given_again() -> None:
    with pytest.raises(BadInput, match="unknown keys: 'capacity'"):
        read_record(Party, "the party", {"id": "1", "name": "甲", "capacity": "victim"}, {"capacity": 1})


def test_what_a_record_refuses_itself_is_told() -> None:
    with pytest.raises(BadInput, match="must be >= 0"):
        read_record(Penalty, "the penalty", {"kind": "fine", "fine": -1})
