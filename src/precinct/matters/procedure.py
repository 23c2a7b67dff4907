"""All workflows of one jurisdiction, one typed attribute for each kind of matter."""

from collections.abc import Iterable
from datetime import datetime
from os import PathLike
from pathlib import Path
from typing import Any, TypeVar

import attrs

from precinct.basics.errors import WrongAction, WrongMatter
from precinct.basics.ledger_errors import UnknownStored
from precinct.law.calendar_file import corrected
from precinct.law.pack import Pack
from precinct.law.timelimit import TimeLimit
from precinct.matters.administrative_case import ADMINISTRATIVE_CASE, AdministrativeCase, AdministrativeState
from precinct.matters.criminal_case import CRIMINAL_CASE, CriminalCase, CriminalState
from precinct.matters.custody import CUSTODY, Custody, CustodyState
from precinct.matters.exhibit import EXHIBIT, Exhibit, ExhibitState
from precinct.matters.mediation import MEDIATION, Mediation, MediationState
from precinct.matters.report import REPORT, Report, ReportState
from precinct.matters.sealing import SEALING, Sealing, SealingState
from precinct.people.person import Actor
from precinct.workflow.action import CLASS_ITSELF, Opening
from precinct.workflow.context import Brief, Context
from precinct.workflow.matter import Matter, State
from precinct.workflow.table import AnyTable, Table
from precinct.workflow.workflow import Workflow

M = TypeVar("M", bound=Matter)
S = TypeVar("S", bound=State)

TABLES: tuple[AnyTable, ...] = (
    REPORT,
    ADMINISTRATIVE_CASE,
    CRIMINAL_CASE,
    MEDIATION,
    CUSTODY,
    EXHIBIT,
    SEALING,
)
"""The tables that ship."""


_OPENS_NOTHING = "an action on a matter goes to `act`, and a table of one's own is added by `with_tables`; these open a matter"


