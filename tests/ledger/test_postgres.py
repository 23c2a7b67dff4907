"""What PostgreSQL adds to the contract: one server, commits, processes, and what happens when things go wrong."""

import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import timedelta
from functools import partial
from pathlib import Path

import attrs
import psycopg
import pytest
from psycopg import sql

from precinct.basics.ledger_errors import (
    AlreadyRecorded,
    Conflict,
    DeadlineMoved,
    LedgerBusy,
    LedgerError,
    LedgerUnreachable,
    LedgerUnwritable,
    NewerLedger,
    NotALedger,
    OlderLedger,
    Tampered,
)
from precinct.ledger.postgres import PostgresRecorder
from precinct.ledger.postgres_link import Link, migrations
from precinct.ledger.postgres_rows import FEW, append_query, append_values
from precinct.ledger.stored import Tip
from precinct.testing.stores import NOON, at_once, deadline, unit, written
from tests.ledger.processes import start
from tests.postgres_server import schema_of


@pytest.fixture
def schema(tmp_path: Path) -> str:
    return schema_of(tmp_path)


@pytest.fixture
def recorder(postgres: str, schema: str) -> Iterator[PostgresRecorder]:
    with PostgresRecorder.open(postgres, schema=schema, patience=0.5) as made:
        yield made


@pytest.fixture
def by_hand(postgres: str, schema: str) -> "Iterator[psycopg.Connection[tuple[object, ...]]]":
    with closing(psycopg.connect(postgres, autocommit=True)) as connection:
        connection.execute("SELECT set_config('search_path', %s, false)", (schema,))
        yield connection


By = psycopg.Connection[tuple[object, ...]]


def filled(recorder: PostgresRecorder, entries: int = 6) -> Tip:
    recorder.append(unit(*(written("a", version, note="打架" * 40) for version in range(1, entries + 1))))
    return recorder.append(unit(written("b", 1), deadlines=(deadline("b"),), names=(("b", ("wen",)),)))


def pid_of(recorder: PostgresRecorder) -> int:
    ((pid,),) = recorder._rows("SELECT pg_backend_pid()", ())
    return int(pid)


# --- commits ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("entries", [1, FEW, FEW + 1])
def test_a_unit_of_work_is_one_transaction(recorder: PostgresRecorder, by_hand: By, entries: int) -> None:
    recorder.append(
        unit(
            *(written("a", version) for version in range(1, entries + 1)),
            written("b", 1),
            deadlines=(deadline("a"), deadline("b")),
            names=(("a", ("wen", "gao")),),
            sealed=(("b", True),),
            key="k",
        )
    )
    transactions = set()
    for table in ("entries", "heads", "deadlines", "names", "tip", "keys"):
        rows = by_hand.execute(f"SELECT DISTINCT xmin::text FROM {table}".encode()).fetchall()
        assert rows, table
        transactions |= set(rows)
    assert len(transactions) == 1


def test_a_conflict_writes_nothing(recorder: PostgresRecorder, by_hand: By) -> None:
    written_before = by_hand.execute("SELECT ctid, xmin FROM tip").fetchall()
    with pytest.raises(Conflict):
        recorder.append(unit(written("a", 2)))
    assert by_hand.execute("SELECT ctid, xmin FROM tip").fetchall() == written_before


@pytest.mark.parametrize(("synchronous", "setting"), [("FULL", "on"), ("NORMAL", "off")])
def test_synchronous_is_what_was_asked_for(
    postgres: str, schema: str, synchronous: str, setting: str
) -> None:
    with PostgresRecorder.open(postgres, schema=schema, synchronous=synchronous) as recorder:  # type: ignore[arg-type]
        assert recorder._rows("SELECT current_setting('synchronous_commit')", ()) == [(setting,)]
    with pytest.raises(ValueError, match="FULL or NORMAL"):
        PostgresRecorder.open(postgres, schema=schema, synchronous="OFF")  # type: ignore[arg-type]


