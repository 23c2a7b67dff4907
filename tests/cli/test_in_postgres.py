"""The verbs that read a ledger, of one in PostgreSQL."""

import sys
from pathlib import Path
from urllib.parse import quote

import psycopg
import pytest
from psycopg import sql

from precinct import Actor, Role, Station, cn
from precinct.cli import main
from precinct.ledger.postgres import PostgresRecorder
from precinct.ledger.postgres_link import migrations
from precinct.matters.report import Channel, Receive
from tests.ledger.writing import unit, written
from tests.postgres_server import schema_of
from tests.station.conftest import NIGHT

NAME = "station.example/ledger"
DESK = Actor("desk", "接警员", {Role.RECEPTIONIST})
AFTER_A_WEEK = "2023-01-13T22:00+08:00"


@pytest.fixture
def schema(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.chdir(tmp_path)
    return schema_of(tmp_path)


@pytest.fixture
def recorder(postgres: str, schema: str) -> PostgresRecorder:
    with PostgresRecorder.open(postgres, schema=schema) as made:
        made.append(unit(*(written("R1", version, note="闹事") for version in range(1, 6))))
        return made


def said(capsys: pytest.CaptureFixture[str]) -> str:
    captured = capsys.readouterr()
    return captured.out + captured.err


@pytest.mark.usefixtures("recorder")
def test_it_is_verified_signed_and_proven_as_a_file_is(
    postgres: str, schema: str, capsys: pytest.CaptureFixture[str]
) -> None:
    def ledger(verb: str, *arguments: str) -> int:
        return main(["ledger", verb, postgres, "--schema", schema, *arguments])

    assert main(["ledger", "keygen", NAME, "a.key"]) == 0
    assert ledger("verify") == 0
    assert "5 entries, every one as it was written" in said(capsys)
    assert ledger("checkpoint", "--key", "a.key", "--out", "one") == 0
    assert ledger("checkpoint", "--after", "one") == 0
    assert said(capsys).startswith(f"{schema}\n5\n"), "an address names no ledger"
    assert ledger("verify", "--checkpoint", "one", "--key", "a.key.pub", "--backup", postgres) == 0
    assert "all 5 entries of the backup are there as they were" in said(capsys)
    assert ledger("prove", "R1", "2", "--checkpoint", "one", "--out", "p") == 0
    assert main(["ledger", "check-proof", "p", "--key", "a.key.pub"]) == 0
    assert '["R1", "report", 2' in said(capsys)
    assert ledger("schema") == 0
    out = said(capsys)
    assert out.startswith(f"-- schema {len(migrations())}\n")
    assert all(script in out for script in migrations())


def test_what_was_tampered_with_is_named(
    postgres: str, schema: str, recorder: PostgresRecorder, capsys: pytest.CaptureFixture[str]
) -> None:
    with psycopg.connect(postgres) as by_hand:
        entries = sql.Identifier(schema, "entries")
        by_hand.execute(sql.SQL("ALTER TABLE {} DISABLE TRIGGER USER").format(entries))
        by_hand.execute(sql.SQL("UPDATE {} SET payload = '{{}}' WHERE position = 3").format(entries))
    assert main(["ledger", "verify", postgres, "--schema", schema]) == 1
    assert "position 3: version 3 of matter R1" in said(capsys)


def test_reading_one_that_is_not_there_makes_none(
    postgres: str, schema: str, capsys: pytest.CaptureFixture[str]
) -> None:
    for verb in (["ledger", "verify"], ["verify"], ["rebuild"], ["due"], ["sweep"]):
        assert main([*verb, postgres, "--schema", schema]) == 1, "the database was looked at, and has none"
        assert "there is nothing to read" in said(capsys)
    with psycopg.connect(postgres) as by_hand:
        assert by_hand.execute("SELECT to_regnamespace(%s)", (schema,)).fetchone() == (None,)


def test_what_is_due_is_told_and_swept(
    postgres: str, schema: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with Station(
        PostgresRecorder.open(postgres, schema=schema), procedure=cn, clock=lambda: NIGHT
    ) as station:
        station.begin(Receive(Channel.PHONE, urgent=True), actor=DESK)
        for arguments in (["due", postgres], ["sweep", postgres]):
            assert main([*arguments, "--schema", schema, "--now", AFTER_A_WEEK]) == 0
            assert " report " in said(capsys)
        assert main(["sweep", postgres, "--schema", schema, "--now", AFTER_A_WEEK]) == 0
        assert said(capsys) == "", "it was told once"


@pytest.mark.usefixtures("recorder")
def test_a_backup_is_made_with_the_tools_of_the_server(
    postgres: str, schema: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["ledger", "backup", postgres, "b.db", "--schema", schema]) == 2
    assert "pg_dump" in said(capsys)
    assert main(["ledger", "backup", "a.db", postgres]) == 2
    assert list(tmp_path.iterdir()) == []


def test_only_a_ledger_in_postgresql_has_a_schema(postgres: str, capsys: pytest.CaptureFixture[str]) -> None:
    Path("a.db").touch()
    for verb in (["verify", "a.db"], ["schema", "a.db"], ["backup", "a.db", "b.db"]):
        assert main(["ledger", *verb, "--schema", "s"]) == 2
        assert "leave it out for a file" in said(capsys)
    assert main(["ledger", "verify", postgres, "--schema", "x" * 64]) == 2
    assert "1 to 63 bytes" in said(capsys)


def refused(*arguments: str) -> int:
    """The status of what is not done."""
    try:
        return main(arguments)
    except SystemExit as ended:
        return int(ended.code or 0)


HUSH = ("hu@sh", "hu/sh", "hu%zzsh", "12/hush", "hush", "hu sh", "hu?sh#", "h@u/s@h")


@pytest.mark.parametrize(
    "verb", [("ledger", "verify"), ("ledger", "checkpoint"), ("due",), ("sweep",), ("verify",), ("rebuild",)]
)
def test_where_no_server_is_that_is_told_in_one_line(
    verb: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert refused(*verb, "postgresql://me:hush@/records?host=/nowhere") == 2
    out = said(capsys)
    assert out.count("\n") == 1
    assert out.startswith("precinct: PostgreSQL at /nowhere, database records, schema precinct cannot be ")
    assert "hush" not in out


@pytest.mark.parametrize("hush", HUSH)
@pytest.mark.parametrize(
    "arguments",
    [
        ("ledger", "verify", "postgresql://me:{}@nowhere.invalid/records"),
        ("due", "postgresql://me:{}@nowhere.invalid:1/records"),
        ("sweep", "postgresql:///records?host=/nowhere&password={}"),
        ("ledger", "verify", "postgresq://me:{}@nowhere.invalid/records"),
        ("ledger", "verify", "host=nowhere password='{}'"),
        ("ledger", "verify", "a.db", "postgresql://me:{}@nowhere.invalid/records"),
        ("ledger", "postgresql://me:{}@nowhere.invalid/records"),
        ("due", "a.db", "password={}"),
    ],
)
def test_no_password_is_shown_however_wrong_the_address_is(
    arguments: tuple[str, ...], hush: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert refused(*(one.replace("{}", hush) for one in arguments)) == 2
    out = said(capsys)
    assert out
    assert not any(part in out for part in ("hush", "sh@", "sh'", "h@u", "hu@", "zz", "hu sh")), out


def test_a_password_before_no_host_is_not_shown_as_a_port(capsys: pytest.CaptureFixture[str]) -> None:
    assert refused("ledger", "verify", "postgres://me:hush") == 2
    out = said(capsys)
    assert "write %40 for @" in out
    assert "hush" not in out


def test_a_password_with_any_sign_in_it_is_written_with_percent_signs(
    postgres: str, schema: str, recorder: PostgresRecorder
) -> None:
    with psycopg.connect(postgres) as by_hand:
        clerk = sql.Identifier(f"clerk_{schema}")
        by_hand.execute(sql.SQL("CREATE ROLE {} LOGIN SUPERUSER PASSWORD {}").format(clerk, HUSH[-1]))
    address = postgres.replace("postgres:@", f"clerk_{schema}:{quote(HUSH[-1], safe='')}@")
    assert main(["ledger", "verify", address, "--schema", schema]) == 0


def test_a_missing_extra_is_told_in_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for module in [name for name in sys.modules if name.startswith(("psycopg", "precinct.ledger.postgres"))]:
        monkeypatch.delitem(sys.modules, module)
    monkeypatch.setitem(sys.modules, "psycopg", None)
    for arguments in (["ledger", "verify"], ["due"], ["sweep"]):
        assert refused(*arguments, "postgresql://me:hush@/records") == 2
        out = said(capsys)
        assert out.count("\n") == 1
        assert "pip install 'precinct-workflow[postgres]'" in out
