"""`precinct ledger backup` and `schema`: a copy that is whole, and the SQL of the tables."""

import argparse
from contextlib import suppress

from precinct.basics.errors import BadInput
from precinct.basics.ledger_errors import OlderLedger
from precinct.basics.text import Language
from precinct.cli.places import add_ledger, opened
from precinct.cli.words import say, shown
from precinct.ledger.sqlite_copy import back_up, schema_of
from precinct.ledger.sqlite_file import migrations
from precinct.ledger.where import is_address

_WITH_PG_DUMP = (
    "it copies a file; copy a ledger in PostgreSQL with pg_dump, and verify what pg_restore makes of it "
    "against a checkpoint"
)


def add(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Say what the verbs take."""
    parser = verbs.add_parser("backup", help="copy a ledger while others write to it, and verify the copy")
    add_ledger(parser, "it must be a file: PostgreSQL copies with pg_dump")
    parser.add_argument("to", help="a new file for the copy")
    parser.set_defaults(run=run)
    parser = verbs.add_parser("schema", help="print the SQL of the tables")
    add_ledger(parser, "if not given, every migration of a file that this precinct knows", needed=False)
    parser.set_defaults(run=run_schema)


def run(arguments: argparse.Namespace) -> int:
    """Copy, verify the copy, and print what it holds."""
    language: Language = arguments.lang
    if is_address(arguments.file) or is_address(arguments.to):
        raise BadInput("backup", [_WITH_PG_DUMP])
    with suppress(OlderLedger):  # copied before it is brought up to date
        opened(arguments.file, arguments.schema).close()
    tip = back_up(arguments.file, arguments.to)
    print(
        say(
            language,
            f"{arguments.to}：{tip.position} 条记录，已验；链尾 {tip.hash.hex()}",
            f"{arguments.to}: {tip.position} entries, verified; the chain ends in {tip.hash.hex()}",
        )
    )
    return 0


def run_schema(arguments: argparse.Namespace) -> int:
    """Print the SQL."""
    if arguments.file is None:
        print("\n".join(migrations()), end="")
        return 0
    opened(arguments.file, arguments.schema).close()  # which says so if it has not today's schema
    if is_address(arguments.file):
        from precinct.ledger.postgres_link import migrations as scripts

        print(f"-- schema {len(scripts())}\n" + "\n".join(scripts()), end="")
    else:
        print(shown(schema_of(arguments.file)), end="")
    return 0
