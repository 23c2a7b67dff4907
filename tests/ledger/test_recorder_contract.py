"""The stores that precinct ships, held to the numbered requirements of `precinct.ledger.recorder`."""

from collections.abc import Iterator
from pathlib import Path

from precinct.ledger.memory import MemoryRecorder
from precinct.ledger.recorder import Recorder
from precinct.ledger.sqlite import SqliteRecorder
from precinct.testing.recorder_contract import RecorderContract


class TestMemory(RecorderContract):
    shared = False

    def open(self, place: Path) -> Recorder:
        return MemoryRecorder()


class TestSqlite(RecorderContract):
    def open(self, place: Path) -> Recorder:
        return SqliteRecorder(place / "a.db", synchronous="NORMAL")

    def raw(self, place: Path) -> Iterator[bytes]:
        for file in place.glob("a.db*"):
            yield file.read_bytes()
