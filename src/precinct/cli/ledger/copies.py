"""`precinct ledger backup` and `schema`: a copy that is whole, and the SQL of the tables."""

import argparse
from pathlib import Path

from precinct.basics.text import Language
from precinct.cli.words import say, shown
from precinct.ledger.sqlite_copy import back_up, schema_of
from precinct.ledger.sqlite_file import migrations


def add(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Say what the verbs take."""
    parser = verbs.add_parser("backup", help="copy a ledger while others write to it, and verify the copy")
    parser.add_argument("file", type=Path, help="the ledger")
    parser.add_argument("to", type=Path, help="a new file for the copy")
    parser.set_defaults(run=run)
    parser = verbs.add_parser("schema", help="print the SQL of the tables")
    parser.add_argument(
        "file", type=Path, nargs="?", help="a ledger; if not given, every migration that this precinct knows"
    )
    parser.set_defaults(run=run_schema)


def run(arguments: argparse.Namespace) -> int:
    """Copy, verify the copy, and print what it holds."""
    language: Language = arguments.lang
    arguments.file.stat()
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
    arguments.file.stat()
    print(shown(schema_of(arguments.file)), end="")
    return 0
