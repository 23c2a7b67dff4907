"""A ledger of a thousand entries, one byte of which is changed: is it found, and if not, is it really no content?"""

import random
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import attrs

from precinct.basics.ledger_errors import LedgerError
from precinct.ledger.sqlite import SqliteRecorder
from precinct.ledger.stored import Bookmark, Parked
from tests.ledger.writing import NOON, deadline, unit, written

HARMLESS_IN_HEADER = {
    **dict.fromkeys((18, 19), "whether it is written, and read, by way of a log"),
    **dict.fromkeys(range(24, 28), "how often it was written"),
    **dict.fromkeys(range(40, 44), "how often the tables changed"),
    **dict.fromkeys(range(44, 48), "the form of the tables, of which the older ones read the same"),
    **dict.fromkeys(range(48, 52), "a hint for the cache"),
    **dict.fromkeys(range(56, 60), "the high bits of the encoding"),
    **dict.fromkeys(range(72, 92), "reserved"),
    **dict.fromkeys(range(92, 96), "when the number of pages was right"),
    **dict.fromkeys(range(96, 100), "which SQLite wrote last"),
}
"""The bytes of a file's header of which SQLite does not care, or not about all their values."""

LEAF_OF_AN_INDEX, LEAF_OF_A_TABLE = 10, 13


def make_ledger(path: Path, matters: int = 250) -> None:
    """A ledger with four entries a matter, and something in every table."""
    with SqliteRecorder(path, synchronous="NORMAL") as recorder:
        for number in range(matters):
            name = f"m{number}"
            steps = [
                ("received", False),
                ("received", False),
                ("handled", False),
                ("closed", number % 2 == 0),
            ]
            entries = [
                written(
                    name,
                    version,
                    state=state,
                    ended=ended,
                    note="打架" * (number % 5),
                    salt=bytes([number]) * 16,
                )
                for version, (state, ended) in enumerate(steps, start=1)
            ]
            limits = (deadline(name, hours=number), deadline(name, "other", number, paused=number % 8 == 0))
            recorder.append(
                unit(
                    *entries,
                    deadlines=limits if number % 4 == 0 else (),
                    names=((name, (f"p{number}", f"o{number % 7}")),) if number % 2 else (),
                    key=f"k{number}" if number % 3 == 0 else "",
                )
            )
        recorder.append(unit(sealed=(("m7", True),)))
        recorder.append(unit(erased=("m9",), ended=(("m4", "limit"),)))
        recorder.claim(NOON + timedelta(hours=20), NOON + timedelta(hours=60), 3)
        parked = Parked("letters", 11, "the post is closed", NOON)
        recorder.move_bookmark(Bookmark("letters"), Bookmark("letters", 12, 2, NOON, "no answer"), parked)


def content(path: Path) -> list[Any]:
    """Everything that can be read out of a file: every row of every table, and the tables themselves."""
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as connection:
        execute = connection.execute
        tables = execute("SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY name").fetchall()
        rows = [
            execute(f"SELECT * FROM {name} ORDER BY 1, 2").fetchall()
            for kind, name, _, _ in tables
            if kind == "table"
        ]
        numbers = [execute(f"PRAGMA {name}").fetchone() for name in ("user_version", "application_id")]
    return [tables, rows, numbers]


def free_bytes(file: bytes) -> set[int]:
    """The places of a file that SQLite's own format calls free: within pages, and pages that nothing uses."""
    size = int.from_bytes(file[16:18], "big")
    free: set[int] = set()
    trunk = int.from_bytes(file[32:36], "big")
    while trunk:
        start = (trunk - 1) * size
        leaves = int.from_bytes(file[start + 4 : start + 8], "big")
        free |= set(range(start + 8 + 4 * leaves, start + size))
        for at in range(start + 8, start + 8 + 4 * leaves, 4):
            leaf = int.from_bytes(file[at : at + 4], "big")
            free |= set(range((leaf - 1) * size, leaf * size))
        trunk = int.from_bytes(file[start : start + 4], "big")
    for start in range(0, len(file), size):
        if start not in free and file[start + 100 if start == 0 else start] in _SORTS:
            free |= _free_in_page(file, start, size)
    return free


_SORTS = {
    2: "node of an index",
    5: "node of a table",
    LEAF_OF_AN_INDEX: "leaf of an index",
    LEAF_OF_A_TABLE: "leaf of a table",
}


def _free_in_page(file: bytes, start: int, size: int) -> set[int]:
    """What no cell of a page covers, nor its header or a list of free blocks; scraps of up to three bytes, too."""
    head = start + 100 if start == 0 else start
    sort, scraps = file[head], file[head + 7]
    block, cells, first = (int.from_bytes(file[head + at : head + at + 2], "big") for at in (1, 3, 5))
    pointers = head + (12 if sort in {2, 5} else 8)
    used: set[int] = set()
    for at in range(pointers, pointers + 2 * cells, 2):
        cell = start + int.from_bytes(file[at : at + 2], "big")
        used |= set(range(cell, cell + _length_of_cell(file, cell, sort, size)))
    listed: set[int] = set()
    while block:
        place = start + block
        block, length = (int.from_bytes(file[place + at : place + at + 2], "big") for at in (0, 2))
        used |= set(range(place, place + 4))
        listed |= set(range(place + 4, place + length))
    free = set(range(start + first, start + size)) - used
    assert len(free - listed) == scraps, "SQLite counts the scraps of a page, too"
    return free | set(range(pointers + 2 * cells, start + first))


