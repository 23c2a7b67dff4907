"""The conditions on what happens with a thing that is there."""

from precinct.basics.errors import UnknownYear
from precinct.basics.text import Text
from precinct.law.counting import count
from precinct.law.timelimit import TimeLimit
from precinct.matters.exhibit.actions import (
    Announce,
    Confiscate,
    HandOver,
    Lend,
    MakeList,
    PostponeHandOver,
    Release,
    ReturnToOwner,
    Sell,
    SendForAppraisal,
    SendWithCase,
    TakeBack,
)
from precinct.matters.exhibit.record import Capture, Exhibit, Goods, Track
from precinct.workflow.context import Context
from precinct.workflow.guard import Unmet, Verdict, given, guard, payload_guard

Passing = HandOver | Lend | TakeBack | SendWithCase
"""A hand-over from one to another."""


@guard("exhibit.approval_open", "尚待补办批准", "approval afterwards is still to come")
def approval_open(m: Exhibit, context: Context) -> Verdict:
    """What is approved is not approved again."""
    return m.approval_due or Unmet(None, approved_by=m.approved_by or "nobody")


@guard("exhibit.approver_did_not_seize", "批准人不是扣押人", "who approves did not seize it himself")
def approver_did_not_seize(m: Exhibit, context: Context) -> Verdict:
    """Four eyes."""
    return context.actor.id != m.officer or Unmet(None, seized_by=m.officer)


@payload_guard("exhibit.listed_on_the_spot", "当场查点、开列清单", "it is checked and listed on the spot")
def listed_on_the_spot(m: Exhibit, a: MakeList, context: Context) -> Verdict:
    """A list made later proves little."""
    return a.on_the_spot or Unmet(None, on_the_spot=False)


@payload_guard(
    "exhibit.list_signed", "清单由民警、见证人、持有人签名", "officer, witness and holder signed the list"
)
def list_signed(m: Exhibit, a: MakeList, context: Context) -> Verdict:
    """Three signatures; a refusal is noted."""
    return (a.officer_signed and a.witness_signed and a.holder_signed) or Unmet(
        Text("请补齐签名", "have it signed"),
        officer=a.officer_signed,
        witness=a.witness_signed,
        holder=a.holder_signed,
    )


@payload_guard("exhibit.copies_made", "清单份数足够", "there are enough copies of the list")
def copies_made(m: Exhibit, a: MakeList, context: Context) -> Verdict:
    """One for the holder and one for each who needs it."""
    day = context.day
    if m.track is Track.CRIMINAL and context.law.has_value("exhibit.copies_criminal", day):
        wanted = context.law.value("exhibit.copies_criminal", day).amount
    elif context.law.has_value("exhibit.copies", day):
        wanted = context.law.value("exhibit.copies", day).amount
    else:
        return True
    return a.copies >= wanted or Unmet(
        Text(f"清单一式{wanted}份", f"make {wanted} copies"), copies=a.copies, wanted=wanted
    )


@payload_guard(
    "exhibit.data_listed",
    "电子数据清单载明类型、格式和完整性校验值",
    "the list of data has type, format and hash",
)
def data_listed(m: Exhibit, a: MakeList, context: Context) -> Verdict:
    """What is not written down with its hash can be anything later; a print or a picture of it has none."""
    printed = a.data is not None and a.data.capture is Capture.PRINTED
    return (
        not m.digital
        or (a.data is not None and a.data.type_and_format != "" and (printed or a.data.content_hash != ""))
        or Unmet(
            Text("请写明类型、格式和完整性校验值", "write down type, format and hash"),
            listed=a.data is not None,
        )
    )


@payload_guard(
    "exhibit.medium_sealed_or_explained",
    "已封存原始存储介质，或者注明未能扣押的原因",
    "the medium is sealed, or it is noted why it was not seized",
)
def medium_sealed_or_explained(m: Exhibit, a: MakeList, context: Context) -> Verdict:
    """The medium first; an extract or a print only with reasons."""
    if not m.digital or a.data is None:
        return True
    fine = a.data.sealed if a.data.capture is Capture.MEDIUM else a.data.why_no_medium != ""
    return fine or Unmet(
        None, capture=a.data.capture.value, sealed=a.data.sealed, why=given(a.data.why_no_medium)
    )


@payload_guard("exhibit.giver_is_holder", "移交人系现持有人", "who gives it has it")
def giver_is_holder(m: Exhibit, a: Passing, context: Context) -> Verdict:
    """The chain has no gap, because nobody gives what another has."""
    return a.giver == m.holder or Unmet(
        Text("请由现持有人移交", "let who has it hand it over"), giver=a.giver or "nobody", holder=m.holder
    )


