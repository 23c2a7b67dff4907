"""One night at the station 天园派出所: the seed's stories on a fresh ledger, told as they pass.

    python examples/one_night.py [FOLDER]      the ledger is kept in FOLDER, `build` if not given

Story C runs in full with both its branches (the second on a copy of the ledger, made where they part), story
A as far as report, case and summons carry it. Then the file is opened again, every matter is replayed, the
chain is verified, and what is still due is listed. At the end a week of real police calls from elsewhere goes
through the same report workflow without any law, if the data is there.
"""

import os
import shutil
import sys
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import story_a
import story_c
from calls import replay_a_week
from telling import Teller, column

from precinct import Station, cn
from precinct.matters.criminal_case import CriminalCase
from precinct.matters.custody import Custody, Measure
from precinct.matters.report import Report


def fresh(path: Path) -> Path:
    """The path, with what an earlier run left there removed."""
    for leftover in path.parent.glob(f"{path.name}*"):
        leftover.unlink()
    return path


def morning_clock() -> datetime:
    """The moment at which this example writes everything down: late entries are normal."""
    return datetime(2023, 1, 20, 9, 0, tzinfo=UTC)


def reopen(path: Path) -> None:
    """Open the file again, replay every matter, verify the chain, and say what stands in it."""
    with Station.open(path, procedure=cn, clock=morning_clock, readonly=True) as station:
        heads = list(station.heads())
        for head in heads:
            matter = station.matter(head.matter)
            assert (matter.version, matter.state.value) == (head.version, head.state)
        tip = station.verify()
        print(f"\n== 重新打开 {path.name}  reopened: {len(heads)} matters replayed, ", end="")
        print(f"{tip.position} entries, chain intact, tip {tip.hash.hex()[:16]}…")
        states = Counter((station.procedure.workflow(head.kind).table.text, head.state) for head in heads)
        for (text, state), count in sorted(states.items(), key=lambda item: (item[0][0].en, item[0][1])):
            print(f"   {column(str(text), 32)} {state:18} {count}")
        print("   到期 still due:")
        for due in station.due():
            print(f"   {due.until}  {column(due.text.zh, 36)} {due.length.zh}  {due.citations[0].to('zh')}")
            print(f"{'':21}{due.explained.zh}")
        figures(station)


def figures(station: Station) -> None:
    """A few figures, each with its definition."""
    reports = [station.load(Report, head.matter) for head in station.heads(kind="report")]
    ways = sorted(
        (r.arrived_at - r.received_at).total_seconds() / 60 for r in reports if r.arrived_at is not None
    )
    print("   数字 figures:")
    print(f"   call to arrival, minutes (reports with an arrival, {len(ways)} of {len(reports)}): {ways}")
    for head in station.heads(kind="custody"):
        custody = station.load(Custody, head.matter)
        if custody.measure is Measure.CRIMINAL_SUMMONS and custody.started_at is not None:
            report = station.load(Report, station.load(CriminalCase, custody.case).report)
            hours = (custody.started_at - report.received_at).total_seconds() / 3600
            print(f"   report to arrest, hours (from the report to the arrival in summons): {hours:.2f}")


def main(folder: Path) -> None:
    """Tell the night."""
    folder.mkdir(parents=True, exist_ok=True)
    path, other = fresh(folder / "night.db"), fresh(folder / "night-otherwise.db")
    print(cn.law.notice)
    with Station.open(path, procedure=cn, clock=morning_clock) as station:
        teller = Teller(station)
        story_a.criminal(teller)
        story_a.administrative(teller)
        morning = story_c.the_night(teller)
    shutil.copyfile(path, other)
    with Station.open(path, procedure=cn, clock=morning_clock) as station:
        main_line = Teller(station)
        story_c.settled(main_line, morning)
    with Station.open(other, procedure=cn, clock=morning_clock) as station:
        other_line = Teller(station)
        story_c.punished(other_line, morning)
        story_c.the_days(other_line)
    refusals = teller.refusals + main_line.refusals + other_line.refusals
    print(f"\n== 不予准许 {refusals.total()} reasons for refusals, by guard")
    for code, count in refusals.most_common():
        print(f"   {count}  {code}")
    reopen(path)
    reopen(other)
    print(f"\nkept: {path} and {other}")
    replay_a_week(Path(os.environ.get("PRECINCT_DATA", Path(__file__).parents[2] / "shared" / "data")))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path("build"))
