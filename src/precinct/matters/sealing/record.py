"""What is kept of a sealing."""

import attrs

from precinct.basics.text import Named
from precinct.matters.sealing.states import SealingState
from precinct.workflow.matter import Matter


class SealGround(Named):
    """Why a record is sealed."""

    BREACH = "breach_record", "违反治安管理的记录"
    MINOR = "minors_record", "未成年人的记录"
    ORDER = "sealing_order", "有权机关决定"


class QueryPurpose(Named):
    """What a sealed record is looked into for."""

    CASE = "case_of_the_state", "国家机关办案需要"
    LAWFUL_QUERY = "lawful_query", "有关单位根据国家规定查询"
    OTHER = "other", "其他"


@attrs.frozen(kw_only=True)
class Sealing(Matter):
    """A sealing as it stands. Why, and by whose order, is in its entries.

    Args:
        matters: the ids of the matters whose record it seals.
        ground: why.
        sealed_by: the id of who sealed them.
        consulted: how often one of them was looked into.
    """

    matters: tuple[str, ...]
    ground: SealGround
    sealed_by: str
    consulted: int = 0

    @property
    def seals(self) -> frozenset[str]:
        """The ids of the matters, as long as they are sealed."""
        return frozenset(self.matters) if self.state is SealingState.SEALED else frozenset()

    @property
    def erases(self) -> frozenset[str]:
        """The ids of the matters, once their content is gone."""
        return frozenset(self.matters) if self.state is SealingState.ERASED else frozenset()
