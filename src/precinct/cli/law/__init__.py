"""`precinct law`: what the law of a jurisdiction says, what changed in it, and whether it keeps the contract.

precinct law check cn | FOLDER        the contract, and every worked example
precinct law cn show 5.14             one row: what enforces it, what shows it, on which article
precinct law cn limits --on DAY       the time limits in force
precinct law cn diff DAY DAY          what changed between two days
precinct law cn coverage              the page that says where every row stands
"""

import argparse
from datetime import date

from precinct.cli.law import checking, coverage, differences, limits, row
from precinct.cli.law.packs import SHIPPED


def add(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Say what the verb takes."""
    parser = verbs.add_parser(
        "law", help="show, compare and check the law of a jurisdiction. Not legal advice"
    )
    which = parser.add_subparsers(dest="which", required=True, metavar="check | JURISDICTION")
    check = which.add_parser("check", help="run the contract and every worked example of a jurisdiction")
    check.add_argument("pack", help=f"one that ships ({', '.join(SHIPPED)}), or the folder of a pack")
    check.set_defaults(run=checking.run)
    for name in SHIPPED:
        one = which.add_parser(name, help=f"the law of {name}")
        asked = one.add_subparsers(dest="asked", required=True, metavar="QUESTION")
        show = asked.add_parser("show", help="one row of the table of facts, and all that the pack has of it")
        show.add_argument("row", help="its number, such as 5.14 or A9")
        show.set_defaults(run=row.run, pack=name)
        listed = asked.add_parser("limits", help="the time limits in force on a day")
        listed.add_argument(
            "--on", type=_day, default=None, metavar="DAY", help="such as 2026-01-01; today if not given"
        )
        listed.set_defaults(run=limits.run, pack=name)
        diff = asked.add_parser("diff", help="what changed between two days")
        diff.add_argument("before", type=_day, help="the first day, such as 2025-12-31")
        diff.add_argument("after", type=_day, help="the second day")
        diff.set_defaults(run=differences.run, pack=name)
        page = asked.add_parser("coverage", help="the page that says where every row stands")
        page.set_defaults(run=coverage.run, pack=name)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no day such as 2026-01-31") from None