def test_what_was_written_is_there_after_reopening(
    postgres: str, schema: str, recorder: PostgresRecorder
) -> None:
    tip = filled(recorder)
    recorder.close()
    with PostgresRecorder.open(postgres, schema=schema) as again:
        assert again.tip() == again.verify() == tip
        assert list(again.deadlines()) == [deadline("b")]
        assert again.find(["wen"]) == ("b",)


# --- the schema ------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ['Amt "1"; DROP', "警", "ledger", "public-2"])
def test_a_schema_may_have_any_name(postgres: str, name: str) -> None:
    with PostgresRecorder.open(postgres, schema=name) as recorder:
        recorder.append(unit(written("a", 1)))
    with PostgresRecorder.open(postgres, schema=name) as recorder:
        assert recorder.verify().position == 1


@pytest.mark.parametrize("name", ["$user", "pg_x", "pg_temp", "information_schema"])
def test_a_name_that_postgresql_keeps_for_itself_is_refused(postgres: str, name: str) -> None:
    with pytest.raises(ValueError, match="means something to PostgreSQL itself; choose another"):
        PostgresRecorder.open(postgres, schema=name)


@pytest.mark.parametrize("name", ["", "\0", "x" * 64])
def test_a_name_that_would_be_cut_off_is_refused(postgres: str, name: str) -> None:
    with pytest.raises(ValueError, match="1 to 63 bytes"):
        PostgresRecorder.open(postgres, schema=name)


def test_two_ledgers_of_a_database_know_nothing_of_each_other(postgres: str, schema: str) -> None:
    with (
        PostgresRecorder.open(postgres, schema=schema) as one,
        PostgresRecorder.open(postgres, schema=f"{schema}-2") as other,
    ):
        one.append(unit(written("a", 1), deadlines=(deadline("a"),)))
        assert not list(other.heads())
        assert other.claim(NOON + timedelta(days=1), NOON + timedelta(days=2)) == ()
        assert not other.wait(0, timedelta(seconds=0.1))
        other.append(unit(written("a", 1)))
        assert one.verify().position == other.verify().position == 1


def test_several_may_make_a_ledger_at_once(postgres: str, schema: str) -> None:
    for recorder in at_once(*[partial(PostgresRecorder.open, postgres, schema=schema)] * 5):
        assert isinstance(recorder, PostgresRecorder)
        assert recorder.verify().position == 0
        recorder.close()


def test_a_schema_that_was_made_for_him_is_enough_for_who_may_make_none(
    postgres: str, schema: str, by_hand: By
) -> None:
    clerk = f"clerk_{schema}"
    by_hand.execute(sql.SQL("CREATE ROLE {} LOGIN PASSWORD 'x'").format(sql.Identifier(clerk)))
    made = sql.SQL("CREATE SCHEMA {} AUTHORIZATION {}")
    by_hand.execute(made.format(sql.Identifier(f"{schema}_made"), sql.Identifier(clerk)))
    as_clerk = psycopg.conninfo.make_conninfo(postgres, user=clerk, password="x")
    with PostgresRecorder.open(as_clerk, schema=f"{schema}_made") as recorder:
        assert recorder.append(unit(written("a", 1))).position == 1
    with pytest.raises(LedgerUnwritable):
        PostgresRecorder.open(as_clerk, schema=f"{schema}_other")


def test_what_somebody_else_keeps_there_is_left_alone(postgres: str, schema: str, by_hand: By) -> None:
    by_hand.execute(
        sql.SQL("CREATE SCHEMA {0} CREATE TABLE entries (position bigint)").format(sql.Identifier(schema))
    )
    for readonly in (False, True):
        with pytest.raises(NotALedger, match=f"schema {schema}"):
            PostgresRecorder.open(postgres, schema=schema, readonly=readonly)
    tables = by_hand.execute("SELECT tablename FROM pg_tables WHERE schemaname = %s", (schema,)).fetchall()
    assert tables == [("entries",)]


