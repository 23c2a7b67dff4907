"""The conditions on how a thing comes to the police."""

from precinct.basics.text import Text
from precinct.matters.exhibit.openings import (
    KeepBelongings,
    Obtain,
    Preserve,
    RegisterOnly,
    Seize,
    SeizeAtOnce,
    TakeInBrought,
)
from precinct.matters.exhibit.record import Protected, Track
from precinct.workflow.context import Context
from precinct.workflow.guard import Unmet, Verdict, opening_guard

_CRIMINAL_OPEN = frozenset({"filed", "investigating", "concluded", "returned_for_investigation"})


@opening_guard(
    "exhibit.filed_before_seizure",
    "刑事案件立案后方可扣押",
    "a criminal case is filed before anything is seized for it",
    related=True,
)
def filed_before_seizure(a: Seize | SeizeAtOnce, context: Context) -> Verdict:
    """Before filing: looking, asking, collecting, and no seizure."""
    stands = _stands(a.case, "criminal_case", context)
    return (a.track is not Track.CRIMINAL or stands in _CRIMINAL_OPEN) or Unmet(
        Text("请先由县级公安机关负责人决定立案", "have the county head file the case first"),
        case=a.case,
        stands=stands,
    )


@opening_guard(
    "exhibit.administrative_case_open",
    "行政案件已立案且未结案",
    "an administrative case that it serves is open",
    related=True,
)
def administrative_case_open(a: Seize | SeizeAtOnce, context: Context) -> Verdict:
    """A thing is taken for a case."""
    ended = any(brief.id == a.case and brief.ended for brief in context.related)
    stands = _stands(a.case, "administrative_case", context)
    return (a.track is not Track.ADMINISTRATIVE or (stands != "unknown" and not ended)) or Unmet(
        Text("请先立案", "file the case first"), case=a.case, stands=stands
    )


def _stands(case: str, kind: str, context: Context) -> str:
    return next(
        (brief.state for brief in context.related if brief.id == case and brief.kind == kind), "unknown"
    )


@opening_guard(
    "exhibit.case_is_open",
    "所服务的案件存在且未结",
    "the case that it serves is there and has not ended",
    related=True,
)
def case_is_open(
    a: Preserve | Obtain | RegisterOnly | TakeInBrought | KeepBelongings, context: Context
) -> Verdict:
    """Of the kind that its procedure says; what comes in before there is a case belongs to the report, too."""
    kinds = {
        Track.ADMINISTRATIVE: {"administrative_case"},
        Track.CRIMINAL: {"criminal_case"},
        Track.NONE: set[str](),
    }[a.track]
    if isinstance(a, TakeInBrought | KeepBelongings):
        kinds = kinds | {"report"}
    if isinstance(a, KeepBelongings):
        kinds = kinds | {"custody"}
    found = [brief for brief in context.related if brief.id == a.case]
    return any(brief.kind in kinds and not brief.ended for brief in found) or Unmet(
        Text("请写明所服务的未结案件", "name the open case that it serves"),
        case=a.case or "none",
        track=a.track.value,
        stands=", ".join(f"{brief.kind} {brief.state}" for brief in found) or "unknown",
    )


@opening_guard("exhibit.serves_a_case", "为某一案件采取", "it is taken for a case of one of the procedures")
def serves_a_case(a: Seize | SeizeAtOnce | Preserve | Obtain, context: Context) -> Verdict:
    """Nothing is taken for no case."""
    return (a.track is not Track.NONE and a.case != "") or Unmet(
        Text("请写明案件", "name the case"), case=a.case or "none", track=a.track.value
    )


@opening_guard(
    "exhibit.another_takes_it",
    "批准扣押的人不是扣押人",
    "who approves a seizure does not take the thing himself",
)
def another_takes_it(a: Seize, context: Context) -> Verdict:
    """Four eyes, before as after."""
    return a.officer != context.actor.id or Unmet(
        Text("请由其他民警扣押", "let another officer take it"), officer=a.officer
    )


@opening_guard("exhibit.needed_as_evidence", "需要作为证据", "it is needed as evidence")
def needed_as_evidence(a: Seize | SeizeAtOnce, context: Context) -> Verdict:
    """What proves nothing stays where it is."""
    return a.needed or Unmet(None, needed=False)


