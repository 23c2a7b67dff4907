"""Running tests against a mutant: in a fork of a process that has loaded everything but precinct."""

import os
import resource
import select
import signal
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from importlib.abc import MetaPathFinder, SourceLoader
from importlib.machinery import ModuleSpec
from importlib.util import spec_from_loader
from pathlib import Path
from types import ModuleType
from typing import Any

import attrs

from tests.mutants.choosing import seconds_for, tests_of
from tests.mutants.mutations import SOURCE, Mutant
from tests.postgres_server import one_for_all_runs

WAITING = 10
"""How many times as long as it may work a mutant may take by the clock: one may wait and do nothing, as in a deadlock.

What it may work is the processor's time, so that none counts as noticed because the machine had other things to do.
"""

_SURVIVED = 0


@attrs.frozen
class Verdict:
    """What became of a mutant.

    Args:
        mutant: the mutant.
        killed: whether a test noticed it.
        seconds: how long that took.
    """

    mutant: Mutant
    killed: bool
    seconds: float


def warm_up() -> None:
    """Load what the tests need beside precinct, so that a fork need not."""
    os.environ["PRECINCT_HYPOTHESIS_PROFILE"] = "ci"
    for name in (
        "pytest",
        "hypothesis",
        "attrs",
        "cattrs.v",
        "msgspec",
        "transitions",
        "holidays",
        "chinese_calendar",
    ):
        __import__(name)
    for name in [name for name in sys.modules if name == "precinct" or name.startswith("precinct.")]:
        del sys.modules[name]


def run(mutants: Sequence[Mutant], workers: int) -> Iterator[Verdict]:
    """Run the tests against each mutant, several at a time."""
    with one_for_all_runs() if any("postgres" in mutant.file for mutant in mutants) else nullcontext():
        yield from _run(mutants, workers)


def _run(mutants: Sequence[Mutant], workers: int) -> Iterator[Verdict]:
    waiting = list(reversed(mutants))
    running: dict[int, tuple[int, Mutant, float]] = {}
    while waiting or running:
        while waiting and len(running) < workers:
            mutant = waiting.pop()
            pid, pipe = _fork(mutant)
            running[pipe] = (pid, mutant, time.monotonic())
        ended, _, _ = select.select(list(running), [], [], 1)
        for pipe in [*running]:
            pid, mutant, begun = running[pipe]
            took = time.monotonic() - begun
            if pipe not in ended and took < WAITING * seconds_for(mutant.file):
                continue
            if pipe not in ended:
                os.killpg(pid, signal.SIGKILL)
            _, status = os.waitpid(pid, 0)
            os.close(pipe)
            del running[pipe]
            survived = pipe in ended and os.waitstatus_to_exitcode(status) == _SURVIVED
            yield Verdict(mutant, not survived, took)


def _fork(mutant: Mutant) -> tuple[int, int]:
    reading, writing = os.pipe()
    pid = os.fork()
    if pid:
        os.close(writing)
        return pid, reading
    os.setpgid(0, 0)
    resource.setrlimit(resource.RLIMIT_CPU, (seconds_for(mutant.file),) * 2)
    os.close(reading)
    silent = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(silent, descriptor)
    status = 1
    try:
        status = _test(mutant)
    finally:
        os._exit(status)  # the pipe closes with the process, which is how the parent hears of it


def _test(mutant: Mutant) -> int:
    import pytest

    if mutant.file.endswith(".py"):
        sys.meta_path.insert(0, _Planted(mutant))
    else:
        _plant_file(mutant)
    for tests in tests_of(mutant.file):
        status = pytest.main([*_QUIETLY, *tests])
        if status != pytest.ExitCode.OK:
            return int(status)
    return _SURVIVED


_QUIETLY = [
    "-x",
    "-q",
    "-p",
    "no:cacheprovider",
    "-p",
    "no:xdist",
    "-W",
    "ignore::pytest.PytestAssertRewriteWarning",
]


class _Planted(MetaPathFinder, SourceLoader):
    """Gives the mutant in place of its module."""

    def __init__(self, mutant: Mutant) -> None:
        self._file = SOURCE / mutant.file
        parts = ("precinct", *Path(mutant.file).with_suffix("").parts)
        self._is_package = parts[-1] == "__init__"
        self._name = ".".join(parts[:-1] if self._is_package else parts)
        self._text = mutant.text

    def find_spec(self, fullname: str, path: Any, target: ModuleType | None = None) -> ModuleSpec | None:
        if fullname != self._name:
            return None
        spec = spec_from_loader(fullname, self, origin=str(self._file), is_package=self._is_package)
        if spec is not None and self._is_package:
            spec.submodule_search_locations = [str(self._file.parent)]
        return spec

    def get_filename(self, fullname: str) -> str:
        return str(self._file)

    def get_data(self, path: str) -> bytes:
        return self._text.encode()

    def path_stats(self, path: str) -> Any:
        raise OSError  # no cached bytecode stands for a mutant


def _plant_file(mutant: Mutant) -> None:
    if mutant.file.endswith(".sql"):
        _plant_text(mutant)
        return
    from precinct.law import strict

    real, mutated = strict.fetch, SOURCE / mutant.file

    def fetch(file: Any, problems: list[str], name: str) -> bytes | None:
        return mutant.text.encode() if Path(str(file)) == mutated else real(file, problems, name)

    strict.fetch = fetch


def _plant_text(mutant: Mutant) -> None:
    real, mutated = Path.read_text, SOURCE / mutant.file

    def read_text(self: Path, encoding: str | None = None, errors: str | None = None) -> str:
        return mutant.text if self == mutated else real(self, encoding, errors)

    Path.read_text = read_text  # type: ignore[method-assign]
