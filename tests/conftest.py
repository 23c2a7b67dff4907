"""How the suite runs: Hypothesis profiles, which folders hold no tests, and which tests stay together."""

import os

import pytest
from hypothesis import HealthCheck, settings

from precinct.matters.procedure import TABLES

# `python -m tests.benchmarks` measures, and type checkers read tests/typing; neither is run here.
collect_ignore = ["benchmarks", "typing"]

_slow_is_fine = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}

settings.register_profile("dev", deadline=None)
settings.register_profile("ci", derandomize=True, print_blob=True, **_slow_is_fine)
settings.register_profile("deep", max_examples=2_000, stateful_step_count=100, **_slow_is_fine)
settings.load_profile(os.environ.get("PRECINCT_HYPOTHESIS_PROFILE", "dev"))

_KINDS = {table.kind for table in TABLES}


def pytest_collection_modifyitems(items):
    """Say which tests stay on one worker: those of one workflow, so that it is searched once, and else those of a file."""
    for item in items:
        if item.get_closest_marker("xdist_group") is None:
            words = item.callspec.id.split("-") if hasattr(item, "callspec") else ()
            kind = next((word for word in words if word in _KINDS), None)
            group = f"{kind} under {'bare' if 'bare' in words else 'cn'}" if kind else str(item.path)
            item.add_marker(pytest.mark.xdist_group(group))