class Procedure:
    """What one jurisdiction hands over: its pack, and every table bound to it when it is first used.

    Args:
        law: the jurisdiction's pack.
        tables: further tables, of the embedder's own.
    """

    def __init__(self, law: Pack, tables: Iterable[AnyTable] = ()) -> None:
        self.law: Pack = law
        self.tables: tuple[AnyTable, ...] = (*TABLES, *tables)
        self._by_kind = {table.kind: table for table in self.tables}
        self._by_matter = {table.matter: table.kind for table in self.tables}
        self._by_opening = {row.action: table.kind for table in self.tables for row in table.openings}
        self._bound: dict[str, Workflow[Any, Any]] = {}

    def __repr__(self) -> str:
        return f"<Procedure {self.law.name}@{self.law.version}>"

    @property
    def report(self) -> Workflow[Report, ReportState]:
        """Reports 警情."""
        return self._bind(REPORT)

    @property
    def administrative_case(self) -> Workflow[AdministrativeCase, AdministrativeState]:
        """Administrative cases 治安案件."""
        return self._bind(ADMINISTRATIVE_CASE)

    @property
    def criminal_case(self) -> Workflow[CriminalCase, CriminalState]:
        """Criminal cases 刑事案件."""
        return self._bind(CRIMINAL_CASE)

    @property
    def mediation(self) -> Workflow[Mediation, MediationState]:
        """Mediations 治安调解."""
        return self._bind(MEDIATION)

    @property
    def custody(self) -> Workflow[Custody, CustodyState]:
        """Measures that take liberty 人身措施."""
        return self._bind(CUSTODY)

    @property
    def exhibit(self) -> Workflow[Exhibit, ExhibitState]:
        """Things taken, kept and given back 涉案财物."""
        return self._bind(EXHIBIT)

    @property
    def sealing(self) -> Workflow[Sealing, SealingState]:
        """Records shut away by law 封存."""
        return self._bind(SEALING)

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of matter, in the order of their tables."""
        return tuple(self._by_kind)

    def with_tables(self, *tables: AnyTable, limits: Iterable[TimeLimit] = ()) -> "Procedure":
        """The same procedure with further tables of the embedder's own.

        Their guards are house rules where the pack does not cite them.

        Args:
            tables: the tables.
            limits: how long their time limits are, where the pack does not set them.

        Raises:
            Unsound: a table cannot be used, with every finding.
        """
        own = {condition.code for table in tables for condition in table.conditions()}
        law = self.law.with_house_rules((code for code in own if not self.law.cites(code)), limits)
        procedure = Procedure(law, (*self.tables[len(TABLES) :], *tables))
        for table in tables:
            procedure.workflow(table.kind)
        return procedure

    def with_calendar(self, file: str | PathLike[str]) -> "Procedure":
        """The same procedure with the working days of a file, for a year that was published or changed meanwhile.

        Args:
            file: a TOML file: a table for each year with `holidays` and `working_weekends`.

        Raises:
            BadPack: the file cannot be used, with every problem.
        """
        law = attrs.evolve(self.law, calendar=corrected(self.law.calendar, Path(file)))
        return Procedure(law, self.tables[len(TABLES) :])

    def with_settings(self, **chosen: str) -> "Procedure":
        """The same procedure with choices made that the law leaves open, such as `place`.

        Args:
            chosen: the names that are chosen, by setting; there is no default for any.

        Raises:
            UnknownSetting: the pack has no such setting, or no such name in it.
        """
        return Procedure(self.law.with_settings(**chosen), self.tables[len(TABLES) :])

    def workflow(self, kind: str) -> Workflow[Any, Any]:
        """The workflow of one kind of matter.

        Raises:
            UnknownStored: there is none.
        """
        if kind not in self._by_kind:
            raise UnknownStored("kind", kind, f"the procedure {self.law.name}")
        return self._bind(self._by_kind[kind])

    def workflow_of(self, matter: M) -> Workflow[M, State]:
        """The workflow of a matter.

        Raises:
            WrongMatter: no table is about this class.
        """
        kind = self._by_matter.get(type(matter))
        if kind is None:
            do = "hand over the matter itself, as `begin`, `act` or `load` gave it"
            raise WrongMatter(type(matter).__name__, (known.__name__ for known in self._by_matter), do)
        return self.workflow(kind)

    def workflow_for(self, opening: Opening[M]) -> Workflow[M, State]:
        """The workflow that an opening belongs to.

        Raises:
            WrongAction: no table has this opening.
        """
        kind = self._by_opening.get(type(opening))
        if kind is None:
            openings = [known.__name__ for known in self._by_opening]
            if isinstance(opening, type):
                raise WrongAction("procedure", opening.__name__, openings, CLASS_ITSELF)
            raise WrongAction("procedure", type(opening).__name__, openings, _OPENS_NOTHING)
        return self.workflow(kind)

    def context(
        self,
        actor: Actor,
        at: datetime,
        *,
        recorded_at: datetime | None = None,
        recorded_by: str | None = None,
        on_behalf_of: str | None = None,
        companions: tuple[Actor, ...] = (),
        filmed: bool = False,
        in_case_room: bool = False,
        related: tuple[Brief, ...] = (),
    ) -> Context:
        """The circumstances of an action under this procedure; the arguments are those of `Context`."""
        return Context(
            actor=actor,
            occurred_at=at,
            law=self.law,
            recorded_at=at if recorded_at is None else recorded_at,
            recorded_by=actor.id if recorded_by is None else recorded_by,
            on_behalf_of=on_behalf_of,
            companions=companions,
            filmed=filmed,
            in_case_room=in_case_room,
            related=related,
        )

    def _bind(self, table: Table[M, S]) -> Workflow[M, S]:
        if table.kind not in self._bound:
            self._bound[table.kind] = Workflow(table, self.law)
        return self._bound[table.kind]
