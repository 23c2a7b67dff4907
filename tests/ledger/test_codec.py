"""What was written comes back equal; what would not is never written; what nobody knows is named."""

import json
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Annotated, Any, Literal, NewType
from zoneinfo import ZoneInfo

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from precinct.basics.errors import NaiveDatetime, NotAHistory, WrongAction
from precinct.basics.ledger_errors import Erased, Tampered, UnknownStored, Unstorable
from precinct.ledger.chain import commit
from precinct.ledger.codec import Codec
from precinct.ledger.fit import fit_of, fits_of
from precinct.ledger.stored import Stored, Written
from precinct.matters.common import Note
from precinct.workflow.entry import Entry
from precinct.workflow.matter import State
from precinct.workflow.workflow import Workflow
from tests.ledger.actions import (
    BARE,
    NOON,
    WORKFLOWS,
    Colour,
    Finish,
    Place,
    Take,
    Ticket,
    TicketState,
    Weigh,
    entries,
    entry_of,
    ticket_table,
    ticket_workflow,
)

NAIVE = datetime(2026, 3, 2, 12)  # noqa: DTZ001
OLD_SHANGHAI = datetime(1890, 1, 1, tzinfo=ZoneInfo("Asia/Shanghai"))  # eight hours, five minutes, 43 seconds


def codec_of(workflow: Workflow[Any, Any] | None = None) -> Codec:
    ours = workflow or ticket_workflow()

    def workflow_of(kind: str) -> Workflow[Any, Any]:
        if kind != ours.kind:
            raise UnknownStored("kind", kind, "this test")
        return ours

    return Codec(workflow_of)


def stored(one: Written, **more: Any) -> Stored:
    return attrs.evolve(
        Stored(5, one.matter, one.version, one.header, one.payload, one.salt, one.digest, bytes(32)), **more
    )


def with_payload(action: object, changes: object, name: str = "Take", to: str = "open") -> Stored:
    """An entry as an older definition may have left it."""
    header = [
        "T1", "ticket", 2, name, "open", to, "o1", None, "o1", [], NOON.isoformat(), NOON.isoformat(), "bare@1", "ticket@1", [],
    ]  # fmt: skip
    payload = json.dumps({"action": action, "changes": changes}).encode()
    return Stored(5, "T1", 2, json.dumps(header).encode(), payload, bytes(16), bytes(32), bytes(32))


# --- there and back --------------------------------------------------------------------------------


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda workflow: workflow.kind)
@given(data=st.data())
@settings(max_examples=40)
def test_every_entry_of_every_table_comes_back_equal(
    workflow: Workflow[Any, Any], data: st.DataObject
) -> None:
    codec = Codec(BARE.workflow)
    entry = data.draw(entries(workflow))
    written = codec.encode(entry)
    back = Codec(BARE.workflow).decode(stored(written))
    assert back == entry
    assert type(back.action) is type(entry.action)
    assert (written.matter, written.kind, written.version) == (entry.matter, entry.kind, entry.version)
    assert written.state == entry.to_state.value
    assert written.ended == (entry.to_state in workflow.table.final)
    assert written.digest == commit(written.salt, written.payload)
    assert json.loads(written.header)[:6:1][0:3] == [entry.matter, entry.kind, entry.version]


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda workflow: workflow.kind)
@given(data=st.data())
@settings(max_examples=8)
def test_folding_what_is_stored_makes_what_replaying_the_entries_makes(
    workflow: Workflow[Any, Any], data: st.DataObject
) -> None:
    codec = Codec(BARE.workflow)
    history: list[Entry] = []
    for version in range(1, data.draw(st.integers(2, 4)) + 1):
        before = history[-1].to_state if history else None
        entry = data.draw(entries(workflow))
        history.append(attrs.evolve(entry, matter="M1", version=version, from_state=before))
    kept = [stored(codec.encode(entry, step)) for step, entry in enumerate(history)]
    ((matter, fold),) = Codec(BARE.workflow).fold(kept).items()
    assert (matter, fold.kind, fold.version, fold.state) == (
        "M1",
        workflow.kind,
        len(history),
        history[-1].to_state,
    )
    assert fold.fields == {name: value for entry in history for name, value in entry.changes}
    with pytest.raises(NotAHistory):
        codec.fold(kept[1:])


