"""`python -m tests.mutants`: how many small mistakes in the law, the matters and the ledger the tests notice."""

import argparse
import random
import sys
import tomllib
from collections import Counter
from pathlib import Path

from tests.mutants.choosing import tests_of
from tests.mutants.mutations import SOURCE, Mutant, sites_of, unchanged
from tests.mutants.running import Verdict, run, warm_up

GOAL = 0.85
ROOMS = ("law", "jurisdictions", "matters", "ledger", "station")
REASONS = Path(__file__).parent / "survivors.toml"
_DATA = ("values", "limits", "choices", "acts")


def files(only: str) -> list[Path]:
    """The files that are mutated: all code of the rooms, the SQL, and the numbers, days and names of the packs."""
    code = [path for room in ROOMS for path in sorted((SOURCE / room).rglob("*.py"))]
    sql = sorted((SOURCE / "ledger").rglob("*.sql"))
    data = [
        path
        for path in sorted((SOURCE / "jurisdictions" / "cn").rglob("*.toml"))
        if path.stem in _DATA or path.parent.name in _DATA
    ]
    return [path for path in (*code, *sql, *data) if only in str(path.relative_to(SOURCE))]


def known() -> dict[str, str]:
    """The survivors that change nothing, by what they say, with the reason why."""
    return tomllib.loads(REASONS.read_text(encoding="utf-8"))["survivors"] if REASONS.exists() else {}


def main() -> int:
    """Print what survived, and the share that was killed in each room; the status is 1 below the goal."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutants", description=__doc__)
    parser.add_argument(
        "--sample", type=int, default=0, help="how many mutants, drawn at random; all if not given"
    )
    parser.add_argument("--seed", type=int, default=1, help="which ones are drawn")
    parser.add_argument("--workers", type=int, default=2, help="how many run at a time")
    parser.add_argument("--only", default="", help="only files whose path has this in it")
    asked = parser.parse_args()
    sites = [site for path in files(asked.only) for site in sites_of(path)]
    print(f"{len(sites)} places for a mistake", flush=True)
    if asked.sample and asked.sample < len(sites):
        sites = random.Random(asked.seed).sample(sites, asked.sample)
    mutants = [mutant for site in sites if (mutant := site.mutant()) is not None]
    print(f"{len(mutants)} mutants", flush=True)
    warm_up()
    controls = {str(tests_of(mutant.file)): unchanged(mutant.file) for mutant in mutants}
    for verdict in run([*controls.values()], asked.workers):
        if verdict.killed:
            print(f"{verdict.mutant.file} fails its tests as it is; nothing can be learnt from mutants of it")
            return 2
    excused, verdicts = known(), list[Verdict]()
    for verdict in run(mutants, asked.workers):
        verdicts.append(verdict)
        if not verdict.killed:
            why = excused.get(_key(verdict.mutant))
            print(f"survived {verdict.mutant}" + (f"\n    why: {why}" if why else ""), flush=True)
        if len(verdicts) % 50 == 0:
            print(f"... {len(verdicts)} of {len(mutants)}", flush=True)
    return _told(verdicts, excused)


def _key(mutant: Mutant) -> str:
    return f"{mutant.file}: {mutant.before.strip()} -> {mutant.after.strip()}"


def _told(verdicts: list[Verdict], excused: dict[str, str]) -> int:
    all_of, killed = Counter[str](), Counter[str]()
    for verdict in verdicts:
        if not verdict.killed and _key(verdict.mutant) in excused:
            continue
        room = verdict.mutant.file.split("/")[0]
        all_of[room] += 1
        killed[room] += verdict.killed
    for room in sorted(all_of):
        print(f"{room:14} {killed[room]:5} of {all_of[room]:5} killed  {killed[room] / all_of[room]:.1%}")
    share = sum(killed.values()) / max(1, sum(all_of.values()))
    print(
        f"{'all':14} {sum(killed.values()):5} of {sum(all_of.values()):5} killed  {share:.1%} (goal {GOAL:.0%})"
    )
    return 0 if share >= GOAL else 1


if __name__ == "__main__":
    sys.exit(main())
