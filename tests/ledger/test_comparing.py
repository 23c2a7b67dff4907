"""Every difference between two versions of a table is safe, needs a map, or is refused; and all are told."""

from datetime import date, datetime
from enum import Enum
from typing import Annotated, Any, Literal, NewType

import attrs
import pytest

from precinct.basics.errors import BadInput
from precinct.basics.text import Named, Text
from precinct.ledger.annotation import LONGEST, taken_apart
from precinct.ledger.comparing import Difference, Verdict, compare, unsettled
from precinct.ledger.shape import FieldShape, Shape, read_shape, shape_of
from precinct.matters.procedure import TABLES
from precinct.people.role import Role
from precinct.workflow.action import END, Action, Opening
from precinct.workflow.matter import Matter, State
from precinct.workflow.table import AnyTable, Limit, OnExpiry, Table

OFFICER = {Role.OFFICER}


class Size(Named):
    SMALL = "small", "小"
    LARGE = "large", "大"


@attrs.frozen
class Box:
    size: Size
    inner: "Box | None" = None


class S(State):
    OPEN = "open", "开"
    LENT = "lent", "借出"
    DONE = "done", "结"


@attrs.frozen(kw_only=True)
class Thing(Matter):
    box: Box
    weight: int = 0


@attrs.frozen
class Take(Opening[Thing]):
    zh = "收"
    box: Box


@attrs.frozen
class Lend(Action[Thing]):
    zh = "借"
    to: str
    until: datetime | None = None


@attrs.frozen
class Finish(Action[Thing]):
    zh = "结"


def table(**more: Any) -> AnyTable:
    plain: Table[Thing, S] = Table(
        kind="thing",
        text=Text("物", "thing"),
        matter=Thing,
        states=S,
        openings=[Take.row(S.OPEN, by=OFFICER, starts=["thing.time"])],
        moves={
            S.OPEN: [Lend.row(S.LENT, by=OFFICER), Finish.row(S.DONE, by=OFFICER)],
            S.LENT: [Finish.row(S.DONE, by=OFFICER)],
            S.DONE: END,
        },
        limits=[Limit("thing.time", OnExpiry.WARN, (Finish,))],
    )
    return attrs.evolve(plain, **more)


OLD = shape_of(table())


def told(new: AnyTable, old: Shape = OLD) -> list[tuple[str, str, str]]:
    return [(one.verdict.value, one.place, one.map) for one in compare(old, new)]


def with_lend(lend: type[Any], **more: Any) -> AnyTable:
    """The table of version 2 with another class to lend by."""
    moves = {
        S.OPEN: [lend.row(S.LENT, by=OFFICER), Finish.row(S.DONE, by=OFFICER)],
        S.LENT: [Finish.row(S.DONE, by=OFFICER)],
        S.DONE: END,
    }
    return table(version=2, moves=moves, **more)


def lending(name: str = "Lend", **fields: Any) -> Any:
    cls = attrs.make_class(
        name,
        {field: attrs.field(type=hint[0], default=hint[1]) if isinstance(hint, tuple) else attrs.field(type=hint) for field, hint in fields.items()},
        bases=(Action,),
        frozen=True,
    )  # fmt: skip
    cls.zh = "借"  # type: ignore[attr-defined]
    return cls


# --- shapes ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("one", TABLES, ids=lambda one: one.kind)
def test_a_shape_comes_back_from_its_text_and_has_no_difference_to_its_table(one: AnyTable) -> None:
    shape = shape_of(one)
    assert read_shape("a shape", shape.to_json()) == shape
    assert compare(shape, one) == ()
    assert compare(shape, attrs.evolve(one, version=one.version + 1)) == ()