def test_a_newer_and_an_older_ledger_are_told_apart(
    postgres: str, schema: str, recorder: PostgresRecorder, by_hand: By
) -> None:
    by_hand.execute("UPDATE ledger SET schema = 99")
    for readonly in (False, True):
        with pytest.raises(NewerLedger, match="schema 99"):
            PostgresRecorder.open(postgres, schema=schema, readonly=readonly)
    by_hand.execute("UPDATE ledger SET schema = 0")
    with pytest.raises(OlderLedger, match="schema 0"):
        PostgresRecorder.open(postgres, schema=schema, readonly=True)
    by_hand.execute("DELETE FROM ledger")
    with pytest.raises(NotALedger, match="does not say"):
        PostgresRecorder.open(postgres, schema=schema)
    assert len(migrations()) >= 1


def test_an_older_ledger_is_brought_up_to_date_by_who_may_write(
    postgres: str, schema: str, by_hand: By
) -> None:
    by_hand.execute(sql.SQL("CREATE SCHEMA {}").format(sql.Identifier(schema)))
    by_hand.execute(migrations()[0].encode())
    by_hand.execute("UPDATE ledger SET schema = 1")
    first = unit(written("a", 1), written("b", 1), deadlines=(deadline("a"),), key="k1")
    with by_hand.cursor(binary=True) as cursor:
        cursor.execute(append_query(len(first.entries)), append_values(first))
        assert cursor.fetchone()[:2] == ("appended", None)  # type: ignore[index] - there is one row
    with pytest.raises(OlderLedger, match="schema 1"):
        PostgresRecorder.open(postgres, schema=schema, readonly=True)
    with PostgresRecorder.open(postgres, schema=schema) as recorder:
        assert (recorder.verify().position, list(recorder.deadlines())) == (2, [deadline("a")])
        with pytest.raises(AlreadyRecorded):
            recorder.append(first)
        with pytest.raises(DeadlineMoved):
            recorder.append(unit(written("a", 2), standing=(deadline("a", hours=9),)))
        assert recorder.append(unit(written("a", 2), standing=(deadline("a"),))).position == 3
    with PostgresRecorder.open(postgres, schema=schema, readonly=True) as recorder:
        assert recorder.verify().position == 3


def test_reading_only_needs_a_ledger_and_writes_nothing(postgres: str, schema: str, by_hand: By) -> None:
    with pytest.raises(NotALedger, match="nothing to read"):
        PostgresRecorder.open(postgres, schema=schema, readonly=True)
    assert by_hand.execute("SELECT to_regnamespace(%s)", (schema,)).fetchone() == (None,)
    with PostgresRecorder.open(postgres, schema=schema) as recorder:
        tip = filled(recorder)
    with PostgresRecorder.open(postgres, schema=schema, readonly=True) as recorder:
        assert recorder.verify() == tip
        for use in (
            lambda: recorder.append(unit(written("a", 7))),
            lambda: recorder.claim(NOON + timedelta(days=1), NOON + timedelta(days=2)),
        ):
            with pytest.raises(LedgerUnwritable, match="read-only"):
                use()
        assert recorder.tip() == tip


def test_texts_are_ordered_by_code_point_whatever_the_database_speaks(
    recorder: PostgresRecorder, by_hand: By, schema: str
) -> None:
    # Looked up, because a test machine may have no other language.
    ordered = by_hand.execute(
        """
        SELECT tables.relname, attname, collname FROM pg_index
            JOIN pg_class AS tables ON tables.oid = indrelid AND relnamespace = to_regnamespace(%s)
            JOIN pg_attribute ON attrelid = indrelid AND attnum = ANY (indkey)
            JOIN pg_collation ON pg_collation.oid = attcollation
        """,
        (schema,),
    ).fetchall()
    assert {("heads", "matter", "C"), ("names", "name", "C"), ("parked", "subscriber", "C")} <= set(ordered)
    assert {collation for _, _, collation in ordered} == {"C"}


