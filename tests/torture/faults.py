"""Every statement fails once, in every way: the store says so cleanly, nothing is half done, and the next attempt works.

A script of all that a store is asked to do is run without a fault first. Then it is run again for each statement that
it came to, with that one failing: before it is done (the usual case), or after it was (what a lost connection or a
late input/output error looks like). What a step of the script raised must be an error of ours; the step is tried
again; and in the end the ledger must hold exactly what it holds without a fault.

Beside that, a real limit on the size of files lets real writes fail, wherever they come.
"""

import os
import resource
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext, suppress
from datetime import timedelta
from functools import partial
from pathlib import Path
from sqlite3 import SQLITE_BUSY, SQLITE_FULL, SQLITE_IOERR
from tempfile import TemporaryDirectory
from typing import Any, NoReturn
from unittest import mock

import attrs
import psycopg

from precinct.basics.ledger_errors import AlreadyRecorded, LedgerError
from precinct.ledger.recorder import Recorder
from precinct.ledger.sqlite import SqliteRecorder
from precinct.ledger.sqlite_held import Held
from precinct.ledger.stored import Bookmark, Parked, Unit
from tests.ledger.writing import NOON, deadline, unit, written
from tests.postgres_server import running
from tests.torture.stores import Fresh, Opens, stores

Step = Callable[[Recorder], object]

HOUR = timedelta(hours=1)
SALT = bytes(16)


def _units() -> list[Unit]:
    """Everything that a unit may hold; the same bytes each time, so that two ledgers can be compared."""

    def made(matter: str, version: int, note: str = "") -> Any:
        return written(matter, version, note=note, salt=SALT)

    return [
        unit(made("a", 1), made("b", 1), names=(("a", ("n1", "n2")), ("b", ("n1",))), key="first"),
        unit(
            made("a", 2), deadlines=(deadline("a"), deadline("a", "other", 2)), seen=(("b", 1),), key="second"
        ),
        unit(made("b", 2), looked_for=((("n2",), ("a",)),), ended=(("a", "other"),), key="third"),
        unit(made("c", 1, "x" * 9000), made("c", 2), sealed=(("b", True),), key="fourth"),
        unit(made("d", 1), erased=("a",), key="fifth"),
    ]


def _appends(one: Unit, recorder: Recorder) -> None:
    # The attempt before may be recorded though its sender was told of an error: that is what keys are for.
    with suppress(AlreadyRecorded):
        recorder.append(one)


def _moves(before: Bookmark, after: Bookmark, parked: Parked | None, recorder: Recorder) -> None:
    if recorder.bookmark("reader").position < after.position:
        recorder.move_bookmark(before, after, parked)


def script() -> list[Step]:
    """All that a store is asked to do. Each step may be tried again."""
    begun, given_up = Bookmark("reader", 3), Parked("reader", 4, "ValueError", NOON)
    return [
        *(partial(_appends, one) for one in _units()),
        partial(_moves, Bookmark("reader"), begun, None),
        partial(_moves, begun, Bookmark("reader", 4), given_up),
        lambda recorder: recorder.claim(NOON + HOUR, NOON + 2 * HOUR),
        lambda recorder: recorder.verify(),
        everything,
    ]


def everything(recorder: Recorder) -> object:
    """All that a ledger says."""
    return (
        [attrs.evolve(one, hash=b"") for one in recorder.read_all()],
        list(recorder.read("c")),
        list(recorder.heads()),
        list(recorder.deadlines()),
        recorder.find(["n1", "n2", "c"]),
        recorder.bookmarks(),
        recorder.parked(),
        [recorder.recorded(key) for key in ("first", "fifth", "none")],
        recorder.tip(),
    )


# --- a statement that fails ------------------------------------------------------------------------


@attrs.define
class Fault:
    """Fails once.

    Args:
        at: the number of the statement that fails; 0 for none.
        after: whether it fails after it was done.
        count: how many statements have come.
    """

    at: int = 0
    after: bool = False
    count: int = 0

    def run(self, statement: Callable[[], Any], fail: Callable[[], NoReturn]) -> Any:
        """Run a statement, or fail instead, or fail after it."""
        self.count += 1
        if self.count == self.at:
            if self.after:
                statement()
            fail()
        return statement()


Failing = Callable[[Fault], AbstractContextManager[None]]
"""Gives a context within which all statements ask the fault first."""


def run(open_ledger: Opens, failing: Failing, fault: Fault) -> tuple[object, int]:
    """Run the script, and try again what fails.

    Args:
        open_ledger: opens the ledger.
        failing: gives the context in which the script is run.
        fault: asked before every statement of the script.

    Returns:
        what the ledger says in the end, and how many steps failed.

    Raises:
        AssertionError: a step fails again.
    """
    with failing(fault):
        recorder, failed = None, 0
        for step in script():
            for attempt in range(2):
                try:
                    recorder = open_ledger() if recorder is None else recorder
                    step(recorder)
                    break
                except LedgerError:
                    assert attempt == 0, "it fails again"
                    failed += 1
        assert recorder is not None
        recorder.close()
    with open_ledger() as again:
        again.verify()
        return everything(again), failed


