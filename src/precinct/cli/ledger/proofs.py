"""`precinct ledger prove`, `prove-growth` and `check-proof`: one entry, or that a ledger only grew, proven without the ledger."""

import argparse
from pathlib import Path

from precinct.basics.errors import BadInput
from precinct.basics.ledger_errors import Erased, NoSuchMatter, Sealed, Unproven
from precinct.basics.text import Language
from precinct.cli.ledger import files
from precinct.cli.places import add_ledger, opened
from precinct.cli.words import say, shown
from precinct.ledger.checkpoint import Checkpoint, checkpoint_of
from precinct.ledger.proof import ConsistencyProof, Proof, prove, prove_consistency
from precinct.ledger.recorder import Recorder
from precinct.ledger.stored import Stored


def add(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Say what the verbs take."""
    parser = verbs.add_parser("prove", help="make a file that proves one entry")
    add_ledger(parser, "it is opened for reading only")
    parser.add_argument("id", help="the id of the matter")
    parser.add_argument("version", type=int, help="the version that the entry made")
    _add_checkpoint(parser)
    parser.set_defaults(run=run)
    parser = verbs.add_parser("prove-growth", help="make a file that proves that the ledger only grew")
    add_ledger(parser, "it is opened for reading only")
    parser.add_argument("--since", type=Path, required=True, metavar="F", help="the earlier checkpoint")
    _add_checkpoint(parser)
    parser.set_defaults(run=run_growth)
    parser = verbs.add_parser("check-proof", help="see what a file proves")
    parser.add_argument("file", type=Path, help="the proof")
    parser.add_argument(
        "--key", type=Path, action="append", default=[], metavar="F",
        help="a public key; then the checkpoint must be signed by one of them",
    )  # fmt: skip
    parser.add_argument(
        "--since", type=Path, metavar="F", help="the earlier checkpoint, of a proof that the ledger only grew"
    )
    parser.add_argument(
        "--checkpoint",
        type=Path,
        metavar="F",
        help="a checkpoint that was kept, to which the proof must lead",
    )
    parser.set_defaults(run=run_check)


def _add_checkpoint(parser: argparse.ArgumentParser) -> None:
    under = parser.add_mutually_exclusive_group(required=True)
    under.add_argument("--checkpoint", type=Path, metavar="F", help="a signed checkpoint made since then")
    under.add_argument("--key", type=Path, metavar="F", help="the private key, to sign a new checkpoint with")
    parser.add_argument("--out", type=Path, metavar="F", help="a new file for it; printed if not given")


def run(arguments: argparse.Namespace) -> int:
    """Print or write the proof of an entry.

    Raises:
        Sealed, Erased: the record of the matter is shut. A proof would show the header of an entry to whoever gets
            the file, and nobody would have recorded that; who was let in by a query makes it with `proof.prove`.
    """
    with opened(arguments.file, arguments.schema) as recorder:
        entry = _entry(recorder, arguments.id, arguments.version)
        signed = _signed(recorder, arguments)
        size = Checkpoint.parse(signed.encode()).size
        if entry.position > size:
            raise BadInput("the checkpoint", [f"it was made over {size} entries, and this one came later"])
        files.put(arguments.out, prove(recorder, entry, signed).to_text())
    return 0


def run_growth(arguments: argparse.Namespace) -> int:
    """Print or write the proof that the ledger only grew; it shows no entry."""
    with opened(arguments.file, arguments.schema) as recorder:
        earlier, signed = files.checkpoint(arguments.since), _signed(recorder, arguments)
        later = Checkpoint.parse(signed.encode())
        if earlier.origin != later.origin:
            raise BadInput(str(arguments.since), ["it is of another ledger than the later checkpoint"])
        if earlier.size > later.size:
            problem = f"it was made over {earlier.size} entries, the later one over {later.size}"
            raise BadInput(str(arguments.since), [problem])
        files.put(arguments.out, prove_consistency(recorder, earlier, signed).to_text())
    return 0


def _signed(recorder: Recorder, arguments: argparse.Namespace) -> str:
    if arguments.key is None:
        return files.read(arguments.checkpoint).decode(errors="replace")
    key = files.private_key(arguments.key)
    return checkpoint_of(recorder, key.name).signed(key)


def run_check(arguments: argparse.Namespace) -> int:
    """Print what the file proves; the status is 1 if it proves nothing."""
    language: Language = arguments.lang
    keys = files.public_keys(arguments.key) if arguments.key else None
    raw, what = files.read(arguments.file), str(arguments.file)
    how = (
        say(language, "签名已验", "signed")
        if arguments.key
        else say(language, "未验签名", "signature not looked at")
    )
    if ConsistencyProof.is_one(raw):
        if arguments.since is None:
            raise BadInput(
                what, ["it says that a ledger only grew; hand over --since, the earlier checkpoint"]
            )
        earlier = files.checkpoint(arguments.since, keys)
        later = ConsistencyProof.parse(raw, what).require_holds(earlier, keys)
        _require_kept(later, arguments.checkpoint)
        print(
            say(
                language,
                f"账本 {shown(later.origin)} 由 {earlier.size} 条增至 {later.size} 条，原有各条未变（{how}）",
                f"the ledger {shown(later.origin)} grew from {earlier.size} to {later.size} entries, "
                f"and the first are as they were ({how})",
            )
        )
        return 0
    if arguments.since is not None:
        raise BadInput(what, ["it is of one entry; leave --since out"])
    proof = Proof.parse(raw, what)
    checkpoint = proof.require_holds(keys)
    _require_kept(checkpoint, arguments.checkpoint)
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


def _require_kept(checkpoint: Checkpoint, path: Path | None) -> None:
    if path is not None and files.checkpoint(path) != checkpoint:
        raise Unproven("it leads to another checkpoint than the one that was kept")


def _entry(recorder: Recorder, matter: str, version: int) -> Stored:
    head = recorder.head(matter)
    if head is None:
        raise NoSuchMatter(matter)
    if head.erased:
        raise Erased(matter)
    if head.sealed:
        raise Sealed(matter)
    for entry in recorder.read(matter, version - 1):
        if entry.version == version:
            return entry
        break
    raise BadInput(f"matter {matter}", [f"it has the versions 1 to {head.version}, and not {version}"])
