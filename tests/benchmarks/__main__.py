"""`python -m tests.benchmarks [topic …]`: the table, and exit status 1 where a goal is missed by more than 10 %."""

import importlib
import importlib.metadata
import os
import platform
import sqlite3
import sys

from tests.benchmarks.report import Result

TOPICS = (
    "memory_path",
    "live_memory",
    "law_path",
    "peers",
    "importing",
    "sqlite_path",
    "postgres_path",
    "replay_path",
    "reading_path",
    "verify_path",
    "due_path",
)
"""In the order of the table. Each has `TITLE` and `measure()`."""

SHOWN = (
    "attrs",
    "transitions",
    "msgspec",
    "Automat",
    "django-viewflow",
    "python-statemachine",
    "eventsourcing",
)


def main(asked: list[str]) -> int:
    """Run the topics and print the table; the number of goals that were missed."""
    unknown = sorted(set(asked) - set(TOPICS))
    if unknown:
        print(f"no such topic: {', '.join(unknown)}; there are {', '.join(TOPICS)}", file=sys.stderr)
        return 2
    print(_machine())
    print(
        "ratio = median of the rounds [middle half]; CPU time unless a line says wall; SHORT = missed by > 10 %"
    )
    short = []
    for topic in asked or TOPICS:
        module = importlib.import_module(f"tests.benchmarks.{topic}")
        print(f"\n{module.TITLE}")
        for result in module.measure():
            _print(result)
            if result.verdict == "SHORT":
                short.append(result.what.strip())
    print(f"\nSHORT: {'; '.join(short)}" if short else "\nevery goal reached")
    return 1 if short else 0


def _machine() -> str:
    versions = ", ".join(f"{name} {_version(name)}" for name in SHOWN)
    return (
        f"{platform.machine()}, {os.cpu_count()} cores, {platform.python_implementation()} "
        f"{platform.python_version()}, SQLite {sqlite3.sqlite_version}, {versions}"
    )


def _version(distribution: str) -> str:
    try:
        return importlib.metadata.version(distribution)
    except importlib.metadata.PackageNotFoundError:
        return "not installed"


def _print(result: Result) -> None:
    verdict = "" if result.verdict == "for information" else result.verdict
    line = f"  {result.what:<62} {result.figure:<22} {result.goal:<8} {verdict:<12} {result.absolute}"
    print(line.rstrip(), flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