TAKEN = entry_of(
    Take(Colour.RED, id="T1"), from_state=None, version=1, changes=(("colour", Colour.RED), ("weight", 1.0))
)
WEIGHED = entry_of(Weigh(2.0), version=2, changes=(("weight", 2.0),))
AGAIN = entry_of(Weigh(3.0), version=3, changes=(("weight", 3.0),))
DONE = entry_of(Finish(), version=3, to_state=TicketState.DONE)

NO_HISTORIES = {
    "without its beginning": [WEIGHED],
    "begun twice": [TAKEN, TAKEN],
    "one twice": [TAKEN, WEIGHED, WEIGHED],
    "one left out": [TAKEN, AGAIN],
    "two swapped": [TAKEN, AGAIN, WEIGHED],
    "begun anew later": [TAKEN, attrs.evolve(WEIGHED, from_state=None)],
    "from a state where nothing led": [TAKEN, attrs.evolve(WEIGHED, from_state=TicketState.DONE)],
    "going on after its end": [TAKEN, WEIGHED, DONE, attrs.evolve(AGAIN, version=4)],
    "of a kind with the same states": [TAKEN, attrs.evolve(WEIGHED, kind="tag", definition="tag@1")],
}


@pytest.mark.parametrize("wrong", NO_HISTORIES)
def test_a_fold_refuses_what_is_no_history_in_the_words_of_replaying_it(wrong: str) -> None:
    """However quick it is: a ledger's entries may have been put together by anybody."""
    kinds = {"ticket": ticket_workflow(), "tag": Workflow(attrs.evolve(ticket_table(), kind="tag"), BARE.law)}
    codec = Codec(kinds.__getitem__)
    right = [TAKEN, WEIGHED, AGAIN]
    assert codec.fold(stored(codec.encode(one)) for one in right)["T1"].fields["weight"] == 3
    history = NO_HISTORIES[wrong]
    with pytest.raises(NotAHistory) as told:
        kinds["ticket"].replay(history)
    with pytest.raises(NotAHistory) as caught:
        codec.fold(stored(codec.encode(one)) for one in history)
    assert str(caught.value) == str(told.value)


def test_folding_reads_no_action_and_still_loses_no_field() -> None:
    codec = codec_of()
    taken = stored(
        codec.encode(
            entry_of(Take(Colour.RED, Place("x", NOON), frozenset(), id="T1"), from_state=None, version=1)
        )
    )
    lost = with_payload({}, {}, name="Finish")
    for changes in (
        b'{"weight_in_stones":3}',
        b'{"weight":2.0,"weight_in_stones":3}',
        b'{"weight_in_stones":3,"weight":2.0}',
        b'{"weight_in_stones": 3}',
    ):
        with pytest.raises(UnknownStored, match="weight_in_stones"):
            codec.fold([taken, attrs.evolve(lost, payload=b'{"action":{},"changes":' + changes + b"}")])
    with pytest.raises(Erased):
        codec.fold([attrs.evolve(taken, payload=None, salt=None)])
    gone = attrs.evolve(
        with_payload({}, {}, name="Gone"), payload=b'{"action":{"no":"matter"},"changes":{"weight":3.0}}'
    )
    assert codec.fold([taken, gone])["T1"].fields["weight"] == 3


def test_a_matter_of_ones_own_comes_back_equal() -> None:
    codec = codec_of()
    place = Place("天园路", NOON)
    taken = entry_of(Take(Colour.RED, place, frozenset({"a", "b", "c"}), id="T1"), from_state=None)
    changed = entry_of(
        Weigh(2, NOON), changes=(("weight", 2), ("places", (place, Place("x"))), ("colour", Colour.BLUE))
    )
    for entry in (taken, changed, entry_of(Finish(), to_state=TicketState.DONE)):
        assert codec.decode(stored(codec.encode(entry))) == entry


