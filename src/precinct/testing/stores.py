"""What a store of entries is tried with: small invented entries, and the class that the parts of the contract share.

written    an entry as a codec would write it, without one: a store does not know what bytes mean
deadline   a time limit
unit       a unit of work
StoreAtHand  how the contract gets at the store under test
"""

import json
import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import attrs
import pytest

from precinct.basics.ledger_errors import Conflict
from precinct.ledger.chain import SALT_SIZE, commit
from precinct.ledger.recorder import Recorder
from precinct.ledger.stored import Deadline, Unit, Written

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
"""The moment around which all that is invented here happens."""

MORE_THAN_A_PAGE = 1_300
"""So many that a store which reads in pages needs several."""


def written(
    matter: str,
    version: int,
    *,
    kind: str = "report",
    state: str = "received",
    ended: bool = False,
    note: str = "",
    salt: bytes | None = None,
) -> Written:
    """An entry.

    Args:
        matter: the id of its matter.
        version: the version after it.
        kind: the matter's kind.
        state: its state after the entry.
        ended: whether that is final.
        note: what the payload holds.
        salt: 16 bytes; made at random if not given.
    """
    header = json.dumps([matter, kind, version, "Note", None, state, "o1"]).encode()
    payload = json.dumps({"note": note}).encode()
    salt = os.urandom(SALT_SIZE) if salt is None else salt
    return Written(matter, kind, version, state, ended, header, payload, salt, commit(salt, payload))


def unit(*entries: Written, **more: Any) -> Unit:
    """A unit of work of these entries; `more` are other fields of `Unit`."""
    return Unit(entries, **more)


def history(matter: str, versions: Iterable[int]) -> Unit:
    """A unit of work with these versions of one matter."""
    return unit(*(written(matter, version) for version in versions))


def deadline(
    matter: str = "a",
    code: str = "limit",
    hours: float = 1,
    *,
    paused: bool = False,
    handled_at: datetime | None = None,
) -> Deadline:
    """A deadline that runs from noon and is due so many hours later.

    Args:
        matter: the id of its matter.
        code: its name.
        hours: after noon.
        paused: whether it stands still since noon.
        handled_at: since when somebody has seen to it.
    """
    due = NOON + timedelta(hours=hours)
    return Deadline(
        matter, code, "report", NOON, due, "warn", NOON if paused else None, handled_at=handled_at
    )


def everything(recorder: Recorder) -> object:
    """All that a store says, for comparing before and after."""
    return (
        list(recorder.read_all()),
        list(recorder.heads()),
        list(recorder.deadlines()),
        [(name, recorder.find([name])) for name in ("a", "b", "c", "n1", "n2", "n3")],
        recorder.recorded("k1"),
        recorder.bookmarks(),
        recorder.parked(),
        recorder.tip(),
    )


def at_once(*jobs: Callable[[], object]) -> list[object]:
    """Run all jobs at the same time, one a thread; what they gave, or the first error of theirs."""
    with ThreadPoolExecutor(max_workers=len(jobs)) as pool:
        return [running.result() for running in [pool.submit(job) for job in jobs]]


def moved(recorder: Recorder, matter: str, times: int, **more: Any) -> int:
    """Append one entry of a matter so often, again after each conflict; how many conflicts that took."""
    conflicts = 0
    for _ in range(times):
        while True:
            head = recorder.head(matter)
            entry = written(matter, 1 if head is None else head.version + 1)
            try:
                recorder.append(attrs.evolve(unit(entry), **more))
                break
            except Conflict:
                conflicts += 1
    return conflicts


class StoreAtHand:
    """How the contract gets at the store under test; see `precinct.testing.recorder_contract.RecorderContract`."""

    shared = True
    """Whether a place that is opened twice is the same store. Where it is not, one recorder serves for all."""

    def open(self, place: Path) -> Recorder:
        """A recorder of the store at a place; a new store, if nothing is there.

        Args:
            place: a folder of this test alone; what else it is good for, its name for example, is up to the store.
        """
        raise NotImplementedError("say how your store is opened")

    def raw(self, place: Path) -> Iterable[bytes]:  # noqa: ARG002 - for whoever can tell
        """All bytes that the store at a place holds, so that what was erased is looked for; none if nobody can tell."""
        return ()

    def tamper(self, place: Path, recorder: Recorder, position: int, column: str) -> bool:  # noqa: ARG002
        """Spoil an entry behind the store's back, so that `verify` is asked to find it.

        Args:
            place: the folder.
            recorder: the store, opened.
            position: of the entry.
            column: what of it: header, payload, salt, digest or hash, as in `Stored`.

        Returns:
            whether that was done; False where nobody can.
        """
        return False

    @pytest.fixture
    def recorder(self, tmp_path: Path) -> Iterator[Recorder]:
        """An empty store, opened."""
        with self.open(tmp_path) as made:
            yield made

    @pytest.fixture
    def one_more(self, tmp_path: Path, recorder: Recorder) -> Iterator[Callable[[], Recorder]]:
        """Opens the same store once more."""
        with ExitStack() as opened:
            yield lambda: opened.enter_context(self.open(tmp_path)) if self.shared else recorder
