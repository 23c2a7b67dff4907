"""The rows that tables take over: those of every matter, and those of a case."""

from collections.abc import Callable
from typing import Any

from precinct.matters.common import effects
from precinct.matters.common.actions import (
    Correct,
    DecideRecusal,
    HoldLineup,
    Note,
    Reassign,
    RecordStatement,
    Recuse,
    RequestRecusal,
)
from precinct.matters.common.guards import (
    earlier_entry,
    item_photos_enough,
    lineup_large_enough,
    lineup_unprompted,
    not_ones_own_recusal,
    officer_may_take_it,
    rank_is_known,
    recusal_asked,
    recusal_contest_left,
    recusal_not_asked_yet,
)
from precinct.matters.common.guards_statement import (
    asked_is_free,
    asked_is_known,
    minor_attended,
    minor_spared,
    statement_signed,
    understood,
)
from precinct.matters.common.people import COUNTY_HEAD, HEADS, OFFICERS, STAFF
from precinct.people.role import Role
from precinct.workflow.action import Changes, Row
from precinct.workflow.authority import two_officers, two_officers_or_filmed_in_case_room
from precinct.workflow.context import Context
from precinct.workflow.matter import Matter
from precinct.workflow.table import Limit, OnExpiry

_PROSECUTOR = frozenset({Role.PROSECUTOR})
_DECISIONS = ["recusal.decision", "recusal.decision_complex", "recusal.contest"]


def _of_head(m: Matter, a: DecideRecusal[Any], context: Context) -> bool:
    return any(request.officer == a.officer and request.of_head for request in m.recusals_asked)


def _refused(m: Matter, a: DecideRecusal[Any], context: Context) -> bool:
    return not a.granted


def _upheld(m: Matter, a: DecideRecusal[Any], context: Context) -> bool:
    return not a.granted and any(one.officer == a.officer and one.again for one in m.recusals_asked)


def _upheld_on_head(m: Matter, a: DecideRecusal[Any], context: Context) -> bool:
    return _of_head(m, a, context) and _upheld(m, a, context)


def _again(m: Matter, a: RequestRecusal[Any], context: Context) -> bool:
    return a.officer in m.recusals_refused


def _is_complex(m: Matter, a: RequestRecusal[Any], context: Context) -> bool:
    return a.complex


def _always(by: frozenset[Role]) -> list[Row[Any]]:
    return [
        Note.row(by=STAFF | HEADS),
        Correct.row(by=STAFF | HEADS, given=[earlier_entry]),
        Reassign.row(by=HEADS, given=[officer_may_take_it], effect=effects.give_to),
        Recuse.row(by=by, effect=effects.keep_out),
    ]


def everywhere() -> list[Row[Any]]:
    """The rows that stand under `everywhere` in every table that is no case."""
    return _always(HEADS)


_ASK_CRIMINAL = [recusal_not_asked_yet, rank_is_known, recusal_contest_left]
_GIVEN = [recusal_asked, not_ones_own_recusal]


def everywhere_in_administrative_cases() -> list[Row[Any]]:
    """The same for administrative cases: the organ decides on its officers, the next higher one on its head."""
    return [
        *_always(HEADS),
        RequestRecusal.row(
            by=STAFF | HEADS,
            given=[recusal_not_asked_yet, rank_is_known],
            effect=effects.ask_of_station,
            starts=["recusal.decision"],
        ),
        DecideRecusal.row(
            by=COUNTY_HEAD, where=_of_head, given=_GIVEN, effect=effects.decide, ends=["recusal.decision"]
        ),
        DecideRecusal.row(by=HEADS, given=_GIVEN, effect=effects.decide, ends=["recusal.decision"]),
    ]


def everywhere_in_criminal_cases() -> list[Row[Any]]:
    """The same for criminal cases: the county head decides, on him the procuratorate; who is refused may ask again."""
    return [
        *_always(COUNTY_HEAD),
        RequestRecusal.row(
            by=STAFF | HEADS,
            where=_again,
            given=_ASK_CRIMINAL,
            effect=effects.ask_of_county,
            starts=["recusal.contest"],
            ends=["recusal.contest_ask"],
        ),
        RequestRecusal.row(
            by=STAFF | HEADS,
            where=_is_complex,
            given=_ASK_CRIMINAL,
            effect=effects.ask_of_county,
            starts=["recusal.decision_complex"],
        ),
        RequestRecusal.row(
            by=STAFF | HEADS, given=_ASK_CRIMINAL, effect=effects.ask_of_county, starts=["recusal.decision"]
        ),
        DecideRecusal.row(
            by=_PROSECUTOR,
            where=_upheld_on_head,
            given=_GIVEN,
            effect=effects.uphold,
            ends=_DECISIONS,
        ),
        DecideRecusal.row(
            by=_PROSECUTOR, where=_of_head, given=_GIVEN, effect=effects.decide, ends=_DECISIONS
        ),
        DecideRecusal.row(
            by=COUNTY_HEAD, where=_upheld, given=_GIVEN, effect=effects.uphold, ends=_DECISIONS
        ),
        DecideRecusal.row(
            by=COUNTY_HEAD,
            where=_refused,
            given=_GIVEN,
            effect=effects.decide,
            starts=["recusal.contest_ask"],
            ends=_DECISIONS,
        ),
        DecideRecusal.row(by=COUNTY_HEAD, given=_GIVEN, effect=effects.decide, ends=_DECISIONS),
    ]


RECUSAL_LIMITS: list[Limit] = [Limit("recusal.decision", OnExpiry.MUST_ACT, (DecideRecusal,))]
"""The limits that recusal runs under in administrative cases."""
RECUSAL_LIMITS_CRIMINAL: list[Limit] = [
    *RECUSAL_LIMITS,
    Limit("recusal.decision_complex", OnExpiry.MUST_ACT, (DecideRecusal,)),
    Limit("recusal.contest", OnExpiry.MUST_ACT, (DecideRecusal,)),
    Limit("recusal.contest_ask", OnExpiry.LAPSE, (RequestRecusal,)),
]
"""The limits that recusal runs under in criminal cases."""


_STATEMENT = [
    asked_is_known,
    asked_is_free,
    statement_signed,
    understood,
    minor_attended,
    minor_spared,
]
_LINEUP = HoldLineup.row(
    by=OFFICERS,
    authorise=[two_officers],
    given=[lineup_large_enough, lineup_unprompted],
    papers=["lineup_record"],
)
_LINEUP_CRIMINAL = HoldLineup.row(
    by=OFFICERS,
    authorise=[two_officers],
    given=[lineup_large_enough, item_photos_enough, lineup_unprompted],
    papers=["lineup_record"],
)


def evidence_in_administrative_cases(heard: Callable[..., Changes]) -> list[Row[Any]]:
    """Statements and lineups while an administrative case is open.

    Args:
        heard: what a statement changes in the case.
    """
    return [
        RecordStatement.row(
            by=OFFICERS,
            authorise=[two_officers_or_filmed_in_case_room],
            given=_STATEMENT,
            effect=heard,
            papers=["statement"],
        ),
        _LINEUP,
    ]


def evidence_in_criminal_cases() -> list[Row[Any]]:
    """Statements and lineups while a criminal case is open: two officers, whatever is filmed."""
    return [
        RecordStatement.row(
            by=OFFICERS,
            authorise=[two_officers],
            given=_STATEMENT,
            effect=effects.heard,
            papers=["statement"],
        ),
        _LINEUP_CRIMINAL,
    ]
