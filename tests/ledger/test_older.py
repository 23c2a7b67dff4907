"""Entries of older versions are read in today's words; what nobody can read is named, and nothing is guessed."""

import json
import traceback
from collections.abc import Mapping
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from precinct import cn
from precinct.basics.errors import Unsound
from precinct.basics.ledger_errors import Erased, UnknownStored, UpcastFailed
from precinct.ledger.codec import Codec
from precinct.ledger.stored import Stored
from precinct.people.role import Role
from precinct.workflow.action import END, Action
from precinct.workflow.matter import State
from precinct.workflow.soundness import find_problems
from precinct.workflow.table import Limit, OnExpiry, Table
from precinct.workflow.wording import Upcast, Wording
from precinct.workflow.workflow import Workflow
from tests.ledger.actions import (
    BARE,
    NOON,
    Finish,
    Take,
    Ticket,
    TicketState,
    Weigh,
    entries,
    ticket_table,
)


@attrs.frozen
class Drop(Action[Ticket]):
    zh = "弃"


def in_grams(told: Wording) -> Wording:
    """Version 1 weighed in kilograms."""
    if told.action != "Weigh":
        return told
    grams = told.payload["weight"] * 1000
    return attrs.evolve(
        told, payload={**told.payload, "weight": grams}, changes={**told.changes, "weight": grams}
    )


def split(told: Wording) -> Wording:
    """Version 2 ended a ticket in one way only, and said in words how."""
    if told.action != "End":
        return told
    return attrs.evolve(told, action="Drop" if told.payload["how"] == "dropped" else "Finish", payload={})


def table(**more: Any) -> Table[Ticket, TicketState]:
    plain = ticket_table()
    moves = dict(plain.moves)
    moves[TicketState.OPEN] = [*moves[TicketState.OPEN], Drop.row(TicketState.DONE, by={Role.OFFICER})]
    changed = {"version": 3, "moves": moves, "upcasts": {1: in_grams, 2: split}, **more}
    return attrs.evolve(plain, **changed)


def codec(**more: Any) -> Codec:
    workflow = Workflow(table(**more), BARE.law)
    return Codec(lambda kind: workflow)


def stored(
    definition: str,
    action: str,
    payload: Mapping[str, Any] | None = None,
    changes: Mapping[str, Any] | None = None,
    to: str = "open",
) -> Stored:
    header = [
        "T1", "ticket", 2, action, "open", to, "o1", None, "o1", [], NOON.isoformat(), NOON.isoformat(), "bare@1", definition, [],
    ]  # fmt: skip
    said = {"action": payload or {}, "changes": changes or {}}
    return Stored(5, "T1", 2, json.dumps(header).encode(), json.dumps(said).encode(), bytes(16), bytes(32), bytes(32))  # fmt: skip


WEIGHED = ("Weigh", {"weight": 2.5, "at": None}, {"weight": 2.5})


def test_every_step_from_the_version_that_wrote_an_entry_is_taken_once_and_in_order() -> None:
    for definition, grams in [("ticket@1", 2500.0), ("ticket@2", 2.5), ("ticket@3", 2.5)]:
        entry = codec().decode(stored(definition, *WEIGHED))
        assert entry.action == Weigh(grams)
        assert entry.changes == (("weight", grams),)
        assert entry.definition == definition, "who reads it sees which version wrote it"
    for definition in ("ticket@1", "ticket@2"):
        for how, action in [("dropped", Drop()), ("done", Finish())]:
            assert codec().decode(stored(definition, "End", {"how": how}, to="done")).action == action


@given(data=st.data())
@settings(max_examples=30)
def test_entries_of_todays_version_never_meet_an_upcast(data: st.DataObject) -> None:
    def never(told: Wording) -> Wording:
        raise AssertionError

    workflow = Workflow(table(upcasts={1: never, 2: never}), BARE.law)
    ours = Codec(lambda kind: workflow)
    entry = data.draw(entries(workflow))
    written = ours.encode(entry)
    again = Stored(1, written.matter, written.version, written.header, written.payload, written.salt, written.digest, bytes(32))  # fmt: skip
    assert ours.decode(again) == entry


def test_the_quick_fold_of_a_matter_tells_the_same_as_its_entries() -> None:
    taken = attrs.evolve(
        stored("ticket@1", "Take", {"colour": "red", "id": "T1"}, {"weight": 1.0}), version=1
    )
    header = json.loads(taken.header)
    header[2], header[4] = 1, None
    opening = attrs.evolve(taken, header=json.dumps(header).encode())
    history = [opening, stored("ticket@1", *WEIGHED)]
    for upcasts, weight in [({1: in_grams, 2: split}, 2500.0), ({2: split}, 2.5), ({}, 2.5)]:
        ours = codec(upcasts=upcasts)
        assert ours.fold(history)["T1"].fields["weight"] == weight
        assert ours.decode(history[1]).changes == (("weight", weight),)
    later = attrs.evolve(history[1], header=history[1].header.replace(b"ticket@1", b"ticket@9"))
    with pytest.raises(UnknownStored):
        codec().fold([opening, later])


