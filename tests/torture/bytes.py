"""One byte after the other of a ledger of a thousand entries is changed: verify finds it, or no row reads otherwise.

A byte of the file's header is changed to every other value, each other byte to one, drawn from a seed.
"""

import os
import random
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.ledger.wrong_bytes import change_bytes, make_ledger

CHUNK = 500
HEADER = 100
TOLD_EVERY = 50


def main(part: float = 1.0, seed: int = 1) -> Iterator[str]:
    """Change the bytes, on all processors.

    Args:
        part: which part of the changes; they are drawn.
        seed: of the values.

    Raises:
        AssertionError: a byte was changed, some row reads otherwise, and verify did not find it.
    """
    with TemporaryDirectory(prefix="precinct-torture-") as folder:
        right = Path(folder) / "right.db"
        make_ledger(right)
        size = right.stat().st_size
        changes = _changes(size, part, seed)
        chunks = [changes[at : at + CHUNK] for at in range(0, len(changes), CHUNK)]
        counted: Counter[str] = Counter()
        with ProcessPoolExecutor(os.cpu_count()) as pool:
            for done, found in enumerate(pool.map(partial(_change, right), chunks), start=1):
                counted += found
                missed = sorted(what for what in found if what.startswith("missed"))
                assert not missed, missed
                if done % TOLD_EVERY == 0:  # it takes more than an hour: who stops it knows how far it came
                    yield f"{counted.total():,} of {len(changes):,} changes so far, none missed"
    yield (
        f"{len(changes):,} changes of a file of {size:,} bytes: {counted['found']:,} found, {counted['free']:,} in free "
        f"space, {counted['unread']:,} in what repeats or only counts the number of a row, {counted['form']:,} another form of the same row "
        f"and {counted['header']:,} in the header that change no content, none missed"
    )


def _changes(size: int, part: float, seed: int) -> list[tuple[int, int]]:
    drawn = random.Random(seed)
    header = [(place, mixed) for place in range(HEADER) for mixed in range(1, 256)]
    body = [(place, drawn.randint(1, 255)) for place in range(HEADER, size)]
    return [one for one in (*header, *body) if drawn.random() < part]


def _change(right: Path, changes: list[tuple[int, int]]) -> Counter[str]:
    with TemporaryDirectory(prefix="precinct-torture-") as folder:
        return change_bytes(right, changes, Path(folder))
