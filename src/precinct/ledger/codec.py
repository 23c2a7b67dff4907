"""Entries as bytes, and back.

Quick, because it reads only what it wrote itself; what comes from outside goes through `precinct.ledger.door`.

The header is a JSON array of everything that an entry says but the action's payload and the changes, which may be
personal and lie beside it:

    [matter, kind, version, action, from, to, actor, on behalf of, recorded by, [companions],
     occurred at, recorded at, law, definition, [[what follows, code, from when, by which limit], ...], step]

The step says how many entries of the same unit of work stand before it; the first of a unit has none there.

The payload is `{"action": {field: value}, "changes": {field: value}}`.

With `codec_kinds` the only file that imports msgspec.
"""

import re
from collections.abc import Callable, Iterable
from datetime import datetime
from hashlib import sha256
from os import urandom
from typing import Annotated, Any, get_args

import msgspec

from precinct.basics.errors import NaiveDatetime
from precinct.basics.frozen import maker
from precinct.basics.ledger_errors import Erased, Tampered, UnknownStored, Unstorable, UpcastFailed
from precinct.ledger.chain import SALT_SIZE
from precinct.ledger.codec_kinds import ActionCodec, KindCodec, read_outline
from precinct.ledger.fit import header_fits, refuse, require_payload
from precinct.ledger.header import Header
from precinct.ledger.older import first_lost, rounds, under_new_names
from precinct.ledger.stored import Stored, Written
from precinct.workflow.entry import Entry, Follow, FollowUp
from precinct.workflow.fold import Fold
from precinct.workflow.wording import Wording
from precinct.workflow.workflow import Workflow

_Moment = Annotated[datetime, msgspec.Meta(tz=True)]
_Follows = tuple[tuple[Follow, str, _Moment | None, str], ...]
_Header = tuple[
    str, str, int, str, str | None, str,
    str, str | None, str, tuple[str, ...], _Moment, _Moment, str, str, _Follows,
]  # fmt: skip

_encode = msgspec.json.Encoder().encode
_read_first = msgspec.json.Decoder(_Header).decode
# A type that is put together is none to a type checker; msgspec reads it.
_read_later = msgspec.json.Decoder(tuple[(*get_args(_Header), Annotated[int, msgspec.Meta(ge=1)])]).decode  # type: ignore[misc]
_read_anything = msgspec.json.Decoder().decode
_LAW, _FOLLOWS, _STEP = 12, 14, 15
"""Where the pack, and what follows, stand in a header."""


_written = maker(Written)
_entry = maker(Entry)
_header = maker(Header)