def test_what_is_renamed_is_renamed_after_the_upcasts() -> None:
    def heavier(told: Wording) -> Wording:
        return attrs.evolve(told, changes={name: 2 * value for name, value in told.changes.items()})

    entry = codec(upcasts={1: heavier}, renamed={"mass": "weight", "Heft": "Weigh"}).decode(
        stored("ticket@1", "Heft", {"mass": 1.0}, {"mass": 1.0})
    )
    assert (entry.action, entry.changes) == (Weigh(1.0), (("weight", 2.0),))


@pytest.mark.parametrize(
    ("payload", "changes", "renamed"),
    [
        ({"mass": 1.0, "weight": 2.0}, {}, {"mass": "weight"}),
        ({"weight": 2.0, "mass": 1.0}, {}, {"mass": "weight"}),
        ({"weight": 1.0}, {"mass": 1.0, "weight": 2.0}, {"mass": "weight"}),
        ({"mass": 1.0, "heft": 2.0}, {}, {"mass": "heft", "heft": "weight"}),
    ],
)
def test_two_stored_fields_that_would_become_one_are_named_and_neither_is_dropped(
    payload: dict[str, Any], changes: dict[str, Any], renamed: dict[str, str]
) -> None:
    ours = codec(upcasts={}, renamed=renamed)
    entry = stored("ticket@1", "Weigh", payload, changes)
    for read in (ours.decode, lambda one: ours.fold([one])):
        with pytest.raises(UnknownStored, match="'weight under two names'"):
            read(entry)


def test_a_field_renamed_in_several_steps_is_the_field_of_today() -> None:
    entry = codec(upcasts={}, renamed={"mass": "heft", "heft": "weight"}).decode(
        stored("ticket@1", "Weigh", {"mass": 2.5}, {"heft": 2.5})
    )
    assert (entry.action, entry.changes) == (Weigh(2.5), (("weight", 2.5),))


@pytest.mark.parametrize(("grams", "read"), [(2**53, True), (2**53 + 1, False), (-(2**53) - 1, False)])
def test_a_whole_number_that_today_would_be_rounded_is_refused(grams: int, read: bool) -> None:
    ours = codec(upcasts={})
    for payload, changes in (({"weight": grams}, {}), ({"weight": 1.0}, {"weight": grams})):
        entry = stored("ticket@1", "Weigh", payload, changes)
        if read:
            assert ours.decode(entry).action in {Weigh(float(grams)), Weigh(1.0)}
            continue
        for reading in (ours.decode, lambda one: ours.fold([one])):
            with pytest.raises(UnknownStored, match="a number that today's field would round"):
                reading(entry)


def test_a_version_without_an_upcast_is_read_as_it_stands() -> None:
    entry = codec(upcasts={}).decode(stored("ticket@1", *WEIGHED))
    assert entry.action == Weigh(2.5)


def test_what_an_upcast_leaves_behind_is_lost_only_if_it_says_so() -> None:
    def without_smell(told: Wording) -> Wording:
        return attrs.evolve(
            told, payload={name: value for name, value in told.payload.items() if name != "smell"}
        )

    smelt = stored("ticket@1", "Weigh", {"weight": 1.0, "smell": "of roses"}, {})
    assert codec(upcasts={1: without_smell}).decode(smelt).action == Weigh(1.0)
    with pytest.raises(UnknownStored) as caught:
        codec(upcasts={1: lambda told: told}).decode(smelt)
    assert (caught.value.what, caught.value.value) == ("field", "action.smell")


@pytest.mark.parametrize(
    "definition", ["ticket@4", "ticket@0", "ticket@-1", "ticket@01", "ticket@", "ticket", "report@1", "", "3"]
)
def test_a_later_version_and_what_is_none_is_refused_and_not_guessed(definition: str) -> None:
    with pytest.raises(UnknownStored) as caught:
        codec().decode(stored(definition, *WEIGHED))
    assert (caught.value.what, caught.value.value) == ("definition", definition)


def crash(told: Wording) -> Wording:
    raise KeyError(told.payload["weight"])


def no_wording(told: Wording) -> Any:
    return dict(told.payload)


def moved(told: Wording) -> Wording:
    return attrs.evolve(told, to_state="done")


def shut(told: Wording) -> Wording:
    return attrs.evolve(told, to_state="shut")


class Loud:
    """Says what it holds where nobody asked."""

    def __init__(self, held: object) -> None:
        self.held = held

    def __getattr__(self, name: str) -> object:
        raise ValueError(self.held)


def no_json(told: Wording) -> Wording:
    return attrs.evolve(told, payload={"weight": {1, Loud(told.payload["weight"])}})


@pytest.mark.parametrize(
    ("upcast", "why"),
    [
        (crash, r"KeyError in crash, line \d+"),
        (no_wording, "a dict and no Wording"),
        (moved, "it changed a state"),
        (shut, "it changed a state"),
        (no_json, "its answer is no JSON"),
    ],
)
def test_an_upcast_that_goes_wrong_is_named_and_tells_nothing_of_the_entry(upcast: Upcast, why: str) -> None:
    with pytest.raises(UpcastFailed, match=why) as caught:
        codec(upcasts={1: upcast}).decode(stored("ticket@1", "Weigh", {"weight": 7 * 11004.5}, {}))
    assert (caught.value.definition, caught.value.where) == ("ticket@1", "version 2 of matter T1")
    printed = "".join(traceback.format_exception(caught.value))
    assert "77031" not in printed, "a log or a report of errors prints the whole chain"


