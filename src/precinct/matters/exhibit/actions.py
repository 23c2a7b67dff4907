"""What may be asked of an exhibit."""

from datetime import datetime

import attrs

from precinct.matters.exhibit.record import Collector, DataList, Exhibit, Goods, ReleaseGround
from precinct.people.person import PERSONAL
from precinct.workflow.action import Action


@attrs.frozen
class Approve(Action[Exhibit]):
    """Approve afterwards what was seized at once."""

    zh = "补办批准"


@attrs.frozen
class Disapprove(Action[Exhibit]):
    """Do not approve it; the thing goes back."""

    zh = "不批准扣押"
    why: str = attrs.field(**PERSONAL)


@attrs.frozen
class TurnToSeizure(Action[Exhibit]):
    """Seize what was registered and kept."""

    zh = "转为扣押"
    officer: str = attrs.field(validator=attrs.validators.min_len(1))


@attrs.frozen
class Lapse(Action[Exhibit]):
    """Record that registration and keeping ended by itself."""

    zh = "自动解除"


@attrs.frozen
class MakeList(Action[Exhibit]):
    """Check the thing with holder and witness, and list it on the spot.

    Args:
        on_the_spot: whether it was checked and listed there.
        officer_signed: whether the officer signed.
        witness_signed: whether the witness signed.
        holder_signed: whether the holder signed, or the refusal is noted.
        copies: how many copies were made.
        condition: the state of the thing.
        data: what the list says of electronic data.
    """

    zh = "开具清单"
    on_the_spot: bool
    officer_signed: bool
    witness_signed: bool
    holder_signed: bool
    copies: int
    condition: str = attrs.field(**PERSONAL)
    data: DataList | None = None


@attrs.frozen
class PostponeHandOver(Action[Exhibit]):
    """Let the officer keep it until he is back, or until an urgent examination is done.

    Args:
        ready_at: when he is back or the examination is done.
        why: why it cannot be handed over now.
    """

    zh = "延后移交"
    ready_at: datetime
    why: str = attrs.field(validator=attrs.validators.min_len(1), **PERSONAL)


@attrs.frozen
class HandOver(Action[Exhibit]):
    """Hand it to the keeper.

    Args:
        giver: the id of who hands it over.
        taker: the id of who takes it.
        condition: its state.
        content_hash: the hash as checked now, for electronic data.
    """

    zh = "移交保管"
    giver: str
    taker: str
    condition: str = attrs.field(**PERSONAL)
    content_hash: str = ""


@attrs.frozen
class Lend(Action[Exhibit]):
    """Lend it out of the store; arguments as for `HandOver`, and why."""

    zh = "借出"
    giver: str
    taker: str
    condition: str = attrs.field(**PERSONAL)
    why: str = attrs.field(**PERSONAL)
    content_hash: str = ""


@attrs.frozen
class TakeBack(Action[Exhibit]):
    """Take it back into the store; arguments as for `HandOver`, and whether it was checked."""

    zh = "归还入库"
    giver: str
    taker: str
    condition: str = attrs.field(**PERSONAL)
    checked: bool
    content_hash: str = ""


@attrs.frozen
class ReviewData(Action[Exhibit]):
    """Say what a hash that did not agree means for the evidence."""

    zh = "法制审核"
    finding: str = attrs.field(validator=attrs.validators.min_len(1), **PERSONAL)


@attrs.frozen
class SetWorth(Action[Exhibit]):
    """Record what it is worth.

    Args:
        worth: yuan.
        disputed: whether somebody disputes the value.
    """

    zh = "估价"
    worth: int = attrs.field(validator=attrs.validators.ge(0))
    disputed: bool = False


@attrs.frozen
class Photograph(Action[Exhibit]):
    """Take photographs or film of it."""

    zh = "拍照、录像"


@attrs.frozen
class SendForAppraisal(Action[Exhibit]):
    """Send it for appraisal; that time is not counted.

    Args:
        holder_told: whether the holder was told so in writing.
    """

    zh = "送交鉴定"
    holder_told: bool


@attrs.frozen
class AppraisalDone(Action[Exhibit]):
    """Record that the appraisal is done."""

    zh = "鉴定完毕"


@attrs.frozen
class Extend(Action[Exhibit]):
    """Lengthen an administrative seizure."""

    zh = "延长扣押期限"
    why: str = attrs.field(**PERSONAL)


@attrs.frozen
class FindUnrelated(Action[Exhibit]):
    """Record that it has nothing to do with the case."""

    zh = "查明无关"


@attrs.frozen
class Announce(Action[Exhibit]):
    """Tell the owner, or announce it, so that somebody can claim it."""

    zh = "通知、公告认领"


@attrs.frozen
class WaitLonger(Action[Exhibit]):
    """Give whoever may claim it more time.

    Args:
        why: why the time was too short.
    """

    zh = "延长认领期限"
    why: str = attrs.field(validator=attrs.validators.min_len(1), **PERSONAL)


@attrs.frozen
class Sell(Action[Exhibit]):
    """Sell what would perish; what it brought stands for it.

    Args:
        perishable: whether it would perish.
        price: yuan.
    """

    zh = "变卖"
    perishable: bool
    price: int = attrs.field(validator=attrs.validators.ge(0))


@attrs.frozen
class ReturnToOwner(Action[Exhibit]):
    """Return it to the victim or owner.

    Args:
        taker: the id of who collects it.
        owner_or_agent: whether that is the owner, or an agent with written power.
        facts_proven: whether the facts are proven.
        ownership_clear: whether it is clear whose it is.
        harms_nobody: whether neither others nor the case are harmed.
        reason: why it is returned, for the file.
        receipt: whether a receipt was signed.
        content_hash: the hash as checked now, for electronic data.
    """

    zh = "发还"
    taker: str
    owner_or_agent: bool
    facts_proven: bool
    ownership_clear: bool
    harms_nobody: bool
    reason: str = attrs.field(**PERSONAL)
    receipt: bool
    content_hash: str = ""


@attrs.frozen
class Release(Action[Exhibit]):
    """End the seizure and give the thing back.

    Args:
        ground: why it ends.
        taker: the id of who collects it.
        content_hash: the hash as checked now, for electronic data.
        collects_as: as what the taker collects it; None where nobody asked.
        signed: whether the taker signed for it.
        why: what was found, in a sentence.
    """

    zh = "解除扣押"
    ground: ReleaseGround
    taker: str
    content_hash: str = ""
    collects_as: Collector | None = None
    signed: bool = False
    why: str = attrs.field(default="", **PERSONAL)


@attrs.frozen
class Confiscate(Action[Exhibit]):
    """Take it away for good."""

    zh = "收缴"
    goods: Goods


@attrs.frozen
class Destroy(Action[Exhibit]):
    """Destroy it."""

    zh = "销毁"
    why: str = attrs.field(**PERSONAL)


@attrs.frozen
class SendWithCase(Action[Exhibit]):
    """Let it go with the file; arguments as for `HandOver`."""

    zh = "随案移送"
    giver: str
    taker: str
    condition: str = attrs.field(**PERSONAL)
    content_hash: str = ""


@attrs.frozen
class DeclareUnclaimed(Action[Exhibit]):
    """Record that nobody claimed it in time."""

    zh = "无人认领处理"
