"""What a worked example says, and what came of it."""

from collections.abc import Mapping
from datetime import date, datetime

import attrs

from precinct.basics.text import Text
from precinct.law.offence import Finding, Size
from precinct.law.penalty import Grade, PenaltyRange
from precinct.people.role import Role


@attrs.frozen(kw_only=True)
class MoveIs:
    """Whether an action is allowed, and what follows from it.

    Args:
        kind: the kind of matter.
        action: the name of the action or opening.
        opens: whether it is an opening, which finds no matter.
        moments: when it happens; it is run at each.
        matter: the fields of the matter; for an opening there are none.
        payload: the fields of the action.
        roles: the roles of who acts.
        actor: the id of who acts.
        on_behalf_of: for whom, None for nobody.
        companions: how many officers take part beside the actor.
        filmed: whether all of it is filmed.
        in_case_room: whether it happens in the case-handling area.
        related: the fields of what is known of other matters.
        refused: the codes of all guards that do not hold; empty where it is allowed.
        to: the state it leads to, empty where that is left open.
        due: limits that start, each with the moment at which it ends.
        shows: the codes of notes that are shown.
    """

    kind: str
    action: str
    opens: bool
    moments: tuple[datetime, ...]
    matter: Mapping[str, object]
    payload: Mapping[str, object]
    roles: tuple[Role, ...]
    actor: str
    on_behalf_of: str | None
    companions: int
    filmed: bool
    in_case_room: bool
    related: tuple[Mapping[str, object], ...]
    refused: frozenset[str]
    to: str
    due: Mapping[str, datetime]
    shows: tuple[str, ...]


@attrs.frozen
class ValueIs:
    """How much a number of the law is on a day, None where the law has none."""

    code: str
    day: date
    amount: int | None


@attrs.frozen
class LimitIs:
    """When a time limit ends that starts at a moment, None where the law of the day has none.

    Args:
        code: the limit.
        day: the day that chooses the rule.
        start: when it starts to run.
        extended: the limits by which it is lengthened.
        due: when it ends.
    """

    code: str
    day: date
    start: datetime | None
    extended: tuple[str, ...]
    due: datetime | None


@attrs.frozen
class ChoiceIs:
    """Which names a closed set has and lacks on a day; it is not there at all where `none` is set."""

    code: str
    day: date
    has: frozenset[str]
    lacks: frozenset[str]
    none: bool


@attrs.frozen
class RangeIs:
    """What one grade of an act may cost on a day, None where there is nothing."""

    act: str
    day: date
    grade: Grade
    range: PenaltyRange | None


@attrs.frozen
class AnswerIs:
    """Breach or crime, for an act as it is recorded.

    Args:
        act: the fields of the act, its day left out.
        day: the day of the act.
        settings: what the unit has chosen, such as its place.
        finding: the answer.
        sizes: how large the amount is for the criminal law, None where that is left open.
    """

    act: Mapping[str, object]
    day: date
    settings: Mapping[str, str]
    finding: Finding
    sizes: tuple[Size, ...] | None


@attrs.frozen(kw_only=True)
class PenaltyIs:
    """Whether an act may be punished so, and by which law.

    Args:
        act: the act.
        grade: how grave it was.
        act_day: the day of the act.
        day: the day of the decision.
        detention_days: days of detention, 0 for none.
        fine: the fine, 0 for none; with neither, a warning is given.
        lightened: whether a ground allows a penalty below the range.
        allowed: whether it may be.
        law: the key of the instrument that the version stands on, empty where that is left open.
    """

    act: str
    grade: Grade
    act_day: date
    day: date
    detention_days: int
    fine: int
    lightened: bool
    allowed: bool
    law: str


Says = MoveIs | ValueIs | LimitIs | ChoiceIs | RangeIs | AnswerIs | PenaltyIs


@attrs.frozen
class Example:
    """One worked example.

    Args:
        file: the file that has it.
        name: its English sentence, by which it is known in its file.
        text: the sentence in both languages.
        rows: the rows of the table of facts that it shows.
        says: what is asked and expected.
    """

    file: str
    name: str
    text: Text
    rows: tuple[str, ...]
    says: Says

    @property
    def where(self) -> str:
        """How a finding names it."""
        return f"{self.file} [{self.name}]"

    @property
    def days(self) -> tuple[date, ...]:
        """The days whose law it asks for."""
        if isinstance(self.says, MoveIs):
            return tuple(dict.fromkeys(moment.date() for moment in self.says.moments))
        if isinstance(self.says, PenaltyIs):
            return tuple(dict.fromkeys((self.says.act_day, self.says.day)))
        return (self.says.day,)


@attrs.frozen
class ExampleResult:
    """What came of an example on one of its days.

    Args:
        example: the example.
        at: the day or moment.
        passed: whether the law does what it says.
        seen: what the law does.
    """

    example: Example
    at: date
    passed: bool
    seen: Text
