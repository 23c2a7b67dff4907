"""`precinct verify LEDGER`: is a station's ledger what it was, and all that is kept beside its entries what they say?"""

import argparse
from pathlib import Path

from precinct.basics.beside_errors import Miscounted
from precinct.basics.ledger_errors import Tampered
from precinct.cli.ledger import files
from precinct.cli.station import add_file, open_station
from precinct.cli.words import say, shown


def add(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Say what the verb takes."""
    parser = verbs.add_parser(
        "verify", help="check the chain, and that all that is kept beside the entries is what they say"
    )
    add_file(parser, "it is opened for reading only", now=False)
    parser.add_argument(
        "--checkpoint",
        type=Path,
        metavar="F",
        help="what the ledger was, kept elsewhere; no signature is looked at",
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print what was found; the status is 1 where something is not as it should be, 2 where nobody can tell."""
    kept = None if arguments.checkpoint is None else files.checkpoint(arguments.checkpoint, None)
    with open_station(arguments, readonly=True) as station:
        try:
            tip = station.verify(kept)
        except Tampered as tampered:
            print(say(arguments.lang, "账本被改动过：", "TAMPERED: ") + shown(str(tampered)))
            return 1
        except Miscounted as moved:
            print(say(arguments.lang, "期限应重新计算：", "COUNTED OTHERWISE: ") + shown(str(moved)))
            return 1
    print(
        say(
            arguments.lang,
            f"{tip.position} 条记录，条条如初；期限、检索名称与记录相符；链尾 {tip.hash.hex()}",
            f"{tip.position} entries, every one as it was written, and deadlines and names are as they say; "
            f"the chain ends in {tip.hash.hex()}",
        )
    )
    return 0
