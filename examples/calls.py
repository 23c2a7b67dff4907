"""A week of real police calls through the report workflow, under no law at all.

The data is one US city's, and is not part of this project; where it is absent this says so and goes on.
"""

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

from telling import column

from precinct import bare
from precinct.interop.call import Call, Interval
from precinct.interop.calls import read_calls
from precinct.interop.replay import replay_call
from precinct.interop.response import response_times

ZONE = "America/New_York"


def replay_a_week(data: Path) -> None:
    """Read the calls of a week, replay those of the police, and compare with the file's own seconds.

    Args:
        data: the folder of the data sets.
    """
    print("\n== 真实警情一周  A week of real calls, house rules only " + "=" * 50)
    file = data / "decc-alexandria-dev" / "week36.csv"
    if not file.exists():
        print(f"   not there: {file}; say where the data is with PRECINCT_DATA. Going on without it.")
        return
    house, now = bare(ZONE), datetime.now(UTC)
    rows = read_calls(file, zone=ZONE)
    police = [row for row in rows if isinstance(row, Call) and row.agency == "POLICE"]
    replayed = [(call, *replay_call(house, call, recorded_at=now)) for call in police]
    again = sum(house.report.replay(entries) == report for _, report, entries in replayed)
    print(
        f"   {len(rows)} rows read, {len(police)} police calls replayed, {again} equal to what their entries give back"
    )
    flags = Counter(flag for call in police for flag in call.flags)
    print("   flags: " + ", ".join(f"{flag} {count}" for flag, count in flags.most_common()))
    states = Counter(report.state for _, report, _ in replayed)
    print("   states: " + ", ".join(f"{state} {count}" for state, count in states.most_common()))
    found = response_times((call, report) for call, report, _ in replayed)
    for interval in Interval:
        line = found.of(interval)
        print(
            f"   {column(str(interval.text), 36)} n {line.counted:4}  median {line.median:8g} s"
            f"  90% {line.p90:9g} s  agrees with the file's own seconds {line.agreed}/{line.compared}"
        )
