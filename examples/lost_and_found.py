"""A workflow of one's own: the lost-and-found counter of the reception hall."""

import attrs

from precinct import END, Action, Context, Matter, Opening, Role, State, Table, Text, Unmet, payload_guard


class ItemState(State):
    """Where a found item stands."""

    IN_STORE = "in_store", "在库"
    RETURNED = "returned", "已归还"


@attrs.frozen(kw_only=True)
class FoundItem(Matter):
    """Something that somebody lost."""

    what: str
    marks: str


@attrs.frozen
class TakeIn(Opening[FoundItem]):
    """Take an item in; its marks are told to nobody."""

    zh = "收存"
    what: str
    marks: str


@attrs.frozen
class GiveBack(Action[FoundItem]):
    """Give it back to who can describe it."""

    zh = "归还"
    described_as: str


@payload_guard("found_item.described", "认领人说出了物品特征", "who claims it has described its marks")
def described(item: FoundItem, action: GiveBack, context: Context) -> bool | Unmet:
    """Only the owner knows the marks."""
    return item.marks in action.described_as or Unmet(
        Text("请再问特征", "ask again for its marks"), said=action.described_as
    )


DESK = {Role.RECEPTIONIST, Role.OFFICER}
FOUND_ITEM: Table[FoundItem, ItemState] = Table(
    kind="found_item",
    text=Text("拾得物", "found item"),
    matter=FoundItem,
    states=ItemState,
    openings=[
        TakeIn.row(ItemState.IN_STORE, by=DESK, effect=lambda a, _: {"what": a.what, "marks": a.marks})
    ],
    moves={
        ItemState.IN_STORE: [GiveBack.row(ItemState.RETURNED, by=DESK, given=[described])],
        ItemState.RETURNED: END,
    },
)
