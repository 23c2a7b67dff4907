"""Every mistake has one class, and every class is public API.

    PrecinctError
    ├── NaiveDatetime (ValueError)       a moment without a time zone
    ├── StillToCome (ValueError)         something to be recorded that has not happened yet
    ├── WrongType (TypeError)            an argument of another type than was meant
    ├── WrongAction (TypeError)          an action that the workflow does not know
    ├── WrongMatter (TypeError)          an object of another class than the matter that was meant
    ├── WrongLaw (ValueError)            a context or ledger made under another jurisdiction's pack
    ├── NotAHistory (ValueError)         entries that are not the whole history of one matter
    ├── Refusal                          the action may not happen; carries the decision   [workflow]
    ├── GuardError (RuntimeError)        a guard, predicate or effect crashed              [workflow]
    ├── FoundProblems (ValueError)       several problems, all told at once
    │   ├── Unsound                      a workflow that must not be built
    │   ├── BadPack                      a jurisdiction's files
    │   └── BadInput                     a payload or file from outside
    ├── NotInForce (LookupError)         law asked for a day it does not cover
    ├── UnknownSetting (ValueError)      a choice that the jurisdiction does not offer
    ├── UnknownYear (LookupError)        a calendar asked about a year it does not know
    ├── MissingExtra (ImportError)       a library that only some need is not installed
    └── LedgerError                      what can go wrong with stored entries: see `ledger_errors`

A message says what, where, and what to do. The same facts are attributes, so nobody parses the message.
"""

from collections.abc import Callable, Iterable
from datetime import datetime


class PrecinctError(Exception):
    """The parent of every error that precinct raises on purpose.

    Each can be pickled, so that it comes back from another process with all that it says.
    """

    def __reduce__(self) -> tuple[Callable[..., "PrecinctError"], tuple[object, ...], dict[str, object]]:
        return _as_it_was, (type(self), self.args), vars(self)


def _as_it_was(cls: type[PrecinctError], args: tuple[object, ...]) -> PrecinctError:
    """An error with its message, whatever its class is made from; `pickle` puts the facts back."""
    error = cls.__new__(cls)
    # What comes after PrecinctError is the parent from the standard library, which keeps the message in its own way.
    super(PrecinctError, error).__init__(*args)
    return error


class NaiveDatetime(PrecinctError, ValueError):
    """A moment came without a time zone, so nobody can say when it was.

    Args:
        where: the field or argument that held it.
        moment: what it held.
    """

    def __init__(self, where: str, moment: datetime) -> None:
        self.where = where
        self.moment = moment
        super().__init__(
            f"{where} is {moment.isoformat()}, which has no time zone; "
            f"give it one, for example moment.replace(tzinfo=ZoneInfo('Asia/Shanghai'))"
        )


class StillToCome(PrecinctError, ValueError):
    """Something was to be recorded that has not happened yet by the station's clock; nothing was written.

    Args:
        moment: when it is said to have happened.
        now: what the clock says.
    """

    def __init__(self, moment: datetime, now: datetime) -> None:
        self.moment = moment
        self.now = now
        super().__init__(
            f"it is said to have happened at {moment.isoformat()}, and now it is {now.isoformat()}; "
            f"give the moment at which it happened, or set the clock right"
        )


class WrongType(PrecinctError, TypeError):
    """An argument is of another type than was meant; nothing was read or written.

    Args:
        where: the argument.
        value: what was handed in; the error keeps and shows its type alone.
        wanted: what was meant.
        do: what to do about it.
    """

    def __init__(self, where: str, value: object, wanted: str, do: str) -> None:
        self.where = where
        self.wanted = wanted
        self.found: str = f"of type {type(value).__name__}"
        if value is None:
            self.found = "None"
        elif isinstance(value, type):
            self.found = f"the class {value.__name__}"
        super().__init__(f"{where} is {self.found}, and not {wanted}; {do}")


class WrongAction(PrecinctError, TypeError):
    """An action was handed to a workflow that does not know it.

    Args:
        kind: the kind of matter.
        action: the name of the action's class.
        known: the names of the actions that this workflow knows here.
        hint: what was probably meant.
    """

    def __init__(self, kind: str, action: str, known: Iterable[str], hint: str = "it knows") -> None:
        self.kind = kind
        self.action = action
        self.known: tuple[str, ...] = tuple(sorted(known))
        super().__init__(f"{action} is no action of a {kind}; {hint} {', '.join(self.known)}")


