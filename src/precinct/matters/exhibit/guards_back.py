"""The conditions on giving a thing back."""

from datetime import timedelta

from precinct.basics.errors import UnknownYear
from precinct.basics.text import Text
from precinct.law.counting import Counted, count
from precinct.law.timelimit import TimeLimit
from precinct.matters.exhibit.actions import Release, ReturnToOwner
from precinct.matters.exhibit.record import Collector, Exhibit, ReleaseGround, Track
from precinct.matters.exhibit.states import ExhibitState
from precinct.people.person import Capacity
from precinct.workflow.context import Context
from precinct.workflow.guard import Unmet, Verdict, given, guard, payload_guard

_DECIDED = {
    Track.ADMINISTRATIVE: frozenset(
        {"decided", "revised", "served", "executed", "closed", "not_punished", "stopped", "settled"}
    ),
    Track.CRIMINAL: frozenset({"not_filed", "prosecuted", "not_prosecuted", "withdrawn", "closed"}),
}
_PUNISHED = {
    Track.ADMINISTRATIVE: frozenset({"decided", "revised", "served", "executed"}),
    Track.CRIMINAL: frozenset({"concluded", "sent_for_prosecution", "prosecuted"}),
}
_KIND = {Track.ADMINISTRATIVE: "administrative_case", Track.CRIMINAL: "criminal_case"}


@payload_guard(
    "exhibit.release_has_ground",
    "记录中有解除扣押的事由",
    "the record shows the ground on which the seizure ends",
    related=True,
)
def release_has_ground(m: Exhibit, a: Release, context: Context) -> Verdict:
    """What the case or the thing can show is looked up; what only somebody can judge is written down."""
    kind = _KIND.get(m.track)
    stands = next((one.state for one in context.related if one.id == m.case and one.kind == kind), "unknown")
    written = a.why.strip() != ""
    shown = {
        ReleaseGround.NO_BREACH: written and stands not in _PUNISHED.get(m.track, frozenset()),
        ReleaseGround.UNRELATED: m.unrelated,
        ReleaseGround.DECIDED: stands in _DECIDED.get(m.track, frozenset()),
        ReleaseGround.TIME_OUT: True,  # what the law of the day counts is asked apart
        ReleaseGround.NOT_NEEDED: written,
    }[a.ground]
    return shown or Unmet(
        Text("请先记录解除扣押的事由", "record why it ends first"),
        ground=a.ground.value,
        case_stands=stands,
        found_unrelated=m.unrelated,
        why=given(a.why),
    )


@payload_guard(
    "exhibit.time_is_out",
    "以期限届满为由解除的，期限确已届满",
    "a seizure that ends because its time is out has no time left",
)
def time_is_out(m: Exhibit, a: Release, context: Context) -> Verdict:
    """Where no time runs, none is out."""
    law, day = context.law, context.day
    if a.ground is not ReleaseGround.TIME_OUT:
        return True
    if not _runs(m, context):
        return Unmet(Text("请核对期限", "check the time"), until="not decidable")
    kept, seized = law.limit("exhibit.preserved", day), law.limit("exhibit.time", day)
    counted = _end(m, kept, seized, law.limit("exhibit.time_extension", day), context)
    return (counted is not None and counted.passed(context.occurred_at)) or Unmet(
        Text("请核对期限", "check the time"), until="not decidable" if counted is None else counted.due_at
    )


@guard(
    "exhibit.still_in_time",
    "扣押或者先行登记保存的期限尚未届满",
    "the time for which it is kept is not over",
)
def still_in_time(m: Exhibit, context: Context) -> Verdict:
    """What is over is released; it cannot be lengthened any more."""
    law, day = context.law, context.day
    if not _runs(m, context):
        return True
    kept, seized = law.limit("exhibit.preserved", day), law.limit("exhibit.time", day)
    counted = _end(m, kept, seized, law.limit("exhibit.time_extension", day), context)
    return (
        counted is None
        or not counted.passed(context.occurred_at)
        or Unmet(Text("请立即解除扣押", "release it at once"), until=counted.due_at)
    )


def _runs(m: Exhibit, context: Context) -> bool:
    """Whether a time runs for which it may be kept."""
    kept = m.state is ExhibitState.PRESERVED
    return (
        m.time_from is not None
        and not m.in_appraisal
        and (kept or m.track is Track.ADMINISTRATIVE)
        and all(
            context.law.has_limit(code, context.day)
            for code in ("exhibit.preserved", "exhibit.time", "exhibit.time_extension")
        )
    )


