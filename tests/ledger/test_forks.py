"""A process that was forked off leaves alone what its parent has open, and whoever opens a file twice locks it twice."""

import gc
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from precinct.basics.ledger_errors import LedgerError, OpenedBeforeFork
from precinct.ledger.postgres import PostgresRecorder
from precinct.ledger.recorder import Recorder
from precinct.ledger.sqlite import SqliteRecorder
from precinct.ledger.sqlite_copy import back_up
from precinct.ledger.stored import Bookmark, Parked
from precinct.testing.stores import NOON, unit, written
from tests.ledger.forking import in_a_fork
from tests.postgres_server import schema_of

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork")

Opener = Callable[[], Recorder]


@pytest.fixture(params=["sqlite", "postgres"])
def opened(request: pytest.FixtureRequest, tmp_path: Path) -> Opener:
    if request.param == "sqlite":
        return lambda: SqliteRecorder(tmp_path / "a.db")
    postgres = request.getfixturevalue("postgres")
    return lambda: PostgresRecorder.open(postgres, schema=schema_of(tmp_path))


@pytest.fixture
def recorder(opened: Opener) -> Iterator[Recorder]:
    with opened() as made:
        made.append(unit(written("a", 1)))
        yield made


def test_a_forked_process_is_told_that_the_ledger_is_not_its_own(recorder: Recorder) -> None:
    uses: list[Callable[[], object]] = [
        lambda: recorder.append(unit(written("a", 2))),
        lambda: list(recorder.read("a")),
        lambda: list(recorder.read_all()),
        lambda: recorder.head("a"),
        lambda: list(recorder.heads()),
        lambda: recorder.shut(["a"]),
        lambda: list(recorder.deadlines()),
        lambda: recorder.find(["a"]),
        lambda: recorder.find([]),
        lambda: recorder.recorded("k1"),
        lambda: recorder.claim(NOON, NOON),
        lambda: recorder.bookmark("s"),
        recorder.bookmarks,
        lambda: recorder.move_bookmark(Bookmark("s"), Bookmark("s", 1)),
        recorder.parked,
        lambda: recorder.take_up(Parked("s", 1, "E", NOON)),
        lambda: recorder.wait(0, timedelta(0)),
        recorder.tip,
        recorder.verify,
    ]

    def use_all() -> int:
        told = 0
        for use in uses:
            with pytest.raises(OpenedBeforeFork, match="open it in each process afterwards") as caught:
                use()
            assert isinstance(caught.value, LedgerError)
            assert isinstance(caught.value, ValueError)
            told += 1
        return told

    assert in_a_fork(use_all) == str(len(uses))
    assert recorder.append(unit(written("a", 2))) == recorder.verify()


def test_a_lock_that_was_held_at_the_fork_keeps_no_child_waiting(recorder: Recorder) -> None:
    held, enough = threading.Event(), threading.Event()

    def hold() -> None:
        with recorder._opener.lock:  # type: ignore[attr-defined]  # of both stores
            held.set()
            enough.wait()

    thread = threading.Thread(target=hold)
    thread.start()
    held.wait()
    try:
        assert in_a_fork(recorder.tip).startswith("OpenedBeforeFork")
        assert in_a_fork(recorder.close) == "None"
    finally:
        enough.set()
        thread.join()


def test_a_forked_process_that_lets_go_of_a_ledger_takes_it_from_nobody(
    opened: Opener, recorder: Recorder
) -> None:
    def let_go() -> str:
        recorder.close()
        recorder.__exit__(None, None, None)
        for name in ("_connection", "_cursor", "_link", "_listeners"):
            vars(recorder).pop(name, None)
        gc.collect()
        return "gone"

    assert not recorder.wait(1, timedelta(0))
    for version in range(2, 5):
        assert in_a_fork(let_go) == "gone"
        assert recorder.append(unit(written("a", version))).position == version
        assert recorder.wait(version - 1, timedelta(seconds=1))
    recorder.close()
    with opened() as again:
        assert again.verify().position == 4


def test_each_process_opens_its_own(opened: Opener) -> None:
    def act() -> object:
        with opened() as own:
            head = own.head("a")
            return own.append(unit(written("a", 1 if head is None else head.version + 1))).position

    assert [in_a_fork(act), str(act()), in_a_fork(act)] == ["1", "2", "3"]


# --- files -----------------------------------------------------------------------------------------


def test_nothing_is_lost_where_a_child_goes_on_with_a_file_that_the_parent_closed(tmp_path: Path) -> None:
    recorder = SqliteRecorder(tmp_path / "a.db")
    recorder.append(unit(written("a", 1)))
    asking, answer = os.pipe()

    def act_later() -> object:
        os.read(asking, 1)
        return recorder.append(unit(written("b", 1)))

    def act() -> str:
        with pytest.raises(OpenedBeforeFork):
            act_later()
        return "told"

    os.write(answer, b"!")
    assert in_a_fork(act) == "told"
    recorder.close()
    with SqliteRecorder(tmp_path / "a.db") as again:
        assert again.verify().position == 1


def test_a_child_does_not_open_what_its_parent_had_open_because_it_could_not_lock_it(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with SqliteRecorder(path) as recorder:
        recorder.append(unit(written("a", 1)))
        for use in (lambda: SqliteRecorder(path), lambda: back_up(path, tmp_path / "b.db")):
            assert in_a_fork(use).startswith("OpenedBeforeFork"), use
        assert in_a_fork(lambda: SqliteRecorder(tmp_path / "other.db").append(unit())).startswith("Tip")
    assert in_a_fork(lambda: SqliteRecorder(path).tip().position) == "1"


def test_a_child_lets_the_inherited_connection_live(tmp_path: Path) -> None:
    recorder = SqliteRecorder(tmp_path / "a.db")

    def references() -> int:
        return sys.getrefcount(recorder._connection)

    before = references()
    # Once in a list, which goes when the interpreter ends, and once for ever.
    assert in_a_fork(references) == str(before + 2)
    assert references() == before
    recorder.close()
    assert in_a_fork(references) == str(references())


_COMES_AND_GOES = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1])
print(*connection.execute("SELECT position FROM tip").fetchone())
connection.close()
"""


def told_by_another(path: Path) -> int:
    """Where another process, which comes and goes, finds the end of the chain."""
    return int(subprocess.check_output([sys.executable, "-c", _COMES_AND_GOES, path]))


def test_who_looks_at_a_file_that_he_has_open_does_not_lose_its_locks(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    looks: list[Callable[[], object]] = [
        lambda: SqliteRecorder(path).close(),
        lambda: SqliteRecorder(path, readonly=True).close(),
        lambda: back_up(path, tmp_path / "b.db"),
    ]
    for number, look in enumerate(looks, start=1):
        with SqliteRecorder(path) as recorder:
            recorder.append(unit(written("a", 2 * number - 1)))
            look()
            # Were there no lock any more, the other one would take the log away as it goes, and with it what follows.
            assert told_by_another(path) == 2 * number - 1
            recorder.append(unit(written("a", 2 * number)))
            assert told_by_another(path) == 2 * number
    with SqliteRecorder(path) as again:
        assert again.verify().position == 2 * len(looks)


def test_a_connection_that_was_collected_holds_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    recorder: SqliteRecorder | None = SqliteRecorder(path)
    assert recorder is not None
    recorder = None
    gc.collect()
    assert in_a_fork(lambda: SqliteRecorder(path).tip().position) == "0"
