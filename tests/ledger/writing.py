"""How the tests spoil bytes."""

import random


def wrong_byte(data: bytes, at: int) -> bytes:
    return data[:at] + bytes([data[at] ^ random.Random(at).randint(1, 255)]) + data[at + 1 :]