@payload_guard(
    "exhibit.taker_named", "接收人和物品状态已写明", "who takes it, and its state, are written down"
)
def taker_named(m: Exhibit, a: Passing, context: Context) -> Verdict:
    """From whom, to whom, in what state."""
    return (a.taker not in {"", a.giver} and a.condition != "") or Unmet(
        None, taker=a.taker or "nobody", condition=given(a.condition)
    )


@payload_guard("exhibit.hash_checked", "移交时已核对完整性校验值", "the hash is checked as it changes hands")
def hash_checked(m: Exhibit, a: Passing | ReturnToOwner | Release, context: Context) -> Verdict:
    """One that does not agree is recorded and looked at by a legal reviewer; none at all is no check."""
    return (
        m.content_hash == ""
        or a.content_hash != ""
        or Unmet(Text("请核对完整性校验值", "check the hash"), content_hash="none")
    )


@payload_guard("exhibit.keeper_is_no_case_officer", "保管人不是办案民警", "the keeper is no case officer")
def keeper_is_no_case_officer(m: Exhibit, a: HandOver | TakeBack, context: Context) -> Verdict:
    """Who has the case does not keep the evidence."""
    return a.taker != m.officer or Unmet(
        Text("请移交保管员", "hand it to a keeper"), taker=a.taker, case_officer=m.officer
    )


@payload_guard(
    "exhibit.hand_over_postponed_once", "此前未延后移交", "it was kept back for a reason that began later"
)
def hand_over_postponed_once(m: Exhibit, a: PostponeHandOver, context: Context) -> Verdict:
    """The day counts from the return or the end of the examination, which came after it was taken."""
    return (
        m.held_from is None
        or a.ready_at > m.held_from
        or Unmet(None, ready_at=a.ready_at, taken_at=m.held_from)
    )


@payload_guard("exhibit.lending_explained", "写明调用事由", "why it is lent is written down")
def lending_explained(m: Exhibit, a: Lend, context: Context) -> Verdict:
    """Who, when, why, in what state."""
    return a.why != "" or Unmet(None, why="none")


@payload_guard("exhibit.checked_on_return", "归还时已查验", "it is checked when it comes back")
def checked_on_return(m: Exhibit, a: TakeBack, context: Context) -> Verdict:
    """What comes back is what went out."""
    return a.checked or Unmet(Text("请当场查验", "check it"), checked=False)


@guard("exhibit.flag_open", "完整性校验值不符待审核", "a hash that did not agree waits for review")
def flag_open(m: Exhibit, context: Context) -> Verdict:
    """There is something to review."""
    return m.flagged or Unmet(None, flagged=False)


@guard("exhibit.flag_reviewed", "完整性校验值不符已经法制审核", "no hash that did not agree waits for review")
def flag_reviewed(m: Exhibit, context: Context) -> Verdict:
    """Whether it is excluded is a lawyer's call, made before it goes to the prosecutor."""
    return not m.flagged or Unmet(Text("请送法制审核", "let a legal reviewer look"), flagged=True)


@guard("exhibit.approved_if_due", "当场扣押已经补办批准", "what was seized at once has been approved since")
def approved_if_due(m: Exhibit, context: Context) -> Verdict:
    """Until it is, nothing is done with it that cannot be undone."""
    return not m.approval_due or Unmet(
        Text("请先补办批准", "have it approved first"), approval="still to come"
    )


@guard("exhibit.not_sold", "尚未变卖", "it has not been sold")
def not_sold(m: Exhibit, context: Context) -> Verdict:
    """Once."""
    return m.sold_for is None or Unmet(None, sold_for=m.sold_for)


@guard("exhibit.administrative_only", "系行政扣押", "it is held under an administrative seizure")
def administrative_only(m: Exhibit, context: Context) -> Verdict:
    """A criminal seizure has no such time."""
    return m.track is Track.ADMINISTRATIVE or Unmet(None, track=m.track.value)


@guard("exhibit.not_extended", "尚未延长", "its time was not extended before")
def not_extended(m: Exhibit, context: Context) -> Verdict:
    """Once."""
    return not m.extended or Unmet(None, extended=True)


@guard("exhibit.not_in_appraisal", "未在鉴定中", "it is not being appraised")
def not_in_appraisal(m: Exhibit, context: Context) -> Verdict:
    """One appraisal at a time, and nobody gives away what is out at one."""
    return not m.in_appraisal or Unmet(
        Text("请先收回鉴定的财物", "take it back from the appraisal first"), in_appraisal=True
    )


@guard("exhibit.in_appraisal", "正在鉴定", "it is being appraised")
def in_appraisal(m: Exhibit, context: Context) -> Verdict:
    """An appraisal ends that has begun."""
    return m.in_appraisal or Unmet(None, in_appraisal=False)


