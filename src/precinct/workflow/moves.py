"""Rows laid out for the hot path: in their state, their tests without names, their follow-ups made once."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, cast

import attrs

from precinct.people.role import Role
from precinct.workflow.action import OpeningRow, Row, Since
from precinct.workflow.context import Context
from precinct.workflow.entry import Follow, FollowUp
from precinct.workflow.guard import Authority
from precinct.workflow.matter import State


@attrs.define
class Move:
    """One row of the table in one state.

    `otherwise` is the next row of the same action in the same state; the last has none, and no `where`.
    """

    row: Row[Any]
    to: State
    by: frozenset[Role]
    where: Callable[[Any, Any, Context], bool] | None
    tests: tuple[Callable[[Any, Context], object], ...]
    payload_tests: tuple[Callable[[Any, Any, Context], object], ...]
    effect: Callable[[Any, Any, Context], Mapping[str, object]] | None
    follow_ups: tuple[FollowUp, ...]
    since: tuple[Callable[[Any], FollowUp], ...]
    otherwise: "Move | None"


def lay_out(state: State, row: Row[Any], otherwise: Move | None) -> Move:
    """A row made ready.

    Args:
        state: the state under which it stands.
        row: the row.
        otherwise: the row that is tried if its `where` is false.
    """
    return Move(
        row=row,
        to=state if row.to is None else row.to,
        by=row.by,
        where=row.where,
        tests=tuple(_of_matter(condition) for condition in (*row.authorise, *row.when)),
        payload_tests=tuple(guard.test for guard in row.given),
        effect=row.effect,
        follow_ups=(
            *_follow(Follow.LIMIT_STARTS, row.starts),
            *_follow(Follow.LIMIT_PAUSES, row.pauses),
            *_follow(Follow.LIMIT_RESUMES, row.resumes),
            *_follow(Follow.LIMIT_ENDS, row.ends),
            *_follow(Follow.PAPER_DUE, row.papers),
            *_follow(Follow.HAND_OVER, row.hands_over),
        ),
        since=since(row.starts),
        otherwise=otherwise,
    )


def _of_matter(condition: Any) -> Callable[[Any, Context], object]:
    if isinstance(condition, Authority):
        return lambda matter, context: condition.test(context)
    return cast("Callable[[Any, Context], object]", condition.test)


def _follow(what: Follow, codes: Iterable[object]) -> tuple[FollowUp, ...]:
    return tuple(FollowUp(what, code) for code in codes if isinstance(code, str))


def since(starts: Iterable[str | Since[Any]]) -> tuple[Callable[[Any], FollowUp], ...]:
    """Readers of the limits that run from another moment than that of the action."""

    def reader(start: Since[Any]) -> Callable[[Any], FollowUp]:
        return lambda matter: FollowUp(Follow.LIMIT_STARTS, start.code, start.moment(matter))

    return tuple(reader(start) for start in starts if isinstance(start, Since))


def follow_ups_of(row: OpeningRow[Any]) -> tuple[FollowUp, ...]:
    """What follows from an opening whatever its payload."""
    return (*_follow(Follow.LIMIT_STARTS, row.starts), *_follow(Follow.PAPER_DUE, row.papers))
