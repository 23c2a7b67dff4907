"""The raw floor of the durable path: the rows, bytes, digests and hashes of the ledger, written by hand.

No engine, no frozen objects, no checks: values go into JSON, JSON into the chain, the chain into SQLite, in
the quickest way known, on the schema that the recorder made. What is written is held against what the
recorder writes for the same life.
"""

import sqlite3
from hashlib import sha256
from os import urandom
from pathlib import Path
from uuid import uuid4

import msgspec

from precinct.ledger.sqlite import SqliteRecorder
from tests.benchmarks.errand import CONTEXT, LIFE, OFFICER, STATES

NAMES = tuple(state.value for state in STATES)
STEPS = tuple(
    (version, type(action).__name__, source, to, int(to == NAMES[-1]))
    for version, (action, source, to) in enumerate(zip(LIFE, NAMES, NAMES[1:], strict=False), start=2)
)
LAW = f"{CONTEXT.law.name}@{CONTEXT.law.version}"
PLACE = "Wushan Road 12"

encode = msgspec.json.Encoder().encode
blob = bytearray
"""`sqlite3` binds these at once, and looks for an adapter for bytes."""

INSERT_ENTRY = "INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
INSERT_HEAD = "INSERT INTO heads (matter, kind, state, version, ended) VALUES (?, ?, ?, ?, ?)"
MOVE_HEAD = "UPDATE heads SET state = ?, version = ?, ended = ? WHERE matter = ? AND version = ?"
MOVE_TIP = "UPDATE tip SET position = ?, hash = ? WHERE id = 1"


class ByHand:
    """A file with the ledger's schema, and plain code that writes into it."""

    def __init__(self, path: Path, synchronous: str) -> None:
        SqliteRecorder(path).close()
        self.connection = sqlite3.connect(path, isolation_level=None)
        self.connection.execute(f"PRAGMA synchronous = {synchronous}")
        self.connection.execute("PRAGMA wal_autocheckpoint = 4000")
        self.cursor = self.connection.cursor()
        self.position, self.hash = self.cursor.execute("SELECT position, hash FROM tip").fetchone()

    def prepare(self, count: int, size: int) -> list[list[str]]:
        """Open `count` batches of `size` errands in one transaction; their ids."""
        batches = [[uuid4().hex for _ in range(size)] for _ in range(count)]
        at = CONTEXT.occurred_at
        self.cursor.execute("BEGIN IMMEDIATE")
        for matter in (matter for batch in batches for matter in batch):
            self.cursor.execute(INSERT_HEAD, (matter, "errand", NAMES[0], 1, 0))
            # fmt: off
            header = encode((
                matter, "errand", 1, "File", None, NAMES[0], OFFICER.id, None, OFFICER.id, (), at, at, LAW,
                "errand@1", (),
            ))
            # fmt: on
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
            self._insert(
                matter, 1, header, encode({"action": {"place": PLACE, "id": matter}, "changes": changes})
            )
        self.cursor.execute(MOVE_TIP, (self.position, blob(self.hash)))
        self.cursor.execute("COMMIT")
        return batches

    def _insert(self, matter: str, version: int, header: bytes, payload: bytes) -> None:
        salt = urandom(16)
        digest = sha256(salt + payload).digest()
        self.hash = sha256(self.hash + digest + header).digest()
        self.position += 1
        row = (self.position, matter, version, *map(blob, (header, payload, salt, digest, self.hash)))
        self.cursor.execute(INSERT_ENTRY, row)

    def live_one(self, batch: list[str]) -> None:
        """Nine transactions of one action on one errand."""
        (matter,) = batch
        execute, actor, at = self.cursor.execute, OFFICER.id, CONTEXT.occurred_at
        position, link = self.position, self.hash
        for version, name, source, to, ended in STEPS:
            # fmt: off
            header = encode((
                matter, "errand", version, name, source, to, actor, None, actor, (), at, at, LAW, "errand@1", (),
            ))
            # fmt: on
            payload = encode({"action": {"visits": 1}, "changes": {}})
            salt = urandom(16)
            digest = sha256(salt + payload).digest()
            link = sha256(link + digest + header).digest()
            position += 1
            execute("BEGIN IMMEDIATE")
            execute(MOVE_HEAD, (to, version, ended, matter, version - 1))
            execute(MOVE_TIP, (position, blob(link)))
            execute(
                INSERT_ENTRY,
                (
                    position,
                    matter,
                    version,
                    blob(header),
                    blob(payload),
                    blob(salt),
                    blob(digest),
                    blob(link),
                ),
            )
            execute("COMMIT")
        self.position, self.hash = position, link

    def live_one_bare(self, batch: list[str]) -> None:
        """As `live_one`, but for the rows beside the entries: no head, no tip. What those cost is shown by it."""
        (matter,) = batch
        execute, actor, at = self.cursor.execute, OFFICER.id, CONTEXT.occurred_at
        position, link = self.position, self.hash
        for version, name, source, to, _ in STEPS:
            # fmt: off
            header = encode((
                matter, "errand", version, name, source, to, actor, None, actor, (), at, at, LAW, "errand@1", (),
            ))
            # fmt: on
            payload = encode({"action": {"visits": 1}, "changes": {}})
            salt = urandom(16)
            digest = sha256(salt + payload).digest()
            link = sha256(link + digest + header).digest()
            position += 1
            execute("BEGIN IMMEDIATE")
            execute(
                INSERT_ENTRY,
                (
                    position,
                    matter,
                    version,
                    blob(header),
                    blob(payload),
                    blob(salt),
                    blob(digest),
                    blob(link),
                ),
            )
            execute("COMMIT")
        self.position, self.hash = position, link

    def live_many(self, batch: list[str]) -> None:
        """Nine transactions of one action on each errand of a batch."""
        execute, executemany = self.cursor.execute, self.cursor.executemany
        actor, at = OFFICER.id, CONTEXT.occurred_at
        position, link = self.position, self.hash
        for version, name, source, to, ended in STEPS:
            rows, heads = [], []
            for matter in batch:
                # fmt: off
                header = encode((
                    matter, "errand", version, name, source, to, actor, None, actor, (), at, at, LAW, "errand@1",
                    (),
                ))
                # fmt: on
                payload = encode({"action": {"visits": 1}, "changes": {}})
                salt = urandom(16)
                digest = sha256(salt + payload).digest()
                link = sha256(link + digest + header).digest()
                position += 1
                rows.append(
                    (
                        position,
                        matter,
                        version,
                        blob(header),
                        blob(payload),
                        blob(salt),
                        blob(digest),
                        blob(link),
                    )
                )
                heads.append((to, version, ended, matter, version - 1))
            execute("BEGIN IMMEDIATE")
            executemany(MOVE_HEAD, heads)
            execute(MOVE_TIP, (position, blob(link)))
            executemany(INSERT_ENTRY, rows)
            execute("COMMIT")
        self.position, self.hash = position, link