def test_a_shape_says_what_entries_rest_on() -> None:
    assert [(state.name, state.ended) for state in OLD.states] == [
        ("open", False),
        ("lent", False),
        ("done", True),
    ]
    assert [field.name for field in OLD.matter] == [
        "officer",
        "recused",
        "recusals_asked",
        "recusals_refused",
        "box",
        "weight",
    ]
    (take, lend, _) = OLD.actions
    assert (take.opens, [(move.at, move.to) for move in take.moves]) == (True, [("", "open")])
    assert lend.fields == (FieldShape("to", "str"), FieldShape("until", "datetime | None", default=True))
    assert [(one.code, one.on_expiry) for one in OLD.limits] == [("thing.time", "warn")]
    assert {one.name: [field.type for field in one.fields] for one in OLD.records}["Box"] == [
        "Size",
        "Box | None",
    ]
    assert [one.values for one in OLD.choices if one.name == "Size"] == [("small", "large")]


def test_roles_guards_and_effects_are_no_part_of_it() -> None:
    moves = {**table().moves, S.LENT: [Finish.row(S.DONE, by={Role.UNIT_HEAD}, effect=lambda m, a, c: {})]}
    assert compare(OLD, table(moves=moves)) == ()


Badge = NewType("Badge", str)


class Colour(Enum):
    RED = "red"


def test_types_are_told_as_annotations_and_two_classes_of_one_name_apart() -> None:
    other = attrs.make_class("Box", {"lid": attrs.field(type=bool)}, frozen=True)
    lend = lending(
        badge=Badge,
        note=Annotated[str, "personal"],
        pair=tuple[int, str],
        many=tuple[Box, ...],
        days=frozenset[date],
        by_name=dict[str, float],
        word=Literal["a", 1],
        other=other,
        maybe=other | Box | None,
        colour=Colour,
    )
    (_, action, _) = shape_of(with_lend(lend)).actions
    assert [field.type for field in action.fields] == [
        "str", "str", "tuple[int, str]", "tuple[Box, ...]", "frozenset[date]", "dict[str, float]",
        "Literal['a', 1]", "Box_2", "Box_2 | Box | None", "Colour",
    ]  # fmt: skip
    assert {"Box", "Box_2"} <= {one.name for one in shape_of(with_lend(lend)).records}


@pytest.mark.parametrize(
    "text",
    ["", "no json", "[]", "{}", '{"kind": "x"}', OLD.to_json().replace('"weight"', "3"), OLD.to_json()[:-3]],
)
def test_what_is_no_shape_is_refused(text: str) -> None:
    with pytest.raises(BadInput, match="the file"):
        read_shape("the file", text)


@pytest.mark.parametrize("text", ["f()", "a.b", "1 +", "x" * (LONGEST + 1), "[" * 300, "tuple[a, f(x)]"])
def test_a_type_is_read_and_never_run(text: str) -> None:
    with pytest.raises(ValueError, match="is no type of a shape"):
        taken_apart(text)


# --- differences -----------------------------------------------------------------------------------


def test_a_change_without_a_new_version_is_refused_and_still_told() -> None:
    assert told(table(limits=[])) == [("refused", "version", ""), ("needs_map", "time limit thing.time", "")]
    assert told(table(), attrs.evolve(OLD, version=2))[0] == ("refused", "version", "")


def test_another_kind_is_another_thing() -> None:
    assert told(table(kind="box", version=2)) == [("refused", "kind", "")]


class Fewer(State):
    OPEN = "open", "开"
    DONE = "done", "结"


def fewer(**more: Any) -> AnyTable:
    changed = {
        "version": 2,
        "states": Fewer,
        "openings": [Take.row(Fewer.OPEN, by=OFFICER, starts=["thing.time"])],
        "moves": {
            Fewer.OPEN: [Lend.row(by=OFFICER), Finish.row(Fewer.DONE, by=OFFICER)],
            Fewer.DONE: END,
        },
        **more,
    }
    return table(**changed)


def test_a_state_that_is_gone_needs_to_be_renamed_or_kept() -> None:
    assert ("needs_map", "state lent", "") in told(fewer())
    assert ("needs_map", "state lent", "renamed") in told(fewer(renamed={"lent": "open"}))
    assert ("needs_map", "state lent", "") in told(fewer(upcasts={1: lambda told: told})), (
        "states are not for upcasts"
    )
    kept = with_lend(Lend, retired=[S.LENT])
    assert told(
        attrs.evolve(
            kept, moves={**kept.moves, S.OPEN: [Lend.row(by=OFFICER), Finish.row(S.DONE, by=OFFICER)]}
        )
    ) == [
        ("safe", "action Lend", ""),
        ("safe", "action Lend", ""),
    ]


