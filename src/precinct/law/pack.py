"""The law of one jurisdiction as data: what a procedure asks for by code and day.

A pack is read once and never changes. Asking it for something costs a look-up and a bisection.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Protocol, TypeVar
from zoneinfo import ZoneInfo

import attrs

from precinct.basics.errors import NotInForce, UnknownSetting
from precinct.basics.text import Text
from precinct.law.calendar import WorkCalendar
from precinct.law.citation import HOUSE_RULE, Citation, Instrument
from precinct.law.dated import Dated
from precinct.law.lazily import Lazily, joined
from precinct.law.note import ByMove, Note, notes_by_kind
from precinct.law.penalty import Penalties
from precinct.law.row import Row, Section
from precinct.law.timelimit import TimeLimit
from precinct.law.value import Choice, Said, Value

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

V = TypeVar("V")


_TABLES = (
    "instruments",
    "words",
    "_citations",
    "_time_limits",
    "_numbers",
    "_choices",
    "_penalties",
    "_notes",
    "rows",
    "sections",
    "settings",
)


class Printer(Protocol):
    """What a pretty printer offers."""

    def text(self, text: str) -> object:
        """Print a text."""


def _unknown_calendar(pack: "Pack") -> WorkCalendar:
    return WorkCalendar.unknown(pack.name, pack.zone)


@attrs.frozen(kw_only=True, eq=False)
class Pack:
    """The law of one jurisdiction. Two packs are the same only if they are one object.

    Args:
        name: its short name, as entries keep it.
        version: its version, as entries keep it.
        text: its name.
        zone: the zone in which its days begin and end.
        notice: what must stand wherever its rules are shown: no legal advice.
        calendar: its working calendar; one that knows no year if none is given.
        house: what no citation names is a house rule, and is cited as that.
        waived: the codes of guards that it does not ask.
        unset: the codes of time limits that it declares it does not set.
        unset_all: it sets no time limit at all, whatever the code.
        instruments: its instruments by key.
        citations: what each guard stands on, by the guard's code.
        time_limits: its time limits by code.
        numbers: its numbers by code.
        choices: its closed sets of names by code.
        penalties: what each act may cost, by the act's name.
        notes: what is shown at moves and not enforced, by code.
        rows: the rows of the table of facts that it was made from, by id and in their order.
        sections: the parts of that table, by id and in their order.
        words: the words for each name of an act.
        settings: what a unit has chosen where the law leaves a choice, such as its place.
        folder: where it was read, None for one that was made otherwise.
    """

    name: str
    version: str
    text: Text
    zone: ZoneInfo
    notice: Text
    calendar: WorkCalendar = attrs.field(default=attrs.Factory(_unknown_calendar, takes_self=True))
    house: bool = False
    waived: frozenset[str] = frozenset()
    unset: frozenset[str] = frozenset()
    unset_all: bool = False
    instruments: Mapping[str, Instrument] = attrs.field(factory=dict)
    _citations: Mapping[str, Dated[tuple[Citation, ...]]] = attrs.field(factory=dict, alias="citations")
    _time_limits: Mapping[str, Dated[TimeLimit]] = attrs.field(factory=dict, alias="time_limits")
    _numbers: Mapping[str, Dated[Value]] = attrs.field(factory=dict, alias="numbers")
    _choices: Mapping[str, Dated[Choice]] = attrs.field(factory=dict, alias="choices")
    _penalties: Mapping[str, Dated[Penalties]] = attrs.field(factory=dict, alias="penalties")
    _notes: Mapping[str, Dated[Note]] = attrs.field(factory=dict, alias="notes")
    rows: Mapping[str, Row] = attrs.field(factory=dict)
    sections: Mapping[str, Section] = attrs.field(factory=dict)
    words: Mapping[str, Text] = attrs.field(factory=dict)
    settings: Mapping[str, str] = attrs.field(factory=dict)
    folder: "Path | Traversable | None" = None
    _notes_of: Mapping[str, ByMove] = attrs.field(init=False)

    def __attrs_post_init__(self) -> None:
        for name in _TABLES:
            table = getattr(self, name)
            # A lazy table cannot be changed, and to wrap it would hide from a changed pack that it is one.
            kept = table if isinstance(table, Lazily) else MappingProxyType(dict(table))
            object.__setattr__(self, name, kept)
        object.__setattr__(self, "_notes_of", notes_by_kind(self._notes))

    def __repr__(self) -> str:
        return f"<Pack {self.name}@{self.version}>"

    def _repr_pretty_(self, printer: Printer, cycle: bool) -> None:  # noqa: ARG002 - how printers call it
        # Hypothesis and notebooks would print the whole law, field by field.
        printer.text(repr(self))

    # --- guards ------------------------------------------------------------------------------------

    def cites(self, code: str) -> bool:
        """Whether the pack says, for some day, what a guard stands on."""
        return self.house or code in self._citations

    def waives(self, code: str) -> bool:
        """Whether the pack declares that it does not ask a guard."""
        return code in self.waived

    def cite(self, code: str, day: date) -> tuple[Citation, ...]:
        """What a guard stands on.

        Args:
            code: the guard's code.
            day: the day of the step, in the pack's zone.

        Raises:
            NotInForce: the pack has no citation for that code, or none on that day.
        """
        if self.house and not _known(self._citations, code, day):
            return (HOUSE_RULE,)
        return self._find(self._citations, "citation", code, day)

    def codes(self) -> frozenset[str]:
        """The codes of all guards that the pack cites; none is listed where all are house rules."""
        return frozenset(self._citations)

    # --- time limits -------------------------------------------------------------------------------

    def limits(self) -> frozenset[str]:
        """The codes of all time limits that the pack sets, whatever the day."""
        return frozenset(self._time_limits)

    def limit(self, code: str, day: date) -> TimeLimit:
        """A time limit.

        Args:
            code: its code.
            day: the day of the step, in the pack's zone.

        Raises:
            NotInForce: the pack declares that it does not set it, has no such code, or nothing on
                that day.
        """
        if self.unlimited(code):
            why = f"the pack {self.name} declares that it sets no such limit; ask unlimited() first"
            raise NotInForce(f"time limit {code}", day.isoformat(), why)
        return self._find(self._time_limits, "time limit", code, day)

    def has_limit(self, code: str, day: date) -> bool:
        """Whether the pack sets this time limit on this day."""
        return _known(self._time_limits, code, day)

    def unlimited(self, code: str) -> bool:
        """Whether the pack declares that it does not set this time limit."""
        return code in self.unset or (self.unset_all and code not in self._time_limits)

    def over(self, base: "Pack") -> "Pack":
        """This pack, with another below it that answers where this one says nothing.

        What this one cites is asked, though the one below waives it.

        Args:
            base: the pack below, for example one of house rules alone.
        """
        tables: dict[str, Any] = {
            name.lstrip("_"): joined(getattr(base, name), getattr(self, name)) for name in _TABLES
        }
        return attrs.evolve(
            self,
            **tables,
            house=self.house or base.house,
            waived=(base.waived - self.codes()) | self.waived,
            unset=(base.unset - self.limits()) | self.unset,
            unset_all=self.unset_all or base.unset_all,
        )

    def with_house_rules(self, codes: Iterable[str] = (), limits: Iterable[TimeLimit] = ()) -> "Pack":
        """The same pack with rules that no law makes, for an embedder's own tables.

        Args:
            codes: guards that are to be cited as house rules.
            limits: time limits of the house; their own citations are shown.
        """
        always = date.min
        cited = {code: Dated(f"citation {code}", ((always, (HOUSE_RULE,)),)) for code in codes}
        timed = {limit.code: Dated(f"time limit {limit.code}", ((always, limit),)) for limit in limits}
        return attrs.evolve(
            self,
            citations=joined(self._citations, cited),
            time_limits=joined(self._time_limits, timed),
            unset=self.unset - timed.keys(),
        )

    # --- numbers, choices, penalties ---------------------------------------------------------------

    def values(self) -> frozenset[str]:
        """The codes of all numbers that the pack has, whatever the day."""
        return frozenset(self._numbers)

    def value(self, code: str, day: date) -> Value:
        """A number of the law.

        Args:
            code: its code.
            day: the day of the step or of the act, whichever chooses this rule, in the pack's zone.

        Raises:
            NotInForce: the pack has no such number, or none on that day.
        """
        return self._find(self._numbers, "value", code, day)

    def has_value(self, code: str, day: date) -> bool:
        """Whether the pack has this number on this day."""
        return _known(self._numbers, code, day)

    def choices(self) -> frozenset[str]:
        """The codes of all closed sets of names, whatever the day."""
        return frozenset(self._choices)

    def choice(self, code: str, day: date) -> frozenset[str]:
        """A closed set of names, for example the acts that may be mediated; arguments as for `value`.

        Raises:
            NotInForce: the pack has no such set, or none on that day.
        """
        return self.chosen(code, day).names

    def chosen(self, code: str, day: date) -> Choice:
        """The same set with its citations.

        Raises:
            NotInForce: the pack has no such set, or none on that day.
        """
        return self._find(self._choices, "choice", code, day)

    def has_choice(self, code: str, day: date) -> bool:
        """Whether the pack has this set of names on this day."""
        return _known(self._choices, code, day)

    def acts(self) -> frozenset[str]:
        """The names of all acts whose penalties the pack has."""
        return frozenset(self._penalties)

    def penalties(self, act: str, day: date) -> Penalties:
        """What an act may cost.

        Args:
            act: the act's name.
            day: the day of the act, in the pack's zone.

        Raises:
            NotInForce: the pack has no penalty for it, or none on that day.
        """
        return self._find(self._penalties, "penalties of", act, day)

    def has_penalties(self, act: str, day: date) -> bool:
        """Whether the pack has penalties for this act on this day."""
        return _known(self._penalties, act, day)

    def word(self, name: str) -> Text:
        """The words for a name that stands in a choice or in a penalty; the name itself if it has none."""
        return self.words.get(name, Text(name, name))

    # --- what is shown -----------------------------------------------------------------------------

    def note_codes(self) -> frozenset[str]:
        """The codes of all notes, whatever the day."""
        return frozenset(self._notes)

    def note(self, code: str, day: date) -> Note:
        """A note; arguments as for `value`.

        Raises:
            NotInForce: the pack has no such note, or none on that day.
        """
        return self._find(self._notes, "note", code, day)

    def noted(self, code: str) -> Dated[Note]:
        """A note on all its days.

        Raises:
            KeyError: the pack has no such note.
        """
        return self._notes[code]

    def notes(self, kind: str, move: str, day: date) -> tuple[Note, ...]:
        """What an officer must know at a move.

        Args:
            kind: the kind of matter.
            move: the name of the action or opening.
            day: the day of the step, in the pack's zone.
        """
        shown = self._notes_of[kind].get(move, ()) if kind in self._notes_of else ()
        return tuple(dated.on(day) for dated in shown if dated.known_on(day))

    # --- settings ----------------------------------------------------------------------------------

    def setting(self, name: str) -> str | None:
        """What was chosen for a setting, None where nothing was: no choice is ever made silently."""
        return self.settings.get(name)

    def with_settings(self, **chosen: str) -> "Pack":
        """The same pack with choices made that the law leaves to a place or unit.

        What may be chosen for `name` is the closed set `settings.name` of the pack. The version says
        what was chosen, so that an entry tells under which settings it was decided.

        Args:
            chosen: the names that are chosen, by setting.

        Raises:
            UnknownSetting: the pack has no such setting, or no such name in it.
        """
        for name, value in chosen.items():
            series = self._choices.get(f"settings.{name}")
            if series is None:
                known = (
                    code.removeprefix("settings.") for code in self._choices if code.startswith("settings.")
                )
                raise UnknownSetting(name, value, self.name, known, setting=False)
            names = {known for _, entry in series.series if entry is not None for known in entry.names}
            if value not in names:
                raise UnknownSetting(name, value, self.name, names)
        settings = dict(sorted({**self.settings, **chosen}.items()))
        plain = self.version.partition("+")[0]
        version = "+".join((plain, *(f"{name}={value}" for name, value in settings.items())))
        return attrs.evolve(self, settings=settings, version=version)

    # --- all of it ---------------------------------------------------------------------------------

    def tables(self) -> Mapping[str, Mapping[str, Dated[Said]]]:
        """Everything in the pack that has a day, by the table that has it and by code."""
        return {
            "citations": self._citations,
            "limits": self._time_limits,
            "values": self._numbers,
            "choices": self._choices,
            "acts": self._penalties,
            "notes": self._notes,
        }

    def series(self) -> tuple[Dated[Said], ...]:
        """The same without names, for tests that discover."""
        return tuple(dated for table in self.tables().values() for dated in table.values())

    def _find(self, table: Mapping[str, Dated[V]], what: str, code: str, day: date) -> V:
        found = table.get(code)
        if found is None:
            why = f"the pack {self.name} has no such code"
            raise NotInForce(f"{what} {code}", day.isoformat(), why)
        return found.on(day)


def _known(table: Mapping[str, Dated[object]], code: str, day: date) -> bool:
    found = table.get(code)
    return found is not None and found.known_on(day)
