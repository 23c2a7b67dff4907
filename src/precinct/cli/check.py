"""`precinct check`: is every workflow that ships sound, and does it still understand what older ones wrote?"""

import argparse
from pathlib import Path

from precinct.basics.errors import BadInput
from precinct.jurisdictions.bare import bare
from precinct.jurisdictions.cn import cn
from precinct.ledger.kept import differences_in, find_unsettled, keep_shapes
from precinct.matters.procedure import TABLES
from precinct.workflow.soundness import find_problems


def add(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Say what the verb takes."""
    parser = verbs.add_parser(
        "check", help="check that every workflow that ships is sound, and reads what older ones wrote"
    )
    parser.add_argument(
        "--against",
        type=Path,
        metavar="FOLDER",
        help="a folder with the shapes of all versions that ever shipped; tell what is different today",
    )
    parser.add_argument(
        "--keep", action="store_true", help="keep the shapes of today in that folder first, where it has none"
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print each workflow with its findings; the status is 1 if there are any."""
    if arguments.keep and arguments.against is None:
        raise BadInput("--keep", ["it goes with --against FOLDER"])
    if arguments.against is not None and not arguments.against.is_dir():
        raise BadInput("--against", [f"{arguments.against} is no folder"])
    status = 0
    for procedure in (cn, bare("UTC")):
        for table in TABLES:
            asked = table.asked_under(procedure.law)
            problems = find_problems(asked, procedure.law)
            verdict = "sound" if not problems else f"{len(problems)} problem(s)"
            moves = sum(1 for _ in asked.rows())
            guards = len({condition.code for condition in asked.conditions()})
            name = table.text.to(arguments.lang)
            print(
                f"{procedure.law.name:5} {table.kind:20} {len(table.moves):3} states {moves:4} rows {guards:3} guards  {verdict}  {name}"
            )
            for problem in problems:
                print(f"      - {problem}")
                status = 1
    return status if arguments.against is None else max(status, _against(arguments))


def _against(arguments: argparse.Namespace) -> int:
    """Print what is otherwise than in older versions; 1 if something must be done about it."""
    folder: Path = arguments.against
    if arguments.keep:
        for file in keep_shapes(folder, TABLES):
            print(f"kept {file}")
    for shape, difference in differences_in(folder, TABLES):
        print(f"{shape.kind}@{shape.version}: {difference.to(arguments.lang)}")
    unsettled = find_unsettled(folder, TABLES)
    print(
        f"{len(unsettled)} thing(s) to settle" if unsettled else "everything that was written is understood"
    )
    for problem in unsettled:
        print(f"      - {problem}")
    return 1 if unsettled else 0