def test_the_payload_stands_beside_the_header_and_not_in_it() -> None:
    written = Codec(BARE.workflow).encode(entry_of(Note("打架"), kind="mediation", **_mediation_states()))
    assert "打架".encode() in written.payload
    assert "打架".encode() not in written.header
    assert json.loads(written.header) == [
        "T1", "mediation", 2, "Note", "proposed", "proposed", "o1", None, "o1", [],
        "2026-03-02T12:30:15.123456+08:00", "2026-03-02T12:30:15.123456+08:00", "bare@1", "ticket@1", [],
    ]  # fmt: skip


def test_a_header_ends_with_the_step_in_its_unit_unless_it_is_the_first() -> None:
    codec = codec_of()
    first, third = codec.encode(entry_of(Finish())), codec.encode(entry_of(Finish()), 2)
    assert third.header == first.header[:-1] + b",2]"
    assert (codec.header(stored(first)).step, codec.header(stored(third)).step) == (0, 2)
    assert codec.decode(stored(third)) == codec.decode(stored(first)) == entry_of(Finish())


@pytest.mark.parametrize("wrong", [b",0]", b",-1]", b",1.5]", b',"1"]', b",1,2]", b",[1]]"])
def test_a_step_that_is_none_is_refused(wrong: bytes) -> None:
    codec = codec_of()
    header = codec.encode(entry_of(Finish())).header[:-1] + wrong
    for read in (codec.decode, codec.header):
        with pytest.raises(UnknownStored):
            read(stored(codec.encode(entry_of(Finish())), header=header))


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda workflow: workflow.kind)
@given(data=st.data())
@settings(max_examples=10)
def test_a_header_says_what_the_entry_says_and_needs_no_content(
    workflow: Workflow[Any, Any], data: st.DataObject
) -> None:
    codec = Codec(BARE.workflow)
    entry = data.draw(entries(workflow))
    header = codec.header(stored(codec.encode(entry), payload=None, salt=None))
    assert header.action == type(entry.action).__name__
    for name in attrs.fields_dict(type(header)).keys() - {"action", "step"}:
        assert getattr(header, name) == getattr(entry, name)


def test_the_header_of_an_old_entry_has_the_names_of_today() -> None:
    old = with_payload({}, {}, name="End", to="finished")
    header = codec_of(ticket_workflow({"End": "Finish", "finished": "done"})).header(old)
    assert (header.action, header.to_state) == ("Finish", TicketState.DONE)
    gone = codec_of(ticket_workflow({"finished": "done"})).header(old)
    assert gone.action == "End"
    with pytest.raises(UnknownStored, match="finished"):
        codec_of().header(old)


def _mediation_states() -> dict[str, object]:
    proposed = next(iter(BARE.mediation.table.states))
    return {"from_state": proposed, "to_state": proposed}


def test_the_same_entry_written_twice_commits_to_it_differently() -> None:
    codec = codec_of()
    one, other = codec.encode(entry_of(Finish())), codec.encode(entry_of(Finish()))
    assert (one.header, one.payload) == (other.header, other.payload)
    assert one.salt != other.salt
    assert one.digest != other.digest


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda workflow: workflow.kind)
def test_no_shipped_action_or_matter_has_a_converter(workflow: Workflow[Any, Any]) -> None:
    # The reader does not run them, so what it gives back would differ from what was made.
    for cls in (workflow.table.matter, *workflow.openings, *workflow.actions):
        assert [field.name for field in attrs.fields(cls) if field.converter is not None] == []


# --- what is never written -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("where", "action", "more"),
    [
        ("Entry.occurred_at", Finish(), {"occurred_at": NAIVE}),
        ("Entry.recorded_at", Finish(), {"recorded_at": NAIVE}),
        ("Weigh.at", Weigh(1, NAIVE), {}),
        ("Take.place", Take(Colour.RED, Place("x", NAIVE)), {}),
        ("ticket.places", Finish(), {"changes": (("places", (Place("x"), Place("y", NAIVE))),)}),
    ],
)
def test_a_moment_without_a_time_zone_is_refused_by_name(
    where: str, action: object, more: dict[str, Any]
) -> None:
    with pytest.raises(NaiveDatetime) as caught:
        codec_of().encode(entry_of(action, **more))
    assert caught.value.where == where


