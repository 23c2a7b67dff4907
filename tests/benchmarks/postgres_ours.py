"""The durable path in PostgreSQL as precinct goes it."""

from typing import Literal, cast

from precinct.ledger.codec import Codec
from precinct.ledger.postgres import PostgresRecorder
from tests.benchmarks.errand import PROCEDURE
from tests.benchmarks.sqlite_ours import Engine as SqliteEngine


class Engine(SqliteEngine):
    """Engine, codec and recorder, without a station: as in SQLite, with another recorder."""

    def __init__(self, conninfo: str, schema: str, synchronous: str) -> None:
        self.schema = schema
        durable = cast("Literal['FULL', 'NORMAL']", synchronous)
        recorder = PostgresRecorder.open(conninfo, schema=schema, synchronous=durable)
        with recorder._cursor() as cursor:
            self.backend = cursor.connection.info.backend_pid
        self.recorder = recorder
        self.codec = Codec(PROCEDURE.workflow)

    def close(self) -> None:
        """Let go of the connection."""
        self.recorder.close()
