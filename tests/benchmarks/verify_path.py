"""Verifying a ledger of 100,000 entries, beside the same rows read and the same hashes made by hand."""

import json
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from precinct.ledger.chain import SALT_SIZE, commit
from precinct.ledger.checkpoint import Checkpoint, checkpoint_of, verify_against
from precinct.ledger.sqlite import SqliteRecorder
from precinct.ledger.stored import Unit, Written
from tests.benchmarks.report import Result, at_most, microseconds
from tests.benchmarks.timing import Subject, in_turns

TITLE = "Verifying 100,000 entries on SQLite, an entry: × the same rows read and the same hashes made by hand"

MATTERS, EACH = 10_000, 10
ENTRIES = MATTERS * EACH
ROUNDS = 15
_ROWS = "SELECT header, payload, salt, digest, hash FROM entries ORDER BY position"


def measure() -> Iterator[Result]:
    """The chain alone, and the chain with the tree over all entries."""
    with TemporaryDirectory(prefix="precinct-bench-") as folder:
        path = Path(folder) / "ledger.db"
        _make(path)
        with SqliteRecorder(path, readonly=True) as recorder:
            kept = [checkpoint_of(recorder, "bench")]
            floors = {
                "chain by hand": lambda: chain(path),
                "chain and tree by hand": lambda: tree(path, kept[0]),
            }
            ours = {"chain": recorder.verify, "chain and tree": lambda: verify_against(recorder, kept)}
            subjects = [_subject(name, asked) for name, asked in {**floors, **ours}.items()]
            samples = in_turns(subjects, rounds=ROUNDS)
    for name in ours:
        floor = f"{name} by hand"
        absolute = f"{microseconds(samples.median(name))} beside {microseconds(samples.median(floor))}"
        what = f"verify: {name}, columns, heads, tables, file"
        yield at_most(what, samples.ratios(name, floor), 4.0, absolute)


def chain(path: Path) -> None:
    """Read the rows and fold them, and nothing else."""
    last = bytes(32)
    with closing(sqlite3.connect(path)) as connection:
        for header, payload, salt, digest, link in connection.execute(_ROWS):
            last = sha256(last + digest + header).digest()
            assert last == link
            assert sha256(salt + payload).digest() == digest


def tree(path: Path, kept: Checkpoint) -> None:
    """The same, and then the tree, level by level, with all its hashes in memory."""
    last, level = bytes(32), []
    with closing(sqlite3.connect(path)) as connection:
        for header, payload, salt, digest, link in connection.execute(_ROWS):
            last = sha256(last + digest + header).digest()
            assert last == link
            assert sha256(salt + payload).digest() == digest
            level.append(sha256(b"\0" + digest + header).digest())
    while len(level) > 1:
        odd = level[len(level) & ~1 :]
        level = [
            sha256(b"\1" + left + right).digest()
            for left, right in zip(level[::2], level[1::2], strict=False)
        ]
        level += odd
    assert level[0] == kept.root


def _make(path: Path) -> None:
    with SqliteRecorder(path, synchronous="NORMAL") as recorder:
        for first in range(0, MATTERS, 100):
            matters = [f"{number:032x}" for number in range(first, first + 100)]
            entries = (_written(one, version) for one in matters for version in range(1, EACH + 1))
            recorder.append(Unit(tuple(entries)))


def _written(matter: str, version: int) -> Written:
    """An entry as long as those of a station are."""
    moment = "2026-03-02T12:30:15.123456+08:00"
    who = ("101", None, "101", ["102"])
    under = ("cn@2026.1", "report@1", [])
    header = json.dumps(
        [matter, "report", version, "Note", "received", "received", *who, moment, moment, *under]
    ).encode()
    payload, salt = json.dumps({"action": {"text": "x" * 80}, "changes": {}}).encode(), os.urandom(SALT_SIZE)
    return Written(matter, "report", version, "received", False, header, payload, salt, commit(salt, payload))


def _subject(name: str, asked: Callable[[], object]) -> Subject:
    return Subject(name, "asked()", {"asked": asked}, operations=ENTRIES)
