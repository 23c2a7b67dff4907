"""A pack's files in a form that is quick to load: the same tables as JSON, made once they were read without a problem.

Reading TOML, and checking every entry of it, costs more than everything else that a first decision needs. So a pack
that ships keeps `compiled.json` beside its files. It begins with a digest of the files that it was made from and of all
that follows: where a single byte of either has changed since, it is passed over and the files themselves are read. It
can be old, but never wrong.

    [
    "DIGEST",
    {FILE: [NAME, ...], ...},      the names in each file, in their order
    {...},                         what stands under each of these names, one on a line
    ...
    ]

A line is only read when what stands on it is asked for: a decision needs few of more than a thousand.
"""

import json
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar, cast

from precinct.law.strict import LARGEST_FILE, Table, parse, read_most

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

T = TypeVar("T")

NAME = "compiled.json"
_LARGEST = 16 * LARGEST_FILE
_NEXT = b",\n"
_END = b"\n]\n"


class CompiledTable(Table):
    """A table out of JSON, which writes days as text. That it has no unknown key was seen when it was compiled."""

    def finish(self) -> None:
        """Leave what nobody has taken: that there is nothing unknown was seen when it was compiled."""

    def _take(self, key: str, kind: type[T], wanted: str, optional: bool) -> T | None:
        if kind is date and isinstance(day := self._left.get(key), str):
            self._left[key] = date.fromisoformat(day)
        return super()._take(key, kind, wanted, optional)

    def items(self, key: str, kind: type[T], wanted: str, *, optional: bool = False) -> tuple[T, ...]:
        """Take a list whose items are all of one type."""
        days = self._left.get(key)
        if kind is date and isinstance(days, list):
            self._left[key] = [date.fromisoformat(day) for day in days]
        return super().items(key, kind, wanted, optional=optional)


class CompiledFile(CompiledTable):
    """A file of lines. Each is read whenever it is asked for, by every thread for itself: nothing is used up."""

    def _within(self, place: str, content: dict[str, object]) -> CompiledTable:
        return CompiledTable(f"{self.where} {place}", content, self._problems)

    def _pop(self, key: str) -> object:
        return json.loads(cast("bytes", self._left[key]))


Sources = list[tuple[str, bytes]]
"""The names and the content of a pack's files, in the order of their names."""


def compile_pack(sources: Sources) -> str:
    """The content of `compiled.json`.

    Args:
        sources: the files of a pack that was read without a problem.
    """
    tables = {name: parse(raw) for name, raw in sources}
    lines = [
        {name: list(table) for name, table in tables.items()},
        *(one for table in tables.values() for one in table.values()),
    ]
    body = (
        _NEXT.join(json.dumps(line, default=date.isoformat, ensure_ascii=False).encode() for line in lines)
        + _END
    )
    return (_head(sources, body) + _NEXT + body).decode()


def compiled(folder: "Path | Traversable", sources: Sources) -> dict[str, dict[str, bytes]] | None:
    """The lines of these very files, by the files' names and the names in them; None where there is no such compiled form.

    Args:
        folder: where the pack's files are.
        sources: the files.
    """
    try:
        with folder.joinpath(NAME).open("rb") as file:
            raw = read_most(file, _LARGEST)
    except OSError:
        return None
    head, _, body = raw.partition(_NEXT)
    if head != _head(sources, body):
        return None
    index, *lines = body.removesuffix(_END).split(_NEXT)
    following = iter(lines)
    return {file: dict(zip(names, following, strict=False)) for file, names in json.loads(index).items()}


def _head(sources: Sources, body: bytes) -> bytes:
    """What tells these files, and what was made from them, from all others."""
    digest = sha256()
    for name, content in (*sources, (NAME, body)):
        digest.update(f"{name} {len(content)} ".encode())
        digest.update(content)
    return f'[\n"{digest.hexdigest()}"'.encode()
