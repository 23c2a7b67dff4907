"""What moves: a frozen object with an id, a state and a version."""

import attrs

from precinct.basics.text import Named


class State(Named):
    """The parent of every enumeration of states; members are `NAME = "name", "中文"`."""


@attrs.frozen
class RecusalAsked:
    """That an officer be kept out was asked for, and not decided yet.

    Args:
        officer: the id of the officer.
        of_head: whether he is the head of the organ, on whom another organ decides.
        ground: why, as the procedure names it.
        again: whether it was refused before, and this contests that.
    """

    officer: str
    of_head: bool = False
    ground: str = ""
    again: bool = False


@attrs.frozen(kw_only=True)
class Matter:
    """The parent of everything that has a procedure.

    Args:
        id: names the matter in the ledger.
        state: where it stands; only the engine sets it.
        version: how many actions were accepted so far; only the engine sets it.
        officer: the id of the officer who has it.
        recused: the ids of officers who take no part any more.
        recusals_asked: those about whom that was asked and not decided yet; they work on.
        recusals_refused: the ids of those about whom it was refused.
    """

    id: str
    state: State
    version: int
    officer: str = ""
    recused: tuple[str, ...] = ()
    recusals_asked: tuple[RecusalAsked, ...] = ()
    recusals_refused: tuple[str, ...] = ()

    @property
    def people(self) -> frozenset[str]:
        """The ids of the private persons in it, for those who look at it from another matter."""
        return frozenset()

    @property
    def about(self) -> str:
        """What it is about, in a word, for those who look at it from another matter."""
        return ""

    @property
    def marked(self) -> frozenset[str]:
        """Words for what others must know of how it stands or ended."""
        return frozenset()

    @property
    def held_days(self) -> int | None:
        """For how many days it held somebody, each begun day as one; None where it has not ended, or held nobody."""
        return None

    @property
    def seals(self) -> frozenset[str]:
        """The ids of other matters that it keeps shut: nobody reads or changes them, save by lawful query."""
        return frozenset()

    @property
    def erases(self) -> frozenset[str]:
        """The ids of other matters whose content it has taken away for good."""
        return frozenset()

    @property
    def busy(self) -> frozenset[str]:
        """The ids of the officers whom it ties up just now."""
        return frozenset()
