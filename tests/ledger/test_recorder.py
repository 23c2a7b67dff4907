"""The stores that precinct ships, held to the numbered requirements of `precinct.ledger.recorder`."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from precinct.ledger.memory import MemoryRecorder
from precinct.ledger.postgres import PostgresRecorder
from precinct.ledger.recorder import Recorder
from precinct.ledger.sqlite import SqliteRecorder
from precinct.testing.recorder_contract import RecorderContract
from tests.postgres_server import all_rows, schema_of


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


class TestPostgres(RecorderContract):
    conninfo = ""

    @pytest.fixture(autouse=True)
    def server(self, postgres: str) -> None:
        self.conninfo = postgres

    def open(self, place: Path) -> Recorder:
        return PostgresRecorder.open(self.conninfo, schema=schema_of(place))

    def raw(self, place: Path) -> Iterator[bytes]:
        return all_rows(self.conninfo, schema_of(place))