# --- tampering -------------------------------------------------------------------------------------


REFUSED = [
    "DELETE FROM entries",
    "TRUNCATE entries",
    "UPDATE entries SET header = '\\x00'",
    "UPDATE entries SET payload = '\\x00'",
    "UPDATE entries SET payload = NULL",
    "UPDATE entries SET salt = NULL",
    # Not even while content is taken out, which is allowed.
    "UPDATE entries SET payload = NULL, salt = NULL, position = position + 99",
    "UPDATE entries SET payload = NULL, salt = NULL, matter = 'z' || position",
    "UPDATE entries SET payload = NULL, salt = NULL, version = 9",
    "UPDATE entries SET payload = NULL, salt = NULL, header = '\\x00'",
    "UPDATE entries SET payload = NULL, salt = NULL, digest = '\\x00'",
    "UPDATE entries SET payload = NULL, salt = NULL, hash = '\\x00'",
]


@pytest.mark.parametrize("change", REFUSED)
def test_the_database_itself_refuses_to_change_an_entry(
    recorder: PostgresRecorder, by_hand: By, change: str
) -> None:
    tip = filled(recorder)
    with pytest.raises(psycopg.IntegrityError, match="an entry is never"):
        by_hand.execute(change.encode())
    assert recorder.verify() == tip


TAMPERING = {
    "UPDATE entries SET payload = payload || ' '::bytea WHERE position = 3": 3,
    "UPDATE entries SET header = header || ' '::bytea WHERE position = 2": 2,
    "UPDATE entries SET matter = 'z' WHERE position = 4": 4,
    "UPDATE entries SET position = 70 WHERE position = 5": 5,
    "DELETE FROM entries WHERE position = 1": 1,
    "DELETE FROM entries WHERE position = 7": 7,
    "DELETE FROM entries": 1,
    "UPDATE tip SET position = 6, hash = (SELECT hash FROM entries WHERE position = 6)": 7,
    "UPDATE tip SET hash = decode(repeat('00', 32), 'hex')": 7,
    "DELETE FROM tip": 7,
    "UPDATE heads SET state = 'closed' WHERE matter = 'a'": 7,
    "DELETE FROM heads": 7,
}


@pytest.mark.parametrize("statement", TAMPERING)
def test_a_tampered_table_is_found(recorder: PostgresRecorder, by_hand: By, statement: str) -> None:
    filled(recorder)
    by_hand.execute("ALTER TABLE entries DISABLE TRIGGER USER")
    by_hand.execute(statement.encode())
    with pytest.raises(Tampered) as caught:
        recorder.verify()
    assert caught.value.position == TAMPERING[statement]


def test_a_tip_that_does_not_fit_stops_an_append(recorder: PostgresRecorder, by_hand: By) -> None:
    filled(recorder)
    by_hand.execute("UPDATE tip SET position = 3")
    with pytest.raises(Tampered):
        recorder.append(unit(written("a", 7)))
    by_hand.execute("DELETE FROM tip")
    for use in (recorder.tip, lambda: recorder.append(unit(written("a", 7)))):
        with pytest.raises(Tampered, match="end of the chain"):
            use()
    assert sum(1 for _ in recorder.read_all()) == 7


# --- when it cannot be reached or written ----------------------------------------------------------


def test_a_dropped_connection_is_told_and_the_next_attempt_works(
    recorder: PostgresRecorder, by_hand: By
) -> None:
    recorder.append(unit(written("a", 1)))
    uses: list[Callable[[], object]] = [
        lambda: recorder.append(unit(written("a", 2))),
        lambda: list(recorder.read_all()),
        lambda: recorder.claim(NOON, NOON),
    ]
    for use in uses:
        by_hand.execute("SELECT pg_terminate_backend(%s, 5000)", (pid_of(recorder),))
        with pytest.raises(LedgerUnreachable, match="whole or not at all"):
            use()
        assert recorder.verify().position == 1
    recorder.append(unit(written("a", 2)))
    assert recorder.verify().position == 2


