"""What is kept of a measure."""

from datetime import UTC, datetime, timedelta

import attrs

from precinct.matters.custody.states import CustodyState
from precinct.matters.custody.words import (
    ARREST_REQUESTED,
    AT_LARGE,
    IN_HOURS,
    RESTRAINTS,
    STILL_DRUNK,
    Coming,
    EndReason,
    Instrument,
    Measure,
    Owed,
    Place,
    SpecialPerson,
    Stay,
    Surety,
    Tier,
)
from precinct.people.person import PERSONAL, Party
from precinct.workflow.matter import Matter


@attrs.frozen(kw_only=True)
class Custody(Matter):
    """A measure as it stands.

    Args:
        measure: which one.
        case: the id of the case that it serves; of the report while there is none.
        person: whom it concerns.
        summoned_orally: whether it began by word of mouth on the scene.
        came: how somebody came who was not summoned.
        approved_by: who approved it.
        proposed_by: who asked for it.
        started_at: the minute of arrival.
        counts_from: from when its time counts, where that is no longer the arrival.
        paused_at: since when its time stands still; None while it runs.
        stood_still: for how many seconds it stood still before.
        watcher: who watches.
        drunk: whether the person is drunk.
        forced: whether the person was brought by force after refusing the summons.
        special: why the person needs more care than others in continued questioning.
        family_told: what the family was told, or why it was not.
        told_and_heard: whether reasons and rights were told and the person was heard.
        leaving_signed: whether the person signed the time of leaving, or the record says that he refused.
        lawyer_told: whether the right to a lawyer was told.
        instruments: what the person was held with.
        tier: the length that runs.
        serious: whether the case is one in which questioning is always filmed.
        in_detention_house: whether the person was handed over to the detention house.
        arrest_requested: whether the prosecutor was asked for the arrest.
        arrest_requested_at: when that was.
        identity_unknown: whether nobody knows yet who the person is.
        new_crime_at: when another major crime of the person was found.
        in_appraisal: whether the time stands still for a psychiatric appraisal.
        surety: what stands for the person on bail.
        deposit: the deposit in yuan.
        place: where the person lives under surveillance.
        days: the days of an administrative detention that are still to be carried out.
        stay: whether its execution was asked to wait.
        on_leave: whether the person is out on leave.
        end_reason: why it ended.
        ended_at: when.
    """

    measure: Measure
    case: str
    person: Party = attrs.field(**PERSONAL)
    summoned_orally: bool = False
    came: Coming | None = None
    approved_by: str = ""
    proposed_by: str
    started_at: datetime | None = None
    counts_from: datetime | None = None
    paused_at: datetime | None = None
    stood_still: int = 0
    watcher: str = ""
    drunk: bool = False
    forced: bool = False
    special: SpecialPerson | None = attrs.field(default=None, **PERSONAL)
    family_told: str = attrs.field(default="", **PERSONAL)
    told_and_heard: bool = False
    leaving_signed: bool = False
    lawyer_told: bool = False
    instruments: tuple[Instrument, ...] = ()
    tier: Tier = Tier.NORMAL
    serious: bool = False
    in_detention_house: bool = False
    arrest_requested: bool = False
    arrest_requested_at: datetime | None = None
    identity_unknown: bool = False
    new_crime_at: datetime | None = None
    in_appraisal: bool = False
    surety: Surety | None = None
    deposit: int = 0
    place: Place | None = None
    days: int = 0
    stay: Stay = Stay.NONE
    on_leave: bool = False
    end_reason: EndReason | None = None
    ended_at: datetime | None = None

    @property
    def people(self) -> frozenset[str]:
        """The id of the person held."""
        return frozenset({self.person.id})

    @property
    def owes(self) -> frozenset[Owed]:
        """What the police still owe to somebody who was held; it never keeps him in, and is made up for after."""
        at_home = self.measure in AT_LARGE and self.place is not Place.DESIGNATED
        left = self.state is CustodyState.ENDED
        owed = {
            Owed.FAMILY: not at_home and self.family_told == "",
            Owed.HEARING: self.measure in RESTRAINTS and not self.told_and_heard,
            Owed.SIGNATURE: left and self.measure in IN_HOURS and not self.leaving_signed,
        }
        return frozenset(what for what, due in owed.items() if due and self.started_at is not None)

    @property
    def about(self) -> str:
        """The measure."""
        return str(self.measure.value)

    @property
    def marked(self) -> frozenset[str]:
        """Whether the person left a restraint drunk, and whether the arrest was asked for out of a detention."""
        left_drunk = self.measure is Measure.RESTRAINT and self.state is CustodyState.ENDED and self.drunk
        marks = {STILL_DRUNK: left_drunk, ARREST_REQUESTED: self.arrest_requested}
        return frozenset(mark for mark, there in marks.items() if there)

    @property
    def held_days(self) -> int | None:
        """For how many days it held the person, each begun day of 24 hours as one; None before it has ended."""
        if self.started_at is None or self.ended_at is None:
            return None
        held = self.ended_at.astimezone(UTC) - self.started_at.astimezone(UTC)
        return max(-(-held // timedelta(days=1)), 1)

    @property
    def busy(self) -> frozenset[str]:
        """The watcher, as long as it lasts."""
        return (
            frozenset({self.watcher} - {""})
            if self.state in {CustodyState.STARTED, CustodyState.EXTENDED}
            else frozenset()
        )