def fail_everywhere(fresh: Fresh, failing: Failing, every: int = 1) -> int:
    """Let each statement fail, before it is done and after it.

    Args:
        fresh: makes an empty ledger, and gives what opens it.
        failing: gives the context in which statements fail.
        every: only every so-manyth statement.

    Returns:
        how many faults were survived.

    Raises:
        AssertionError: a ledger holds something else than it would without the fault.
    """
    whole, survived = Fault(), 0
    expected, _ = run(fresh(), failing, whole)
    for after in (False, True):
        for at in range(1, whole.count + 1, every):
            said, failed = run(fresh(), failing, Fault(at, after))
            assert said == expected, f"statement {at} of {whole.count} failed, after it was done: {after}"
            survived += failed
    return survived


def failing_sqlite(code: int, fault: Fault) -> AbstractContextManager[None]:
    """Statements fail with what SQLite calls an input/output error, a full disk, a lock."""

    class Cursor(sqlite3.Cursor):
        def execute(self, *arguments: Any) -> Any:
            return fault.run(partial(super().execute, *arguments), self.fail)

        def executemany(self, *arguments: Any) -> Any:
            return fault.run(partial(super().executemany, *arguments), self.fail)

        def fail(self) -> NoReturn:
            self.fetchall()  # a statement that failed holds no lock any more
            error = sqlite3.OperationalError("a fault was put in here")
            error.sqlite_errorcode = code
            raise error

    class Connection(Held):
        def cursor(self, *_: Any) -> Any:
            return super().cursor(Cursor)

        def execute(self, *arguments: Any) -> Any:
            return self.cursor().execute(*arguments)

    return mock.patch("precinct.ledger.sqlite_held.Held", Connection)


def failing_postgres(conninfo: str, fault: Fault) -> AbstractContextManager[None]:
    """The server ends the connection: before a statement, which then fails, or after it, when the answer is lost."""
    execute = psycopg.Cursor.execute

    def asked(cursor: Any, *arguments: Any, **more: Any) -> Any:
        def fail() -> NoReturn:
            with psycopg.connect(conninfo, autocommit=True) as other:
                execute(
                    other.cursor(),
                    "SELECT pg_terminate_backend(%s, 5000)",
                    (cursor.connection.info.backend_pid,),
                )
            execute(cursor, "SELECT 1")
            raise AssertionError("the connection goes on")

        return fault.run(partial(execute, cursor, *arguments, **more), fail)

    return mock.patch.object(psycopg.Cursor, "execute", asked)


# --- a disk that is full ---------------------------------------------------------------------------


def fill_the_disk(folder: Path, step: int = 1) -> int:
    """Let no file grow beyond a limit, for every limit that matters, and look at what is left.

    Args:
        folder: where the ledgers are made.
        step: the limit grows by so many pages of the disk.

    Returns:
        how many limits stopped a write.
    """
    stopped = 0
    for limit in range(0, 200_000, 1024 * step):
        path = folder / f"{limit}.db"
        open_ledger = partial(SqliteRecorder, path)
        if _in_child(partial(_run_within, limit, open_ledger)) == 0:
            break
        stopped += 1
        with open_ledger() as recorder:  # now there is room again
            recorder.verify()
        assert run(open_ledger, lambda _: nullcontext(), Fault())[1] == 0
    return stopped


def _run_within(limit: int, open_ledger: Callable[[], Recorder]) -> int:
    """Do steps until one fails; 1 if one did."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
    try:
        with open_ledger() as recorder:
            for step in script():
                step(recorder)
    except LedgerError:
        return 1
    return 0


def _in_child(job: Callable[[], int]) -> int:
    sys.stdout.flush()
    child = os.fork()
    if child == 0:
        try:
            os._exit(job())
        except BaseException as error:  # nothing of the parent may run in the child
            sys.stderr.write(f"not an error of ours: {error!r}\n")
            os._exit(2)
    _, status = os.waitpid(child, 0)
    code = os.waitstatus_to_exitcode(status)
    assert code in {0, 1}, "something else than an error of ours came out"
    return code


def main(part: float) -> Iterator[str]:
    """Every statement, and every limit."""
    every = max(1, round(1 / part))
    with stores() as known, TemporaryDirectory(prefix="precinct-torture-") as folder:
        for name, code in (("an error", SQLITE_IOERR), ("a full disk", SQLITE_FULL), ("a lock", SQLITE_BUSY)):
            survived = fail_everywhere(known["SQLite FULL"], partial(failing_sqlite, code), every)
            yield f"SQLite: {survived} statements with {name}, each told, tried again, nothing lost"
        with running() as conninfo:
            survived = fail_everywhere(known["PostgreSQL"], partial(failing_postgres, conninfo), every)
            yield f"PostgreSQL: {survived} statements without a connection, each told, tried again, nothing lost"
        yield f"SQLite: {fill_the_disk(Path(folder), every)} disks full at another byte, nothing half done"