def test_a_connection_that_breaks_inside_a_unit_leaves_nothing_of_it(
    recorder: PostgresRecorder, by_hand: By
) -> None:
    recorder.append(unit(written("a", 1)))
    pid = pid_of(recorder)
    with by_hand.transaction():
        # The unit has the tip and waits for this deadline to be put down.
        by_hand.execute("INSERT INTO deadlines SELECT 'a', 'limit', '', 0, 0, '', NULL, '', NULL, NULL")

        def append() -> object:
            with pytest.raises(LedgerUnreachable):
                recorder.append(unit(written("a", 2), written("b", 1), deadlines=(deadline("a"),), key="k"))
            return True

        def cut() -> object:
            with psycopg.connect(by_hand.info.dsn, autocommit=True) as other:
                waiting = "SELECT count(*) FROM pg_stat_activity WHERE pid = %s AND wait_event_type = 'Lock'"
                until = time.monotonic() + 10
                while other.execute(waiting, (pid,)).fetchone() != (1,) and time.monotonic() < until:
                    time.sleep(0.005)
                return other.execute("SELECT pg_terminate_backend(%s, 5000)", (pid,)).fetchone()

        recorder._link = recorder._link.__class__(
            recorder._link.conninfo, recorder._link.schema, True, False, 20
        )
        recorder._connection.execute("SET lock_timeout = '20s'")  # type: ignore[union-attr]
        assert at_once(append, cut) == [True, (True,)]
    by_hand.execute("DELETE FROM deadlines")
    assert recorder.recorded("k") is None
    assert recorder.verify().position == 1
    assert (
        recorder.append(unit(written("a", 2), written("b", 1), deadlines=(deadline("a"),), key="k")).position
        == 3
    )
    assert recorder.verify().position == 3


class Soft(Exception):
    """What a handler of a signal raises."""


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="this system has no alarm")
@pytest.mark.parametrize("error", [Soft, KeyboardInterrupt, SystemExit])
def test_a_call_that_a_signal_breaks_off_spoils_nothing_for_the_next(
    postgres: str, schema: str, by_hand: By, error: type[BaseException]
) -> None:
    def broken_off(use: Callable[[], object]) -> None:
        def handle(number: int, frame: object) -> None:
            raise error

        before = signal.signal(signal.SIGALRM, handle)
        try:
            with by_hand.transaction():
                by_hand.execute("SELECT * FROM tip FOR UPDATE")
                signal.setitimer(signal.ITIMER_REAL, 0.2)
                with pytest.raises(error):
                    use()
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, before)

    with PostgresRecorder.open(postgres, schema=schema, patience=20) as recorder:
        recorder.append(unit(written("a", 1)))
        broken_off(lambda: recorder.append(unit(written("b", 1), key="k")))
        recorder.append(unit(written("c", 1)))
        position = recorder.tip().position
        assert (recorder.recorded("k"), recorder.head("b")) == (None, None), "the server went on with it"
        assert position == recorder.verify().position == 2
        broken_off(lambda: recorder.wait(position, timedelta(seconds=20)))
        assert not recorder.wait(position, timedelta(0))
        recorder.append(unit(written("c", 2)))
        assert recorder.wait(position, timedelta(seconds=20))


def test_a_connection_asks_whether_the_server_is_still_there(recorder: PostgresRecorder) -> None:
    def said(link: Link) -> dict[str, str]:
        with closing(link.connect()) as connection:
            return connection.info.get_parameters()

    link = attrs.evolve(recorder._link, patience=6.0)
    asked = {
        "keepalives_idle": "12",
        "keepalives_interval": "4",
        "keepalives_count": "3",
        "tcp_user_timeout": "24000",
    }
    assert asked.items() <= said(link).items()
    # Whoever knows better says so.
    own = psycopg.conninfo.make_conninfo(link.conninfo, tcp_user_timeout=7000, keepalives_idle=2)
    assert (asked | {"tcp_user_timeout": "7000", "keepalives_idle": "2"}).items() <= said(
        attrs.evolve(link, conninfo=own)
    ).items()