def test_a_state_may_not_begin_or_cease_to_be_an_end() -> None:
    moves = {**table().moves, S.LENT: END}
    assert told(table(version=2, moves=moves)) == [
        ("refused", "state lent", ""),
        ("safe", "action Finish", ""),
    ]
    back = shape_of(table(moves=moves))
    assert told(table(version=2), back)[0] == ("refused", "state lent", "")
    assert told(fewer(renamed={"lent": "done"}))[0] == ("refused", "state lent", "")


def test_states_actions_and_limits_that_came_are_safe() -> None:
    old = shape_of(attrs.evolve(fewer(limits=[]), version=1))
    found = told(table(version=2), old)
    assert {verdict for verdict, _, _ in found} == {"safe"}
    assert {"state lent", "time limit thing.time", "action Lend"} <= {place for _, place, _ in found}


def test_an_action_that_is_gone_needs_a_map_of_any_sort() -> None:
    moves = {S.OPEN: [Finish.row(S.DONE, by=OFFICER)], S.LENT: [Finish.row(S.DONE, by=OFFICER)], S.DONE: END}
    gone = table(version=2, moves=moves, retired=[S.LENT])
    assert told(gone) == [("needs_map", "action Lend", "")]
    assert told(attrs.evolve(gone, upcasts={1: lambda told: told})) == [
        ("needs_map", "action Lend", "upcast 1")
    ]
    retired = attrs.evolve(gone, retired=[S.LENT, Lend])
    assert told(retired) == [("safe", "action Lend", "")]
    (difference,) = compare(OLD, retired)
    assert difference.to("en") == "safe: action Lend: is retired; nobody takes it any more"
    assert ("needs_map", "action Lend", "renamed") in told(
        with_lend(lending("Borrow", to=str, until=(datetime | None, None)), renamed={"Lend": "Borrow"})
    )


def test_only_an_upcast_from_that_version_or_a_later_one_helps() -> None:
    gone = table(
        version=4,
        moves={**table().moves, S.OPEN: [Finish.row(S.DONE, by=OFFICER)]},
        upcasts={2: lambda told: told},
    )
    for version, by in [(1, "upcast 2"), (2, "upcast 2"), (3, "")]:
        assert told(gone, attrs.evolve(OLD, version=version)) == [("needs_map", "action Lend", by)]
    often = attrs.evolve(gone, upcasts=dict.fromkeys((1, 2, 3), lambda told: told))
    for version in (1, 2, 3):
        assert told(often, attrs.evolve(OLD, version=version)) == [
            ("needs_map", "action Lend", f"upcast {version}")
        ], "the first that its entries go through"


def test_of_what_was_retired_before_nothing_more_is_told() -> None:
    moves = {S.OPEN: [Finish.row(S.DONE, by=OFFICER)], S.LENT: [Finish.row(S.DONE, by=OFFICER)], S.DONE: END}
    retired = table(version=2, moves=moves, retired=[S.LENT, Lend])
    later = attrs.evolve(retired, version=3, limits=[Limit("thing.time", OnExpiry.MUST_ACT, (Finish,))])
    assert told(later, shape_of(retired)) == [("safe", "time limit thing.time", "")]


