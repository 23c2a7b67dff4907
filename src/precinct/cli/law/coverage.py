"""`precinct law cn coverage`: the page that says where every row stands, as markdown."""

import argparse

from precinct.cli.law.packs import open_procedure
from precinct.jurisdictions.worked import read_examples
from precinct.jurisdictions.worked.coverage import coverage_page


def run(arguments: argparse.Namespace) -> int:
    """Print the page."""
    procedure = open_procedure(arguments.pack)
    folder = procedure.law.folder
    examples = () if folder is None else read_examples(folder, procedure)
    print(coverage_page(procedure.law, examples, arguments.lang), end="")
    return 0
