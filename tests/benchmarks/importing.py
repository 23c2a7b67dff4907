"""What `import precinct` costs in a fresh interpreter, beside its bare dependencies, and what it must not load."""

import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence

from tests.benchmarks.report import Result, at_most, exactly, info

TITLE = (
    "import precinct: CPU of a fresh interpreter, × one that imports attrs, transitions, msgspec and sqlite3"
)

ROUNDS = 21

DECISION = """
from datetime import UTC, datetime
from precinct import Capacity, Party, cn, officer
from precinct.matters.mediation import Consent, Form, Mediation, MediationState
at = datetime(2023, 5, 1, 12, tzinfo=UTC)
parties = (Party("wen", "Wen", Capacity.VICTIM), Party("li", "Li", Capacity.OFFENDER))
mediation = Mediation(
    id="m1", state=MediationState.PROPOSED, version=1, form=Form.POLICE, case="c1", act="assault",
    case_accepted_at=at, parties=parties,
)
decision = cn.mediation.decide(mediation, Consent(party="wen"), cn.context(officer("012345", "Chen"), at))
assert decision.allowed, decision
"""

PROGRAMS = {
    "floor": "import attrs, transitions, msgspec, sqlite3",
    "import": "import precinct",
    "every name": "import precinct\nfor name in precinct.__all__: getattr(precinct, name)",
    "decision": DECISION,
    "bare": "pass",
}

NOT_NEEDED = """
IPython aiohttp argparse asyncio cattrs chinese_calendar click concurrent ctypes curses django doctest duckdb
email ftplib holidays http hypothesis ibis importlib.resources jinja2 matplotlib multiprocessing numpy optparse
orjson pandas pdb polars precinct.cli precinct.cockpit precinct.documents precinct.interop precinct.testing psycopg
pydantic pydoc pytest requests rich shapely simpy socketserver sqlalchemy ssl tempfile tkinter tomllib typer typst
unittest urllib.request wsgiref xml xmlrpc zipfile
"""
HEAVY = frozenset(NOT_NEEDED.split())
"""Modules that neither an import nor a decision needs; with each the modules inside it."""

SHOW = "\nimport sys; print(*sorted(sys.modules), sep='\\n')"


def measure() -> Iterator[Result]:
    """What is loaded, by name, then what it costs."""
    for name in ("import", "decision"):
        what = {"import": "import precinct", "decision": "the first decision of a mediation"}[name]
        loaded = _loaded(name)
        heavy = sorted({found for module in loaded for found in _heavy(module)})
        yield exactly(f"{what}: heavy modules", ", ".join(heavy) or "none", "none", f"{len(loaded)} modules")
    taken = _in_turns()
    floor = taken["floor"]
    net = [full - bare for full, bare in zip(floor, taken["bare"], strict=True)]

    def ratios(name: str, over: Sequence[float]) -> list[float]:
        return [mine / theirs for mine, theirs in zip(taken[name], over, strict=True)]

    def beside(name: str) -> str:
        return f"{_milliseconds(taken[name])} beside {_milliseconds(floor)}"

    yield at_most("import precinct", ratios("import", floor), 1.4, beside("import"))
    yield info("  … and every public name touched", ratios("every name", floor), beside("every name"))
    yield info("  … and the first decision of a mediation", ratios("decision", floor), beside("decision"))
    absolute = f"bare interpreter {_milliseconds(taken['bare'])}, dependencies {_milliseconds(net)} on top"
    yield info("  a bare interpreter", ratios("bare", floor), absolute)


def _heavy(module: str) -> set[str]:
    parts = module.split(".")
    return HEAVY & {".".join(parts[: depth + 1]) for depth in range(len(parts))}


def _loaded(name: str) -> list[str]:
    """The modules of a fresh interpreter after a program, without those that it starts with."""

    def modules(program: str) -> set[str]:
        ran = subprocess.run(
            [sys.executable, "-c", program + SHOW], capture_output=True, text=True, check=True
        )
        return set(ran.stdout.split())

    return sorted(modules(PROGRAMS[name]) - modules(PROGRAMS["bare"]))


def _in_turns() -> dict[str, list[float]]:
    """CPU seconds of each program, run in turns; each runs once before, so that all is compiled."""
    taken: dict[str, list[float]] = {name: [] for name in PROGRAMS}
    with tempfile.TemporaryDirectory() as compiled:
        # Whatever this place says of it: what was compiled once is kept, as it is where something is installed.
        given = {name: said for name, said in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        environment = {**given, "PYTHONPYCACHEPREFIX": compiled}
        for turn in range(ROUNDS + 1):
            for name, program in PROGRAMS.items():
                seconds = _cpu_of(program, environment)
                if turn:
                    taken[name].append(seconds)
    return taken


def _cpu_of(program: str, environment: Mapping[str, str]) -> float:
    child = os.posix_spawn(sys.executable, [sys.executable, "-c", program], environment)
    _, status, usage = os.wait4(child, 0)
    if status:
        raise RuntimeError(f"exit status {os.waitstatus_to_exitcode(status)} from:\n{program}")
    return usage.ru_utime + usage.ru_stime


def _milliseconds(seconds: Sequence[float]) -> str:
    return f"{statistics.median(seconds) * 1e3:.0f} ms"
