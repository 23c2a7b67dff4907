"""`precinct draw KIND`: the picture of a workflow as mermaid text."""

import argparse

from precinct.matters.procedure import TABLES
from precinct.workflow.drawing import to_mermaid


def add(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Say what the verb takes."""
    parser = verbs.add_parser("draw", help="print the picture of a workflow as mermaid text")
    parser.add_argument("kind", choices=[table.kind for table in TABLES], help="the kind of matter")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print the picture."""
    table = next(table for table in TABLES if table.kind == arguments.kind)
    print(to_mermaid(table, arguments.lang), end="")
    return 0
