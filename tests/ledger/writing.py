"""What the tests of the ledger write with: the invented entries of the shipped contract, and spoilt bytes."""

import random

from precinct.testing.stores import NOON, deadline, unit, written

__all__ = ["NOON", "deadline", "unit", "written", "wrong_byte"]


def wrong_byte(data: bytes, at: int) -> bytes:
    return data[:at] + bytes([data[at] ^ random.Random(at).randint(1, 255)]) + data[at + 1 :]
