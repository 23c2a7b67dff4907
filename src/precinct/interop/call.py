"""One call that another system dispatched: its stages, the intervals between them, and what is odd about it.

What is odd but readable (a stage is missing, two are out of order, the call was reopened) is a flag and never
a refusal. Who took the call and who dispatched it is no part of it: nothing here is about single officers.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import attrs

from precinct.basics.clock import require_aware
from precinct.basics.text import Named


class Stage(Named):
    """The stages of a call, in the order in which the source has their columns."""

    STARTED = "started", "来电"
    VIEWED = "viewed", "已查看"
    QUEUED = "queued", "待派警"
    DISPATCHED = "dispatched", "派警"
    PHONE_STOPPED = "phone_stopped", "通话结束"
    ACKNOWLEDGED = "acknowledged", "确认派警"
    EN_ROUTE = "en_route", "出发"
    ARRIVED = "arrived", "到场"
    CLEARED = "cleared", "首个警组撤离"
    CLOSED = "closed", "首次结束"
    REOPENED = "reopened", "重新开启"
    FINALLY_CLOSED = "finally_closed", "最终结束"


class Interval(Named):
    """The times between two stages."""

    TO_QUEUE = "to_queue", "来电至待派"
    TO_DISPATCH = "to_dispatch", "待派至派警"
    PHONE = "phone", "通话"
    PROCESSING = "processing", "来电至派警"
    ROLLOUT = "rollout", "派警至出发"
    TRANSIT = "transit", "出发至到场"
    RESPONSE = "response", "来电至到场"
    TOTAL = "total", "来电至首次结束"

    @property
    def ends(self) -> tuple[Stage, Stage]:
        """The stages with which it begins and ends."""
        return _ENDS[self]


class Flag(Named):
    """What is odd about a call; none of it makes the call unusable."""

    NO_NUMBER = "no_number", "无编号"
    NUMBER_SEEN_BEFORE = "number_seen_before", "编号重复"
    NO_PRIORITY = "no_priority", "无等级"
    MISSING_START = "missing_start", "缺来电时间"
    MISSING_QUEUE = "missing_queue", "缺待派时间"
    MISSING_DISPATCH = "missing_dispatch", "缺派警时间"
    MISSING_EN_ROUTE = "missing_en_route", "缺出发时间"
    MISSING_ARRIVAL = "missing_arrival", "缺到场时间"
    NOT_CLOSED = "not_closed", "未最终结束"
    OUT_OF_ORDER = "out_of_order", "时间顺序异常"
    CLEARED_BEFORE_ARRIVAL = "cleared_before_arrival", "到场前已撤离"
    REOPENED = "reopened", "曾重新开启"
    AMBIGUOUS_TIME = "ambiguous_time", "时间有歧义"


_ENDS = {
    Interval.TO_QUEUE: (Stage.STARTED, Stage.QUEUED),
    Interval.TO_DISPATCH: (Stage.QUEUED, Stage.DISPATCHED),
    Interval.PHONE: (Stage.STARTED, Stage.PHONE_STOPPED),
    Interval.PROCESSING: (Stage.STARTED, Stage.DISPATCHED),
    Interval.ROLLOUT: (Stage.DISPATCHED, Stage.EN_ROUTE),
    Interval.TRANSIT: (Stage.EN_ROUTE, Stage.ARRIVED),
    Interval.RESPONSE: (Stage.STARTED, Stage.ARRIVED),
    Interval.TOTAL: (Stage.STARTED, Stage.CLOSED),
}

_MISSING = {
    Stage.STARTED: Flag.MISSING_START,
    Stage.QUEUED: Flag.MISSING_QUEUE,
    Stage.DISPATCHED: Flag.MISSING_DISPATCH,
    Stage.EN_ROUTE: Flag.MISSING_EN_ROUTE,
    Stage.ARRIVED: Flag.MISSING_ARRIVAL,
    Stage.FINALLY_CLOSED: Flag.NOT_CLOSED,
}

PATH = (
    Stage.STARTED,
    Stage.QUEUED,
    Stage.DISPATCHED,
    Stage.EN_ROUTE,
    Stage.ARRIVED,
    Stage.CLOSED,
    Stage.REOPENED,
    Stage.FINALLY_CLOSED,
)
"""The stages that follow each other."""

# The call-taker may look, talk and hang up at any time once the call is there, and the first of several units
# may leave before another arrives.
BESIDE = {
    Stage.VIEWED: Stage.STARTED,
    Stage.PHONE_STOPPED: Stage.STARTED,
    Stage.ACKNOWLEDGED: Stage.DISPATCHED,
    Stage.CLEARED: Stage.DISPATCHED,
}
"""The stages beside that path, each with the only one that it must follow."""


def stage_before(stage: Stage, times: Mapping[Stage, datetime]) -> Stage | None:
    """The nearest stage that has a time and must not be later than this one.

    Args:
        stage: the stage; whether it has a time itself does not matter.
        times: the stages that have one.
    """
    earlier = (BESIDE[stage],) if stage in BESIDE else PATH[: PATH.index(stage)]
    return next((known for known in reversed(earlier) if known in times), None)


def _known_times(
    call: "Call", attribute: "attrs.Attribute[Any]", times: tuple[tuple[Stage, datetime], ...]
) -> None:
    if not times:
        raise ValueError("a call has the time of one stage at least")
    for stage, moment in times:
        require_aware(f"Call.times, {stage.value}", moment)


def _pairs_out_of_order(call: "Call") -> tuple[tuple[Stage, Stage], ...]:
    times = dict(call.times)
    pairs = ((stage_before(stage, times), stage) for stage in Stage if stage in times)
    return tuple((before, stage) for before, stage in pairs if before and times[before] > times[stage])


def _what_is_odd(call: "Call") -> tuple[Flag, ...]:
    times = dict(call.times)
    arrived, cleared = times.get(Stage.ARRIVED), times.get(Stage.CLEARED)
    odd = {flag: stage not in times for stage, flag in _MISSING.items()} | {
        Flag.NO_NUMBER: not call.number,
        Flag.NUMBER_SEEN_BEFORE: call.seen_before > 0,
        Flag.NO_PRIORITY: call.priority is None,
        Flag.OUT_OF_ORDER: bool(call.out_of_order),
        Flag.CLEARED_BEFORE_ARRIVAL: arrived is not None and cleared is not None and cleared < arrived,
        Flag.REOPENED: call.reopened,
        Flag.AMBIGUOUS_TIME: bool(call.ambiguous),
    }
    return tuple(flag for flag in Flag if odd[flag])


@attrs.frozen(kw_only=True)
class Call:
    """One call of one agency, as its source recorded it.

    Args:
        row: its line in the file; the header is line 1.
        number: the incident number, empty where there is none. Agencies sent to one incident share it.
        agency: whose call it is, such as `POLICE`.
        problem: the type of call in the source's words.
        priority: the source's grade, 1 the most urgent; None where there is none.
        reception: how it came in, in the source's words.
        disposition: what became of it, in the source's words.
        times: the moments of the stages that have one, each with the offset of its place and night.
        seconds: the source's own seconds for the intervals that it counted.
        marked_reopened: whether the source marks it as reopened.
        ambiguous: the stages whose wall time happened twice that night.
        seen_before: how many rows of the same number and agency stand above it.
        out_of_order: pairs of stages, the first of which should not be later than the second and is. Worked
            out from the times, as the flags are.
        flags: what is odd about it.
    """

    row: int
    number: str
    agency: str
    problem: str
    priority: int | None
    reception: str
    disposition: str
    times: tuple[tuple[Stage, datetime], ...] = attrs.field(validator=_known_times)
    seconds: tuple[tuple[Interval, int], ...] = ()
    marked_reopened: bool = False
    ambiguous: tuple[Stage, ...] = ()
    seen_before: int = 0
    out_of_order: tuple[tuple[Stage, Stage], ...] = attrs.field(
        init=False, default=attrs.Factory(_pairs_out_of_order, takes_self=True)
    )
    flags: tuple[Flag, ...] = attrs.field(init=False, default=attrs.Factory(_what_is_odd, takes_self=True))

    @property
    def id(self) -> str:
        """A name that no other call of the file has, the same whenever the file is read."""
        if not self.number:
            return f"unnumbered-{self.began_at:%Y%m%dT%H%M%S}-{self.row}:{self.agency}"
        return f"{self.number}:{self.agency}" + (f":{self.seen_before + 1}" if self.seen_before else "")

    @property
    def began_at(self) -> datetime:
        """When it started; where nobody wrote that down, its earliest time."""
        return self.at(Stage.STARTED) or min(moment for _, moment in self.times)

    @property
    def reopened(self) -> bool:
        """Whether the source says in one way or another that it was reopened."""
        return self.marked_reopened or self.at(Stage.REOPENED) is not None

    def at(self, stage: Stage) -> datetime | None:
        """When it reached a stage; None where the source does not say."""
        return next((moment for known, moment in self.times if known is stage), None)

    def own_seconds(self, interval: Interval) -> int | None:
        """The source's own seconds, None where it has none.

        It does not count `RESPONSE`; the three intervals that make it up are added instead.
        """
        if interval is Interval.RESPONSE:
            parts = [
                self.own_seconds(part) for part in (Interval.PROCESSING, Interval.ROLLOUT, Interval.TRANSIT)
            ]
            known = [part for part in parts if part is not None]
            return sum(known) if len(known) == len(parts) else None
        return next((seconds for known, seconds in self.seconds if known is interval), None)
