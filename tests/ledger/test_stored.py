"""What a store is given and gives back shows nothing of what somebody said, wherever it is printed."""

from precinct.ledger.memory import MemoryRecorder
from tests.ledger.writing import unit, written

SAID = "KIN-4711"


def test_no_content_salt_or_name_stands_in_a_repr() -> None:
    entry = written("a", 1, note=SAID, salt=SAID.encode() * 2)
    whole = unit(entry, names=(("a", (SAID,)),), looked_for=(((SAID,), ()), (("b",), (SAID,))))
    recorder = MemoryRecorder()
    recorder.append(unit(entry))
    for thing in (entry, whole, *recorder.read_all()):
        assert SAID not in repr(thing)
        assert repr(entry.matter) in repr(thing), "what it is about is told"
