"""`precinct check`: is every workflow that ships sound, under every procedure that ships?"""

import argparse

from precinct.jurisdictions.bare import bare
from precinct.jurisdictions.cn import cn
from precinct.matters.procedure import TABLES
from precinct.workflow.soundness import find_problems


def add(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Say what the verb takes."""
    verbs.add_parser("check", help="check that every workflow that ships is sound").set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print each workflow with its findings; the status is 1 if there are any."""
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
    return status
