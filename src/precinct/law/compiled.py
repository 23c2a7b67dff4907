"""A pack's files in a form that is quick to load: the same tables as JSON, made once they were read without a problem.

Reading TOML, and checking every entry of it, costs more than everything else that a first decision needs. So a pack
that ships keeps `compiled.json` beside its files. It names the digest of the files that it was made from: where a single
byte of them has changed since, it is passed over and the files themselves are read. It can be old, but never wrong.
"""

import json
from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from precinct.law.strict import LARGEST_FILE, Table, parse

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

T = TypeVar("T")

NAME = "compiled.json"
_LARGEST = 16 * LARGEST_FILE


class CompiledTable(Table):
    """A table out of JSON, which writes days as text. That it has no unknown key was seen when it was compiled."""

    def finish(self) -> None:
        """Leave what nobody has taken yet: it is taken when it is first asked for."""

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


Sources = list[tuple[str, bytes]]
"""The names and the content of a pack's files, in the order of their names."""


def compile_pack(sources: Sources) -> str:
    """The content of `compiled.json`.

    Args:
        sources: the files of a pack that was read without a problem.
    """
    tables = [(name, parse(raw)) for name, raw in sources]
    return json.dumps([digest(sources), tables], default=date.isoformat, ensure_ascii=False) + "\n"


def digest(sources: Sources) -> str:
    """What tells these files from all others."""
    whole = sha256()
    for name, raw in sources:
        whole.update(f"{name} {len(raw)} ".encode())
        whole.update(raw)
    return whole.hexdigest()


def compiled(folder: "Path | Traversable", sources: Sources) -> Iterator[tuple[str, dict[str, Any]]] | None:
    """The tables of these very files, by the files' names; None where there is no compiled form of them.

    Args:
        folder: where the pack's files are.
        sources: the files.
    """
    try:
        with folder.joinpath(NAME).open("rb") as file:
            raw = file.read(_LARGEST)
        made_from, tables = json.loads(raw)
    except (OSError, ValueError, TypeError, RecursionError):
        return None
    return iter(tables) if made_from == digest(sources) else None
