"""From a folder of TOML files to a pack: read strictly, all problems told at once, nothing evaluated.

    pack.toml         name, version, zh, en, notice = { zh, en }, zone; waives = [guard codes]; house = true (what
                      citations do not name is a house rule), limits = "unset" (what limits do not name is not set)
    instruments.toml  [KEY] zh, en, version, since, until
    words.toml        name = { zh, en }
    citations.toml    ["guard.code"] on = [ENTRY]
    limits.toml       ["limit.code"] zh, en, unit, held, on = [ENTRY with amount]; or unset = true
    values.toml       ["value.code"] zh, en, unit, on = [ENTRY with amount]
    choices.toml      ["choice.code"] zh, en, on = [ENTRY with names]
    acts.toml         [ROW] acts = [names], on = [ENTRY with grades]
    notes.toml        ["kind.note"] zh, en, moves = [names of moves], why = { zh, en }, on = [ENTRY]
    sections.toml     [5] zh, en, whole = true where the pack means to have every row of it
    rows.toml         ["5.14"] zh, en, beyond = { zh, en } where it has no place in the pack
    calendar.toml     [2026] holidays, working_weekends; or published = false

All but pack.toml may also be a folder of that name, such as citations/, whose files are read as one.
Beside them may be a folder examples/, which `precinct.jurisdictions.worked` reads.
An ENTRY has since, cite = ["KEY article"], row, confidence and perhaps note = { zh, en } and
overrides = ["KEY article"], the places that what it cites first displaces; or since and repealed = true. A grade has grade, detention_days, fine, join, warning. Only pack.toml must be
there. An entry may cite only what is in force as long as it holds.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar, cast
from zoneinfo import ZoneInfo

from precinct.basics.errors import BadPack
from precinct.law.calendar import WorkCalendar
from precinct.law.calendar_file import calendar_of, read_years
from precinct.law.citation import Citation, Instrument
from precinct.law.compiled import NAME, CompiledFile, Sources, compile_pack, compiled
from precinct.law.dated import Dated
from precinct.law.entries import Build, limit, note, number, penalty, read_series
from precinct.law.lazily import Later, Lazily
from precinct.law.pack import Pack
from precinct.law.penalty import Penalties
from precinct.law.row import Row, Section, row_order
from precinct.law.strict import Table, fetch, parsed
from precinct.law.timelimit import TimeLimit, Unit
from precinct.law.value import Choice

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

V = TypeVar("V")
Read = Callable[[str, Table], V | None]
Named = Callable[[str, Table], tuple[str, ...]]
_FILES = (
    "pack",
    "instruments",
    "words",
    "citations",
    "limits",
    "values",
    "choices",
    "acts",
    "notes",
    "sections",
    "rows",
    "calendar",
)


def read_pack(folder: "Path | Traversable", *, zone: str | None = None) -> Pack:
    """Read the law of one jurisdiction.

    Args:
        folder: where its TOML files are.
        zone: the name of a time zone in place of the one that pack.toml names; needed if it names
            none.

    Raises:
        BadPack: the files cannot be used, with every problem by file and key.
    """
    return _Reading(folder, zone).pack()


def compile_folder(folder: Path) -> Path:
    """Write the compiled form of a pack beside its files, from which it loads several times as quickly.

    Args:
        folder: where its TOML files are. Compile it again after each change: until then the files are read.

    Returns:
        the file that was written.

    Raises:
        BadPack: the files cannot be used, with every problem by file and key.
    """
    file = folder / NAME
    file.unlink(missing_ok=True)
    read_pack(folder, zone="UTC")
    file.write_text(compile_pack(sources_of(folder, [], set())), encoding="utf-8")
    return file


def sources_of(folder: "Path | Traversable", problems: list[str], unread: set[str]) -> Sources:
    """The files of a pack, in the order of their names.

    Args:
        folder: where they are.
        problems: where to note what is wrong.
        unread: where to note the tables of which a file could not be read.
    """
    sources: Sources = []
    try:
        for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
            stem, dot, ending = entry.name.rpartition(".")
            if not dot and entry.name in _FILES[1:] and entry.is_dir():
                stem, within = entry.name, sorted(entry.iterdir(), key=lambda file: file.name)
                named = [(f"{entry.name}/{file.name}", file) for file in within]
            elif dot and ending == "toml":
                named = [(entry.name, entry)]
            else:
                continue
            for name, file in named:
                if stem not in _FILES or not name.endswith(".toml"):
                    problems.append(f"{name}: is no file of a pack; it has {', '.join(_FILES)}")
                elif (raw := fetch(file, problems, name)) is not None:
                    sources.append((name, raw))
                else:
                    unread.add(stem)
    except OSError as error:
        problems.append(f"{folder}: cannot be read ({error.strerror or error})")
    return sources


class _Reading:
    def __init__(self, folder: "Path | Traversable", zone: str | None) -> None:
        self.folder = folder
        self.problems: list[str] = []
        self.unread: set[str] = set()
        self.trusted = False
        self.files = self._open()
        self.pack_table = self.files["pack"][0]
        self.zone = self._zone(zone)
        # A key that is there but wrong is not unknown to those who cite it.
        self.instruments = None if "instruments" in self.unread else self._each("instruments", _instrument)
        self.words = self._each("words", lambda _, table: table.text())

    def pack(self) -> Pack:
        """Read the rest; all problems are raised here."""
        head = self.pack_table
        name, version, text, notice = (
            head.string("name"),
            head.string("version"),
            head.text(),
            head.text_of("notice"),
        )
        house, limits = head.flag("house"), head.string("limits", optional=True)
        if limits not in ("", "unset"):
            head.note(f'limits can only be "unset", not {limits!r}')
        waived = head.items("waives", str, "a list of guard codes", optional=True)
        head.finish()
        time_limits, unset = self._limits()
        calendar = self._calendar(name)
        citations = self._all("citations", lambda _code, _table: lambda _row, cited: cited)
        numbers = self._all("values", number)
        choices = self._all("choices", self._choice)
        penalties = self._penalties()
        notes = self._all("notes", note)
        rows = self._rows()
        sections = self._each("sections", _section)
        if self.problems or notice is None:
            raise BadPack(f"the pack in {self.folder}", self.problems)
        return Pack(
            name=name,
            version=version,
            text=text,
            zone=self.zone,
            notice=notice,
            calendar=calendar,
            house=house,
            waived=frozenset(waived),
            unset=unset,
            unset_all=limits == "unset",
            instruments=self.instruments or {},
            citations=citations,
            time_limits=time_limits,
            numbers=numbers,
            choices=choices,
            penalties=penalties,
            notes=notes,
            rows=rows,
            sections=sections,
            words=self.words,
            folder=self.folder,
        )

    def _open(self) -> dict[str, list[Table]]:
        tables: dict[str, list[Table]] = {}
        for name, table in self._contents():
            stem = name.partition("/")[0].removesuffix(".toml")
            if stem in _FILES:
                tables.setdefault(stem, []).append(table)
        if "pack" not in tables and "pack" not in self.unread:
            self.problems.append("pack.toml: is missing")
            self.unread.add("pack")
        for stem in _FILES:
            # Of a file that could not be read that alone is told: what it lacks goes to nobody's list.
            heard = [] if stem in self.unread else self.problems
            tables.setdefault(stem, [Table(f"{stem}.toml", {}, heard)])
        return tables

    def _contents(self) -> Iterator[tuple[str, Table]]:
        sources = sources_of(self.folder, self.problems, self.unread)
        known = None if self.problems else compiled(self.folder, sources)
        if known is not None:
            self.trusted = True
            for name, lines in known.items():
                yield name, CompiledFile(name, lines, self.problems)
            return
        for name, raw in sources:
            read = parsed(raw, self.problems, name)
            if read is None:
                self.unread.add(name.partition("/")[0].removesuffix(".toml"))
            else:
                yield name, Table(name, read, self.problems)

    def _tables(self, stem: str) -> Iterator[tuple[str, Table]]:
        """The tables of one file, or of all files of one folder; no name stands in two of them."""
        seen: dict[str, str] = {}
        for file in self.files[stem]:
            for name, table in file.tables():
                if name in seen:
                    table.note(f"stands in {seen[name]}, too")
                seen[name] = file.where
                yield name, table

    def _zone(self, given: str | None) -> ZoneInfo:
        named = self.pack_table.string("zone", optional=True)
        if given is None and not named:
            self.pack_table.note("has no zone; name one, or hand one to read_pack(zone=...)")
            return ZoneInfo("UTC")
        try:
            return ZoneInfo(given or named)
        except (ValueError, OSError, LookupError):
            self.pack_table.note(f"the zone {given or named!r} does not exist")
            return ZoneInfo("UTC")

    def _all(self, stem: str, make: Callable[[str, Table], Build[V]]) -> Mapping[str, Dated[V]]:
        def read(code: str, table: Table) -> Dated[V] | None:
            return read_series(table, f"{stem[:-1]} {code}", self.instruments, make(code, table))

        return self._each(stem, read)

    def _each(self, stem: str, read: Read[V], named: Named | None = None) -> Mapping[str, V]:
        """What is read from each table: at once, with every problem; or one by one, where there are none.

        Args:
            stem: the file, or the folder of files.
            read: reads it from a table; None where something was wrong, which is noted.
            named: the names under which it is found, where these are not its own.
        """
        if self.trusted:
            return Lazily(Later(partial(self._makers, stem, read, named)))
        found: dict[str, V | None] = {}
        for key, table in self._tables(stem):
            if names := (key,) if named is None else named(key, table):
                found |= dict.fromkeys(names, read(key, table))
        # None stands in it only where a problem was noted, and then it comes into no pack.
        return cast("dict[str, V]", found)

    def _makers(self, stem: str, read: Read[V], named: Named | None) -> Mapping[str, Callable[[], V]]:
        makers = {
            key: partial(self._certain, read, file, key) for file in self.files[stem] for key in file.left()
        }
        if named is None:
            return makers
        # Several names may share what one table says.
        series = Lazily(makers)
        return {
            name: partial(series.__getitem__, key)
            for file in self.files[stem]
            for key, table in file.tables()
            for name in named(key, table)
        }

    def _certain(self, read: Read[V], file: Table, key: str) -> V:
        """What is read from a table that had no problem when it was compiled."""
        table = file.table(key)
        if table is None or (value := read(key, table)) is None:
            raise BadPack(f"the compiled pack in {self.folder}", self.problems)
        return value

    def _limits(self) -> tuple[Mapping[str, Dated[TimeLimit]], frozenset[str]]:
        unset: set[str] = set()

        def named(code: str, table: Table) -> tuple[str, ...]:
            if not table.flag("unset"):
                return (code,)
            table.text()
            unset.add(code)
            return ()

        limits = self._each("limits", self._limit, named)
        len(limits)  # which are unset is known once all are named
        return limits, frozenset(unset)

    def _limit(self, code: str, table: Table) -> Dated[TimeLimit] | None:
        text, held = table.text(), table.flag("held", optional=False)
        build = limit(code, text, table.member("unit", Unit, Unit.DAYS), held)
        return read_series(table, f"time limit {code}", self.instruments, build)

    def _rows(self) -> Mapping[str, Row]:
        rows = self._each("rows", _row)

        def in_order() -> dict[str, Callable[[], Row]]:
            return {key: partial(rows.__getitem__, key) for key in sorted(rows, key=row_order)}

        return Lazily(Later(in_order))

    def _choice(self, code: str, table: Table) -> Build[Choice]:
        text = table.text()

        def build(row: Table, cited: tuple[Citation, ...]) -> Choice:
            return Choice(code, frozenset(self._names(row, "names")), cited, text)

        return build

    def _names(self, table: Table, key: str) -> tuple[str, ...]:
        names = table.items(key, str, "a name of words.toml")
        for name in names:
            if name not in self.words and "words" not in self.unread:
                table.note(f"{key} has {name!r}, which is not in words.toml")
        if len(set(names)) < len(names):
            table.note(f"{key} has a name twice")
        return names

    def _penalties(self) -> Mapping[str, Dated[Penalties]]:
        seen: dict[str, str] = {}

        def named(_: str, table: Table) -> tuple[str, ...]:
            names = self._names(table, "acts")
            for name in names:
                if seen.setdefault(name, table.where) != table.where:
                    table.note(f"acts has {name!r}, which another table has, too")
            return names

        def read(code: str, table: Table) -> Dated[Penalties] | None:
            return read_series(table, f"penalties {code}", self.instruments, penalty(code))

        return self._each("acts", read, named)

    def _calendar(self, name: str) -> WorkCalendar:
        years = read_years(self._tables("calendar"))
        if not years:
            return WorkCalendar.unknown(name, self.zone)
        return self._made(lambda: calendar_of(name, self.zone, years)) or WorkCalendar.unknown(
            name, self.zone
        )

    def _made(self, make: Callable[[], V]) -> V | None:
        try:
            return make()
        except ValueError as error:
            self.files["calendar"][0].note(str(error))
            return None


def _instrument(key: str, table: Table) -> Instrument | None:
    name, version = table.text(), table.string("version")
    since, until = table.day("since"), table.day("until", optional=True)
    if table.clean and since is not None:
        try:
            return Instrument(key, name, version, since, until)
        except ValueError as error:
            table.note(str(error))
    return None


def _section(key: str, table: Table) -> Section:
    return Section(key, table.text(), table.flag("whole"))


def _row(key: str, table: Table) -> Row:
    return Row(key, table.text(), table.text_of("beyond", optional=True))
