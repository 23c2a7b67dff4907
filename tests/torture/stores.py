"""The stores that are tortured: each as a function that makes an empty one and gives what opens it."""

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from precinct.ledger.postgres import PostgresRecorder
from precinct.ledger.recorder import Recorder
from precinct.ledger.sqlite import SqliteRecorder
from tests.postgres_server import running

Opens = Callable[[], Recorder]
Fresh = Callable[[], Opens]

PATIENCE = 60.0
"""Seconds to wait for others: here are many, and a slow disk is no mistake."""


def settled(recorder: Recorder) -> None:
    """Wait until the server has ended what a killed process had asked of it: it hears of the death a moment later."""
    if isinstance(recorder, PostgresRecorder):
        others = "SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"
        with recorder._cursor() as cursor:
            while cursor.execute(others).fetchone() != (0,):
                time.sleep(0.002)


@contextmanager
def stores(*, durable: bool = True) -> Iterator[Mapping[str, Fresh]]:
    """Every durable store by name; what they made is removed at the end.

    Args:
        durable: whether the server of PostgreSQL waits for the disk.
    """
    with TemporaryDirectory(prefix="precinct-torture-") as folder, running(durable=durable) as conninfo:
        numbers = count(1)

        def sqlite(synchronous: str) -> Fresh:
            def fresh() -> Opens:
                path = Path(folder) / f"{next(numbers)}.db"
                return partial(SqliteRecorder, path, synchronous=synchronous, patience=PATIENCE)  # type: ignore[arg-type]

            return fresh

        def postgres() -> Opens:
            return partial(PostgresRecorder.open, conninfo, schema=f"t{next(numbers)}", patience=PATIENCE)

        yield {"SQLite FULL": sqlite("FULL"), "SQLite NORMAL": sqlite("NORMAL"), "PostgreSQL": postgres}