def test_an_action_may_not_become_an_opening() -> None:
    opening = attrs.make_class("Lend", {"to": attrs.field(type=str)}, bases=(Opening,), frozen=True)
    opening.zh = "借"  # type: ignore[attr-defined]
    changed = table(
        version=2,
        openings=[*table().openings, opening.row(S.LENT, by=OFFICER)],
        moves={**table().moves, S.OPEN: [Finish.row(S.DONE, by=OFFICER)]},
    )  # type: ignore[attr-defined]
    assert ("refused", "action Lend", "") in told(changed)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"to": str, "until": (datetime | None, None), "note": (str, "")}, ("safe", "action Lend.note")),
        ({"to": str, "until": (datetime | None, None), "note": str}, ("needs_map", "action Lend.note")),
        ({"to": str}, ("needs_map", "action Lend.until")),
        ({"to": str | None, "until": (datetime | None, None)}, ("safe", "action Lend.to")),
        ({"to": str, "until": datetime}, ("needs_map", "action Lend.until")),
        ({"to": int, "until": (datetime | None, None)}, ("needs_map", "action Lend.to")),
        ({"to": tuple[str, ...], "until": (datetime | None, None)}, ("needs_map", "action Lend.to")),
    ],
)
def test_fields_that_came_went_or_changed(fields: dict[str, Any], expected: tuple[str, str]) -> None:
    ordered = dict(sorted(fields.items(), key=lambda field: isinstance(field[1], tuple)))
    lend = lending(**ordered)
    assert told(with_lend(lend)) == [(*expected, "")]
    assert all(one.settled for one in compare(OLD, with_lend(lend, upcasts={1: lambda told: told})))


def test_a_field_that_was_renamed_is_the_same_field() -> None:
    lend = lending(whom=str, until=(datetime | None, None))
    assert told(with_lend(lend, renamed={"to": "whom"})) == [("needs_map", "action Lend.to", "renamed")]
    assert {place for verdict, place, _ in told(with_lend(lend)) if verdict == "needs_map"} == {
        "action Lend.to",
        "action Lend.whom",
    }


@pytest.mark.parametrize(
    ("today", "renamed", "clashing"),
    [
        ({"whom": str}, {"to": "whom"}, {"to"}),
        ({"person": str}, {"to": "person", "whom": "person"}, {"to", "whom"}),
        ({"person": str}, {"to": "whom", "whom": "person"}, {"to", "whom"}),
    ],
    ids=["onto a field that was there", "both onto a new one", "one after the other"],
)
def test_two_fields_that_become_one_need_an_upcast_which_says_what_becomes_of_both(
    today: dict[str, Any], renamed: dict[str, str], clashing: set[str]
) -> None:
    old = shape_of(attrs.evolve(with_lend(lending(to=str, whom=str)), version=1))
    new = with_lend(lending(**today), renamed=renamed)
    assert {one.place for one in unsettled(old, new)} == {f"action Lend.{name}" for name in clashing}
    merged = with_lend(lending(**today), renamed=renamed, upcasts={1: lambda told: told})
    assert unsettled(old, merged) == ()


@pytest.mark.parametrize(
    ("old", "new", "read"),
    [
        (int, float, False),
        (int, int | float, True),
        (float, int, False),
        (bool, int, False),
        (str, datetime, False),
        (tuple[int, ...], tuple[float, ...], False),
        (tuple[int, ...], frozenset[int], False),
        (tuple[int, str], tuple[int, str, str], False),
        (tuple[int, str, str], tuple[int, str], False),
        (dict[str, int], dict[str, int | None], True),
        (int | None, int | str | None, True),
        (int | None, float | str | None, False),
        (int | None, int, False),
        (Literal["a"], Literal["a", "b"], True),
        (Literal["a", "b"], Literal["a"], False),
        (Box, Box | None, True),
        (Box | None, Box, False),
        (Box, Size, False),
        (Size, str, False),
        (tuple[Box, ...], tuple[Box | str, ...], True),
    ],
)  # fmt: skip
def test_a_type_reads_another_where_all_that_it_wrote_means_the_same(old: Any, new: Any, read: bool) -> None:
    before = shape_of(attrs.evolve(with_lend(lending(to=old)), version=1))
    found = [one for one in compare(before, with_lend(lending(to=new))) if one.place == "action Lend.to"]
    assert [one.verdict for one in found] == [Verdict.SAFE if read else Verdict.NEEDS_MAP]