class Codec:
    """Writes and reads the entries of a procedure's workflows.

    Args:
        workflow: the workflow of a kind; raises `UnknownStored` for a kind that it does not know. `Procedure.workflow`
            is one.
    """

    def __init__(self, workflow: Callable[[str], Workflow[Any, Any]]) -> None:
        self._workflow = workflow
        self._kinds: dict[str, KindCodec] = {}

    def encode(self, entry: Entry, step: int = 0) -> Written:
        """An entry as bytes, with a fresh salt.

        Args:
            entry: the entry.
            step: how many entries of the same unit of work stand before it.

        Raises:
            NaiveDatetime: it holds a moment without a time zone.
            Unstorable: it holds a value that would not come back as it is.
            WrongAction: its workflow has no such action.
            UnknownStored: its kind or its state is unknown.
        """
        kind = self._kinds.get(entry.kind) or self._kind(entry.kind, _place(entry))
        action, to_state, changes = entry.action, entry.to_state, entry.changes
        codec = kind.for_action(action)
        known = kind.states.get(to_state)
        if known is None or not (entry.from_state is None or entry.from_state in kind.states):
            raise UnknownStored("state", f"{entry.from_state} or {to_state}", _place(entry))
        follow_ups = entry.follow_ups
        try:
            for name, test in codec.tests:
                if not test(getattr(action, name)):
                    refuse(entry, codec.tests, kind.change_tests)
            for name, value in changes:
                if not kind.change_tests[name](value):
                    refuse(entry, codec.tests, kind.change_tests)
            if not header_fits(entry):
                refuse(entry, codec.tests, kind.change_tests)
            changed = dict(changes)
            if len(changed) != len(changes):
                refuse(entry, codec.tests, kind.change_tests)
            parts = (
                entry.matter,
                kind.kind,
                entry.version,
                codec.name,
                entry.from_state,
                to_state,
                entry.actor,
                entry.on_behalf_of,
                entry.recorded_by,
                entry.companions,
                entry.occurred_at,
                entry.recorded_at,
                entry.law,
                entry.definition,
                [(one.what, one.code, one.at, one.by) for one in follow_ups] if follow_ups else (),
            )
            header = _encode((*parts, step) if step else parts)
            payload = _encode({"action": action, "changes": changed})
        except (NaiveDatetime, KeyError):
            refuse(entry, codec.tests, kind.change_tests)
            raise
        except UnicodeEncodeError as error:
            raise Unstorable(
                f"{codec.name} in {_place(entry)}", f"a text is no Unicode ({error.reason})"
            ) from error
        salt = urandom(SALT_SIZE)
        state, ended = known
        return _written(
            entry.matter,
            kind.kind,
            entry.version,
            state,
            ended,
            header,
            payload,
            salt,
            sha256(salt + payload).digest(),  # `chain.commit`, written out
        )

    def check(self, kind: str, action: object) -> None:
        """See that an action's payload is of the declared types, before anybody asks guards about it.

        Args:
            kind: the kind of the matter.
            action: an action or opening.

        Raises:
            NaiveDatetime: it holds a moment without a time zone.
            Unstorable: it holds something of another type than its field declares.
            WrongAction: the kind has no such action.
        """
        codec = (self._kinds.get(kind) or self._kind(kind, kind)).for_action(action)
        require_payload(action, codec.tests)

    def alike(self, kind: str, one: object, other: object) -> bool:
        """Whether two actions, or two matters, of a kind are the same to the ledger.

        In the hour that a change of clocks repeats or leaves out, a moment with a time zone is unequal to itself with
        a fixed offset, which is how it comes back (PEP 495). So where two are unequal, what would come back of both
        is compared.
        """
        if type(one) is not type(other):
            return False
        if one == other:
            return True
        known = self._kinds.get(kind) or self._kind(kind, kind)
        try:
            return known.come_back(one) == known.come_back(other)
        except (TypeError, ValueError, msgspec.MsgspecError):
            return False  # what cannot be kept is nothing that was

    def law_of(self, stored: Stored) -> str:
        """The pack, without its version, under which an entry was written.

        Raises:
            UnknownStored: its header cannot be read.
        """
        try:
            law = _read_anything(stored.header)[_LAW]
            return str(law).partition("@")[0]
        except (msgspec.DecodeError, IndexError, KeyError, TypeError) as error:
            raise UnknownStored("header", str(error), _place(stored)) from error

    def decode(self, stored: Stored) -> Entry:
        """The entry that was written.

        Raises:
            UnknownStored: it names a kind, action, state or field that the workflows do not know, or a later version
                of one, or its payload cannot be read.
            Erased: its payload was taken away by law.
            UpcastFailed: it is of an older version, and what the table says about those did not work.
            Tampered: the header belongs to another entry.
        """
        return self._entry_of(stored, _parts(stored))

    def _entry_of(self, stored: Stored, parts: tuple[Any, ...]) -> Entry:
        (
            matter, kind_name, version, action_name, from_name, to_name,
            actor, on_behalf_of, recorded_by, companions, occurred_at, recorded_at, law, definition, follows,
        ) = parts[:_STEP]  # fmt: skip
        kind = self._kinds.get(kind_name) or self._kind(kind_name, _place(stored))
        try:
            to_state = kind.states_by_name[to_name]
            from_state = None if from_name is None else kind.states_by_name[from_name]
        except KeyError as error:
            raise UnknownStored("state", error.args[0], _place(stored)) from None
        raw = stored.payload
        if raw is None:
            raise Erased(stored.matter)
        if definition not in kind.plain:
            action_name, raw = _in_todays_words(stored, kind, definition, action_name, from_name, to_name)
        codec = kind.for_name(action_name, _place(stored))
        payload = _read_payload(raw, codec, kind, _place(stored))
        return _entry(
            matter,
            kind.kind,
            version,
            payload.action,
            from_state,
            to_state,
            tuple(payload.changes.items()),
            actor,
            on_behalf_of,
            recorded_by,
            companions,
            occurred_at,
            recorded_at,
            law,
            definition,
            tuple([FollowUp(*one) for one in follows]) if follows else (),
        )

    def header(self, stored: Stored) -> Header:
        """What an entry says beside its content; states and, where it is known, the action by their names of today.

        Raises:
            UnknownStored: it names a kind or state that the workflows do not know.
            Tampered: the header belongs to another entry.
        """
        return self._header_of(stored, _parts(stored))

    def header_and_entry(self, stored: Stored) -> tuple[Header, Entry]:
        """Both, read once; errors as for `decode`."""
        parts = _parts(stored)
        return self._header_of(stored, parts), self._entry_of(stored, parts)

    def _header_of(self, stored: Stored, parts: tuple[Any, ...]) -> Header:
        kind = self._kinds.get(parts[1]) or self._kind(parts[1], _place(stored))
        try:
            to_state = kind.states_by_name[parts[5]]
            from_state = None if parts[4] is None else kind.states_by_name[parts[4]]
        except KeyError as error:
            raise UnknownStored("state", error.args[0], _place(stored)) from None
        known = kind.classes_by_name.get(parts[3])
        action = parts[3] if known is None else known.__name__
        follows = tuple([FollowUp(*one) for one in parts[_FOLLOWS]])
        named = (parts[0], kind.kind, parts[2], action, from_state, to_state)
        return _header(*named, *parts[6:_FOLLOWS], follows, sum(parts[_STEP:]))

    def fold(self, entries: Iterable[Stored]) -> dict[str, Fold]:
        """What entries made of their matters, by id; the quick way, which leaves actions and moments unread.

        Args:
            entries: entries of one or many matters; those of one are all there, oldest first.

        Raises:
            UnknownStored, UpcastFailed, Tampered: as for `decode`.
            NotAHistory: some are not the history of a matter.
        """
        folds: dict[str, Fold] = {}
        kinds, known = self._kinds, folds.get
        for stored in entries:
            payload = stored.payload
            try:
                header = read_outline(stored.header)
                matter, version, source, to = (
                    header.matter,
                    header.version,
                    header.from_state,
                    header.to_state,
                )
                kind = kinds[header.kind]
                if version != stored.version or matter != stored.matter:
                    raise LookupError
                if header.definition not in kind.plain:
                    _, payload = _in_todays_words(stored, kind, header.definition, header.action, source, to)
                kind_name, states = kind.kind, kind.states_by_name
                from_state, to_state = None if source is None else states[source], states[to]
                told = kind.read_changes(payload or b"")
                if _encode(told) != payload:  # see `_read_payload`
                    raise LookupError
                changes = told.changes
            except (LookupError, msgspec.DecodeError):
                entry = self.decode(stored)  # the slow way, which also says what is wrong
                matter, kind_name, version = entry.matter, entry.kind, entry.version
                from_state, to_state, changes = entry.from_state, entry.to_state, entry.changes
            fold = known(matter)
            if fold is None:
                fold = folds[matter] = Fold(kind_name, matter)
            if version == fold.version + 1 and from_state is fold.state and kind_name == fold.kind:
                # `Fold.take`, written out: it is asked once for every entry.
                fold.version, fold.state = version, to_state
                if changes:
                    fold.fields.update(changes)
            else:
                fold.take(kind_name, matter, version, from_state, to_state, changes)
        return folds

    def _kind(self, name: str, where: str) -> KindCodec:
        try:
            workflow = self._workflow(name)
        except UnknownStored:
            raise UnknownStored("kind", name, where) from None
        codec = self._kinds[name] = KindCodec(workflow)
        return codec


