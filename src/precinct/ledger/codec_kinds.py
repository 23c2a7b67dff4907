"""How each kind of matter, and each of its actions, becomes bytes and comes back; made when it is first needed."""

from collections.abc import Callable, Container, Iterable, Mapping
from typing import Any, TypedDict, cast, get_type_hints

import msgspec

from precinct.basics.errors import WrongAction
from precinct.basics.frozen import fields_of
from precinct.basics.ledger_errors import UnknownStored
from precinct.ledger.fit import Fit, Fits, fit_of, fits_of
from precinct.ledger.older import Older, with_old_names
from precinct.workflow.matter import Matter, State
from precinct.workflow.workflow import Workflow


class ActionCodec:
    """How one action of one kind is written and read."""

    __slots__ = ("cls", "name", "read", "tests")

    def __init__(self, cls: type, changes: Any) -> None:
        self.cls: type = cls
        self.name: str = cls.__name__
        self.tests: Fits = fits_of(cls)
        shape = msgspec.defstruct(
            f"{self.name}Payload", [("action", cls), ("changes", changes)], forbid_unknown_fields=True
        )
        self.read: Callable[[bytes], Any] = msgspec.json.Decoder(shape).decode


class Outline(msgspec.Struct, array_like=True, forbid_unknown_fields=True, gc=False):
    """A header as far as a matter is made of it: moments stay text, and what follows is passed over."""

    matter: str
    kind: str
    version: int
    action: str
    from_state: str | None
    to_state: str
    actor: str
    on_behalf_of: str | None
    recorded_by: str
    companions: msgspec.Raw
    occurred_at: str
    recorded_at: str
    law: str
    definition: str
    follow_ups: msgspec.Raw
    step: int = 0


read_outline: Callable[[bytes], Outline] = msgspec.json.Decoder(Outline).decode


class KindCodec:
    """How one kind of matter is written and read. Codecs of actions are made when they are first needed."""

    def __init__(self, workflow: Workflow[Any, Any]) -> None:
        table = workflow.table
        self.kind: str = table.kind
        final = table.final
        states = tuple(cast("Iterable[State]", table.states))
        self.states: dict[State, tuple[str, bool]] = {
            state: (str(state.value), state in final) for state in states
        }
        self.states_by_name: dict[str, State] = with_old_names(
            {state.value: state for state in states}, table.renamed
        )
        self.known: dict[str, type] = dict(table.actions)
        self.classes_by_name: dict[str, type] = with_old_names(self.known, table.renamed)
        self.renamed: Mapping[str, str] = table.renamed
        self.older: Older = Older(table)
        self.plain: Container[str] = self.older.plain
        hints = get_type_hints(table.matter, include_extras=True)
        kept = {"id", "state", "version"}
        fields = {name: hints[name] for name in fields_of(table.matter) if name not in kept}
        self.change_tests: dict[str, Fit] = {
            name: fit_of(hint, f"{table.matter.__name__}.{name}") for name, hint in fields.items()
        }
        self._changes = cast("Any", TypedDict)("Changes", fields, total=False)
        told = msgspec.defstruct(
            "Told", [("action", msgspec.Raw), ("changes", self._changes)], forbid_unknown_fields=True
        )
        self.read_changes: Callable[[bytes], Any] = msgspec.json.Decoder(told).decode
        self._by_class: dict[type, ActionCodec] = {}
        self._by_name: dict[str, ActionCodec] = {}

    def for_action(self, action: object) -> ActionCodec:
        """How an action is written.

        Raises:
            WrongAction: the kind has no such action.
        """
        cls = type(action)
        codec = self._by_class.get(cls)
        if codec is None:
            if self.known.get(cls.__name__) is not cls:
                raise WrongAction(self.kind, cls.__name__, self.known)
            codec = self._by_class[cls] = ActionCodec(cls, self._changes)
        return codec

    def come_back(self, thing: object) -> tuple[object, ...]:
        """What the ledger would give back of an action or matter, to be compared with another.

        Raises:
            WrongAction: the kind has no such action.
            TypeError, ValueError, msgspec.MsgspecError: it cannot be kept.
        """
        write = msgspec.json.encode
        if not isinstance(thing, Matter):
            return (self.for_action(thing).read(write({"action": thing, "changes": {}})).action,)
        fields = {name: getattr(thing, name) for name in self.change_tests}
        told = self.read_changes(write({"action": None, "changes": fields}))
        return thing.id, thing.version, thing.state, told.changes

    def for_name(self, name: str, where: str) -> ActionCodec:
        """How an action of this name, today's or a former one, is read.

        Raises:
            UnknownStored: the kind has no such action.
        """
        codec = self._by_name.get(name)
        if codec is None:
            cls = self.classes_by_name.get(name)
            if cls is None:
                raise UnknownStored("action", name, where)
            codec = self._by_class.get(cls) or ActionCodec(cls, self._changes)
            self._by_class[cls] = self._by_name[name] = codec
        return codec
