"""The raw floor in PostgreSQL: the rows, bytes, digests and hashes of the ledger, written by hand with psycopg.

No engine, no checks, one writer who knows the end of the chain: values go into JSON, JSON into the chain, the chain
into PostgreSQL. All statements of a transaction go out together (psycopg's pipeline), prepared; a thousand entries
are copied. The schema is the one that the recorder made.
"""

from collections.abc import Iterable
from hashlib import sha256
from os import urandom
from uuid import uuid4

import psycopg

from precinct.ledger.postgres import PostgresRecorder
from tests.benchmarks.errand import CONTEXT, OFFICER
from tests.benchmarks.sqlite_by_hand import LAW, NAMES, PLACE, STEPS, encode

INSERT_ENTRY = "INSERT INTO entries VALUES (%s, %t, %s, %b, %b, %b, %b, %b)"
INSERT_HEAD = "INSERT INTO heads VALUES (%t, %t, %t, %s, %s, false, false)"
MOVE_HEAD = "UPDATE heads SET state = %t, version = %s, ended = %s WHERE matter = %t AND version = %s"
MOVE_HEADS = """
    UPDATE heads SET state = %t, version = %s, ended = %s FROM unnest(%s::text[]) AS moved (id)
    WHERE matter = id AND version = %s
"""
MOVE_TIP = "UPDATE tip SET position = %s, hash = %b WHERE id = 1"
COPY = "COPY entries FROM STDIN (FORMAT BINARY)"
MANY = 100
"""From so many on they are copied."""

Row = tuple[int, str, int, bytes, bytes, bytes, bytes, bytes]


class ByHand:
    """A schema of the ledger, and plain code that writes into it."""

    def __init__(self, conninfo: str, schema: str, synchronous: str) -> None:
        PostgresRecorder.open(conninfo, schema=schema).close()
        self.schema = schema
        self.connection = psycopg.connect(conninfo, autocommit=True)
        self.connection.prepare_threshold = 0
        setting = "on" if synchronous == "FULL" else "off"
        for name, value in (("search_path", schema), ("synchronous_commit", setting)):
            self.connection.execute("SELECT set_config(%s, %s, false)", (name, value))
        self.cursor = self.connection.cursor()
        self.position, self.hash = 0, bytes(32)
        self.backend = self.connection.info.backend_pid

    def close(self) -> None:
        """Let go of the connection."""
        self.connection.close()

    def prepare(self, count: int, size: int) -> list[list[str]]:
        """Open `count` batches of `size` errands in one transaction; their ids."""
        batches = [[uuid4().hex for _ in range(size)] for _ in range(count)]
        at = CONTEXT.occurred_at
        changes = {
            "officer": "",
            "recused": (),
            "recusals_asked": (),
            "recusals_refused": (),
            "place": PLACE,
            "reporter": "",
            "people_met": (),
            "visits": 0,
            "urgency": 0,
            "opened_at": None,
            "remark": "",
        }
        rows = []
        ids = [matter for batch in batches for matter in batch]
        for matter in ids:
            # fmt: off
            header = encode((
                matter, "errand", 1, "File", None, NAMES[0], OFFICER.id, None, OFFICER.id, (), at, at, LAW,
                "errand@1", (),
            ))
            # fmt: on
            payload = encode({"action": {"place": PLACE, "id": matter}, "changes": changes})
            rows.append(self._row(matter, 1, header, payload))
        with self.connection.transaction():
            self._copy(rows)
            with self.cursor.copy("COPY heads FROM STDIN") as copy:
                for matter in ids:
                    copy.write_row((matter, "errand", NAMES[0], 1, False, False, False))
            self.cursor.execute(MOVE_TIP, (self.position, self.hash))
        return batches

    def _row(self, matter: str, version: int, header: bytes, payload: bytes) -> Row:
        salt = urandom(16)
        digest = sha256(salt + payload).digest()
        self.hash = sha256(self.hash + digest + header).digest()
        self.position += 1
        return self.position, matter, version, header, payload, salt, digest, self.hash

    def _copy(self, rows: Iterable[Row]) -> None:
        with self.cursor.copy(COPY) as copy:
            copy.set_types(("int8", "text", "int8", "bytea", "bytea", "bytea", "bytea", "bytea"))
            for row in rows:
                copy.write_row(row)

    def live_one(self, batch: list[str]) -> None:
        """Nine transactions of one action on one errand."""
        (matter,) = batch
        execute, actor, at = self.cursor.execute, OFFICER.id, CONTEXT.occurred_at
        for version, name, source, to, ended in STEPS:
            # fmt: off
            header = encode((
                matter, "errand", version, name, source, to, actor, None, actor, (), at, at, LAW, "errand@1", (),
            ))
            # fmt: on
            row = self._row(matter, version, header, encode({"action": {"visits": 1}, "changes": {}}))
            # Inside a pipeline, what stands before its end is one transaction.
            with self.connection.pipeline():
                execute(MOVE_HEAD, (to, version, bool(ended), matter, version - 1))
                execute(MOVE_TIP, (row[0], row[7]))
                execute(INSERT_ENTRY, row)

    def live_many(self, batch: list[str]) -> None:
        """Nine transactions of one action on each errand of a batch."""
        cursor, actor, at = self.cursor, OFFICER.id, CONTEXT.occurred_at
        for version, name, source, to, ended in STEPS:
            rows = []
            for matter in batch:
                # fmt: off
                header = encode((
                    matter, "errand", version, name, source, to, actor, None, actor, (), at, at, LAW, "errand@1",
                    (),
                ))
                # fmt: on
                rows.append(
                    self._row(matter, version, header, encode({"action": {"visits": 1}, "changes": {}}))
                )
            heads = (to, version, bool(ended), batch, version - 1)
            if len(batch) < MANY:
                with self.connection.pipeline():
                    cursor.execute(MOVE_HEADS, heads)
                    cursor.execute(MOVE_TIP, (self.position, self.hash))
                    cursor.executemany(INSERT_ENTRY, rows)
            else:
                with self.connection.transaction():
                    cursor.execute(MOVE_HEADS, heads)
                    cursor.execute(MOVE_TIP, (self.position, self.hash))
                    self._copy(rows)
