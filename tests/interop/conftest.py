import csv
import os
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import attrs
import pytest

from precinct.interop.call import Call
from precinct.interop.calls import NEEDED, read_calls
from precinct.interop.replay import replay_call
from precinct.interop.rows import BadRow
from precinct.jurisdictions.bare import bare
from precinct.matters.procedure import Procedure
from precinct.matters.report import Report
from precinct.workflow.entry import Entry

NEW_YORK = "America/New_York"
RECORDED_AT = datetime(2026, 1, 1, tzinfo=UTC)
WEEKS = {"week36": (1263, 758), "week47": (1739, 1195)}
"""The rows of each week, and those of the police, as SOURCE.md has them."""


@attrs.frozen
class Week:
    """One week's file: as it is, as it was read, and as it was replayed."""

    name: str
    file: Path
    raw: list[dict[str, str]]
    rows: tuple[Call | BadRow, ...]
    replayed: list[tuple[Call, Report, tuple[Entry, ...]]]


@pytest.fixture(scope="session")
def procedure() -> Procedure:
    return bare(NEW_YORK)


@pytest.fixture(scope="session")
def decc() -> Path:
    beside = Path(__file__).parents[3] / "shared" / "data"
    folder = Path(os.environ.get("PRECINCT_DATA", beside)) / "decc-alexandria-dev"
    if not folder.is_dir():
        pytest.skip(f"{folder} is not there; set PRECINCT_DATA to the data folder to replay real calls")
    return folder


@pytest.fixture(scope="session", params=WEEKS)
def week(request: pytest.FixtureRequest, decc: Path, procedure: Procedure) -> Week:
    file = decc / f"{request.param}.csv"
    with file.open(newline="", encoding="utf-8") as stream:
        raw = list(csv.DictReader(stream))
    rows = read_calls(file, zone=NEW_YORK)
    replayed = [
        (row, *replay_call(procedure, row, recorded_at=RECORDED_AT)) for row in rows if isinstance(row, Call)
    ]
    return Week(request.param, file, raw, rows, replayed)


# A made-up call: nothing of it comes from a file.
ORDINARY = dict.fromkeys(NEEDED, "NULL") | {
    "Master_Incident_Number": "99-000001",
    "Agency": "POLICE",
    "Problem": "LOUD PARROT",
    "Priority_Number": "3",
    "Call_Reception": "Phone",
    "Disposition": "NR-No Report",
    "Call_Reopened": "0",
    "Incident_Start_Time": "2025-09-01 12:00:00.000",
    "TimeCallViewed": "2025-09-01 12:00:20.000",
    "Incident_Queue_Time": "2025-09-01 12:00:10.250",
    "Time_To_Queue": "10",
    "Incident_Dispatch_Time": "2025-09-01 12:01:00.999",
    "Time_To_Dispatch": "50",
    "Processing_Time": "60",
    "Incident_Phone_Stop": "2025-09-01 12:02:00.000",
    "Phone_Time": "120",
    "TimeFirstUnitDispatchAcknowledged": "2025-09-01 12:01:05.000",
    "Incident_Enroute_Time": "2025-09-01 12:01:04.000",
    "Rollout_Time": "4",
    "Incident_Arrival_Time": "2025-09-01 12:06:04.000",
    "Transit_Time": "300",
    "TimeFirstCallCleared": "2025-09-01 12:30:00.000",
    "Incident_First_Close_Time": "2025-09-01 12:30:00.000",
    "Total_Call_Time": "1800",
    "Final_Closed_Time": "2025-09-01 12:30:00.050",
}

Changed = Mapping[str, str]
ReadMadeUp = Callable[..., tuple[Call | BadRow, ...]]


def as_csv(*changes: Changed, columns: Sequence[str] = NEEDED) -> bytes:
    """A file with one row for each set of changes to the ordinary call."""
    rows = [",".join(columns), *(",".join({**ORDINARY, **change}[c] for c in columns) for change in changes)]
    return "".join(f"{row}\n" for row in rows).encode()


@pytest.fixture(scope="session")
def read_bytes(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., tuple[Call | BadRow, ...]]:
    file = tmp_path_factory.mktemp("calls") / "calls.csv"

    def read(content: bytes, **options: Any) -> tuple[Call | BadRow, ...]:
        file.write_bytes(content)
        return read_calls(file, **{"zone": NEW_YORK, **options})

    return read


@pytest.fixture(scope="session")
def read_call(read_bytes: ReadMadeUp) -> Callable[..., Call]:
    def read(**change: str) -> Call:
        (call,) = read_bytes(as_csv(change))
        assert isinstance(call, Call), call
        return call

    return read
