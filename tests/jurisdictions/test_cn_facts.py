"""What the pack of China says in numbers, names and days is what the table of facts says.

The table was read from the law, and the pack from the table; `facts/` was read from the table once more, without a
look at the pack, as books are kept twice. They are plain tables and no worked examples because a number that
stands alone is no situation: a sentence about each would hide the three hundred numbers that a reader compares.
"""

import re
from collections.abc import Callable, Iterator
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import TypeVar

import pytest

from precinct.jurisdictions.cn import cn
from precinct.law.dated import Dated
from precinct.law.penalty import Grade, Join, Penalties, PenaltyRange
from precinct.law.row import row_ids
from precinct.law.timelimit import TimeLimit
from precinct.law.value import Choice, Said, Value, citations_of

FACTS = Path(__file__).parent / "facts"
LAW = cn.law
FIRST_CASES = date(2022, 1, 1)
"""The first day of the cases that the library was made with: nothing older is claimed of what was read undated."""

Series = tuple[tuple[date, object], ...]
V = TypeVar("V")


def lines(name: str) -> list[str]:
    """The lines of a table that say something."""
    text = (FACTS / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line.strip() and not line.startswith("#")]


def _day(told: str) -> date:
    if told == "as-read":
        return FIRST_CASES
    return date.fromisoformat(told) if "-" in told else date(int(told), 12, 31)


DAYS_OF: dict[str, tuple[date, date | None]] = {
    key: (_day(since), _day(until[0]) if until else None)
    for key, since, *until in (line.split() for line in lines("instruments.txt"))
}
"""The first day of each instrument, and the last one where there is one, as the legend has them."""


def first_day(key: str) -> date:
    """Since when an instrument is in force."""
    return DAYS_OF[key][0]


def turns(series: Series) -> Series:
    """The days on which it becomes something else; a new footing alone is no such day."""
    return tuple(next(same) for _, same in groupby(series, key=lambda one: one[1]))


def told(dated: Dated[V], said: Callable[[V], object]) -> Series:
    """What the pack says, on each day on which that becomes something else."""
    return turns(tuple((day, None if value is None else said(value)) for day, value in dated.series))


def rows_of(dated: Dated[Said]) -> set[str]:
    """The rows that its entries name."""
    said = [value for _, value in dated.series if value is not None]
    return {row for value in said for citation in citations_of(value) for row in row_ids(citation.row)}


# --- numbers ----------------------------------------------------------------------------------------

Numbers = dict[str, tuple[set[str], str, Series]]


def numbers(name: str) -> Numbers:
    """Each code with its rows, its unit, and its numbers since each day."""
    read: Numbers = {}
    for line in lines(name):
        rows, code, unit, *since = line.split()
        pairs = zip(since[::2], since[1::2], strict=True)
        series = tuple((first_day(key), None if said == "none" else int(said)) for key, said in pairs)
        read[code] = (set(rows.split(",")), unit, series)
    return read


LIMITS, VALUES = numbers("limits.txt"), numbers("values.txt")


def test_every_number_of_the_pack_was_transcribed() -> None:
    tables = LAW.tables()
    assert LIMITS.keys() == tables["limits"].keys()
    assert VALUES.keys() == tables["values"].keys()


@pytest.mark.parametrize("code", LIMITS)
def test_a_time_limit_is_as_long_as_the_table_of_facts_says(code: str) -> None:
    rows, unit, series = LIMITS[code]
    # What stands in a table of the pack is known by the table's name alone.
    dated: Dated[TimeLimit] = LAW.tables()["limits"][code]  # type: ignore[assignment]
    assert told(dated, lambda limit: limit.amount) == series
    for _, limit in dated.series:
        assert limit is None or f"{limit.unit.value}{',held' if limit.held else ''}" == unit
    assert rows_of(dated) == rows


@pytest.mark.parametrize("code", VALUES)
def test_a_number_is_what_the_table_of_facts_says(code: str) -> None:
    rows, unit, series = VALUES[code]
    # What stands in a table of the pack is known by the table's name alone.
    dated: Dated[Value] = LAW.tables()["values"][code]  # type: ignore[assignment]
    assert told(dated, lambda value: value.amount) == series
    assert {value.unit for _, value in dated.series if value is not None} == {unit}
    assert rows_of(dated) == rows


# --- names ------------------------------------------------------------------------------------------


def names() -> dict[str, tuple[set[str], Series]]:
    """Each code with its rows and its names since each day."""
    read: dict[str, tuple[set[str], Series]] = {}
    code = ""
    for line in lines("names.txt"):
        since, _, names = line.partition(":")
        *head, key = since.split()
        if head:
            code = head[1]
            read[code] = (set(head[0].split(",")), ())
        rows, series = read[code]
        said = None if names.strip() == "repealed" else frozenset(names.split())
        read[code] = (rows, (*series, (first_day(key), said)))
    return read


