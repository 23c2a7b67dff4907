"""Whoever changes what stands around the entries in PostgreSQL is found, by a reader who may make nothing."""

import re
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from precinct.basics.ledger_errors import NewerLedger, NotALedger, Tampered
from precinct.ledger.postgres import PostgresRecorder
from precinct.ledger.postgres_link import migrations
from precinct.ledger.postgres_shape import made_by
from precinct.ledger.stored import Tip
from tests.ledger.writing import deadline, unit, written
from tests.postgres_server import schema_of

By = psycopg.Connection[tuple[object, ...]]


@pytest.fixture
def schema(tmp_path: Path) -> str:
    return f'{schema_of(tmp_path)} "of" $$ 所'


@pytest.fixture
def recorder(postgres: str, schema: str) -> Iterator[PostgresRecorder]:
    with PostgresRecorder.open(postgres, schema=schema) as made:
        made.append(unit(*(written("a", version) for version in range(1, 4)), deadlines=(deadline("a"),)))
        yield made


@pytest.fixture
def by_hand(postgres: str, schema: str) -> Iterator[By]:
    with closing(psycopg.connect(postgres, autocommit=True)) as connection:
        connection.execute("SELECT set_config('search_path', quote_ident(%s), false)", (schema,))
        yield connection


@pytest.fixture
def reader(postgres: str, schema: str, recorder: PostgresRecorder, by_hand: By) -> Iterator[PostgresRecorder]:
    """Somebody who may read the tables, and neither make nor change anything."""
    name = sql.Identifier(f"reader {schema}")
    by_hand.execute(sql.SQL("CREATE ROLE {} LOGIN PASSWORD 'x'").format(name))
    by_hand.execute(sql.SQL("GRANT USAGE ON SCHEMA {} TO {}").format(sql.Identifier(schema), name))
    grant = sql.SQL("GRANT SELECT ON ALL TABLES IN SCHEMA {} TO {}")
    by_hand.execute(grant.format(sql.Identifier(schema), name))
    conninfo = psycopg.conninfo.make_conninfo(postgres, user=f"reader {schema}", password="x")
    with PostgresRecorder.open(conninfo, schema=schema, readonly=True) as opened:
        yield opened


NOTHING_FITS = (
    "CREATE OR REPLACE FUNCTION erase_matter(in_matter text) RETURNS void LANGUAGE sql AS $$ SELECT $$"
)
APPEND = (
    "DO $$ BEGIN EXECUTE replace(pg_get_functiondef((SELECT oid FROM pg_proc WHERE proname = 'append' "
    "AND pronamespace = quote_ident(current_schema())::regnamespace)), '{}', '{}'); END $$"
)

