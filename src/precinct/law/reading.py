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

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar
from zoneinfo import ZoneInfo

from precinct.basics.errors import BadPack
from precinct.law.calendar import WorkCalendar
from precinct.law.calendar_file import calendar_of, read_years
from precinct.law.citation import Citation, Instrument
from precinct.law.compiled import NAME, CompiledTable, Sources, compile_pack, compiled
from precinct.law.dated import Dated
from precinct.law.entries import Build, Instruments, limit, note, number, penalty, read_series
from precinct.law.lazily import Lazily
from precinct.law.pack import Pack
from precinct.law.penalty import Penalties
from precinct.law.row import Row, Section, row_order
from precinct.law.strict import Table, fetch, parsed
from precinct.law.timelimit import TimeLimit, Unit
from precinct.law.value import Choice

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

V = TypeVar("V")
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
        self.instruments = self._instruments()
        self.words = {name: table.text() for name, table in self._tables("words")}

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
        sections = {
            key: Section(key, table.text(), table.flag("whole")) for key, table in self._tables("sections")
        }
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
            unset=frozenset(unset),
            unset_all=limits == "unset",
            instruments={key: found for key, found in (self.instruments or {}).items() if found is not None},
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
            for name, content in known:
                yield name, CompiledTable(name, content, self.problems)
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

    def _instruments(self) -> Instruments:
        read: dict[str, Instrument | None] = {}
        if "instruments" in self.unread:
            return None
        for key, table in self._tables("instruments"):
            name, version = table.text(), table.string("version")
            since, until = table.day("since"), table.day("until", optional=True)
            # A key that is there but wrong is not unknown to those who cite it.
            read[key] = None
            if table.clean and since is not None:
                try:
                    read[key] = Instrument(key, name, version, since, until)
                except ValueError as error:
                    table.note(str(error))
        return read

    def _all(
        self,
        file: str,
        make: Callable[[str, Table], Build[V]],
    ) -> Mapping[str, Dated[V]]:
        def read(code: str, table: Table) -> Dated[V] | None:
            return read_series(table, f"{file[:-1]} {code}", self.instruments, make(code, table))

        return self._read((code, partial(read, code, table)) for code, table in self._tables(file))

    def _read(self, readers: Iterable[tuple[str, Callable[[], Dated[V] | None]]]) -> Mapping[str, Dated[V]]:
        """What these readers read: at once, with every problem; or one by one, where there are none."""
        if self.trusted:
            return Lazily({code: partial(self._certain, read) for code, read in readers})
        found = ((code, read()) for code, read in readers)
        return {code: series for code, series in found if series is not None}

    def _certain(self, read: Callable[[], Dated[V] | None]) -> Dated[V]:
        series = read()
        if series is None:
            raise BadPack(f"the compiled pack in {self.folder}", self.problems)
        return series

    def _limits(self) -> tuple[Mapping[str, Dated[TimeLimit]], set[str]]:
        unset: set[str] = set()

        def readers() -> Iterator[tuple[str, Callable[[], Dated[TimeLimit] | None]]]:
            for code, table in self._tables("limits"):
                if table.flag("unset"):
                    table.text()
                    unset.add(code)
                else:
                    yield code, partial(self._limit, code, table)

        return self._read(readers()), unset

    def _limit(self, code: str, table: Table) -> Dated[TimeLimit] | None:
        text, held = table.text(), table.flag("held", optional=False)
        build = limit(code, text, table.member("unit", Unit, Unit.DAYS), held)
        return read_series(table, f"time limit {code}", self.instruments, build)

    def _rows(self) -> Mapping[str, Row]:
        makers: dict[str, Callable[[], Row]] = {}
        for key, table in self._tables("rows"):
            makers[key] = cache(partial(_row, key, table))
            if not self.trusted:
                makers[key]()  # at once, while its problems are listened to
        return Lazily({key: makers[key] for key in sorted(makers, key=row_order)})

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
        def readers() -> Iterator[tuple[str, Callable[[], Dated[Penalties] | None]]]:
            seen: set[str] = set()
            for code, table in self._tables("acts"):
                # Several names share one series.
                read = cache(
                    partial(read_series, table, f"penalties {code}", self.instruments, penalty(code))
                )
                for name in self._names(table, "acts"):
                    if name in seen:
                        table.note(f"acts has {name!r}, which another table has, too")
                    seen.add(name)
                    yield name, read

        return self._read(readers())

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


def _row(key: str, table: Table) -> Row:
    return Row(key, table.text(), table.text_of("beyond", optional=True))
