"""What stored entries and open matters rest on, of a table, as data that can be kept and compared.

Guards, roles, effects and papers are no part of it: they decide what may happen next, and no entry that was written
depends on them.
"""

import json
from collections.abc import Iterable
from enum import Enum
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, NewType, Union, get_args, get_origin, get_type_hints

import attrs

from precinct.ledger.door import read_record
from precinct.workflow.action import Opening
from precinct.workflow.matter import Matter
from precinct.workflow.table import AnyTable

_KEPT = {"id", "state", "version"}


@attrs.frozen
class FieldShape:
    """A field of a matter, of an action, or of a record inside one.

    Args:
        name: its name.
        type: its type, as an annotation says it; classes by their names.
        default: whether an entry may do without it.
    """

    name: str
    type: str
    default: bool = False


@attrs.frozen
class StateShape:
    """A state.

    Args:
        name: as entries name it.
        ended: whether it is final.
    """

    name: str
    ended: bool = False


@attrs.frozen
class MoveShape:
    """Where an action leads.

    Args:
        at: the state in which it may be taken; empty for an opening.
        to: the state in which the matter stands afterwards; empty where it stays.
    """

    at: str = ""
    to: str = ""


@attrs.frozen
class ActionShape:
    """An action or opening.

    Args:
        name: as entries name it.
        fields: its payload.
        moves: where it leads; none where it is retired.
        opens: whether it opens a matter.
    """

    name: str
    fields: tuple[FieldShape, ...]
    moves: tuple[MoveShape, ...]
    opens: bool = False


@attrs.frozen
class RecordShape:
    """A class of values inside payloads and matters.

    Args:
        name: the name under which types mention it.
        fields: its fields.
    """

    name: str
    fields: tuple[FieldShape, ...]


@attrs.frozen
class ChoiceShape:
    """An enumeration of values.

    Args:
        name: the name under which types mention it.
        values: what entries hold.
    """

    name: str
    values: tuple[str, ...]


@attrs.frozen
class LimitShape:
    """A time limit.

    Args:
        code: its name in packs and deadlines.
        on_expiry: what its end means.
    """

    code: str
    on_expiry: str


@attrs.frozen(kw_only=True)
class Shape:
    """The shape of one version of a table.

    Args:
        kind: the kind of matter.
        version: the version.
        states: its states.
        matter: the fields of its matters; id, state and version are the engine's.
        actions: its actions and openings.
        limits: its time limits.
        records: the classes that types mention.
        choices: the enumerations that types mention.
    """

    kind: str
    version: int
    states: tuple[StateShape, ...]
    matter: tuple[FieldShape, ...]
    actions: tuple[ActionShape, ...]
    limits: tuple[LimitShape, ...]
    records: tuple[RecordShape, ...]
    choices: tuple[ChoiceShape, ...]

    def to_json(self) -> str:
        """The shape as text to keep, one line for each thing that may change."""
        plain = attrs.asdict(self, filter=lambda field, value: value is not False and value != "")
        lines = [f'"kind": {json.dumps(self.kind)}', f'"version": {self.version}']
        for name in ("states", "matter", "actions", "limits", "records", "choices"):
            items = ",\n".join(f"  {json.dumps(one, ensure_ascii=False)}" for one in plain[name])
            lines.append(f'"{name}": [\n{items}\n ]' if items else f'"{name}": []')
        return "{\n " + ",\n ".join(lines) + "\n}\n"


def read_shape(what: str, text: str | bytes) -> Shape:
    """A shape that was kept.

    Args:
        what: how an error names it, such as its file.
        text: what `Shape.to_json` made.

    Raises:
        BadInput: it is no shape, with every problem and its place.
    """
    return read_record(Shape, what, text)


def shape_of(table: AnyTable) -> Shape:
    """The shape of a table.

    Args:
        table: the table.
    """
    seen = _Seen()
    final = table.final
    moves: dict[str, dict[MoveShape, None]] = {}
    for opening in table.openings:
        moves.setdefault(opening.action.__name__, {})[MoveShape("", str(opening.to.value))] = None
    for state, row in table.rows():
        to = "" if row.to is None or row.to is state else str(row.to.value)
        moves.setdefault(row.action.__name__, {})[MoveShape(str(state.value), to)] = None
    actions = tuple(
        ActionShape(name, seen.fields(cls), tuple(moves.get(name, ())), issubclass(cls, Opening))
        for name, cls in table.actions.items()
    )
    matter = seen.fields(table.matter)
    seen.walk()
    return Shape(
        kind=table.kind,
        version=table.version,
        states=tuple(StateShape(str(state.value), state in final) for state in table.all_states),
        matter=matter,
        actions=actions,
        limits=tuple(LimitShape(one.code, one.on_expiry.value) for one in table.all_limits),
        records=tuple(seen.records),
        choices=tuple(seen.choices),
    )


class _Seen:
    """The classes that annotations mention, each with a name of its own."""

    def __init__(self) -> None:
        self.records: list[RecordShape] = []
        self.choices: list[ChoiceShape] = []
        self._names: dict[str, type] = {}
        self._waiting: list[str] = []

    def fields(self, cls: type[Any]) -> tuple[FieldShape, ...]:
        hints = get_type_hints(cls, include_extras=True)
        left = _KEPT if issubclass(cls, Matter) else set()
        return tuple(
            FieldShape(field.name, self.said(hints[field.name]), field.default is not attrs.NOTHING)
            for field in attrs.fields(cls)
            if field.name not in left
        )

    def walk(self) -> None:
        """Describe what was mentioned, and what that mentions."""
        while self._waiting:
            name = self._waiting.pop(0)
            cls = self._names[name]
            if issubclass(cls, Enum):
                self.choices.append(ChoiceShape(name, tuple(str(one.value) for one in cls)))
            else:
                self.records.append(RecordShape(name, self.fields(cls)))

    def said(self, hint: Any) -> str:  # noqa: PLR0911 - one answer for each sort of annotation
        """An annotation as text, whatever it is called where it stands."""
        if isinstance(hint, NewType):
            return self.said(hint.__supertype__)
        origin, arguments = get_origin(hint), get_args(hint)
        if origin is Annotated:
            return self.said(arguments[0])
        if origin in {Union, UnionType}:
            return " | ".join(self._all(arguments))
        if origin is Literal:
            return f"Literal[{', '.join(map(repr, arguments))}]"
        cls = hint if origin is None else origin
        if cls is NoneType:
            return "None"
        if not isinstance(cls, type):
            return str(cls)
        if attrs.has(cls) or issubclass(cls, Enum):
            return self._name(cls)
        return f"{cls.__name__}[{', '.join(self._all(arguments))}]" if arguments else cls.__name__

    def _all(self, hints: Iterable[Any]) -> list[str]:
        return ["..." if hint is Ellipsis else self.said(hint) for hint in hints]

    def _name(self, cls: type) -> str:
        name, number = cls.__name__, 1
        while self._names.get(name, cls) is not cls:
            number += 1
            name = f"{cls.__name__}_{number}"
        if name not in self._names:
            self._names[name] = cls
            self._waiting.append(name)
        return name
