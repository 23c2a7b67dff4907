"""What the law costs: loading a country's pack, and a decision under all its guards beside one under one."""

import statistics
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import attrs

from precinct.jurisdictions.cn import cn
from precinct.matters.administrative_case import (
    AdministrativeCase,
    AdministrativeState,
    Decide,
    Penalty,
    PenaltyKind,
)
from precinct.people.person import Capacity, Party, officer
from precinct.people.role import Role
from tests.benchmarks.errand import CONTEXT, WORKFLOW, AskedOnce, filed
from tests.benchmarks.report import Result, at_most, below, info, microseconds
from tests.benchmarks.timing import Subject, in_turns

TITLE = (
    "The law: loading the pack of a country, and a decision under the full guards of an administrative case"
)

ROUNDS = 21
MOST_MILLISECONDS = 20

_LOAD = """
from importlib.resources import files
from time import process_time
from precinct.law.reading import read_pack
folder = files("precinct.jurisdictions").joinpath("cn")
begun = process_time()
read_pack(folder)
print(process_time() - begun)
"""

AT = datetime(2026, 3, 2, 12, tzinfo=UTC)
HEAD = officer("012345", "Chen", Role.UNIT_HEAD)


def measure() -> Iterator[Result]:
    """The pack, then the decision."""
    yield from _loading()
    yield from _deciding()


def _loading() -> Iterator[Result]:
    spent = [1e3 * float(_printed(_LOAD)) for _ in range(ROUNDS + 1)][1:]
    yield below("loading the pack cn, once a process, CPU", statistics.median(spent), MOST_MILLISECONDS, "ms")
    files = [file for file in Path(str(cn.law.folder)).rglob("*.toml") if file.parent.name != "examples"]
    size = sum(file.stat().st_size for file in files)
    yield info("  the files that it is made from", f"{size / 1024:,.0f} KiB")


def _printed(program: str) -> str:
    return subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout


def _deciding() -> Iterator[Result]:
    workflow, context = cn.administrative_case, cn.context(HEAD, AT)
    matter = notified()
    decision = workflow.decide(matter, Decide(), context)
    if not decision.allowed:
        raise AssertionError(f"the decision is to be granted, so that every guard is asked: {decision}")
    rows = [row for row in workflow.table.moves[matter.state] if row.action is Decide]
    guards = len(rows[0].conditions)
    joined = attrs.evolve(matter, measured_on=None)
    if not workflow.decide(joined, Decide(), context).allowed:
        raise AssertionError("the decision is to be granted after it was measured again, too")
    samples = in_turns(
        [
            Subject(
                "one",
                "decide(matter, action, context)",
                {"decide": WORKFLOW.decide, "matter": filed(), "action": AskedOnce(1), "context": CONTEXT},
            ),
            Subject(
                "all",
                "decide(matter, action, context)",
                {"decide": workflow.decide, "matter": matter, "action": Decide(), "context": context},
            ),
            Subject(
                "again",
                "decide(matter, action, context)",
                {"decide": workflow.decide, "matter": joined, "action": Decide(), "context": context},
            ),
        ]
    )
    absolute = f"{microseconds(samples.median('all'))} beside {microseconds(samples.median('one'))}"
    yield at_most(
        f"to decide a case, {guards} guards, × one guard", samples.ratios("all", "one"), 3, absolute
    )
    yield info(
        f"  somebody joined since the proposal: measured again, {len(rows[1].conditions)} guards",
        samples.ratios("again", "one"),
        microseconds(samples.median("again")),
    )


def notified() -> AdministrativeCase:
    """A case on which nothing is missing but the decision."""
    wen = Party("wen", "Wen", Capacity.OFFENDER, date(1980, 1, 1))
    return AdministrativeCase(
        id="8d3f0e7ac41b4c07a1f2c9d05e6b7a88",
        state=AdministrativeState.NOTIFIED,
        version=7,
        officer="2",
        act="theft",
        act_day=date(2026, 2, 1),
        parties=(wen, Party("chen", "Chen", Capacity.VICTIM)),
        penalty=Penalty(PenaltyKind.FINE, fine=500),
        proposed_by="2",
        measured_on=date(2026, 2, 20),
        hearing_waived=True,
    )
