"""The examples run, twice, and what they leave behind is a whole ledger."""

import subprocess
import sys
from pathlib import Path

import pytest

from precinct import Station, cn

EXAMPLES = Path(__file__).parents[1] / "examples"


@pytest.fixture(scope="module")
def night(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    """What the main example prints when it is run for the second time in one folder, and the folder."""
    folder = tmp_path_factory.mktemp("night")
    for _ in range(2):
        done = subprocess.run(
            [sys.executable, str(EXAMPLES / "one_night.py"), str(folder)],
            capture_output=True,
            text=True,
            check=False,
            encoding="utf-8",
        )
        assert done.returncode == 0, done.stderr
    return done.stdout, folder


def test_the_night_is_told_and_kept(night: tuple[str, Path]) -> None:
    _, folder = night
    for name in ("night.db", "night-otherwise.db"):
        with Station.open(folder / name, procedure=cn, readonly=True) as station:
            heads = list(station.heads())
            assert len(heads) == 16
            assert [station.matter(head.matter).version for head in heads] == [head.version for head in heads]
            station.verify()


def test_both_branches_of_story_c_reach_their_ends(night: tuple[str, Path]) -> None:
    _, folder = night
    ends = []
    for name in ("night.db", "night-otherwise.db"):
        with Station.open(folder / name, procedure=cn, readonly=True) as station:
            ends.append({(head.kind, head.state) for head in station.heads() if head.ended})
    assert {("mediation", "performed"), ("administrative_case", "settled")} <= ends[0]
    assert {("mediation", "failed"), ("administrative_case", "closed")} <= ends[1]


@pytest.mark.parametrize(
    "line",
    [
        # the days of story C
        "01-06 Fri + 3 working days  → 01-11 Wed",
        "01-07 Sat + 3 working days  → 01-11 Wed",
        "01-09 Mon + 7 working days  → 01-18 Wed",
        "01-10 Tue + 7 working days  → 01-19 Thu",
        "01-11 Wed + 7 working days  → 01-20 Fri",
        "01-19 Thu + 7 working days  → 02-02 Thu",
        "01-18 Wed + 3 working days  → 01-28 Sat",
        "01-19 Thu + 3 working days  → 01-29 Sun",
        "01-11 Wed + 30 days         → 02-10 Fri",
        # what must be refused, each by its own reason
        "a restraint uses no handcuffs or leg irons",
        "the party is sober and not restrained",
        "who is to be questioned is sober and not restrained",
        "the law of the day knows this length",
        "it is complex, and the law allows detention or custody for it",
        "a criminal case is filed before anybody is coerced",
        "the officers sent are not busy elsewhere",
        "a criminal case is filed before anything is seized for it",
        "who gives it has it",
        "the facts are proven",
        "the owner collects it, or an agent with written power, and never an officer",
        "chain of custody whole: 101 → 443，443 → hu",
        "what was agreed has been performed",
        # the seed: under six hours
        "report to arrest, hours (from the report to the arrival in summons): 5.88",
    ],
)
def test_the_night_tells(night: tuple[str, Path], line: str) -> None:
    assert line in night[0]
