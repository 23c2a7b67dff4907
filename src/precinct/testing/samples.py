"""Stored entries of every version that ever shipped, kept as files and read by the tables of today.

For each kind and version there are two files: `KIND.VERSION.entries.jsonl`, the bytes as a ledger holds them, which
nobody ever changes again; and `KIND.VERSION.matters.jsonl`, what they are when they are replayed.
"""

import json
from collections.abc import Callable, Iterator
from datetime import date
from enum import Enum
from pathlib import Path
from typing import Any

import attrs

from precinct.basics.errors import PrecinctError
from precinct.ledger.codec import Codec
from precinct.ledger.stored import Stored
from precinct.matters.procedure import Procedure
from precinct.testing.exploring import Exploration, explored
from precinct.workflow.action import Opening
from precinct.workflow.entry import Entry
from precinct.workflow.matter import Matter
from precinct.workflow.workflow import Workflow


def keep_samples(
    folder: Path, procedure: Procedure, explore: Callable[..., Exploration[Any]] = explored
) -> list[Path]:
    """Keep samples of every kind whose table is of a version that has none yet. What is there is never written again.

    Args:
        folder: where they are kept.
        procedure: the procedure whose tables are walked.
        explore: what makes the histories; they hold made-up values alone.

    Returns:
        the files that were written.
    """
    written: list[Path] = []
    codec = Codec(procedure.workflow)
    for kind in procedure.kinds:
        workflow = procedure.workflow(kind)
        entries, matters = files(folder, kind, workflow.table.version)
        if not entries.exists():
            histories = _few(explore(workflow, procedure), workflow, codec)
            named = [_called(f"{kind}-{number}", one) for number, one in enumerate(histories, 1)]
            lines = [_line(codec, entry) for one in named for entry in one]
            entries.write_text("".join(lines), "utf-8")
            written.append(entries)
    for entries in sorted(folder.glob("*.entries.jsonl")):
        matters = entries.with_name(entries.name.replace(".entries.", ".matters."))
        if not matters.exists():
            found = [as_json(matter) for matter in replayed(entries, procedure)]
            matters.write_text("".join(f"{_dump(one)}\n" for one in found), "utf-8")
            written.append(matters)
    return written


def files(folder: Path, kind: str, version: int) -> tuple[Path, Path]:
    """Where the entries of a version are kept, and what they are when they are replayed."""
    return folder / f"{kind}.{version}.entries.jsonl", folder / f"{kind}.{version}.matters.jsonl"


def replayed(entries: Path, procedure: Procedure) -> list[Matter]:
    """The matters of a file of samples, as the tables of today understand them.

    Args:
        entries: the file of entries.
        procedure: the procedure of today.

    Raises:
        PrecinctError: an entry cannot be read, or the entries of a matter are no history.
        AssertionError: an entry of today's version would be written otherwise today.
    """
    codec = Codec(procedure.workflow)
    histories: dict[str, list[Entry]] = {}
    for number, line in enumerate(entries.read_text("utf-8").splitlines(), 1):
        stored = _stored(line, number)
        entry = codec.decode(stored)
        workflow = procedure.workflow(entry.kind)
        if entry.definition == workflow.definition:
            again = codec.encode(entry)
            then, now = stored.payload or b"", again.payload
            same = again.header == stored.header and _in_order(json.loads(now)) == _in_order(json.loads(then))
            assert same, (
                f"{entries.name}:{number} would be written otherwise today; raise the table's version"
            )
        histories.setdefault(entry.matter, []).append(entry)
    return [
        procedure.workflow(history[0].kind).replay(history)
        for history in histories.values()
        if history[0].version == 1  # an entry that stands alone is only read
    ]


def find_breaks(folder: Path, procedure: Procedure) -> list[str]:
    """What the tables of today no longer understand as it was meant; none means that every sample still holds.

    A field that came later is no break; one that went, or has another value now, is one. If that is meant, delete the
    file of matters, keep the samples again, and look at the difference.

    Args:
        folder: where the samples are kept.
        procedure: the procedure of today.
    """
    found = [
        f"{entries.name} is missing; keep samples of {kind} {workflow.table.version}"
        for kind in procedure.kinds
        for workflow in (procedure.workflow(kind),)
        for entries, _ in (files(folder, kind, workflow.table.version),)
        if not entries.exists()
    ]
    for entries in sorted(folder.glob("*.entries.jsonl")):
        try:
            matters = replayed(entries, procedure)
        except (PrecinctError, AssertionError) as error:
            found.append(f"{entries.name}: {error}")
            continue
        found += _differences(entries, [as_json(matter) for matter in matters], procedure)
    return found


