"""Reading TOML that somebody else wrote: every problem is noted with its place, none is raised."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import IO, TYPE_CHECKING, TypeVar, cast

from precinct.basics.text import Named, Text

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

T = TypeVar("T")
E = TypeVar("E", bound=Named)

LARGEST_FILE = 1 << 20
"""No file of a pack is larger than this, in bytes."""
_AT_ONCE = 1 << 16


def load(file: "Path | Traversable", problems: list[str], name: str) -> dict[str, object] | None:
    """The content of one TOML file, None where it cannot be read.

    Args:
        file: the file.
        problems: where to note what is wrong.
        name: how a problem names the file.
    """
    raw = fetch(file, problems, name)
    return None if raw is None else parsed(raw, problems, name)


def fetch(file: "Path | Traversable", problems: list[str], name: str) -> bytes | None:
    """The bytes of a file, None where it cannot be read or is too large; arguments as for `load`."""
    try:
        with file.open("rb") as stream:
            raw = read_most(stream, LARGEST_FILE + 1)
    except OSError as error:
        problems.append(f"{name}: cannot be read ({error.strerror or error})")
        return None
    if len(raw) > LARGEST_FILE:
        problems.append(f"{name}: is larger than {LARGEST_FILE} bytes")
        return None
    return raw


def read_most(stream: IO[bytes], most: int) -> bytes:
    """What a file has, but no more than so many bytes of it."""
    # Not at once: room for the most is made before a byte is read, which costs more than to read a small file.
    parts = []
    while part := stream.read(min(most, _AT_ONCE)):
        parts.append(part)
        most -= len(part)
    return b"".join(parts)


def parsed(raw: bytes, problems: list[str], name: str) -> dict[str, object] | None:
    """The content of a TOML file's bytes, None where it is none; arguments as for `load`."""
    try:
        return parse(raw)
    except UnicodeDecodeError as error:
        problems.append(f"{name}: is not UTF-8 ({error.reason} at byte {error.start})")
    except (ValueError, RecursionError) as error:
        problems.append(f"{name}: is no TOML ({error})")
    return None


def parse(raw: bytes) -> dict[str, object]:
    """The content of a TOML file.

    Raises:
        ValueError: it is no TOML in UTF-8.
        RecursionError: it is too deep.
    """
    import tomllib  # only where something is not compiled

    return tomllib.loads(raw.decode("utf-8"))


