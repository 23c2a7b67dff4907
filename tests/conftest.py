"""How the suite runs: Hypothesis profiles, and which folders hold no tests."""

import os
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

from tests.postgres_server import begin_run, end_run, running

# `python -m tests.benchmarks` measures, and type checkers read tests/typing; neither is run here.
collect_ignore = ["benchmarks", "typing"]

_slow_is_fine = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}

settings.register_profile("dev", deadline=None)
settings.register_profile("ci", derandomize=True, print_blob=True, **_slow_is_fine)
settings.register_profile("deep", max_examples=2_000, stateful_step_count=100, **_slow_is_fine)
settings.load_profile(os.environ.get("PRECINCT_HYPOTHESIS_PROFILE", "dev"))


def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        begin_run()


def pytest_unconfigure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        end_run()


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The connection string of a PostgreSQL that runs for these tests alone."""
    with running() as conninfo:
        yield conninfo
