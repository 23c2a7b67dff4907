"""What an officer must know at a move, and what no guard can decide for him."""

import attrs

from precinct.basics.text import Text
from precinct.law.citation import Citation


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