@opening_guard("exhibit.may_be_seized", "不属于不得扣押的物品", "it is no thing that must not be seized")
def may_be_seized(a: Seize | SeizeAtOnce, context: Context) -> Verdict:
    """What the victim or somebody in good faith lawfully holds is registered, or taken for appraisal only."""
    lawful = a.protected in {Protected.VICTIMS, Protected.THIRD_PARTYS}
    return (a.protected is None or (lawful and a.for_appraisal)) or Unmet(
        Text("请予登记", "register it instead") if lawful else None,
        protected="" if a.protected is None else a.protected.value,
        for_appraisal=a.for_appraisal,
    )


@opening_guard("exhibit.administrative_track", "系行政案件", "it is an administrative case")
def administrative_track(a: SeizeAtOnce, context: Context) -> Verdict:
    """In a criminal case the head of the unit, or who commands on the spot, decides first."""
    return a.track is Track.ADMINISTRATIVE or Unmet(
        Text("请先呈请批准", "ask for approval first"), track=a.track.value
    )


@opening_guard("exhibit.urgent_or_low_value", "情况紧急或者价值不大", "it is urgent, or of low value")
def urgent_or_low_value(a: SeizeAtOnce, context: Context) -> Verdict:
    """Otherwise approval comes first."""
    return (a.urgent or a.low_value) or Unmet(
        Text("请先呈请批准", "ask for approval first"), urgent=a.urgent, low_value=a.low_value
    )


@opening_guard("exhibit.filmed_at_once", "当场扣押全程录音录像", "what is seized at once is filmed")
def filmed_at_once(a: SeizeAtOnce, context: Context) -> Verdict:
    """Where the law of the day asks for it."""
    asked = context.law.has_choice("exhibit.filmed", context.day) and a.track.value in context.law.choice(
        "exhibit.filmed", context.day
    )
    return not asked or context.filmed or Unmet(Text("请全程录音录像", "film all of it"), filmed=False)


@opening_guard("exhibit.evidence_may_be_lost", "证据可能灭失或者以后难以取得", "the evidence may be lost")
def evidence_may_be_lost(a: Preserve, context: Context) -> Verdict:
    """Keeping a thing from its holder needs a danger for the evidence."""
    return a.may_be_lost or Unmet(None, may_be_lost=False)


@opening_guard("exhibit.lawfully_held", "系被侵害人或者善意第三人合法占有", "somebody holds it lawfully")
def lawfully_held(a: RegisterOnly, context: Context) -> Verdict:
    """To register is for what must not be seized but matters to the case."""
    return a.protected in {Protected.VICTIMS, Protected.THIRD_PARTYS} or Unmet(
        None, protected=a.protected.value
    )


@opening_guard("exhibit.receipt_for_brought", "已开具接受证据清单", "the reporter has a receipt")
def receipt_for_brought(a: TakeInBrought, context: Context) -> Verdict:
    """What a reporter brings is listed and receipted."""
    return a.receipt_given or Unmet(Text("请开具清单", "give a receipt"), receipt_given=False)


@opening_guard("exhibit.brought_data_hashed", "电子数据已记录完整性校验值", "data that is brought has a hash")
def brought_data_hashed(a: TakeInBrought, context: Context) -> Verdict:
    """Its integrity counts from the first hand."""
    return not a.digital or a.content_hash != "" or Unmet(None, content_hash="none")


@opening_guard(
    "exhibit.belongings_kept_by_another", "保管人不是办案民警", "belongings are kept by no case officer"
)
def belongings_kept_by_another(a: KeepBelongings, context: Context) -> Verdict:
    """Who has the case does not keep the purse."""
    return (a.keeper not in {"", a.officer}) or Unmet(
        Text("请由他人保管", "let somebody else keep it"), keeper=a.keeper or "nobody", officer=a.officer
    )


@opening_guard(
    "exhibit.notice_complete", "调取通知写明物品和期限", "the notice names the thing and a deadline"
)
def notice_complete(a: Obtain, context: Context) -> Verdict:
    """By phone only if it is urgent and the case is administrative."""
    by_phone = a.by_phone and a.track is Track.ADMINISTRATIVE
    complete = a.notice != "" and a.item != "" and a.deadline is not None
    return (by_phone or (complete and not a.by_phone)) or Unmet(
        Text("请开具调取证据通知书", "issue a notice"),
        notice=a.notice or "none",
        deadline=a.deadline or "none",
        by_phone=a.by_phone,
    )


@opening_guard("exhibit.copy_explained", "复制件附有说明和签名", "a copy is explained and signed")
def copy_explained(a: Obtain, context: Context) -> Verdict:
    """The original counts; a copy says why there is none, how it was made, and where the original is."""
    return (a.original or a.copy_explained) or Unmet(
        Text("请注明原因、制作过程和原件存放地点", "note reason, making and place of the original"),
        original=False,
        copy_explained=False,
    )
