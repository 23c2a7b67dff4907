"""What goes to PostgreSQL and comes back: a unit of work as the arguments of one call, and rows as objects.

A unit is appended by the function `append` of the schema, in one statement and so in one round trip and one commit. Its
entries go as arrays, one a column. Everything else goes as one JSON object, which is left out where a unit
has nothing else:

    key         text
    looked_for  [[names, matters found], …]
    seen        [[matter, version], …]
    standing    as deadlines
    ended       [[matter, code], …]
    deadlines   [[matter, code, kind, started, due, on expiry, paused, basis, handled], …]
    names       [[matter, names], …]
    sealed      [[matter, whether], …]
    erased      [matter, …]
"""

import json
from functools import cache
from typing import Any

from precinct.ledger.rows import row_of
from precinct.ledger.stored import Unit, Written

_COLUMNS = (
    ("text", "%t"),  # matter
    ("text", "%t"),  # kind
    ("bigint", "%s"),  # version
    ("text", "%t"),  # state
    ("boolean", "%s"),  # ended
    ("bytea", "%b"),  # header
    ("bytea", "%b"),  # payload
    ("bytea", "%b"),  # salt
    ("bytea", "%b"),  # digest
)

FEW = 16
"""Up to so many entries go one by one: for a few, making arrays of them costs more than it saves."""


@cache
def append_query(entries: int) -> bytes:
    """The statement that appends so many entries."""
    if entries > FEW:
        arrays = ", ".join(f"{sign}::{kind}[]" for kind, sign in _COLUMNS)
    else:
        arrays = ", ".join(f"ARRAY[{', '.join([sign] * entries)}]::{kind}[]" for kind, sign in _COLUMNS)
    query = f"SELECT * FROM append({arrays}, %t::jsonb)"  # noqa: S608 - of our own words alone
    return query.encode()


def append_values(unit: Unit) -> list[object]:
    """What `append_query` is asked with.

    Raises:
        TypeError: an entry holds something else than bytes.
    """
    columns = [list(column) for column in zip(*map(_row, unit.entries), strict=True)]
    values: list[object] = []
    if len(unit.entries) > FEW:
        values += columns
    else:
        for column in columns:
            values += column
    values.append(rest_of(unit))
    return values


def _row(one: Written) -> tuple[object, ...]:
    # Joined, because a text among the bytes is a mistake of the caller, which PostgreSQL would take for bytes.
    one.header + one.payload + one.salt + one.digest
    return (
        one.matter,
        one.kind,
        one.version,
        one.state,
        one.ended,
        one.header,
        one.payload,
        one.salt,
        one.digest,
    )


def rest_of(unit: Unit) -> str | None:
    """Everything of a unit but its entries, as JSON; None if there is nothing."""
    rest: dict[str, Any] = {}
    if unit.key:
        rest["key"] = unit.key
    if unit.deadlines:
        # Of two with the same matter and code the later one counts.
        rest["deadlines"] = [row_of(one) for one in unit.deadlines]
    if unit.standing:
        rest["standing"] = [row_of(one) for one in unit.standing]
    for name in ("looked_for", "seen", "ended", "names", "sealed", "erased"):
        given = getattr(unit, name)
        if given:
            rest[name] = given
    return json.dumps(rest) if rest else None
