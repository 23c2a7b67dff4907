"""The contract of a jurisdiction, for the suites of those who write one.

    from precinct.testing.packs import assert_keeps_the_contract

    def test_our_law() -> None:
        assert_keeps_the_contract(Path("our_law"))

`check_pack` returns the findings instead, for who wants to look at them one by one.
"""

from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING

from precinct.jurisdictions.worked import (
    About,
    Example,
    ExampleResult,
    Finding,
    check_pack,
    read_examples,
    run_example,
)
from precinct.matters.procedure import Procedure

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

__all__ = [
    "About",
    "Example",
    "ExampleResult",
    "Finding",
    "assert_keeps_the_contract",
    "check_pack",
    "read_examples",
    "run_example",
]


def assert_keeps_the_contract(
    of: "Procedure | Path | Traversable", *, leaving_out: Collection[About] = ()
) -> None:
    """Fail with every finding of `check_pack`.

    Args:
        of: the procedure, or the folder of its pack.
        leaving_out: what is not asked for yet, such as `About.ROW` while a pack is being written.

    Raises:
        AssertionError: there are findings.
    """
    found = [finding for finding in check_pack(of) if finding.about not in leaving_out]
    if found:
        listed = "\n".join(f"- {finding}" for finding in found)
        raise AssertionError(f"{len(found)} finding(s)\n{listed}")