@pytest.mark.parametrize(
    ("where", "action", "more"),
    [
        ("Weigh.weight", Weigh("3"), {}),  # type: ignore[arg-type]
        ("Weigh.weight", Weigh(float("nan")), {}),
        ("Weigh.weight", Weigh(True), {}),
        ("Weigh.at", Weigh(1, OLD_SHANGHAI), {}),
        ("Take.colour", Take("red"), {}),  # type: ignore[arg-type]
        ("Take.tags", Take(Colour.RED, None, frozenset({3})), {}),  # type: ignore[arg-type]
        ("Take.tags", Take(Colour.RED, None, ["a"]), {}),  # type: ignore[arg-type]
        ("Take.place", Take(Colour.RED, Place(5)), {}),  # type: ignore[arg-type]
        ("Take in version 2 of matter T1", Take(Colour.RED, Place("\ud800")), {}),
        ("ticket.weight", Finish(), {"changes": (("weight", None),)}),
        ("ticket.height", Finish(), {"changes": (("height", 3),)}),
        ("ticket.state", Finish(), {"changes": (("state", TicketState.DONE),)}),
        ("version 2 of matter T1", Finish(), {"changes": (("weight", 1.0), ("weight", 2.0))}),
        ("version 2 of matter 7", Finish(), {"matter": 7}),
        ("version 2 of matter T1", Finish(), {"companions": (3,)}),
        ("Entry.occurred_at", Finish(), {"occurred_at": OLD_SHANGHAI}),
    ],
)
def test_what_would_not_come_back_is_refused_by_name(
    where: str, action: object, more: dict[str, Any]
) -> None:
    with pytest.raises(Unstorable) as caught:
        codec_of().encode(entry_of(action, **more))
    assert caught.value.where == where


def test_an_action_of_another_workflow_is_refused() -> None:
    with pytest.raises(WrongAction, match="Note is no action of a ticket"):
        codec_of().encode(entry_of(Note("x")))


class OtherState(State):
    OPEN = "open", "开"


@pytest.mark.parametrize("more", [{"to_state": OtherState.OPEN}, {"from_state": OtherState.OPEN}], ids=str)
def test_a_state_of_another_workflow_is_refused(more: dict[str, Any]) -> None:
    with pytest.raises(UnknownStored) as caught:
        codec_of().encode(entry_of(Finish(), **more))
    assert caught.value.what == "state"


@pytest.mark.parametrize("weight", [object(), 1j, {1: {2}}], ids=["object", "complex", "keys"])
def test_what_cannot_be_kept_is_like_nothing_that_was(weight: Any) -> None:
    kept = Ticket(id="T1", version=1, state=TicketState.OPEN, colour=Colour.RED)
    made_up = attrs.evolve(kept, weight=weight)
    codec = codec_of()
    assert codec.alike("ticket", kept, attrs.evolve(kept))
    assert not codec.alike("ticket", kept, made_up)
    assert not codec.alike("ticket", made_up, kept)


def test_a_kind_that_nobody_knows_is_refused() -> None:
    with pytest.raises(UnknownStored) as caught:
        codec_of().encode(entry_of(Finish(), kind="boat"))
    assert (caught.value.what, caught.value.value, caught.value.where) == (
        "kind",
        "boat",
        "version 2 of matter T1",
    )


# --- what nobody knows -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("what", "value", "entry"),
    [
        ("action", "Paint", with_payload({}, {}, name="Paint")),
        ("state", "lost", with_payload({"colour": "red"}, {}, to="lost")),
        ("field", "action.shade", with_payload({"colour": "red", "id": "T1", "shade": 3}, {})),
        ("field", "action.place.house", with_payload({"colour": "red", "id": "T1", "place": {"street": "x", "house": 3}}, {})),
        ("field", "changes.height", with_payload({"colour": "red", "id": "T1"}, {"height": 3})),
        ("field", "changes.places.house", with_payload({"colour": "red", "id": "T1"}, {"places": [{"street": "x", "house": 3}]})),
        ("payload", "colour", with_payload({"id": "T1"}, {})),
        ("payload", "Invalid enum value - at `$.action.colour`", with_payload({"id": "T1", "colour": "green"}, {})),
        ("payload", "changes", with_payload({"id": "T1", "colour": "red"}, {"weight": "3"})),
        ("payload", "", with_payload([], {})),
    ],
)  # fmt: skip
def test_what_nobody_knows_is_named(what: str, value: str, entry: Stored) -> None:
    with pytest.raises(UnknownStored) as caught:
        codec_of().decode(entry)
    assert caught.value.what == what
    assert value in caught.value.value
    assert caught.value.where == "version 2 of matter T1"


