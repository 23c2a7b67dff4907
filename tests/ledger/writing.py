"""Entries as a codec would write them, without one: the stores do not know what bytes mean."""

import json
import os
import random
from datetime import UTC, datetime, timedelta

from precinct.ledger.chain import SALT_SIZE, commit
from precinct.ledger.stored import Deadline, Tip, Unit, Written

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


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
    header = json.dumps([matter, kind, version, "Note", None, state, "o1"]).encode()
    payload = json.dumps({"note": note}).encode()
    salt = os.urandom(SALT_SIZE) if salt is None else salt
    return Written(matter, kind, version, state, ended, header, payload, salt, commit(salt, payload))


def unit(*entries: Written, **more: object) -> Unit:
    return Unit(tuple(entries), **more)  # type: ignore[arg-type]


def deadline(matter: str = "a", code: str = "limit", hours: float = 1, *, paused: bool = False) -> Deadline:
    due = NOON + timedelta(hours=hours)
    return Deadline(matter, code, "report", NOON, due, "warn", NOON if paused else None)


def wrong_byte(data: bytes, at: int) -> bytes:
    return data[:at] + bytes([data[at] ^ random.Random(at).randint(1, 255)]) + data[at + 1 :]


EMPTY = Tip(0, bytes(32))
