"""What an officer must know at a move, and what no guard can decide for him."""

from collections.abc import Mapping
from functools import partial

import attrs

from precinct.basics.text import Text
from precinct.law.citation import Citation
from precinct.law.dated import Dated
from precinct.law.lazily import Lazily


@attrs.frozen
class Note:
    """A rule that is shown beside a move and not enforced.

    Args:
        code: its name; the part before the dot is the kind of matter.
        text: what the rule says.
        moves: the names of the actions and openings at which it is shown.
        why: why no guard decides it.
        citations: what it stands on.
    """

    code: str
    text: Text
    moves: tuple[str, ...]
    why: Text
    citations: tuple[Citation, ...]

    @property
    def kind(self) -> str:
        """The kind of matter at whose moves it is shown."""
        return self.code.partition(".")[0]


ByMove = Mapping[str, tuple[Dated[Note], ...]]
"""Notes by the name of the move at which they are shown."""


def notes_by_kind(notes: Mapping[str, Dated[Note]]) -> Mapping[str, ByMove]:
    """Notes by the kind of matter and the move, found when a kind is first asked for."""
    codes: dict[str, list[str]] = {}
    for code in notes:
        codes.setdefault(code.partition(".")[0], []).append(code)

    def by_move(of_kind: list[str]) -> ByMove:
        found: dict[str, tuple[Dated[Note], ...]] = {}
        for dated in (notes[code] for code in of_kind):
            # Its moves are the same on every day; only what it stands on changes.
            note = next(note for _, note in dated.series if note is not None)
            for move in note.moves:
                found[move] = (*found.get(move, ()), dated)
        return found

    return Lazily({kind: partial(by_move, of_kind) for kind, of_kind in codes.items()})