@pytest.mark.parametrize(
    ("do", "entry"),
    [
        ("say under its `renamed`", with_payload({}, {}, name="Paint")),
        ("keep the class under `retired`", with_payload({}, {}, name="Paint")),
        ("keep it under `retired`", with_payload({"colour": "red"}, {}, to="lost")),
        ("say under the table's `renamed`", with_payload({"colour": "red", "id": "T1", "shade": 3}, {})),
        ("have one of its `upcasts` leave it out", with_payload({"colour": "red", "id": "T1"}, {"height": 3})),
        ("give a field that came later a default, or have one of the table's `upcasts` put in", with_payload({"id": "T1"}, {})),
        ("('Object missing required field `colour` - at `$.action`')", with_payload({"id": "T1"}, {})),
    ],
)  # fmt: skip
def test_what_nobody_knows_is_told_with_what_to_do(do: str, entry: Stored) -> None:
    with pytest.raises(UnknownStored) as caught:
        codec_of().decode(entry)
    assert str(caught.value).startswith("version 2 of matter T1: today's ")
    assert do in str(caught.value)


def test_who_wrote_it_is_told_where_no_table_can_help() -> None:
    written = stored(codec_of().encode(entry_of(Finish())))
    later = attrs.evolve(written, header=written.header.replace(b"ticket@1", b"ticket@9"))
    for known, told in (
        (later, "written under 'ticket@9', which today's table has never been; open it with"),
    ):
        with pytest.raises(UnknownStored) as caught:
            codec_of().decode(known)
        assert told in str(caught.value)
    with pytest.raises(
        UnknownStored, match=r"'ticket'; add the table that wrote it with `Procedure\.with_tables`"
    ):
        Codec(BARE.workflow).decode(written)
    with pytest.raises(UnknownStored, match="see with `precinct ledger verify` whether it was changed"):
        codec_of().decode(attrs.evolve(written, header=b"no json"))


def test_of_what_is_stored_no_more_is_shown_than_a_line_holds() -> None:
    with pytest.raises(UnknownStored) as caught:
        codec_of().decode(with_payload({}, {}, name="P" * 10_000))
    assert len(str(caught.value)) < 400
    assert len(caught.value.value) == 10_000


@pytest.mark.parametrize(
    ("what", "more"),
    [
        ("header", {"header": b"no json"}),
        ("header", {"header": b"[1, 2]"}),
        ("payload", {"payload": b"no json"}),
        ("payload", {"payload": b'{"action": {}}'}),
    ],
)
def test_bytes_that_cannot_be_read_are_named(what: str, more: dict[str, Any]) -> None:
    codec = codec_of()
    with pytest.raises(UnknownStored) as caught:
        codec.decode(stored(codec.encode(entry_of(Finish())), **more))
    assert caught.value.what == what


def test_what_was_erased_is_said_to_be_so() -> None:
    codec = codec_of()
    with pytest.raises(Erased) as caught:
        codec.decode(stored(codec.encode(entry_of(Finish())), payload=None, salt=None))
    assert caught.value.matter == "T1"


def test_a_stored_kind_that_nobody_knows_is_named() -> None:
    written = codec_of().encode(entry_of(Finish()))
    with pytest.raises(UnknownStored) as caught:
        Codec(BARE.workflow).decode(stored(written))
    assert (caught.value.what, caught.value.value, caught.value.where) == (
        "kind",
        "ticket",
        "version 2 of matter T1",
    )


