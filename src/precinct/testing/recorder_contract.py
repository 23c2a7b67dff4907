"""The contract of a store of entries, for the suites of those who write one.

    from pathlib import Path

    from precinct.testing.recorder_contract import RecorderContract

    class TestOurStore(RecorderContract):
        def open(self, place: Path) -> OurRecorder:
            return OurRecorder(place / "ledger")

pytest then holds the store to every numbered requirement of `precinct.ledger.recorder`; the names of the tests begin
with their numbers. They ask nothing but what a `Recorder` offers, and append small entries of their own.
"""

from precinct.testing.contract_of_bounds import BoundsAreKept
from precinct.testing.contract_of_marks import MarksAreKept
from precinct.testing.contract_of_reading import ReadingIsWhole
from precinct.testing.contract_of_standing import TheLedgerStands
from precinct.testing.contract_of_workers import WorkersShare
from precinct.testing.contract_of_writing import WritingIsWhole

__all__ = ["RecorderContract"]


class RecorderContract(
    WritingIsWhole, BoundsAreKept, ReadingIsWhole, TheLedgerStands, MarksAreKept, WorkersShare
):
    """Requirements 1 to 29. Inherit from it, and say how your store is opened.

    `open(place)` is all that must be said. `shared = False` says that a place opened twice is not the same store, as in
    memory. `raw(place)` gives the bytes that the store holds, and the contract looks among them for what was erased.
    `tamper(place, recorder, position, column)` spoils an entry behind the store's back, and `verify` must find it.
    """