CHANGES = {
    "DROP TRIGGER entries_are_never_changed ON entries": "trigger entries_are_never_changed on entries is missing",
    "ALTER TABLE entries DISABLE TRIGGER entries_are_never_emptied": "trigger entries_are_never_emptied on entries is not as it was made",
    "ALTER TABLE entries ENABLE REPLICA TRIGGER entries_are_never_changed": "trigger entries_are_never_changed on entries is not as it was made",
    "CREATE OR REPLACE TRIGGER entries_are_never_changed BEFORE UPDATE ON entries FOR EACH ROW EXECUTE FUNCTION refuse_a_change()": "trigger entries_are_never_changed on entries is not as it was made",
    "CREATE TRIGGER another AFTER INSERT ON entries EXECUTE FUNCTION refuse_a_change()": "trigger another on entries is none of precinct's",
    APPEND.format("FOR UPDATE", ""): "function append is not as it was made",
    APPEND.format("LANGUAGE plpgsql", "LANGUAGE plpgsql SECURITY DEFINER"): "function append is not as it was made",
    APPEND.format("LANGUAGE plpgsql", "LANGUAGE plpgsql SET search_path = public"): "function append is not as it was made",
    APPEND.format(".append(", ".append(one int, "): "function append is there a second time",
    NOTHING_FITS: "function erase_matter is not as it was made",
    "DROP FUNCTION put_beside": "function put_beside is missing",
    "CREATE FUNCTION cardinality(text[]) RETURNS int LANGUAGE sql AS 'SELECT 0'": "function cardinality is none of precinct's",
    "CREATE AGGREGATE append(bigint) (SFUNC = int8pl, STYPE = bigint)": "function append is there a second time",
    "CREATE OPERATOR ### (LEFTARG = text, RIGHTARG = text, FUNCTION = texteq)": "operator ### is none of precinct's",
    "ALTER TABLE deadlines ALTER due_at TYPE numeric": "column due_at of deadlines is not as it was made",
    'ALTER TABLE heads ALTER matter TYPE text COLLATE "POSIX"': "column matter of heads is not as it was made",
    "ALTER TABLE heads ALTER sealed SET DEFAULT true": "column sealed of heads is not as it was made",
    "ALTER TABLE heads ALTER kind DROP NOT NULL": "column kind of heads is not as it was made",
    "ALTER TABLE heads ADD note text": "column note of heads is none of precinct's",
    "ALTER TABLE heads DROP ended": "column ended of heads is missing",
    "ALTER TABLE keys RENAME first TO begins": "column begins of keys is none of precinct's",
    "ALTER TABLE tip ADD CHECK (position < 9)": "constraint CHECK (position < 9) on tip is none of precinct's",
    "ALTER TABLE tip DROP CONSTRAINT tip_id_check": "constraint CHECK (id = 1) on tip is missing",
    "ALTER TABLE entries DROP CONSTRAINT entries_matter_version_key": "constraint UNIQUE (matter, version) on entries is missing",
    "DROP INDEX deadlines_to_see_to": "index deadlines_to_see_to is missing",
    "CREATE UNIQUE INDEX one_each ON entries (matter)  WHERE version > 3": "index one_each is none of precinct's",
    "DROP INDEX names_by_matter; CREATE INDEX names_by_matter ON names (name)": "index names_by_matter is not as it was made",
    "UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'heads_by_kind_and_state'::regclass": "index heads_by_kind_and_state is missing",
    "UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'keys_pkey'::regclass": "constraint PRIMARY KEY (key) on keys is missing",
    "DROP TABLE parked": "table parked is missing",
    "ALTER TABLE keys SET UNLOGGED": "table keys is not as it was made",
    "ALTER TABLE names ENABLE ROW LEVEL SECURITY": "table names is not as it was made",
    "CREATE TABLE more () INHERITS (names)": "table names is not as it was made",
    "CREATE RULE nothing AS ON INSERT TO keys DO INSTEAD NOTHING": "rule nothing on keys is none of precinct's",
    "CREATE VIEW seen AS SELECT * FROM heads": "table seen is none of precinct's",
    "CREATE DOMAIN mine AS text": "type mine is none of precinct's",
}  # fmt: skip


@pytest.mark.parametrize("change", CHANGES)
def test_a_changed_schema_is_found_and_told(reader: PostgresRecorder, by_hand: By, change: str) -> None:
    assert reader.verify().position == 3
    by_hand.execute(change.encode())
    with pytest.raises(Tampered, match="its schema is not what precinct makes: ") as caught:
        reader.verify()
    assert CHANGES[change] in caught.value.why
    assert caught.value.position == 0


def test_a_table_that_is_gone_while_it_is_read_is_told_as_that(
    recorder: PostgresRecorder, by_hand: By
) -> None:
    by_hand.execute("ALTER TABLE entries RENAME digest TO fingerprint")
    with pytest.raises(Tampered, match="column digest of entries is missing"):
        recorder.verify()


def test_what_was_done_to_an_entry_says_more_than_what_was_done_to_the_schema(
    recorder: PostgresRecorder, by_hand: By
) -> None:
    by_hand.execute("ALTER TABLE entries DISABLE TRIGGER USER")
    by_hand.execute("UPDATE entries SET header = header || ' '::bytea WHERE position = 2")
    with pytest.raises(Tampered) as caught:
        recorder.verify()
    assert caught.value.position == 2


def test_of_many_changes_a_few_are_told(recorder: PostgresRecorder, by_hand: By) -> None:
    for number in range(9):
        by_hand.execute(f'CREATE TABLE "{number}{"x" * 60}" ()'.encode())
    with pytest.raises(Tampered) as caught:
        recorder.verify()
    assert re.search(r": table 0x+ is none of precinct's; .*table 4x+ is [^;]* and 4 more$", caught.value.why)


def test_what_an_administrator_does_is_no_tampering(
    reader: PostgresRecorder, by_hand: By, recorder: PostgresRecorder
) -> None:
    for statement in (
        "REINDEX SCHEMA " + sql.Identifier(recorder._link.schema).as_string(by_hand),
        "VACUUM FULL entries, names",
        "CLUSTER entries USING entries_pkey",
        "ALTER TABLE entries SET (autovacuum_vacuum_scale_factor = 0.1, fillfactor = 90)",
        "COMMENT ON TABLE entries IS 'the record'",
        "ALTER INDEX entries_pkey RENAME TO entries_by_position",
        "ANALYZE",
        "CREATE STATISTICS two ON kind, state FROM heads",
    ):
        by_hand.execute(statement.encode())
    assert reader.verify().position == 3