def as_json(matter: Matter) -> dict[str, Any]:
    """A matter as JSON values; sets are in order."""
    plain: dict[str, Any] = attrs.asdict(matter, value_serializer=_plain)
    return plain


def _plain(instance: object, field: object, value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):  # and a moment, which is one
        return value.isoformat()
    return sorted(map(as_text, value)) if isinstance(value, frozenset | set) else value


def as_text(value: Any) -> str:
    """A member of a set as text that can be put in order."""
    return str(value.value if isinstance(value, Enum) else value)


def _differences(entries: Path, matters: list[dict[str, Any]], procedure: Procedure) -> Iterator[str]:
    kept = entries.with_name(entries.name.replace(".entries.", ".matters."))
    if not kept.exists():
        yield f"{kept.name} is missing; keep samples again"
        return
    expected = [json.loads(line) for line in kept.read_text("utf-8").splitlines()]
    if [one["id"] for one in expected] != [one["id"] for one in matters]:
        yield f"{kept.name} is about other matters than {entries.name}"
        return
    renamed = procedure.workflow(entries.name.split(".")[0]).table.renamed
    for then, matter in zip(expected, matters, strict=True):
        now = json.loads(_dump(matter))
        for name, value in then.items():
            there = name if name in now else renamed.get(name, name)
            state = renamed.get(value, value) if name == "state" else value
            if there not in now:
                yield f"{kept.name}: matter {then['id']} has lost its {name}"
            elif now[there] not in (value, state):
                yield f"{kept.name}: {name} of matter {then['id']} is another now"


def _in_order(value: Any) -> Any:
    """A JSON value with every list in order, because a set is written in any."""
    if isinstance(value, dict):
        return {name: _in_order(one) for name, one in value.items()}
    return sorted(map(_in_order, value), key=repr) if isinstance(value, list) else value


def _line(codec: Codec, entry: Entry) -> str:
    written = codec.encode(entry)
    return f'{{"header":{written.header.decode()},"payload":{written.payload.decode()}}}\n'


def _stored(line: str, position: int) -> Stored:
    """A line as a ledger would hold it, to the byte."""
    reader = json.JSONDecoder()
    begin = len('{"header":')
    header, end = reader.raw_decode(line, begin)
    payload = line[end + len(',"payload":') : -1]
    none = bytes(32)
    return Stored(
        position, header[0], header[2], line[begin:end].encode(), payload.encode(), none, none, none
    )


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


# --- making them -----------------------------------------------------------------------------------

_ENOUGH = 20_000
"""Histories of one kind take at most so many bytes; actions that do not come in them stand alone."""


def _few(found: Exploration[Any], workflow: Workflow[Any, Any], codec: Codec) -> list[tuple[Entry, ...]]:
    """Few and short histories in which most actions come, and single entries for the others."""
    sizes: dict[int, int] = {}
    pieces: list[tuple[int, frozenset[str], tuple[Entry, ...]]] = []
    for walk in found.walks:
        size, actions = 0, frozenset[str]()
        for number, entry in enumerate(walk.entries, 1):
            if id(entry) not in sizes:
                sizes[id(entry)] = len(_line(codec, entry))
            size += sizes[id(entry)]
            actions |= {type(entry.action).__name__}
            pieces.append((size, actions, walk.entries[:number]))
    missing = frozenset[str]().union(*(actions for _, actions, _ in pieces))
    chosen: list[tuple[Entry, ...]] = []
    room = _ENOUGH
    while fit := [piece for piece in pieces if piece[0] <= room and piece[1] & missing]:
        size, actions, entries = max(fit, key=lambda piece: len(piece[1] & missing) / piece[0])
        missing, room = missing - actions, room - size
        chosen.append(entries)
    here = {type(entry.action) for entries in chosen for entry in entries}
    return [*chosen, *_alone(found, workflow, here)]


def _alone(
    found: Exploration[Any], workflow: Workflow[Any, Any], here: set[type[Any]]
) -> Iterator[tuple[Entry, ...]]:
    """One entry each for the actions that do not come in the histories."""
    for asked in found.granted:
        if type(asked.action) not in here:
            here.add(type(asked.action))
            yield (workflow.apply(asked.matter, asked.action, asked.context).entry,)


def _called(name: str, entries: tuple[Entry, ...]) -> Iterator[Entry]:
    """The entries of a matter under another id, because histories that were made up may share one."""
    for entry in entries:
        opens = isinstance(entry.action, Opening)
        action = attrs.evolve(entry.action, id=name) if opens else entry.action
        yield attrs.evolve(entry, matter=name, action=action)