class WrongMatter(PrecinctError, TypeError):
    """Something was handed in, or found, that is not the kind of matter that was meant.

    Args:
        found: the name of its class.
        known: the names of the classes that would do.
        do: what to do about it.
    """

    def __init__(
        self, found: str, known: Iterable[str], do: str = "load the matter with its own class"
    ) -> None:
        self.found = found
        self.known: tuple[str, ...] = tuple(sorted(known))
        meant = " or ".join(self.known)
        super().__init__(f"{found} is not the matter that is meant; it must be {meant}; {do}")


class WrongLaw(PrecinctError, ValueError):
    """Something made under one jurisdiction's pack met another.

    Args:
        bound: who is bound to a pack: a workflow with its version, or a ledger.
        to: that pack.
        found: the pack that came.
    """

    def __init__(self, bound: str, to: str, found: str) -> None:
        self.bound = bound
        self.to = to
        self.found = found
        super().__init__(
            f"{bound} is bound to {to}, and what came is made for {found}; use the procedure of {to}"
        )


class NotAHistory(PrecinctError, ValueError):
    """Entries that are not the whole history of one matter, in order.

    Args:
        why: what is missing or does not belong.
    """

    def __init__(self, why: str) -> None:
        self.why = why
        super().__init__(
            f"these entries cannot be replayed: {why}; hand in all entries of one matter, oldest first"
        )


class FoundProblems(PrecinctError, ValueError):
    """Several problems of one thing, told together so that one reading mends them all.

    Args:
        what: the thing that has them.
        problems: one sentence each, with its place.
    """

    def __init__(self, what: str, problems: Iterable[str]) -> None:
        self.what = what
        self.problems: tuple[str, ...] = tuple(problems)
        listed = "\n".join(f"  - {problem}" for problem in self.problems)
        super().__init__(f"{what}: {len(self.problems)} problem(s)\n{listed}")


class Unsound(FoundProblems):
    """A workflow that cannot be built, with every finding."""


class BadPack(FoundProblems):
    """A jurisdiction's files that cannot be used, with every finding by file and key."""


class BadInput(FoundProblems):
    """A payload, file or row from outside that cannot be used, with every finding by place."""


class NotInForce(PrecinctError, LookupError):
    """The law was asked about a day for which it says nothing.

    Args:
        what: the rule that was asked for.
        day: the day, as ISO text.
        why: when it begins or ended, or that it does not exist.
    """

    def __init__(self, what: str, day: str, why: str) -> None:
        self.what = what
        self.day = day
        self.why = why
        super().__init__(f"{what} on {day}: {why}")


class UnknownSetting(PrecinctError, ValueError):
    """A setting was chosen that the jurisdiction does not have, or a name that it does not offer.

    Args:
        name: the setting.
        value: what was chosen.
        pack: the pack that was asked.
        known: what it offers instead: names for the setting, or settings.
        setting: whether the pack has the setting at all.
    """

    def __init__(
        self, name: str, value: str, pack: str, known: Iterable[str], *, setting: bool = True
    ) -> None:
        self.name = name
        self.value = value
        self.known: tuple[str, ...] = tuple(sorted(known))
        offers = ", ".join(self.known) or "none"
        wrong = f"{name}={value} is no choice" if setting else f"{name} is no setting"
        super().__init__(f"{wrong} of the pack {pack}; it has {offers}")


class UnknownYear(PrecinctError, LookupError):
    """A working calendar was asked about a year whose holidays it does not know.

    Args:
        calendar: the calendar's name.
        year: the year.
        known: the first and last year that it knows.
    """

    def __init__(self, calendar: str, year: int, known: tuple[int, int]) -> None:
        self.calendar = calendar
        self.year = year
        self.known = known
        super().__init__(
            f"the calendar {calendar} knows {known[0]} to {known[1]}, not {year}; "
            f"add the year's published holidays and working weekends, nothing is guessed"
        )


class MissingExtra(PrecinctError, ImportError):
    """A library is needed that comes with an extra, and is not installed.

    Args:
        what: what it is needed for.
        extra: the extra that brings it.
    """

    def __init__(self, what: str, extra: str) -> None:
        self.what = what
        self.extra = extra
        super().__init__(f"{what}: the library is missing; pip install 'precinct-workflow[{extra}]'")