@payload_guard(
    "exhibit.appraisal_told", "鉴定期间已书面告知当事人", "the holder is told of the appraisal in writing"
)
def appraisal_told(m: Exhibit, a: SendForAppraisal, context: Context) -> Verdict:
    """That time is not counted, so the holder learns of it."""
    return m.track is not Track.ADMINISTRATIVE or a.holder_told or Unmet(None, holder_told=False)


@guard("exhibit.pictured", "已拍照或者录像", "there are photographs or film of it")
def pictured(m: Exhibit, context: Context) -> Verdict:
    """What goes away leaves a picture."""
    return m.photographed or Unmet(Text("请先拍照、录像", "photograph it first"), photographed=False)


@payload_guard("exhibit.would_perish", "容易腐烂变质、不易保管", "it would perish")
def would_perish(m: Exhibit, a: Sell, context: Context) -> Verdict:
    """What keeps is kept."""
    return a.perishable or Unmet(None, perishable=False)


@guard("exhibit.valued", "已登记估价", "its value is recorded")
def valued(m: Exhibit, context: Context) -> Verdict:
    """Before it goes back, somebody writes down what it is worth."""
    return m.worth is not None or Unmet(Text("请先估价", "have it valued first"), worth="unknown")


@payload_guard("exhibit.within_station_power", "在派出所收缴权限内", "a station may take it away for good")
def within_station_power(m: Exhibit, a: Confiscate, context: Context) -> Verdict:
    """In no criminal case; some things always; illegal goods up to a value that nobody disputes."""
    if not context.law.has_value("exhibit.station_max", context.day):
        return True
    most = context.law.value("exhibit.station_max", context.day).amount
    small = m.worth is not None and m.worth <= most and not m.disputed
    always = a.goods in {Goods.CONTRABAND, Goods.WEAPON, Goods.DRUG_TOOLS}
    return (m.track is not Track.CRIMINAL and (always or (a.goods is Goods.ILLEGAL and small))) or Unmet(
        Text("请报县级公安机关决定", "leave it to the county"),
        goods=a.goods.value,
        track=m.track.value,
        worth="unknown" if m.worth is None else m.worth,
        disputed=m.disputed,
        most=most,
    )


@guard("exhibit.claim_time_over", "认领期限已满", "the time to claim it is over")
def claim_time_over(m: Exhibit, context: Context) -> Verdict:
    """It runs from the notice or announcement."""
    if m.announced_at is None:
        return Unmet(Text("请先通知或者公告", "tell the owner or announce it first"), announced_at="never")
    law, day = context.law, context.day
    longer: list[TimeLimit] = []
    if m.track is Track.NONE and law.has_limit("exhibit.found", day):
        limit = law.limit("exhibit.found", day)
    elif m.track is not Track.NONE and law.has_limit("exhibit.unclaimed", day):
        limit = law.limit("exhibit.unclaimed", day)
        if m.waited_longer and law.has_limit("exhibit.unclaimed_extension", day):
            longer = [law.limit("exhibit.unclaimed_extension", day)]
    else:
        return True
    try:
        counted = count(limit, m.announced_at, law.calendar, extended=longer)
    except UnknownYear:
        return Unmet(None, announced_at=m.announced_at, until="a year whose days are not known")
    return counted.passed(context.occurred_at) or Unmet(
        None, announced_at=m.announced_at, until=counted.due_at
    )


@guard(
    "exhibit.waits_longer_once",
    "已通知或者公告，且法律允许再延长一次认领期限",
    "it was announced, and the law of the day lets it wait longer, once",
)
def waits_longer_once(m: Exhibit, context: Context) -> Verdict:
    """Where the law says one length and no more, nothing is added to it."""
    law, day = context.law, context.day
    allowed = law.has_choice("exhibit.claim_grows", day) and m.track.value in law.choice(
        "exhibit.claim_grows", day
    )
    running = m.announced_at is not None and not m.waited_longer
    return (allowed and running) or Unmet(
        None, announced_at=m.announced_at or "never", waited_longer=m.waited_longer, law_allows=allowed
    )


@payload_guard("exhibit.not_announced", "尚未通知或者公告", "it was not announced before")
def not_announced(m: Exhibit, a: Announce, context: Context) -> Verdict:
    """The time runs once."""
    return m.announced_at is None or Unmet(None, announced_at=m.announced_at)


@guard("exhibit.related_so_far", "尚未查明与案件无关", "it was not found unrelated before")
def related_so_far(m: Exhibit, context: Context) -> Verdict:
    """The days to give it back run once; and what proves nothing is neither kept longer nor lent nor sent along."""
    return not m.unrelated or Unmet(None, unrelated=True)