def _end(
    m: Exhibit, kept: TimeLimit, seized: TimeLimit, longer: TimeLimit, context: Context
) -> Counted | None:
    """When the time that runs ends; None where nobody can say."""
    if m.time_from is None:
        return None
    limit, extended = (kept, []) if m.state is ExhibitState.PRESERVED else (seized, [longer] * m.extended)
    out = timedelta(minutes=m.minutes_in_appraisal)
    try:
        return count(limit, m.time_from, context.law.calendar, extended=extended, stood_still=out)
    except UnknownYear:
        return None


@payload_guard(
    "exhibit.taker_is_entitled",
    "领取人为所有人、原持有人或者持书面委托的代理人并已签收，民警不得代领",
    "the owner, who had it, or an agent with written power signs for it, and never an officer",
)
def taker_is_entitled(m: Exhibit, a: Release, context: Context) -> Verdict:
    """Whose it is must fit what is recorded of that."""
    known = {} if m.owner is None else {_as_what(m.owner.capacity): m.owner.id}
    fits = a.collects_as is not None and known.get(a.collects_as, a.taker) == a.taker
    police = {m.officer, m.holder, *context.involved}
    return (fits and a.signed and a.taker not in {"", *police}) or Unmet(
        Text("请写明领取人身份并由其签收", "say as what the taker collects it, and have it signed for"),
        taker=a.taker or "nobody",
        collects_as="not recorded" if a.collects_as is None else a.collects_as.value,
        signed=a.signed,
    )


def _as_what(capacity: Capacity) -> Collector:
    return Collector.OWNER if capacity in {Capacity.OWNER, Capacity.VICTIM} else Collector.HOLDER


@payload_guard("exhibit.facts_proven", "事实已经查证属实", "the facts are proven")
def facts_proven(m: Exhibit, a: ReturnToOwner, context: Context) -> Verdict:
    """First it is clear what happened."""
    return a.facts_proven or Unmet(None, facts_proven=False)


@payload_guard("exhibit.ownership_clear", "权属明确无争议", "it is clear whose it is")
def ownership_clear(m: Exhibit, a: ReturnToOwner, context: Context) -> Verdict:
    """Where two claim it, it stays."""
    return a.ownership_clear or Unmet(None, ownership_clear=False)


@payload_guard(
    "exhibit.harms_nobody", "不损害他人利益、不影响办案", "its return harms neither others nor the case"
)
def harms_nobody(m: Exhibit, a: ReturnToOwner, context: Context) -> Verdict:
    """The case comes out the same without the thing."""
    return a.harms_nobody or Unmet(None, harms_nobody=False)


@payload_guard(
    "exhibit.return_documented", "注明发还理由并签收", "the reason is in the file and the receipt is signed"
)
def return_documented(m: Exhibit, a: ReturnToOwner, context: Context) -> Verdict:
    """Who has it, and why, stays in the file."""
    return (a.reason != "" and a.receipt) or Unmet(None, reason=given(a.reason), receipt=a.receipt)


@payload_guard(
    "exhibit.owner_collects",
    "由所有人或者持书面委托的代理人领取，民警不得代领",
    "the owner collects it, or an agent with written power, and never an officer",
)
def owner_collects(m: Exhibit, a: ReturnToOwner, context: Context) -> Verdict:
    """What is not collected goes with the file."""
    police = {m.officer, m.holder, *context.involved}
    return (a.owner_or_agent and a.taker not in {"", *police}) or Unmet(
        Text("未领取的随案移送", "what is not collected goes with the file"),
        taker=a.taker or "nobody",
        owner_or_agent=a.owner_or_agent,
    )


@guard(
    "exhibit.kept_or_within_a_day",
    "已入库保管，或者仍在移交保管的时限内",
    "it is in the store, or the time to hand it to the keeper is not over",
)
def kept_or_within_a_day(m: Exhibit, context: Context) -> Verdict:
    """What is settled within the day need not go through the store."""
    if m.held_from is None or not context.law.has_limit("exhibit.hand_over", context.day):
        return True
    try:
        counted = count(
            context.law.limit("exhibit.hand_over", context.day), m.held_from, context.law.calendar
        )
    except UnknownYear:
        return True  # nobody can say that it is over
    return not counted.passed(context.occurred_at) or Unmet(
        Text("请先移交保管", "hand it to the keeper first"), taken_at=m.held_from, until=counted.due_at
    )