@pytest.mark.parametrize("raw", [b"no json", b"[]", b'{"action": {}}'])
def test_an_older_payload_that_cannot_be_read_is_named(raw: bytes) -> None:
    with pytest.raises(UnknownStored) as caught:
        codec().decode(attrs.evolve(stored("ticket@1", *WEIGHED), payload=raw))
    assert caught.value.what == "payload"


def test_an_older_payload_that_was_erased_is_said_to_be() -> None:
    with pytest.raises(Erased):
        codec().decode(attrs.evolve(stored("ticket@1", *WEIGHED), payload=None))


# --- what stays for the past's sake ----------------------------------------------------------------


class Longer(State):
    OPEN = "open", "开"
    LENT = "lent", "借出"
    DONE = "done", "结"


LIMIT = Limit("t", OnExpiry.WARN, (Finish,))


def longer(**more: Any) -> Table[Ticket, Longer]:
    officer = {Role.OFFICER}
    changed = {
        "states": Longer,
        "version": 2,
        "openings": [Take.row(Longer.OPEN, by=officer)],
        "moves": {
            Longer.OPEN: [Finish.row(Longer.DONE, by=officer)],
            Longer.LENT: [Finish.row(Longer.DONE, by=officer)],
            Longer.DONE: END,
        },
        "retired": [Longer.LENT, Weigh],
        **more,
    }
    return attrs.evolve(ticket_table(), **changed)  # type: ignore[return-value]


def test_retired_actions_and_states_are_read_as_what_they_were() -> None:
    workflow = Workflow(longer(), BARE.law)
    entry = Codec(lambda kind: workflow).decode(stored("ticket@1", *WEIGHED, to="lent"))  # type: ignore[misc]
    assert entry.action == Weigh(2.5)
    assert entry.to_state is Longer.LENT
    assert Weigh not in workflow.actions


@pytest.mark.parametrize(
    ("finding", "more"),
    [
        ("state lent cannot be reached", {"retired": [Weigh]}),
        ("state open is retired, but a row leads to it", {"retired": [Longer.OPEN, Longer.LENT]}),
        ("Finish is retired, but there are rows for it", {"retired": [Longer.LENT, Finish]}),
        (
            "time limit t is retired, but a row starts it",
            {
                "retired": [Longer.LENT, LIMIT],
                "openings": [Take.row(Longer.OPEN, by={Role.OFFICER}, starts=["t"])],
                "limits": [LIMIT],
            },
        ),
        ("from version 2, but older versions are those from 1 to 1", {"upcasts": {2: in_grams}}),
        ("from version '1', but older versions are those from 1 to 1", {"upcasts": {"1": in_grams}}),
        ("from version 0, but older versions", {"upcasts": {0: in_grams}}),
        ("its version is 0; versions count from 1", {"version": 0}),
        ("leads from gone to nothing, which is no state, action or field", {"renamed": {"gone": "nothing"}}),
        ("leads from a round in a circle", {"renamed": {"a": "b", "b": "c", "c": "a"}}),
        ("says that open is now done, but open is there still", {"renamed": {"open": "done"}}),
        ("says that Weigh is now Finish, but Weigh is there still", {"renamed": {"Weigh": "Finish"}}),
    ],
)
def test_a_past_that_does_not_hold_together_is_found_when_the_table_is_built(
    finding: str, more: dict[str, Any]
) -> None:
    with pytest.raises(Unsound, match=finding):
        Workflow(longer(**more), BARE.law)


def test_a_retired_time_limit_still_needs_its_length_or_nobody_could_tell_when_it_ends() -> None:
    problems = find_problems(longer(retired=[Longer.LENT, Weigh, LIMIT]), cn.law)
    assert [one for one in problems if "time limit" in one] == [
        "time limit t is not in the pack cn; give its length, or declare it unset"
    ]


def test_a_field_may_have_the_old_name_of_another_thing() -> None:
    # One map holds states, actions and fields; only within one sort is an old name used up.
    Workflow(longer(renamed={"place": "open", "ended": "done", "hue": "colour", "tone": "hue"}), BARE.law)


def test_a_field_of_today_is_read_as_itself_though_another_thing_was_called_so_once() -> None:
    entry = codec(renamed={"weight": "open"}).decode(stored("ticket@3", *WEIGHED))
    assert (entry.action, entry.changes) == (Weigh(2.5), (("weight", 2.5),))


def test_what_stood_twice_in_a_list_stands_once_in_the_set_that_it_is_today() -> None:
    taken = {"colour": "red", "id": "T1", "tags": ["b", "a", "b"]}
    entry = codec().decode(stored("ticket@3", "Take", taken))
    assert isinstance(entry.action, Take)
    assert entry.action.tags == {"a", "b"}
