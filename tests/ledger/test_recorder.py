"""The stores that precinct ships, held to the numbered requirements of `precinct.ledger.recorder`."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import cast

import attrs
import psycopg
import pytest

from precinct.ledger.memory import MemoryRecorder
from precinct.ledger.postgres import PostgresRecorder
from precinct.ledger.recorder import Recorder
from precinct.ledger.sqlite import SqliteRecorder
from precinct.testing.contract_of_reading import ReadingIsWhole
from precinct.testing.contract_of_workers import WorkersShare
from precinct.testing.recorder_contract import RecorderContract
from tests.postgres_server import all_rows, schema_of

SPOILT = b"!" * 32


class TestMemory(RecorderContract):
    shared = False

    def open(self, place: Path) -> Recorder:
        return MemoryRecorder()

    def tamper(self, place: Path, recorder: Recorder, position: int, column: str) -> bool:
        entries = cast("MemoryRecorder", recorder)._entries
        entries[position - 1] = attrs.evolve(entries[position - 1], **{column: SPOILT})
        return True


class TestSqlite(RecorderContract):
    def open(self, place: Path) -> Recorder:
        return SqliteRecorder(place / "a.db", synchronous="NORMAL")

    def raw(self, place: Path) -> Iterator[bytes]:
        for file in place.glob("a.db*"):
            yield file.read_bytes()

    def tamper(self, place: Path, recorder: Recorder, position: int, column: str) -> bool:
        with closing(sqlite3.connect(place / "a.db", isolation_level=None)) as connection:
            connection.execute("DROP TRIGGER entries_are_never_changed")
            connection.execute(f"UPDATE entries SET {column} = ? WHERE position = ?", (SPOILT, position))
        return True


class TestSqliteInNoOrderOfItsOwn(ReadingIsWhole, WorkersShare):
    """What comes in order because an index happens to have it comes the other way round here."""

    def open(self, place: Path) -> Recorder:
        recorder = SqliteRecorder(place / "a.db", synchronous="NORMAL")
        recorder._connection.execute("PRAGMA reverse_unordered_selects = ON")
        return recorder


class TestPostgres(RecorderContract):
    conninfo = ""

    @pytest.fixture(autouse=True)
    def server(self, postgres: str) -> None:
        self.conninfo = postgres

    def open(self, place: Path) -> Recorder:
        return PostgresRecorder.open(self.conninfo, schema=schema_of(place))

    def raw(self, place: Path) -> Iterator[bytes]:
        return all_rows(self.conninfo, schema_of(place))

    def tamper(self, place: Path, recorder: Recorder, position: int, column: str) -> bool:
        with psycopg.connect(self.conninfo, autocommit=True) as connection:
            connection.execute("SELECT set_config('search_path', %s, false)", (schema_of(place),))
            connection.execute("ALTER TABLE entries DISABLE TRIGGER entries_are_never_changed")
            update = f"UPDATE entries SET {column} = %s WHERE position = %s"
            connection.execute(update.encode(), (SPOILT, position))
        return True