def test_what_a_later_precinct_made_of_it_meanwhile_is_no_tampering(
    recorder: PostgresRecorder, by_hand: By
) -> None:
    by_hand.execute("UPDATE ledger SET schema = schema + 1")
    with pytest.raises(NewerLedger):
        recorder.verify()
    by_hand.execute("CREATE TABLE of_tomorrow ()")
    with pytest.raises(NewerLedger):
        recorder.verify()


@pytest.mark.parametrize(
    ("change", "told"),
    {
        "UPDATE ledger SET schema = 1": "has the number 1",
        "DELETE FROM ledger": "does not say which schema it has",
        "DROP TABLE ledger": "table ledger is missing",
        "ALTER TABLE ledger RENAME schema TO number": "column number of ledger is none of precinct's",
        "DO $$ BEGIN EXECUTE format('DROP SCHEMA %I CASCADE', current_schema()); END $$": "is missing",
    }.items(),
)
def test_the_number_of_the_schema_is_verified_and_one_that_is_wrong_is_opened_by_nobody(
    postgres: str, schema: str, recorder: PostgresRecorder, by_hand: By, change: str, told: str
) -> None:
    by_hand.execute(change.encode())
    with pytest.raises(Tampered, match="its schema is not what precinct makes: ") as caught:
        recorder.verify()
    assert caught.value.position == 0
    assert told in caught.value.why
    if "DROP SCHEMA" not in change:
        with pytest.raises(NotALedger):
            PostgresRecorder.open(postgres, schema=schema)


def test_an_index_that_was_never_finished_and_is_none_of_ours_is_not_there(
    recorder: PostgresRecorder, by_hand: By
) -> None:
    by_hand.execute("CREATE INDEX entries_ccnew ON entries (version)")
    by_hand.execute("UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'entries_ccnew'::regclass")
    assert recorder.verify().position == 3


def test_another_ledger_in_the_same_database_is_not_looked_at(
    postgres: str, schema: str, recorder: PostgresRecorder, by_hand: By
) -> None:
    with PostgresRecorder.open(postgres, schema=f"{schema}2") as other:
        by_hand.execute("DROP INDEX names_by_matter")
        assert other.verify() == Tip(0, bytes(32))
        with pytest.raises(Tampered, match="names_by_matter"):
            recorder.verify()


# --- what the scripts make -------------------------------------------------------------------------


def test_every_statement_of_the_scripts_is_understood() -> None:
    names = {name for name, _ in made_by(migrations())}
    assert {"table entries", "column salt of entries", "index names_by_matter", "function append"} <= names


def test_of_what_is_made_twice_the_last_counts() -> None:
    first = "CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql AS $$ SELECT 1; -- one $$;"
    last = "CREATE OR REPLACE FUNCTION f(a int) RETURNS int LANGUAGE sql IMMUTABLE AS $$ SELECT 2 $$;"
    assert made_by([first, last]) == made_by([last])
    assert made_by([first]) != made_by([last])


def test_what_is_taken_away_again_is_not_made() -> None:
    table = "CREATE TABLE t (a text); CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ $$;"
    more = "CREATE INDEX i ON t (a); CREATE TRIGGER g BEFORE UPDATE ON t EXECUTE FUNCTION f();"
    assert made_by([table, more, "DROP INDEX i; DROP TRIGGER g ON t;"]) == made_by([table])
    assert {name for name, _ in made_by([table, more, "DROP TRIGGER g ON t; DROP FUNCTION f;"])} == {
        "table t",
        "column a of t",
        "index i",
    }


def test_what_says_nothing_makes_no_difference() -> None:
    one = "CREATE TABLE t (a text NOT NULL, b bigint DEFAULT 1, PRIMARY KEY (a, b));"
    other = "-- a; comment\nCREATE TABLE t (\n  a   text NOT NULL, -- and, another;\n  b bigint DEFAULT 1,\n  PRIMARY KEY (a, b)\n) WITH (fillfactor = 9);\nINSERT INTO t VALUES ('; -- no comment');"
    assert made_by([one]) == made_by([other])


@pytest.mark.parametrize(
    "script",
    ["DROP TABLE t;", "CREATE TABLE t (a int GENERATED ALWAYS AS IDENTITY);", "CREATE TABLE t (a int)", "'"],
)
def test_a_statement_that_nobody_understands_is_refused(script: str) -> None:
    with pytest.raises(ValueError, match=r"not understood|ends within"):
        made_by([script])