NAMES = names()


def test_every_closed_set_of_the_pack_was_transcribed() -> None:
    assert NAMES.keys() == LAW.tables()["choices"].keys()


@pytest.mark.parametrize("code", NAMES)
def test_a_closed_set_has_the_names_of_the_table_of_facts(code: str) -> None:
    rows, series = NAMES[code]
    # What stands in a table of the pack is known by the table's name alone.
    dated: Dated[Choice] = LAW.tables()["choices"][code]  # type: ignore[assignment]
    assert told(dated, lambda choice: choice.names) == series
    assert rows_of(dated) == rows


# --- what acts cost ---------------------------------------------------------------------------------

GRADES = {
    "": Grade.BASIC,
    "light": Grade.LIGHT,
    "sev": Grade.SERIOUS,
    "ringleader": Grade.RINGLEADER,
    "public": Grade.IN_PUBLIC,
    "then": Grade.AFTER_WARNING,
}
JOINS = {"|": Join.OR, "&": Join.AND, "+?": Join.MAY_ADD, None: Join.OR}
COST = re.compile(
    r"(?:(?P<grade>[a-z]+) )?(?P<first>W\|?)?(?:D(?P<days>[≤\d–]+))?"
    r"\s*(?P<join>\||&|\+\?)?\s*(?:F(?P<fine>[≤\d–]+))?(?:\|?(?P<last>W))?"
)


def _bounds(written: str | None) -> tuple[int, int] | None:
    if written is None:
        return None
    least, _, most = written.replace("≤", "0–").partition("–")
    return int(least), int(most)


def _cost(written: str) -> PenaltyRange:
    found = COST.fullmatch(written.strip())
    assert found is not None, written
    warned = bool(found["first"] or found["last"])
    days, fine = _bounds(found["days"]), _bounds(found["fine"])
    return PenaltyRange(GRADES[found["grade"] or ""], days, fine, JOINS[found["join"]], warned)


def costs() -> Iterator[tuple[str, str, Series]]:
    """Each act with its row, and what each grade costs since each law; nothing where it refers to other articles."""
    row, acts, series = "", list[str](), dict[str, tuple[str, Series]]()
    for line in lines("ranges.txt"):
        if not line.startswith(" "):
            row, _, named = line.partition(":")
            acts = named.split()
            series |= dict.fromkeys(acts, (row, ()))
            continue
        key, cell = line.split(maxsplit=1)
        if cell == "–":
            continue
        refers = cell.startswith("refers")
        said = frozenset[PenaltyRange]() if refers else frozenset(map(_cost, cell.split(";")))
        for act in acts:
            series[act] = (row, (*series[act][1], (first_day(key), said)))
    return ((act, *said) for act, said in series.items())


COSTS = [pytest.param(*one, id=one[0]) for one in costs()]


def test_every_act_of_the_pack_was_transcribed() -> None:
    assert {act for act, *_ in costs()} == LAW.acts()


@pytest.mark.parametrize(("act", "row", "series"), COSTS)
def test_an_act_costs_what_the_table_of_facts_says(act: str, row: str, series: Series) -> None:
    # What stands in a table of the pack is known by the table's name alone.
    dated: Dated[Penalties] = LAW.tables()["acts"][act]  # type: ignore[assignment]
    assert told(dated, lambda penalties: frozenset(penalties.grades)) == turns(series)
    assert rows_of(dated) == {row}


# --- days -------------------------------------------------------------------------------------------

BEGINNINGS = {first_day(key) for key in ("PL", "AP", "CP")} | {FIRST_CASES}
"""The days with which an entry may begin that stands on something older, or on the house alone."""

ENDINGS = {first_day(key) for key in ("RF", "L25")}
"""The days with which an entry may end: what came then displaced it."""

RECALLED = {code for code in VALUES if code.startswith("fraud.") and "guangdong" in code}
"""What is remembered without its document holds since the document of the whole country."""


def test_an_instrument_is_in_force_on_the_days_of_the_legend() -> None:
    pack = {key: (one.since, one.until) for key, one in LAW.instruments.items()}
    assert pack == DAYS_OF


@pytest.mark.parametrize("table", LAW.tables())
def test_an_entry_begins_when_the_last_of_what_it_cites_is_in_force(table: str) -> None:
    for code, dated in LAW.tables()[table].items():
        for day, value in dated.series:
            if value is None:
                assert day in ENDINGS, (code, day)
                continue
            cited = [place.instrument.key for place in citations_of(value) if place.instrument is not None]
            last = max(map(first_day, ["FRAUD"] if code in RECALLED else cited), default=date.min)
            assert day == last or (day > last and day in BEGINNINGS), (code, day)
