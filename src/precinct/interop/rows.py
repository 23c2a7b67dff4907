"""Rows of a CSV file that somebody else wrote: bounded, strict, and nothing lost without a word.

A record is one line. Quoted fields may hold commas, but no line break: so a quote that nobody closed spoils
its own row and not the rest of the file, and the number of a row is the number of its line.
"""

import csv
import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

import attrs

from precinct.basics.errors import BadInput

LARGEST_FILE = 1 << 26
"""No file is larger than this, in bytes."""
MOST_ROWS = 200_000
"""No file has more lines than this."""
LONGEST_LINE = 1 << 16
"""No line is longer than this, in bytes."""
LONGEST_FIELD = 500
"""No field is longer than this, in characters."""

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")


@attrs.frozen
class BadRow:
    """A row that cannot be used. It stands among the others in the place where the file has it.

    Args:
        row: its line in the file; the header is line 1.
        problems: everything that is wrong with it, a sentence each, with row and column.
    """

    row: int
    problems: tuple[str, ...]


@attrs.frozen
class TextRow:
    """A row that could be taken apart; what its fields mean is for others to say.

    Args:
        row: its line in the file; the header is line 1.
        fields: its fields by column.
    """

    row: int
    fields: dict[str, str]


def read_rows(path: Path, *, needed: Collection[str], known: Collection[str]) -> Iterator[TextRow | BadRow]:
    """The rows of a file, those that cannot be used included.

    Args:
        path: the file: UTF-8, comma-separated, with a header.
        needed: the columns that must be there.
        known: the columns that may be there as well.

    Raises:
        BadInput: the file as a whole cannot be used, with every reason.
    """
    first, *lines = _lines(path)
    header = _header(path, first, needed, known)
    for row, line in enumerate(lines, start=2):
        yield _row(row, line, header)


def shown(text: str) -> str:
    """Text from outside as a problem shows it: quoted, escaped, and cut where it is long."""
    return ascii(text if len(text) <= 40 else f"{text[:37]}...")


def _lines(path: Path) -> list[bytes]:
    try:
        with path.open("rb") as stream:
            raw = stream.read(LARGEST_FILE + 1)
    except (OSError, ValueError) as error:  # a path with a NUL in it is a ValueError
        raise BadInput(str(path), [f"cannot be read ({error})"]) from error
    if len(raw) > LARGEST_FILE:
        raise BadInput(str(path), [f"is larger than {LARGEST_FILE} bytes; split it"])
    # Not splitlines: it also breaks where CSV does not.
    lines = raw.removeprefix(b"\xef\xbb\xbf").split(b"\n")
    if len(lines) > 1 and lines[-1] == b"":
        del lines[-1]  # what follows the last line break is no row
    if len(lines) > MOST_ROWS + 1:
        raise BadInput(str(path), [f"has {len(lines) - 1} rows, more than {MOST_ROWS}; split it"])
    return [line.removesuffix(b"\r") for line in lines]


def _header(path: Path, line: bytes, needed: Collection[str], known: Collection[str]) -> list[str]:
    try:
        header = _fields(line)
    except ValueError as error:
        raise BadInput(str(path), [f"row 1 {error}; it must be the header"]) from error
    if not set(needed) & set(header):
        wanted = ", ".join(needed)
        raise BadInput(str(path), [f"row 1 is no header of this kind of file; it must name {wanted}"])
    problems = [f"row 1 has no column {name}" for name in needed if name not in header]
    for name, times in Counter(header).items():
        if name not in needed and name not in known:
            problems.append(f"row 1 has the unknown column {shown(name)}")
        if times > 1:
            problems.append(f"row 1 has the column {shown(name)} {times} times")
    if problems:
        raise BadInput(str(path), problems)
    return header


def _row(row: int, line: bytes, header: Sequence[str]) -> TextRow | BadRow:
    try:
        fields = _fields(line)
    except ValueError as error:
        return BadRow(row, (f"row {row} {error}",))
    if len(fields) != len(header):
        return BadRow(row, (f"row {row} has {len(fields)} fields, the header has {len(header)}",))
    named = dict(zip(header, fields, strict=True))
    problems = tuple(
        f"row {row}, {column}: is {len(field)} characters long, more than {LONGEST_FIELD}"
        for column, field in named.items()
        if len(field) > LONGEST_FIELD
    )
    return BadRow(row, problems) if problems else TextRow(row, named)


def _fields(line: bytes) -> list[str]:
    """The fields of one line, or a ValueError that says what is wrong with it."""
    if len(line) > LONGEST_LINE:
        raise ValueError(f"is {len(line)} bytes long, more than {LONGEST_LINE}")
    try:
        text = line.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ValueError(f"is not UTF-8 ({error.reason} at byte {error.start})") from None
    if control := _CONTROL.search(text):
        raise ValueError(f"holds the control character {control[0]!a} (character {control.start() + 1})")
    if not text:
        raise ValueError("is empty")
    try:
        return next(csv.reader([text], strict=True))
    except csv.Error as error:
        raise ValueError(f"is not CSV ({error})") from None
