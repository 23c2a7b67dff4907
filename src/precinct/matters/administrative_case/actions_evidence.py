"""What may be asked while a case is investigated: searches, appraisals, an offender who is gone."""

import attrs

from precinct.law.offence import Injury, Manner
from precinct.matters.administrative_case.record import AdministrativeCase, Place, Warrant
from precinct.people.person import PERSONAL
from precinct.workflow.action import Action


@attrs.frozen
class Establish(Action[AdministrativeCase]):
    """Record what checks have shown of the act that may make it a crime; what is left out stays as it was.

    Args:
        amount: the value or the loss in yuan.
        violence: whether force was used against a person.
        times: how many such acts there are within the time in which they count together.
        manners: how it was done, all of it.
        acting: how many acted together.
        injury: how gravely somebody was hurt, by the appraisal.
        halving: the situation that lowers the amount, in the officer's words.
    """

    zh = "查明情节"
    amount: int | None = None
    violence: bool | None = None
    times: int | None = None
    manners: frozenset[Manner] | None = None
    acting: int | None = None
    injury: Injury | None = None
    halving: str | None = attrs.field(default=None, **PERSONAL)


@attrs.frozen
class Inspect(Action[AdministrativeCase]):
    """Search a place.

    Args:
        place: a home or another place.
        warrant: who ordered it in writing.
        danger: whether people or the public were in danger at that moment.
    """

    zh = "检查"
    place: Place
    warrant: Warrant
    danger: bool = False


@attrs.frozen
class TellAppraisal(Action[AdministrativeCase]):
    """Give both sides a copy of the appraisal.

    Args:
        told: the ids of those who got it.
    """

    zh = "送交鉴定意见"
    told: tuple[str, ...] = attrs.field(validator=attrs.validators.min_len(1))


@attrs.frozen
class GrantReappraisal(Action[AdministrativeCase]):
    """Have it appraised again because a side asked for it.

    Args:
        by_party: the id of who asked.
        of: what is appraised.
    """

    zh = "批准重新鉴定"
    by_party: str
    of: str = attrs.field(**PERSONAL)


@attrs.frozen
class GoOnSearching(Action[AdministrativeCase]):
    """Go on although the time is over, because the offender is unknown or fled, and tell those harmed why.

    Args:
        why: what is still searched for.
        told: the ids of those harmed who were told.
    """

    zh = "继续查找违法行为人"
    why: str = attrs.field(**PERSONAL)
    told: tuple[str, ...] = ()