def _length_of_cell(file: bytes, cell: int, sort: int, size: int) -> int:
    place = cell + (4 if sort in {2, 5} else 0)
    if sort == 5:
        return _after_number(file, place)[1] - cell
    payload, place = _after_number(file, place)
    if sort == LEAF_OF_A_TABLE:
        _, place = _after_number(file, place)
    most = size - 35 if sort == LEAF_OF_A_TABLE else (size - 12) * 64 // 255 - 23
    if payload > most:  # the rest lies on pages of its own, whose number follows
        least = (size - 12) * 32 // 255 - 23
        here = least + (payload - least) % (size - 4)
        payload = (here if here <= most else least) + 4
    return max(place + payload - cell, 4)


def _after_number(file: bytes, place: int) -> tuple[int, int]:
    """A number of SQLite's own form, seven bits a byte, and the place after it."""
    number = 0
    while True:
        number = number << 7 | file[place] & 0x7F
        place += 1
        if not file[place - 1] & 0x80:
            return number, place


def unread_numbers(file: bytes) -> set[int]:
    """What says once more which number a row has, where SQLite reads it elsewhere; and the numbers in the list of tables."""
    places: set[int] = set()
    of_tables = _pages_of_schema(file)
    for row in _rows_of(file):
        if row.number is not None:
            places.add(row.types[0])
            if row.page in of_tables:
                places |= set(range(row.number, row.after_number))
    return places


def other_forms(file: bytes) -> set[int]:
    """Types in whose place another one may stand that reads the same, though SQLite never writes it.

    A value that is none is also what two reserved types say. And where the last two types are the same, the first byte of a
    longer number may stand for the first of them, so that the last column is not there; it then has its default.
    """
    places: set[int] = set()
    for row in _rows_of(file):
        places |= {place for place in row.types if file[place] == 0}
        if len(row.types) > 1 and file[row.types[-2]] == file[row.types[-1]]:
            places.add(row.types[-2])
    return places


@attrs.frozen
class _Row:
    """Where in the file a row's page begins, its number, if it has one, and the types of its columns."""

    page: int
    number: int | None
    after_number: int
    types: list[int]


def _rows_of(file: bytes) -> Iterator[_Row]:
    size = int.from_bytes(file[16:18], "big")
    for start in range(0, len(file), size):
        head = start + 100 if start == 0 else start
        if file[head] not in {LEAF_OF_AN_INDEX, LEAF_OF_A_TABLE}:
            continue
        for at in range(int.from_bytes(file[head + 3 : head + 5], "big")):
            pointer = head + 8 + 2 * at
            _, place = _after_number(file, start + int.from_bytes(file[pointer : pointer + 2], "big"))
            number = None
            if file[head] == LEAF_OF_A_TABLE:
                number = place
                _, place = _after_number(file, place)
            after = place
            length, place = _after_number(file, after)
            types = []
            while place < after + length:
                types.append(place)
                _, place = _after_number(file, place)
            yield _Row(start, number, after, types)


def _pages_of_schema(file: bytes) -> set[int]:
    """Where the pages begin that list the tables: the first, or those that it leads to."""
    size = int.from_bytes(file[16:18], "big")
    if file[100] == LEAF_OF_A_TABLE:
        return {0}
    cells = range(112, 112 + 2 * int.from_bytes(file[103:105], "big"), 2)
    places = [108, *(int.from_bytes(file[at : at + 2], "big") for at in cells)]
    return {(int.from_bytes(file[place : place + 4], "big") - 1) * size for place in places}


def change_bytes(right: Path, places: Iterable[tuple[int, int]], scratch: Path) -> Counter[str]:
    """Change one byte after the other, verify, and count what was found.

    Args:
        right: the ledger.
        places: where, and with what the byte there is mixed; not 0.
        scratch: a folder for the changed file.

    Returns:
        how many were `found`, how many are `header`, `form`, `unread` or `free` and change no content, and how many are none: these
        are listed as `missed at ...`, and there must be none. Nor may verify fail with an error that is not ours.
    """
    file, known = right.read_bytes(), content(right)
    harmless = {
        **dict.fromkeys(HARMLESS_IN_HEADER, "header"),
        **dict.fromkeys(other_forms(file), "form"),
        **dict.fromkeys(unread_numbers(file), "unread"),
        **dict.fromkeys(free_bytes(file), "free"),
    }
    wrong = scratch / "wrong.db"
    wrong.write_bytes(file)
    counted: Counter[str] = Counter()
    with wrong.open("r+b", buffering=0) as handle:
        for place, mixed in places:
            handle.seek(place)
            handle.write(bytes([file[place] ^ mixed]))
            counted[_outcome(wrong, place, known, harmless)] += 1
            handle.seek(place)
            handle.write(file[place : place + 1])
    assert wrong.read_bytes() == file
    return counted


def _outcome(wrong: Path, place: int, known: list[Any], harmless: dict[int, str]) -> str:
    try:
        with SqliteRecorder(wrong, readonly=True) as recorder:
            recorder.verify()
    except LedgerError:
        return "found"
    except Exception as error:
        return f"missed at {place}, by {type(error).__name__}"
    if place in harmless and content(wrong) == known:
        return harmless[place]
    return f"missed at {place}"


def sampled(size: int, number: int, seed: int = 0) -> list[tuple[int, int]]:
    """Some places of a file, each with what to mix its byte with; all of the header are among them."""
    drawn = random.Random(seed)
    places = [*range(min(100, size)), *drawn.sample(range(100, size), min(number, size - 100))]
    return [(place, drawn.randint(1, 255)) for place in places]
