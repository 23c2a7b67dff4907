"""`precinct rebuild LEDGER`: put what is kept beside the entries back to what they say."""

import argparse

from precinct.cli.station import add_file, open_station
from precinct.cli.words import say, shown


def add(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Say what the verb takes."""
    parser = verbs.add_parser("rebuild", help="put deadlines and names back to what the entries say")
    add_file(parser, "others may use it meanwhile", now=False)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print a line for each thing that was kept otherwise; 1 where one could not be put back, 2 where nobody can tell."""
    with open_station(arguments, readonly=False) as station:
        rebuilt = station.rebuild()
    for words, some in (
        (say(arguments.lang, "已恢复", "put back"), rebuilt.mended),
        (say(arguments.lang, "未能恢复，请比对备份", "LEFT, see a backup"), rebuilt.left),
    ):
        for one in some:
            print(shown(f"{words}  {one.text.to(arguments.lang)}"))
    return int(bool(rebuilt.left))
