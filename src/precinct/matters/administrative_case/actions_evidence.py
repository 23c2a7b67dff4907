"""What may be asked while a case is investigated: searches, appraisals, an offender who is gone."""

import attrs

from precinct.matters.administrative_case.record import AdministrativeCase, Place, Warrant
from precinct.workflow.action import Action


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
    of: str


@attrs.frozen
class GoOnSearching(Action[AdministrativeCase]):
    """Go on although the time is over, because the offender is unknown or fled, and tell those harmed why.

    Args:
        why: what is still searched for.
        told: the ids of those harmed who were told.
    """

    zh = "继续查找违法行为人"
    why: str
    told: tuple[str, ...] = ()
