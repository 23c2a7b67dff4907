"""How long the steps of a call take, from replayed reports, held against the source's own seconds."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

import attrs

from precinct.basics.errors import BadInput
from precinct.interop.call import Call, Interval, Stage
from precinct.matters.report import Report

_Pair = tuple[int | None, int | None]
"""Our seconds and the source's."""


@attrs.frozen(kw_only=True)
class Line:
    """One interval over a group of calls. `counted + missing + negative` is the number of calls.

    Args:
        interval: what was measured.
        priority: the group; None for all calls.
        counted: how many calls the median and the percentile stand on.
        missing: how many lack one of the two stages.
        negative: how many end before they begin.
        median: in seconds; None where nothing was counted.
        p90: the 90th percentile, in seconds; None where nothing was counted.
        compared: for how many calls both we and the source have seconds, negative ones included.
        agreed: how many of these are within one second of each other.
    """

    interval: Interval
    priority: int | None
    counted: int
    missing: int
    negative: int
    median: float | None
    p90: float | None
    compared: int
    agreed: int


@attrs.frozen(kw_only=True)
class Disagreement:
    """An interval for which the source has other seconds than we, or only one of the two has any.

    Args:
        call: the id of the call.
        row: its line in the file.
        interval: the interval.
        ours: our seconds.
        theirs: the source's seconds.
    """

    call: str
    row: int
    interval: Interval
    ours: int | None
    theirs: int | None


@attrs.frozen(kw_only=True)
class ResponseTimes:
    """What `response_times` found.

    Args:
        calls: how many calls went in.
        lines: every interval for all calls, then for each priority.
        disagreements: where the source counts otherwise, in the order of the calls.
    """

    calls: int
    lines: tuple[Line, ...]
    disagreements: tuple[Disagreement, ...]

    @property
    def priorities(self) -> tuple[int, ...]:
        """The priorities that occur, the most urgent first."""
        return tuple(dict.fromkeys(line.priority for line in self.lines if line.priority is not None))

    def of(self, interval: Interval, priority: int | None = None) -> Line:
        """The line of one interval: for all calls, or for those of one priority.

        Raises:
            LookupError: no call has this priority.
        """
        for line in self.lines:
            if line.interval is interval and line.priority == priority:
                return line
        raise LookupError(f"no call has the priority {priority}; there are {self.priorities}")


def response_times(replayed: Iterable[tuple[Call, Report]]) -> ResponseTimes:
    """Median and 90th percentile of every interval, for all calls and by priority.

    Where a stage is a field of the report (received, dispatched, arrived), its moment comes from the report;
    queue, departure, end of the phone call and first close are none and come from the call.

    - Seconds are those between the two moments, each cut to the whole second: so the source counts.
    - `RESPONSE` runs from the start of the phone call (for an officer's own call: from its entry) to the
      first arrival. No call is left out for how it came in, was cleared or was disposed of.
    - The denominator is `counted`: calls with both stages, none negative. `missing` and `negative` say how
      many were dropped for which of the two. Nothing is trimmed, however long it took.
    - Percentiles are interpolated linearly (type 7 of R, the default of numpy).
    - Calls without a priority stand in the lines for all calls alone.

    Args:
        replayed: each call with its report; which agency's is for the caller to choose.

    Raises:
        BadInput: a report is not that of the call beside it.
    """
    pairs = list(replayed)
    strangers = [
        f"the report {report.id} stands beside the call {call.id}"
        for call, report in pairs
        if report.id != call.id
    ]
    if strangers:
        raise BadInput("replayed calls", strangers)
    groups: dict[int | None, dict[Interval, list[_Pair]]] = defaultdict(lambda: defaultdict(list))
    disagreements: list[Disagreement] = []
    for call, report in pairs:
        for interval in Interval:
            ours, theirs = _seconds(call, report, interval), call.own_seconds(interval)
            for group in {None, call.priority}:
                groups[group][interval].append((ours, theirs))
            if not _agree(ours, theirs):
                disagreements.append(
                    Disagreement(call=call.id, row=call.row, interval=interval, ours=ours, theirs=theirs)
                )
    priorities = sorted(priority for priority in groups if priority is not None)
    return ResponseTimes(
        calls=len(pairs),
        lines=tuple(
            _line(interval, priority, groups[priority][interval])
            for priority in (None, *priorities)
            for interval in Interval
        ),
        disagreements=tuple(disagreements),
    )


def percentile(values: Sequence[int], percent: int) -> float | None:
    """The value below which that many per cent lie, interpolated linearly (type 7); None without values."""
    if not values:
        return None
    ordered = sorted(values)
    whole, rest = divmod((len(ordered) - 1) * percent, 100)
    low = ordered[whole]
    return float(low) if rest == 0 else low + (ordered[whole + 1] - low) * rest / 100


def _line(interval: Interval, priority: int | None, group: Sequence[_Pair]) -> Line:
    ours = [seconds for seconds, _ in group if seconds is not None]
    counted = [seconds for seconds in ours if seconds >= 0]
    both = [pair for pair in group if None not in pair]
    return Line(
        interval=interval,
        priority=priority,
        counted=len(counted),
        missing=len(group) - len(ours),
        negative=len(ours) - len(counted),
        median=percentile(counted, 50),
        p90=percentile(counted, 90),
        compared=len(both),
        agreed=sum(_agree(*pair) for pair in both),
    )


def _seconds(call: Call, report: Report, interval: Interval) -> int | None:
    begin, end = (_moment(call, report, stage) for stage in interval.ends)
    if begin is None or end is None:
        return None
    return (end.replace(microsecond=0) - begin.replace(microsecond=0)) // timedelta(seconds=1)


def _moment(call: Call, report: Report, stage: Stage) -> datetime | None:
    own = call.at(stage)
    if own is None:
        return None  # what the report then has was put in its place by the replay
    fields = {
        Stage.STARTED: report.received_at,
        Stage.DISPATCHED: report.dispatched_at,
        Stage.ARRIVED: report.arrived_at,
    }
    return fields.get(stage, own)


def _agree(ours: int | None, theirs: int | None) -> bool:
    return ours is theirs is None or (ours is not None and theirs is not None and abs(ours - theirs) <= 1)
