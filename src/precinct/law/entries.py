"""The dated entries of a pack's tables: who may be cited when, and what an entry says."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from typing import TypeVar

import attrs

from precinct.basics.text import Text
from precinct.law.citation import Citation, Confidence, Instrument
from precinct.law.dated import Dated
from precinct.law.note import Note
from precinct.law.penalty import Grade, Join, Penalties, PenaltyRange, Prerequisite
from precinct.law.strict import Table
from precinct.law.timelimit import TimeLimit, Unit
from precinct.law.value import Value

V = TypeVar("V")
Instruments = Mapping[str, Instrument | None] | None
"""Instruments by key. None, for one or for all: it is there but could not be read, which was noted."""
Build = Callable[[Table, tuple[Citation, ...]], V]
"""Makes the value of one entry from its row and citations."""


def read_series(table: Table, name: str, instruments: Instruments, build: Build[V]) -> Dated[V] | None:
    """Read the entries under `on`.

    Args:
        table: the table that has them.
        name: what the value is, as an error will name it.
        instruments: what may be cited.
        build: makes the value of an entry.

    Returns:
        the dated value, None where something was wrong; that is noted.
    """
    entries: list[tuple[date, V | None]] = []
    cited: list[tuple[date, tuple[Citation, ...]]] = []
    for row in table.rows("on"):
        since = row.day("since")
        citations: tuple[Citation, ...] = ()
        value: V | None = None
        if not row.flag("repealed"):
            citations = _citations(row, instruments)
            try:
                value = build(row, citations)
            except ValueError as error:
                # What was missing or of the wrong type is noted already, and what follows from it
                # is noise.
                if row.clean:
                    row.note(str(error))
        if since is not None:
            entries.append((since, value))
            cited.append((since, citations))
    _note_not_in_force(table, cited)
    try:
        return Dated(name, tuple(entries)) if table.clean else None
    except ValueError as error:
        table.note(str(error))
        return None


def number(code: str, table: Table) -> Build[Value]:
    """How an entry of values.toml is read."""
    text, unit = table.text(), table.string("unit")
    return lambda row, cited: Value(code, row.number("amount"), unit, cited, text)


def limit(code: str, text: Text, unit: Unit, held: bool) -> Build[TimeLimit]:
    """How an entry of limits.toml is read."""
    return lambda row, cited: TimeLimit(code, row.number("amount"), unit, held, cited, text)


def note(code: str, table: Table) -> Build[Note]:
    """How an entry of notes.toml is read."""
    text, why = table.text(), table.text_of("why") or Text("", "")
    named = table.has("moves")
    moves = table.items("moves", str, "the name of a move")
    if named and not moves:
        table.note("moves is empty, so it would never be shown")
    if len(set(moves)) < len(moves):
        table.note("moves has a name twice")
    if not all(code.partition(".")):
        table.note("is no name such as kind.what_it_says")
    return lambda _, cited: Note(code, text, moves, why, cited)


def penalty(code: str) -> Build[Penalties]:
    """How an entry of acts.toml is read."""

    def build(row: Table, cited: tuple[Citation, ...]) -> Penalties:
        grades: list[PenaltyRange] = []
        refers = row.flag("refers")
        needs = row.member("needs", Prerequisite, Prerequisite.STOPPING_TRIED) if row.has("needs") else None
        for one in () if refers else row.rows("grades"):
            grade = one.member("grade", Grade, Grade.BASIC)
            found = read_range(one, grade)
            if found is not None:
                grades.append(found)
        if len({found.grade for found in grades}) < len(grades):
            row.note("grades has a grade twice")
        return Penalties(code, tuple(grades), cited, needs, refers)

    return build


def read_range(table: Table, grade: Grade) -> PenaltyRange | None:
    """What one grade may cost; None where something was wrong, which is noted."""
    days, fine = _bounds(table, "detention_days"), _bounds(table, "fine")
    join = table.member("join", Join, Join.OR) if table.has("join") else Join.OR
    warning = table.flag("warning")
    if table.clean:
        try:
            return PenaltyRange(grade, days, fine, join, warning)
        except ValueError as error:
            table.note(str(error))
    return None


def _bounds(table: Table, key: str) -> tuple[int, int] | None:
    if not table.has(key):
        return None
    numbers = table.items(key, int, "a whole number")
    if len(numbers) != 2:
        table.note(f"{key} must be two whole numbers, the least and the most")
        return None
    return numbers[0], numbers[1]


def _citations(row: Table, instruments: Instruments) -> tuple[Citation, ...]:
    confidence = row.member("confidence", Confidence, Confidence.HOUSE)
    places = row.items("cite", str, 'a place such as "KEY 83"', optional=True)
    if not places and confidence not in {Confidence.HOUSE, Confidence.RECALLED}:
        row.note("has no citation; only a house rule, or what is recalled without its source, needs none")
    source = row.string("row", optional=not places)
    note = row.text_of("note", optional=True)
    displaced = row.items("overrides", str, 'a place such as "KEY 83"', optional=True)
    if displaced and not places:
        row.note("has overrides, but cites nothing that could displace them")
    if not places:
        return (Citation(None, "", source, confidence, note),)
    citations = [
        Citation(law, article, source, confidence, note) for law, article in _places(row, places, instruments)
    ]
    if citations and displaced:
        # What displaces them is what the entry cites first: the newer law, before all that it leaves standing.
        over = tuple(
            Citation(law, article, source, confidence)
            for law, article in _places(row, displaced, instruments)
        )
        citations[0] = attrs.evolve(citations[0], overrides=over)
    return tuple(citations)


def _places(
    row: Table, places: tuple[str, ...], instruments: Instruments
) -> Iterator[tuple[Instrument, str]]:
    for place in places:
        key, _, article = place.partition(" ")
        if instruments is None:
            continue
        if key not in instruments:
            row.note(f"cites {place!r}, but {key!r} is not in instruments.toml")
        elif not article.strip():
            row.note(f"cites {place!r} without an article")
        elif (instrument := instruments[key]) is not None:
            yield instrument, article.strip()


def _note_not_in_force(table: Table, cited: list[tuple[date, tuple[Citation, ...]]]) -> None:
    for at, (since, citations) in enumerate(cited):
        following = cited[at + 1][0] if at + 1 < len(cited) else None
        last = None if following is None else following - timedelta(days=1)
        for citation in citations:
            law = citation.instrument
            if law is None:
                continue
            for place in citation.overrides:
                if place.instrument is not None and not place.instrument.in_force(since):
                    table.note(
                        f"overrides {place.instrument.key} {place.article} on {since}, when it is not in force"
                    )
            if not law.in_force(since):
                table.note(f"cites {law.key} {citation.article} on {since}, when it is not in force")
            elif law.until is not None and (last is None or last > law.until):
                table.note(
                    f"cites {law.key} {citation.article} from {since} on, but {law.key} ends on {law.until}"
                    f" and no entry follows it the next day"
                )
