"""`precinct ledger prove` and `check-proof`: one entry, in a file that proves it without the ledger."""

import argparse
from pathlib import Path

from precinct.basics.errors import BadInput
from precinct.basics.ledger_errors import NoSuchMatter
from precinct.basics.text import Language
from precinct.cli.ledger import files
from precinct.cli.places import add_ledger
from precinct.cli.words import say, shown
from precinct.ledger.checkpoint import Checkpoint, checkpoint_of
from precinct.ledger.proof import Proof, prove
from precinct.ledger.recorder import Recorder
from precinct.ledger.stored import Stored


def add(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Say what the verbs take."""
    parser = verbs.add_parser("prove", help="make a file that proves one entry")
    add_ledger(parser, "it is opened for reading only")
    parser.add_argument("id", help="the id of the matter")
    parser.add_argument("version", type=int, help="the version that the entry made")
    under = parser.add_mutually_exclusive_group(required=True)
    under.add_argument("--checkpoint", type=Path, metavar="F", help="a signed checkpoint made since then")
    under.add_argument("--key", type=Path, metavar="F", help="the private key, to sign a new checkpoint with")
    parser.add_argument("--out", type=Path, metavar="F", help="a new file for it; printed if not given")
    parser.set_defaults(run=run)
    parser = verbs.add_parser("check-proof", help="see what a file proves")
    parser.add_argument("file", type=Path, help="the proof")
    parser.add_argument(
        "--key", type=Path, action="append", default=[], metavar="F",
        help="a public key; then the checkpoint must be signed by one of them",
    )  # fmt: skip
    parser.set_defaults(run=run_check)


def run(arguments: argparse.Namespace) -> int:
    """Print or write the proof."""
    with files.opened(arguments.file, arguments.schema) as recorder:
        entry = _entry(recorder, arguments.id, arguments.version)
        if arguments.key is None:
            signed = files.read(arguments.checkpoint).decode(errors="replace")
        else:
            key = files.private_key(arguments.key)
            signed = checkpoint_of(recorder, key.name).signed(key)
        size = Checkpoint.parse(signed.encode()).size
        if entry.position > size:
            raise BadInput("the checkpoint", [f"it was made over {size} entries, and this one came later"])
        files.put(arguments.out, prove(recorder, entry, signed).to_text())
    return 0


def run_check(arguments: argparse.Namespace) -> int:
    """Print what the file proves; the status is 1 if it proves nothing."""
    language: Language = arguments.lang
    proof = Proof.parse(files.read(arguments.file), str(arguments.file))
    checkpoint = proof.require_holds(files.public_keys(arguments.key) if arguments.key else None)
    how = (
        say(language, "签名已验", "signed")
        if arguments.key
        else say(language, "未验签名", "signature not looked at")
    )
    print(
        say(
            language,
            f"账本 {shown(checkpoint.origin)}（{checkpoint.size} 条，{how}）的第 {proof.index + 1} 条是",
            f"position {proof.index + 1} of the ledger {shown(checkpoint.origin)} "
            f"({checkpoint.size} entries, {how}) is",
        )
    )
    print(shown(proof.header.decode(errors="replace")))
    return 0


def _entry(recorder: Recorder, matter: str, version: int) -> Stored:
    head = recorder.head(matter)
    if head is None:
        raise NoSuchMatter(matter)
    for entry in recorder.read(matter, version - 1):
        if entry.version == version:
            return entry
        break
    raise BadInput(f"matter {matter}", [f"it has the versions 1 to {head.version}, and not {version}"])