def test_a_statement_is_broken_off_and_a_verification_is_not(postgres: str, schema: str) -> None:
    with PostgresRecorder.open(postgres, schema=schema, patience=5) as recorder:
        assert recorder._rows("SELECT current_setting('statement_timeout')", ()) == [("1min",)]
        with recorder._link.snapshot() as connection:
            assert connection.execute("SHOW statement_timeout").fetchone() == ("0",)
        recorder._rows("SELECT set_config('statement_timeout', '50ms', false)", ())
        with pytest.raises(LedgerBusy):
            recorder._rows("SELECT pg_sleep(20)", ())
        recorder.append(unit(written("a", 1)))
        assert recorder.verify().position == 1
    with PostgresRecorder.open(postgres, schema=schema, patience=0.1) as recorder:
        assert recorder._rows("SELECT current_setting('statement_timeout')", ()) == [("30s",)]


def test_closing_waits_for_no_answer_that_does_not_come(postgres: str, schema: str) -> None:
    recorder = PostgresRecorder.open(postgres, schema=schema, patience=0.2)
    recorder.append(unit(written("a", 1)))
    began = time.monotonic()
    calling = threading.Event()

    def call() -> object:
        calling.set()
        with pytest.raises(LedgerUnreachable):
            recorder._rows("SELECT pg_sleep(25)", ())
        return True

    def close() -> object:
        calling.wait()
        time.sleep(0.3)
        recorder.close()
        return True

    assert at_once(call, close) == [True, True]
    assert time.monotonic() - began < 20
    with pytest.raises(ValueError, match="closed"):
        recorder.tip()


def test_who_waits_too_long_is_told_and_can_try_again(recorder: PostgresRecorder, by_hand: By) -> None:
    with by_hand.transaction():
        by_hand.execute("SELECT * FROM tip FOR UPDATE")
        with pytest.raises(LedgerBusy, match="try again"):
            recorder.append(unit(written("a", 1)))
        assert not list(recorder.read_all())
    recorder.append(unit(written("a", 1)))
    assert recorder.verify().position == 1


def test_a_claim_passes_over_what_another_is_taking(recorder: PostgresRecorder, by_hand: By) -> None:
    recorder.append(unit(deadlines=(deadline("a"), deadline("b"))))
    with by_hand.transaction():
        by_hand.execute("SELECT * FROM deadlines WHERE matter = 'a' FOR UPDATE")
        assert recorder.claim(NOON + timedelta(days=1), NOON + timedelta(days=2)) == (deadline("b"),)
    assert recorder.claim(NOON + timedelta(days=1), NOON + timedelta(days=2)) == (deadline("a"),)


def test_a_database_that_defaults_to_stricter_isolation_makes_no_difference(
    postgres: str, schema: str, by_hand: By
) -> None:
    by_hand.execute("CREATE ROLE strict LOGIN SUPERUSER")
    try:
        by_hand.execute("ALTER ROLE strict SET default_transaction_isolation = 'serializable'")
        conninfo = psycopg.conninfo.make_conninfo(postgres, user="strict")
        with (
            PostgresRecorder.open(conninfo, schema=schema) as one,
            PostgresRecorder.open(conninfo, schema=schema) as other,
        ):

            def write(mine: PostgresRecorder, matter: str) -> None:
                for version in range(1, 21):
                    mine.append(unit(written(matter, version)))

            at_once(partial(write, one, "a"), partial(write, other, "b"))
            assert one.verify().position == 40
    finally:
        by_hand.execute(sql.SQL("DROP SCHEMA {} CASCADE").format(sql.Identifier(schema)))
        by_hand.execute("DROP ROLE strict")


