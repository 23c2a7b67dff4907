"""What is different in a pack between two days, real changes apart from new article numbers."""

from bisect import bisect_right
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

import attrs

from precinct.basics.text import Named
from precinct.law.pack import Pack
from precinct.law.penalty import Penalties
from precinct.law.timelimit import TimeLimit
from precinct.law.value import Choice, Said, Value, citations_of


class Sort(Named):
    """What sort of a change it is; those that change what anybody may do come first."""

    NUMBER = "numbers", "数值"
    LENGTH = "lengths", "期限"
    NAMES = "names", "范围"
    RANGE = "ranges", "幅度"
    NOTE = "notes", "提示"
    FOOTING = "footing", "规则来源"
    PLACE = "places", "条文出处"

    @property
    def real(self) -> bool:
        """Whether it changes what may be done, and not only where that is written."""
        return self in {Sort.NUMBER, Sort.LENGTH, Sort.NAMES, Sort.RANGE}


_TABLES = {
    "values": Sort.NUMBER,
    "limits": Sort.LENGTH,
    "choices": Sort.NAMES,
    "acts": Sort.RANGE,
    "notes": Sort.NOTE,
    "citations": Sort.FOOTING,
}


@attrs.frozen
class Change:
    """One difference.

    Args:
        sort: what sort of a change it is.
        code: what changes.
        before: what the pack has on the first day, None for nothing.
        after: what it has on the second day.
    """

    sort: Sort
    code: str
    before: Said | None
    after: Said | None


def changes(law: Pack, before: date, after: date) -> tuple[Change, ...]:
    """All that is different on the second day, sort by sort and by code.

    Args:
        law: the pack.
        before: the first day.
        after: the second day.
    """
    return tuple(sorted(_changes(law, before, after), key=lambda change: (_ORDER[change.sort], change.code)))


def supported_days(law: Pack) -> tuple[date, ...]:
    """The days on which something changes within the span that a pack supports, its first day included.

    The span begins with the first year of its calendar. A pack without a calendar is asked only about the time
    since its last change.
    """
    days = _turns(law)
    first = days[-1] if days else date.max
    if law.calendar.first_year <= law.calendar.last_year:
        first = date(law.calendar.first_year, 1, 1)
    return (first, *(day for day in days if day > first))


@lru_cache(maxsize=512)
def same_law(law: Pack, day: date, other: date) -> bool:
    """Whether nothing at all changes in a pack between two days, whichever is the earlier."""
    turns = _turns(law)
    return bisect_right(turns, day) == bisect_right(turns, other)


@lru_cache(maxsize=8)
def _turns(law: Pack) -> tuple[date, ...]:
    return tuple(sorted({day for dated in law.series() for day in dated.changes()}))


def changes_on(law: Pack, day: date) -> tuple[Change, ...]:
    """All that changes on a day."""
    return changes(law, date.fromordinal(day.toordinal() - 1), day)


_ORDER = {sort: at for at, sort in enumerate(Sort)}


def _changes(law: Pack, before: date, after: date) -> Iterator[Change]:
    for table, sort in _TABLES.items():
        for code, dated in law.tables()[table].items():
            old, new = (dated.on(day) if dated.known_on(day) else None for day in (before, after))
            if old is new:
                continue
            if (old is None) is not (new is None) or _says(old) != _says(new):
                yield Change(sort, code, old, new)
            elif old is not None and new is not None and _places(old) != _places(new):
                yield Change(Sort.PLACE, code, old, new)


def _says(entry: Said | None) -> object:
    """What an entry says, whatever it stands on."""
    match entry:
        case Value():
            return entry.amount
        case TimeLimit():
            return entry.amount, entry.unit, entry.held
        case Choice():
            return entry.names
        case Penalties():
            return frozenset(entry.grades)
        case tuple():
            # Two versions of one law are one footing, which the reader of its articles looks up anew.
            return frozenset(one.instrument.name if one.instrument is not None else None for one in entry)
        case _:
            return None


def _places(entry: Said) -> frozenset[tuple[str, str]]:
    return frozenset(
        (one.instrument.key if one.instrument is not None else "", one.article) for one in citations_of(entry)
    )
