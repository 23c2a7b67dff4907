"""`precinct ledger checkpoint` and `keygen`: say what a ledger is, and with which key."""

import argparse
from pathlib import Path

from precinct.basics.text import Language
from precinct.cli.ledger import files
from precinct.cli.places import add_ledger, called, opened
from precinct.cli.words import say
from precinct.ledger.checkpoint import checkpoint_of
from precinct.ledger.note import SigningKey


def add(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Say what the verbs take."""
    parser = verbs.add_parser("checkpoint", help="verify a ledger and say what it is, to be kept elsewhere")
    add_ledger(parser, "it is opened for reading only")
    parser.add_argument("--key", type=Path, metavar="F", help="the private key to sign with")
    parser.add_argument(
        "--origin",
        metavar="NAME",
        help="which ledger; the key's name, or the file's or schema's, if not given",
    )
    parser.add_argument(
        "--after", type=Path, action="append", default=[], metavar="F",
        help="an earlier checkpoint, to which the ledger must hold",
    )  # fmt: skip
    parser.add_argument("--out", type=Path, metavar="F", help="a new file for it; printed if not given")
    parser.set_defaults(run=run)
    parser = verbs.add_parser("keygen", help="make a pair of keys to sign with")
    parser.add_argument("name", type=_name, help="whose it is, such as station.example/ledger")
    parser.add_argument(
        "out", type=Path, help="a new file for the private key; the public one goes to OUT.pub"
    )
    parser.set_defaults(run=run_keygen)


def run(arguments: argparse.Namespace) -> int:
    """Print or write the checkpoint."""
    key = None if arguments.key is None else files.private_key(arguments.key)
    origin = arguments.origin or (called(arguments.file, arguments.schema) if key is None else key.name)
    with opened(arguments.file, arguments.schema) as recorder:
        made = checkpoint_of(recorder, origin, [files.checkpoint(path) for path in arguments.after])
    files.put(arguments.out, made.to_text() if key is None else made.signed(key))
    return 0


def run_keygen(arguments: argparse.Namespace) -> int:
    """Write the pair, and print the public half."""
    language: Language = arguments.lang
    key = SigningKey.generate(arguments.name)
    public = key.public().to_text()
    files.write(arguments.out, f"{key.to_text()}\n", secret=True)
    files.write(arguments.out.with_name(arguments.out.name + ".pub"), f"{public}\n")
    print(public)
    print(
        say(
            language,
            f"私钥在 {arguments.out}：请移到账本那台机器之外保管",
            f"the private key is in {arguments.out}: keep it where nobody who can write to the ledger can read it",
        )
    )
    return 0


def _name(text: str) -> str:
    try:
        return SigningKey.generate(text).name
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None