def _parts(stored: Stored) -> tuple[Any, ...]:
    """The parts of a header as they were written."""
    raw = stored.header
    try:
        # Only the header of a first entry ends with the list of what follows.
        parts: tuple[Any, ...] = _read_first(raw) if raw.endswith(b"]]") else _read_later(raw)
    except msgspec.DecodeError as error:
        raise UnknownStored("header", str(error), _place(stored)) from error
    if parts[2] != stored.version or parts[0] != stored.matter:
        raise Tampered(stored.position, f"its header belongs to version {parts[2]} of matter {parts[0]}")
    return parts


def _place(entry: Entry | Stored) -> str:
    return f"version {entry.version} of matter {entry.matter}"


# --- what was written ------------------------------------------------------------------------------


def _read_payload(raw: bytes, codec: ActionCodec, kind: KindCodec, where: str) -> Any:
    try:
        read = codec.read(raw)
        # The reader drops fields that it does not know. Written again, nothing may be missing.
        if _encode(read) == raw:
            return read
    except msgspec.DecodeError:
        pass
    return _read_older(raw, codec, kind, where)


def _in_todays_words(
    stored: Stored, kind: KindCodec, definition: str, action: str, from_name: str | None, to_name: str
) -> tuple[str, bytes]:
    """The name of the action and the payload of an older entry, as today's table would say it."""
    where, raw = _place(stored), stored.payload
    if raw is None:
        raise Erased(stored.matter)
    try:
        parts = _read_anything(raw)
        told = Wording(action, from_name, to_name, parts["action"], parts["changes"])
    except (msgspec.DecodeError, KeyError, TypeError) as error:
        raise UnknownStored("payload", _unread(error), where) from None
    now = kind.older.retold(told, definition, where)
    try:
        return now.action, _encode({"action": now.payload, "changes": now.changes})
    except (TypeError, ValueError, RecursionError) as error:
        raise UpcastFailed(definition, where, f"its answer is no JSON ({type(error).__name__})") from None


def _unread(error: Exception) -> str:
    """Why a payload cannot be read, without the value at which the reader stopped: it may be what somebody said."""
    return re.sub(" '.*'", "", str(error), flags=re.DOTALL)


def _read_older(raw: bytes, codec: ActionCodec, kind: KindCodec, where: str) -> Any:
    """Read a payload that today's classes would write otherwise."""
    try:
        parts = _read_anything(raw)
        named = {
            "action": under_new_names(
                parts["action"], {name for name, _ in codec.tests}, kind.renamed, where
            ),
            "changes": under_new_names(parts["changes"], kind.change_tests.keys(), kind.renamed, where),
        }
        read = codec.read(_encode(named))
    except (msgspec.DecodeError, KeyError, TypeError, AttributeError) as error:
        raise UnknownStored("payload", _unread(error), where) from None
    understood = _read_anything(_encode(read))
    lost = first_lost(named, understood)
    if lost is not None:
        raise UnknownStored("field", lost, where)
    if rounds(named, understood):
        raise UnknownStored("payload", "a number that today's field would round", where)
    return read