@pytest.mark.parametrize(
    "hint", [Literal["a", "b"], tuple[int, str], dict[str, Box], int | None, Size], ids=str
)
def test_a_type_that_stays_as_it_was_is_no_difference(hint: Any) -> None:
    """Though the table is another."""
    before = shape_of(attrs.evolve(with_lend(lending(to=hint)), version=1))
    found = compare(before, with_lend(lending(to=hint, by=(str, ""))))
    assert [one.place for one in found] == ["action Lend.by"]


def test_a_record_does_not_become_an_enumeration_by_having_its_name() -> None:
    record = attrs.make_class("Size", {"height": attrs.field(type=int)}, frozen=True)
    for old, new in ((record, Size), (Size, record)):
        before = shape_of(attrs.evolve(with_lend(lending(to=old)), version=1))
        found = compare(before, with_lend(lending(to=new)))
        assert [one.verdict for one in found if one.place == "action Lend.to"] == [Verdict.NEEDS_MAP]


class Grown(Named):
    SMALL = "small", "小"
    LARGE = "large", "大"
    HUGE = "huge", "巨"


def test_what_stands_inside_is_compared_too_once_and_whatever_it_is_called() -> None:
    crate = attrs.make_class("Crate", {"size": attrs.field(type=Grown)}, frozen=True)
    old = shape_of(attrs.evolve(with_lend(lending(to=Box)), version=1))
    assert sorted(told(with_lend(lending(to=crate)), old)) == [
        ("needs_map", "Box.inner", ""),
        ("safe", "Box.size", ""),
        ("safe", "Grown huge", ""),
        ("safe", "action Lend.to", ""),
    ]
    back = shape_of(attrs.evolve(with_lend(lending(to=Grown)), version=1))
    assert ("needs_map", "Grown huge", "") in told(with_lend(lending(to=Size)), back)


def test_names_inside_a_record_do_not_go_through_the_map() -> None:
    crate = attrs.make_class("Box", {"extent": attrs.field(type=Size)}, frozen=True)
    old = shape_of(attrs.evolve(with_lend(lending(to=Box)), version=1))
    found = told(with_lend(lending(to=crate), renamed={"size": "extent"}), old)
    assert ("needs_map", "Box.size", "") in found


def test_a_limit_that_is_gone_is_kept_and_one_that_means_something_else_is_told() -> None:
    plain = table().openings[0]
    without = table(version=2, openings=[attrs.evolve(plain, starts=())], limits=[])
    assert told(without) == [("needs_map", "time limit thing.time", "")]
    assert told(attrs.evolve(without, retired=table().limits)) == []
    assert told(table(version=2, limits=[Limit("thing.time", OnExpiry.LAPSE, (Finish,))])) == [
        ("safe", "time limit thing.time", "")
    ]


def test_the_sentences_say_what_it_is_and_what_to_do_in_both_languages() -> None:
    (difference,) = unsettled(
        OLD, table(version=2, moves={**table().moves, S.OPEN: [Finish.row(S.DONE, by=OFFICER)]})
    )
    assert difference.to("en") == (
        "needs map: action Lend: is gone, but entries name it; "
        "keep it under `retired`, say its new name under `renamed`, or write an upcast"
    )
    assert (
        difference.to("zh")
        == "需要映射: action Lend: 已不存在，而记录提到它; 列入 retired 予以保留，或者在 renamed 中写明新名称，或者编写 upcast"
    )
    settled = attrs.evolve(difference, map="renamed")
    assert settled.to("en") == "needs map (renamed): action Lend: is gone, but entries name it"


@pytest.mark.parametrize(
    ("verdict", "map", "settled"),
    [
        ("safe", "", True),
        ("needs_map", "", False),
        ("needs_map", "renamed", True),
        ("refused", "renamed", False),
    ],
)
def test_what_is_refused_is_settled_by_no_map(verdict: str, map: str, settled: bool) -> None:
    assert (
        Difference(next(one for one in Verdict if one.value == verdict), "x", Text("", ""), map=map).settled
        is settled
    )
