"""Calls that another system dispatched, from its CSV file.

The columns are those of one city's communications centre, with a dozen stage times and the centre's own
seconds between them. A row that can be read is a `Call`, one that cannot is a `BadRow` in its place.
"""

import os
import re
from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from precinct.basics.errors import BadInput
from precinct.interop.call import Call, Interval, Stage, stage_before
from precinct.interop.rows import BadRow, TextRow, read_rows, shown
from precinct.interop.wall_time import happens_twice, read_wall_time, settled

_TIMES = {
    Stage.STARTED: "Incident_Start_Time",
    Stage.VIEWED: "TimeCallViewed",
    Stage.QUEUED: "Incident_Queue_Time",
    Stage.DISPATCHED: "Incident_Dispatch_Time",
    Stage.PHONE_STOPPED: "Incident_Phone_Stop",
    Stage.ACKNOWLEDGED: "TimeFirstUnitDispatchAcknowledged",
    Stage.EN_ROUTE: "Incident_Enroute_Time",
    Stage.ARRIVED: "Incident_Arrival_Time",
    Stage.CLEARED: "TimeFirstCallCleared",
    Stage.CLOSED: "Incident_First_Close_Time",
    Stage.REOPENED: "First_Reopen_Time",
    Stage.FINALLY_CLOSED: "Final_Closed_Time",
}
_SECONDS = {
    Interval.TO_QUEUE: "Time_To_Queue",
    Interval.TO_DISPATCH: "Time_To_Dispatch",
    Interval.PHONE: "Phone_Time",
    Interval.PROCESSING: "Processing_Time",
    Interval.ROLLOUT: "Rollout_Time",
    Interval.TRANSIT: "Transit_Time",
    Interval.TOTAL: "Total_Call_Time",
}
_WORDS = ("Master_Incident_Number", "Agency", "Problem", "Priority_Number", "Call_Reception", "Disposition")
NEEDED = (*_WORDS, "Call_Reopened", *_TIMES.values(), *_SECONDS.values())
"""The columns that are read; a file without one of them is refused."""
NOT_READ = (
    *("Response_Date", "WeekNo", "DOW", "Day", "Hour", "Shift", "Day_Night", "ShiftPart"),
    *("Call_Taker", "Dispatcher"),
    *("Elapsed_PS_Queue", "Time_To_Queue_Diff", "Elapsed_Queue_Disp", "Time_To_Disp_Diff"),
    *("Elapsed_PS_CTD", "Phone_Time_Diff", "Elapsed_Processing", "Diff_Proc_Time"),
    *("Elapsed_Rollout", "Diff_Rollout_Time", "Elapsed_Transit", "Diff_Transit_Time"),
    *("Elapsed_Call_Time", "Diff_Total_Call_Time"),
)
"""The columns that may be there and are left alone."""

_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9 _./-]{0,39}")
_WHOLE = re.compile(r"-?[0-9]{1,9}")
_GRADE = re.compile(r"[1-9][0-9]?")
_YES_OR_NO = re.compile(r"[01]")
_ANYTHING = re.compile(r".*")
_NOTHING = {"", "NULL"}


def read_calls(path: str | os.PathLike[str], *, zone: str) -> tuple[Call | BadRow, ...]:
    """All rows of a file, in its order: each a call, or what is wrong with it.

    What to do about bad rows is the caller's choice. To refuse them:
    `bad = [row for row in rows if isinstance(row, BadRow)]`, then
    `raise BadInput(path, [problem for row in bad for problem in row.problems])`.

    Args:
        path: the file: UTF-8, comma-separated, one record a line, with a header. `NULL` and nothing at all
            both mean that a value is missing.
        zone: the zone of its wall-clock times, as an IANA name. In the hour that happens twice a time means
            the first pass, unless only the second keeps the order of the stages; `Flag.AMBIGUOUS_TIME`
            marks such calls. A time in the hour that never was makes a bad row.

    Raises:
        BadInput: the file as a whole cannot be used (not there, too large, another header), or there is no
            such zone; with every reason.
    """
    try:
        place = ZoneInfo(zone)
    except (LookupError, ValueError, OSError) as error:
        raise BadInput(
            "zone", [f"{shown(zone)} is no time zone; take one such as America/New_York"]
        ) from error
    seen: Counter[tuple[str, str]] = Counter()
    return tuple(_call(row, place, seen) for row in read_rows(Path(path), needed=NEEDED, known=NOT_READ))


def _call(row: TextRow | BadRow, zone: ZoneInfo, seen: Counter[tuple[str, str]]) -> Call | BadRow:
    if isinstance(row, BadRow):
        return row
    values = _Values(row)
    # Number and agency become part of an id, so they stay plain.
    number = values.text("Master_Incident_Number", _PLAIN, "no incident number")
    agency = values.text("Agency", _PLAIN, "no name of an agency", optional=False)
    priority = values.text("Priority_Number", _GRADE, "no grade such as 1, the most urgent")
    reopened = values.text("Call_Reopened", _YES_OR_NO, "neither 0 nor 1")
    seconds = {
        interval: values.text(column, _WHOLE, "no whole number") for interval, column in _SECONDS.items()
    }
    walls = {stage: values.wall_time(column, zone) for stage, column in _TIMES.items()}
    known = {stage: wall for stage, wall in walls.items() if wall is not None}
    if not known:
        values.problems.append(f"row {row.row}: no stage has a time that can be used")
    if values.problems:
        return BadRow(row.row, tuple(values.problems))
    seen[number, agency] += 1
    times = _settle(known)
    return Call(
        row=row.row,
        number=number,
        agency=agency,
        problem=values.text("Problem"),
        priority=int(priority) if priority else None,
        reception=values.text("Call_Reception"),
        disposition=values.text("Disposition"),
        times=tuple((stage, times[stage]) for stage in Stage if stage in times),
        seconds=tuple((interval, int(written)) for interval, written in seconds.items() if written),
        marked_reopened=reopened == "1",
        ambiguous=tuple(stage for stage, wall in known.items() if happens_twice(wall)),
        seen_before=seen[number, agency] - 1 if number else 0,
    )


class _Values:
    """The fields of one row, read one by one; what is wrong is noted and the reading goes on."""

    def __init__(self, row: TextRow) -> None:
        self.problems: list[str] = []
        self._row = row

    def text(
        self, column: str, form: re.Pattern[str] = _ANYTHING, wanted: str = "", *, optional: bool = True
    ) -> str:
        """A text of some form; empty where it is missing, or is wrong and noted."""
        field = self._row.fields[column].strip()
        if optional and field in _NOTHING:
            return ""
        if form.fullmatch(field) and field not in _NOTHING:
            return field
        self._note(column, field, f"is {wanted}")
        return ""

    def wall_time(self, column: str, zone: ZoneInfo) -> datetime | None:
        """A time of the place; None where it is missing, or is wrong and noted."""
        field = self.text(column)
        try:
            return read_wall_time(field, zone) if field else None
        except ValueError as error:
            self._note(column, field, str(error))
            return None

    def _note(self, column: str, field: str, problem: str) -> None:
        self.problems.append(f"row {self._row.row}, {column}: {shown(field)} {problem}")


def _settle(walls: Mapping[Stage, datetime]) -> dict[Stage, datetime]:
    times: dict[Stage, datetime] = {}
    for stage in Stage:  # in their order, so that what each must follow is settled before it
        if stage in walls:
            before = stage_before(stage, times)
            times[stage] = settled(walls[stage], None if before is None else times[before])
    return times