def test_where_no_server_is_the_error_says_so_and_no_password() -> None:
    with pytest.raises(LedgerUnreachable, match="nowhere") as caught:
        PostgresRecorder.open("postgresql://me:hush@/records?host=/nowhere")
    assert isinstance(caught.value, LedgerError)
    assert "hush" not in f"{caught.value} {caught.value.place} {caught.value.why}"


def test_a_recorder_does_not_show_its_password(recorder: PostgresRecorder) -> None:
    recorder._link = recorder._link.__class__(
        "postgresql://me:hush@host/records", "s", synchronous=True, readonly=False, patience=1
    )
    assert "hush" not in f"{recorder!r} {recorder._link!r}"
    assert "records" in repr(recorder)


def test_who_waits_is_told_by_the_server(
    postgres: str, schema: str, recorder: PostgresRecorder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("precinct.ledger.postgres._SLICE", 60.0)
    began = time.monotonic()
    with PostgresRecorder.open(postgres, schema=schema) as other:
        waiting = threading.Event()

        def wait() -> bool:
            waiting.set()
            return recorder.wait(0, timedelta(minutes=1))

        def write() -> None:
            waiting.wait()
            time.sleep(0.3)
            other.append(unit(written("a", 1)))

        assert at_once(wait, write)[0] is True
    assert time.monotonic() - began < 30
    assert len(recorder._listeners) == 1
    assert not recorder.wait(1, timedelta(seconds=0.05))
    assert len(recorder._listeners) == 1


# --- processes -----------------------------------------------------------------------


def test_a_killed_process_loses_nothing_that_was_acknowledged(
    postgres: str, schema: str, recorder: PostgresRecorder
) -> None:
    for acknowledged in (1, 40):
        with start("write_for_ever", f"{postgres} {schema}", "FULL") as process:
            assert process.stdout is not None
            for _ in range(acknowledged):
                last = process.stdout.readline()
            process.kill()
            said = [
                int(line)
                for line in (last + process.stdout.read()).splitlines(keepends=True)
                if line.endswith("\n")
            ]
        recorder._rows("SELECT * FROM tip FOR UPDATE", ())  # until the server has seen to what was under way
        a, b = recorder.head("a"), recorder.head("b")
        assert a is not None
        assert b is not None
        assert said[-1] <= b.version <= said[-1] + 1
        assert a.version == 2 * b.version, "half a unit of work"
        assert recorder.verify().position == 3 * b.version


def test_processes_that_write_to_one_new_ledger_lose_nothing(postgres: str, schema: str) -> None:
    processes = [start("add", f"{postgres} {schema}", 60) for _ in range(3)]
    said = [process.communicate()[0] for process in processes]
    assert [process.returncode for process in processes] == [0, 0, 0]
    with PostgresRecorder.open(postgres, schema=schema) as recorder:
        head = recorder.head("shared")
        assert head is not None
        assert head.version == recorder.verify().position == 180
        assert [one.version for one in recorder.read("shared")] == list(range(1, 181))
    assert all(line.strip().isdigit() for line in said)


def test_a_standby_has_no_pulse_so_each_record_is_asked_for(
    recorder: PostgresRecorder, schema: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A snapshot there does not list what runs on the primary. The server is made to say that it is one."""
    monkeypatch.setattr("precinct.ledger.postgres._BEAT", 0)
    assert recorder.pulse() is not None
    with recorder._cursor() as cursor:
        cursor.execute("CREATE FUNCTION pg_is_in_recovery() RETURNS boolean LANGUAGE sql AS 'SELECT true'")
        cursor.execute(
            "SELECT set_config('search_path', quote_ident(%s) || ', pg_catalog', false)", (schema,)
        )
    assert recorder.pulse() is None


def test_what_this_recorder_shuts_is_known_without_asking_the_server(
    recorder: PostgresRecorder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("precinct.ledger.postgres._BEAT", 60)
    recorder.append(unit(written("a", 1)))
    before = recorder.pulse()
    recorder.append(unit(sealed=(("a", True),)))
    assert recorder.pulse() != before