@pytest.mark.parametrize("more", [{"matter": "T2"}, {"version": 3}], ids=str)
def test_the_header_of_another_entry_is_found(more: dict[str, Any]) -> None:
    codec = codec_of()
    moved = stored(codec.encode(entry_of(Finish())), **more)
    for read in (codec.decode, codec.header, lambda one: codec.fold([one])):
        with pytest.raises(Tampered, match="its header belongs to version 2 of matter T1") as caught:
            read(moved)
        assert caught.value.position == 5


def test_old_names_are_read_as_todays() -> None:
    renamed = {
        "Grab": "Seize",
        "Seize": "Take",
        "closed": "done",
        "hue": "colour",
        "mass": "weight",
    }
    codec = codec_of(ticket_workflow(renamed))
    old = with_payload({"hue": "red", "id": "T1"}, {"mass": 2.5, "hue": "blue"}, name="Grab", to="closed")
    entry = codec.decode(old)
    assert entry.action == Take(Colour.RED, id="T1")
    assert entry.to_state is TicketState.DONE
    assert entry.changes == (("weight", 2.5), ("colour", Colour.BLUE))


def test_a_field_that_came_later_is_read_as_its_default() -> None:
    entry = codec_of().decode(with_payload({"colour": "red", "id": "T1"}, {}))
    assert entry.action == Take(Colour.RED, None, frozenset(), id="T1")


# --- fit -------------------------------------------------------------------------------------------

Badge = NewType("Badge", str)


@pytest.mark.parametrize(
    ("hint", "good", "bad"),
    [
        (str, ["", "警"], [3, None, b"x"]),
        (int, [3, -(2**80)], [True, 3.0, "3"]),
        (bool, [True], [1, "true"]),
        (float, [1.5, 3, 2**53, -(2**53)], [True, float("inf"), "1", 2**53 + 1, -(2**53) - 1, 10**400]),
        (date, [date(2026, 1, 1)], [NOON, "2026-01-01"]),
        (
            datetime,
            [NOON, NOON.astimezone(UTC)],
            [date(2026, 1, 1), NOON.replace(tzinfo=timezone(timedelta(seconds=30)))],
        ),
        (Colour, [Colour.RED], ["red", TicketState.OPEN]),
        (int | None, [3, None], ["3"]),
        (int | str | None, [3, "3", None], [3.5]),
        (tuple[int, ...], [(), (1, 2)], [[1], (1, "2"), None]),
        (tuple[int, str], [(1, "2")], [(1,), ("1", 2), [1, "2"]]),
        (frozenset[str], [frozenset("ab")], [{"a"}, frozenset({1})]),
        (list[str], [["a"]], [("a",)]),
        (dict[str, int], [{"a": 1}], [{1: 1}, {"a": "1"}, []]),
        (Literal["a", 1], ["a", 1], ["b", True, 1.0]),
        (Badge, ["x"], [3]),
        (Annotated[str, "a badge"], ["x"], [3]),
        (Place, [Place("x", NOON)], [Place(3), "x", None]),  # type: ignore[arg-type]
    ],
    # Not the values: sets are printed in any order, and xdist wants the same names everywhere.
    ids=lambda value: None if isinstance(value, list) else str(value),
)
def test_a_value_fits_what_its_field_declares(hint: object, good: list[object], bad: list[object]) -> None:
    fits = fit_of(hint, "here")
    assert [value for value in good if not fits(value)] == []
    assert [value for value in bad if fits(value)] == []


@pytest.mark.parametrize("hint", [Any, object, "str"])
def test_a_field_that_does_not_say_what_it_holds_is_refused(hint: object) -> None:
    with pytest.raises(Unstorable, match="does not say what to read back"):
        fit_of(hint, "here")


@attrs.frozen
class Hidden:
    _name: str


@attrs.frozen
class Derived:
    name: str = attrs.field(init=False, default="")


@pytest.mark.parametrize("cls", [Hidden, Derived])
def test_a_field_that_would_be_lost_is_refused(cls: type) -> None:
    with pytest.raises(Unstorable, match="would be lost"):
        fits_of(cls)
