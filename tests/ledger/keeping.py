"""Keep what ships today for all tests to come: `make samples`. What is kept already is never written again.

A version of a table has its shape, some of its entries, and what they are when they are replayed; a schema of the
SQLite file has one small ledger, as SQL text. All of it holds invented data alone.
"""

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

from precinct import Party, Station, cn, officer
from precinct.ledger.kept import keep_shapes
from precinct.ledger.sqlite_file import migrations
from precinct.matters.administrative_case import File, Investigate
from precinct.matters.report import Channel, Classify, Dispatch, Receive, ReportClass
from precinct.people.person import Capacity
from precinct.people.role import Role
from precinct.station.delivery import Delivery
from precinct.station.subscribing import Retry, Subscriber
from precinct.testing.samples import keep_samples

SHIPPED = Path(__file__).with_name("shipped")


def write_a_ledger(path: Path) -> None:
    """A small ledger with something in every table."""
    moment = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)
    desk = officer("441", "接警员", Role.RECEPTIONIST)
    with Station.open(path, procedure=cn, clock=lambda: moment) as station:
        reporter = Party("chen", "陈女士", Capacity.REPORTER)
        report = station.begin(Receive(Channel.PHONE, reporter=reporter, registered=True), actor=desk)
        report = station.act(report, Classify(ReportClass.DISPUTE, urgency=1), actor=desk)
        station.act(report, Dispatch(("101", "102")), actor=desk, key="terminal 3, message 17")
        case = station.begin(File("property_damage", date(2026, 3, 1), parties=(reporter,)), actor=desk)
        station.act(case, Investigate(), actor=desk)
        station.outbox.deliver(Subscriber("mail", refuse_dispatches, Retry(attempts=1)), limit=4)


def refuse_dispatches(delivery: Delivery) -> None:
    """A handler that cannot do everything."""
    if delivery.header.action == "Dispatch":
        raise NotImplementedError


def as_sql(path: Path) -> str:
    """A ledger as SQL text."""
    with closing(sqlite3.connect(path)) as file:
        kept = [f"PRAGMA {name} = {value(file, name)};" for name in ("application_id", "user_version")]
        return "\n".join([*kept, *file.iterdump()]) + "\n"


def value(file: sqlite3.Connection, name: str) -> int:
    (found,) = file.execute(f"PRAGMA {name}").fetchone()
    return int(found)


def from_sql(sql: Path, path: Path) -> None:
    """A ledger from its SQL text."""
    with closing(sqlite3.connect(path)) as file:
        file.executescript(sql.read_text("utf-8"))


def keep_ledger(folder: Path) -> Iterator[Path]:
    kept = folder / f"ledger.{len(migrations())}.sql"
    if not kept.exists():
        with tempfile.TemporaryDirectory() as empty:
            write_a_ledger(Path(empty) / "station.db")
            kept.write_text(as_sql(Path(empty) / "station.db"), "utf-8")
        yield kept


if __name__ == "__main__":
    for file in (*keep_shapes(SHIPPED, cn.tables), *keep_samples(SHIPPED, cn), *keep_ledger(SHIPPED)):
        print("kept", file.name)
