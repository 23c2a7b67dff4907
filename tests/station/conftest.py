"""A station for each store, at a fixed moment of the seed's night."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import attrs
import pytest

from precinct import Station, cn
from precinct.ledger.memory import MemoryRecorder
from precinct.ledger.sqlite import SqliteRecorder

NIGHT = datetime(2023, 1, 6, 23, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


@attrs.define
class HandClock:
    """A clock that stands until somebody moves it."""

    now: datetime = NIGHT

    def __call__(self) -> datetime:
        return self.now

    def move(self, **by: float) -> datetime:
        self.now += timedelta(**by)
        return self.now


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture(params=["memory", "sqlite"])
def station(request: pytest.FixtureRequest, tmp_path: Path, clock: HandClock) -> Iterator[Station]:
    recorder = MemoryRecorder() if request.param == "memory" else SqliteRecorder(tmp_path / "station.db")
    with Station(recorder, procedure=cn, clock=clock) as opened:
        yield opened


@pytest.fixture
def reopen(tmp_path: Path, clock: HandClock) -> Callable[[], Station]:
    """Opens one and the same file anew each time."""
    return lambda: Station.open(tmp_path / "shared.db", procedure=cn, clock=clock)


@pytest.fixture(params=["sqlite", "postgres"])
def shared(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where several processes find one and the same ledger; `tests.station.processes.opened` opens it."""
    if request.param == "sqlite":
        return str(tmp_path / "shared.db")
    from tests.postgres_server import schema_of

    return f"{schema_of(tmp_path)}@{request.getfixturevalue('postgres')}"