class Table:
    """One TOML table, taken apart key by key.

    A getter notes what is missing or of the wrong type and gives something empty in its place, so
    that the reading goes on and finds the rest; `clean` says whether what was built may be used.

    Args:
        where: the file and key, as problems name it.
        content: the table.
        problems: where to note what is wrong; shared by all tables of a pack.
    """

    def __init__(self, where: str, content: Mapping[str, object], problems: list[str]) -> None:
        self.where = where
        self._left = dict(content)
        self._problems = problems
        self._before = len(problems)

    @property
    def clean(self) -> bool:
        """Whether nothing was wrong since this table was opened."""
        return len(self._problems) == self._before

    @property
    def holds_something(self) -> bool:
        """Whether there is a key that was not taken yet."""
        return bool(self._left)

    def note(self, problem: str) -> None:
        """Note a problem of this table."""
        self._problems.append(f"{self.where}: {problem}")

    def has(self, key: str) -> bool:
        """Whether a key is there and was not taken yet."""
        return key in self._left

    def left(self) -> tuple[str, ...]:
        """The keys that were not taken yet."""
        return tuple(self._left)

    def drop(self, key: str) -> None:
        """Take a key that somebody else will look into."""
        self._left.pop(key, None)

    def string(self, key: str, *, optional: bool = False) -> str:
        """Take a text that is not blank; empty where there is none."""
        value = self._take(key, str, "a text", optional)
        if value is not None and not value.strip():
            self.note(f"{key} is blank")
        return value or ""

    def number(self, key: str) -> int:
        """Take a whole number; 0 where there is none."""
        return self._take(key, int, "a whole number", optional=False) or 0

    def flag(self, key: str, *, optional: bool = True) -> bool:
        """Take a switch that is off where it is missing."""
        return self._take(key, bool, "true or false", optional) or False

    def member(self, key: str, kind: type[E], otherwise: E) -> E:
        """Take the value of one member of an enumeration; `otherwise` where there is none."""
        value = self.string(key)
        for member in kind:
            if member.value == value:
                return member
        if value:
            self.note(f"{key} must be one of {', '.join(m.value for m in kind)}, not {_short(value)}")
        return otherwise

    def day(self, key: str, *, optional: bool = False) -> date | None:
        """Take a day, None where there is none."""
        return self._take(key, date, "a day such as 2026-01-01", optional)

    def items(self, key: str, kind: type[T], wanted: str, *, optional: bool = False) -> tuple[T, ...]:
        """Take a list whose items are all of one type."""
        values = self._take(key, list, f"a list, each {wanted}", optional) or []
        wrong = [value for value in values if type(value) is not kind]
        for value in wrong:
            self.note(f"{key} must be a list, each {wanted}, not {_short(value)}")
        return () if wrong else tuple(cast("list[T]", values))

    def moments(self, key: str) -> tuple[datetime, ...]:
        """Take one moment or a list of them; a local one has no time zone yet."""
        wanted = "a moment such as 2026-01-05T10:00:00"
        if isinstance(self._left.get(key), list):
            return self.items(key, datetime, wanted)
        moment = self._take(key, datetime, wanted, optional=False)
        return () if moment is None else (moment,)

    def mapping(self, key: str) -> dict[str, object]:
        """Take a table as it stands, for somebody else to look into; empty where there is none."""
        return self._take(key, dict, "a table", optional=True) or {}

    def text(self) -> Text:
        """Take `zh` and `en`."""
        return Text(self.string("zh"), self.string("en"))

    def text_of(self, key: str, *, optional: bool = False) -> Text | None:
        """Take a table of `zh` and `en`."""
        content = self._take(key, dict, "a table of zh and en", optional)
        if content is None:
            return None
        table = self._within(key, content)
        text = table.text()
        table.finish()
        return text

    def rows(self, key: str) -> Iterator["Table"]:
        """Take a list of tables; each is finished when the next one is asked for."""
        for at, content in enumerate(self.items(key, dict, "a table"), start=1):
            row = self._within(f"{key} {at}", content)
            yield row
            row.finish()

    def tables(self) -> Iterator[tuple[str, "Table"]]:
        """Take everything that is left as tables by name; each is finished when the next is asked for."""
        for name in tuple(self._left):
            if (table := self.table(name)) is not None:
                yield name, table
                table.finish()

    def table(self, name: str) -> "Table | None":
        """Take one table by its name, None where there is none."""
        content = self._take(name, dict, "a table", optional=False)
        return None if content is None else self._within(f"[{name}]", content)

    def finish(self) -> None:
        """Note every key that nobody took."""
        for key, value in self._left.items():
            hint = "; a code with a dot stands in quotes" if isinstance(value, dict) else ""
            self.note(f"has the unknown key {key!r}{hint}")
        self._left.clear()

    def _within(self, place: str, content: dict[str, object]) -> "Table":
        return type(self)(f"{self.where} {place}", content, self._problems)

    def _pop(self, key: str) -> object:
        return self._left.pop(key)

    def _take(self, key: str, kind: type[T], wanted: str, optional: bool) -> T | None:
        if key not in self._left:
            if not optional:
                self.note(f"has no {key}")
            return None
        value = self._pop(key)
        # Not isinstance: a bool is an int and a moment is a day to Python, and neither is meant.
        if type(value) is not kind:
            self.note(f"{key} must be {wanted}, not {_short(value)}")
            return None
        return value


def _short(value: object) -> str:
    shown = repr(value)
    return shown if len(shown) <= 60 else f"{shown[:57]}..."
