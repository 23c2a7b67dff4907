"""Where a matter came from: the report or case that everything about one incident goes back to."""

from precinct.ledger.stored import Stored
from precinct.station.delivery import delivery_of
from precinct.station.records import Records

_CAME_FROM = ("case", "report", "from_administrative", "from_criminal", "split_from")
"""The fields of an opening that name the matter it was opened from, the nearest first."""


def origin_of(matter: str, records: Records) -> str:
    """The matter that a matter goes back to, from one opening to the one before: itself, where it was opened from none.

    It is read from first entries, which never change, so it is the same whenever it is asked for. A matter whose content
    was erased or is sealed tells nobody where it came from, and goes back to itself.

    Args:
        matter: the id of a matter.
        records: the station's.
    """
    known = [matter]
    while (first := next(records.recorder.read(known[-1]), None)) is not None:
        before = _opened_from(first, records)
        if not before or before in known:
            break
        known.append(before)
    return known[-1]


def _opened_from(first: Stored, records: Records) -> str:
    shut = bool(records.recorder.shut((first.matter,)))
    entry = delivery_of(first, records, shut=shut).entry
    named = (getattr(entry.action, name, "") for name in _CAME_FROM) if entry is not None else ()
    return next((name for name in named if isinstance(name, str) and name), "")
