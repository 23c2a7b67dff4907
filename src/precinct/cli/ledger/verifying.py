"""`precinct ledger verify LEDGER`: is every entry what it was?"""

import argparse
from pathlib import Path

from precinct.basics.errors import BadInput, PrecinctError
from precinct.basics.ledger_errors import Tampered
from precinct.basics.text import Language
from precinct.cli.ledger import files
from precinct.cli.places import add_ledger, opened
from precinct.cli.words import say, shown
from precinct.ledger.checkpoint import Checkpoint, first_difference, verify_against
from precinct.ledger.recorder import Recorder
from precinct.ledger.stored import Stored
from precinct.ledger.where import is_address


def add(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Say what the verb takes."""
    parser = verbs.add_parser(
        "verify", help="check the chain alone, which needs no procedure, and what was kept elsewhere"
    )
    add_ledger(parser, "it is opened for reading only")
    parser.add_argument(
        "--checkpoint", type=Path, action="append", default=[], metavar="F",
        help="what the ledger was, kept elsewhere; several close in on what was changed",
    )  # fmt: skip
    parser.add_argument(
        "--key", type=Path, action="append", default=[], metavar="F",
        help="a public key; then every checkpoint must be signed by one of them",
    )  # fmt: skip
    parser.add_argument(
        "--backup", metavar="LEDGER", help="an earlier copy; names the first entry that is another"
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print what was found; the status is 1 if it is not what it was."""
    language: Language = arguments.lang
    if arguments.key and not arguments.checkpoint:
        raise BadInput("verify", ["a key is for checkpoints; hand over --checkpoint, too"])
    keys = files.public_keys(arguments.key) if arguments.key else None
    checkpoints = [files.checkpoint(path, keys) for path in arguments.checkpoint]
    with opened(arguments.file, arguments.schema) as recorder:
        status = _verify(recorder, checkpoints, keys is not None, language)
        if arguments.backup is not None:
            status = max(status, _compare(recorder, _backup(arguments), checkpoints, language))
    return status


def _verify(recorder: Recorder, checkpoints: list[Checkpoint], signed: bool, language: Language) -> int:
    try:
        tip = verify_against(recorder, checkpoints)
    except Tampered as tampered:
        print(say(language, "账本被改动过：", "TAMPERED: ") + shown(str(tampered)))
        entry = _entry_at(recorder, tampered.position)
        if entry is not None:
            print(_named(entry, language))
        return 1
    if tip.position == 0:
        print(
            say(
                language,
                "账本是空的。若它不该是空的：复制正在使用的账本文件，不会带走日志中的记录；请用 backup",
                "the ledger is empty. If it should not be: the file of a ledger in use is not copied by copying it, "
                "since what was recorded last stands in its log; use backup",
            )
        )
    print(
        say(
            language,
            f"{tip.position} 条记录，条条如初；链尾 {tip.hash.hex()}",
            f"{tip.position} entries, every one as it was written; the chain ends in {tip.hash.hex()}",
        )
    )
    if recorder.forget() is False:  # opened for reading, it can only say so
        print(
            say(
                language,
                "已依法删除的内容在文件中尚有残留；下次写入方打开或 precinct sweep 时清除",
                "bytes of what was erased are still in the file; whoever opens it next for writing takes them out, "
                "as precinct sweep does",
            )
        )
    for one in checkpoints:
        how = (
            say(language, "签名已验", "signed")
            if signed
            else say(language, "未验签名", "signature not looked at")
        )
        print(
            say(
                language,
                f"检查点 {shown(one.origin)}，{one.size} 条：相符（{how}）",
                f"checkpoint {shown(one.origin)} over {one.size} entries: holds ({how})",
            )
        )
    return 0


def _backup(arguments: argparse.Namespace) -> Recorder:
    # What was restored with pg_restore stands in the schema that it had.
    return opened(arguments.backup, arguments.schema if is_address(arguments.backup) else None)


def _compare(recorder: Recorder, opened: Recorder, checkpoints: list[Checkpoint], language: Language) -> int:
    with opened as backup:
        end = backup.verify().position
        verify_against(backup, [one for one in checkpoints if one.size <= end])
        different = first_difference(recorder, backup)
    if different is None:
        print(
            say(
                language,
                f"备份的 {end} 条记录都在，无一不同",
                f"all {end} entries of the backup are there as they were",
            )
        )
        return 0
    print(
        say(language, "与备份不同的第一条：", "the first that is not as in the backup: ")
        + _named(different, language)
    )
    return 1


def _entry_at(recorder: Recorder, position: int) -> Stored | None:
    if position < 1:
        return None
    try:
        return next((one for one in recorder.read_all(position - 1) if one.position == position), None)
    except (PrecinctError, TypeError, OverflowError):  # what is broken may not be readable at all
        return None


def _named(entry: Stored, language: Language) -> str:
    matter = shown(str(entry.matter))
    return say(
        language,
        f"第 {entry.position} 条：事项 {matter} 的第 {entry.version} 版",
        f"position {entry.position}: version {entry.version} of matter {matter}",
    )
