"""What is asked before an administrative case is filed."""

from precinct.basics.text import Text
from precinct.matters.administrative_case.actions import File, FileAndSettle
from precinct.workflow.context import Context
from precinct.workflow.guard import Unmet, Verdict, opening_guard


@opening_guard(
    "administrative_case.act_day_past", "行为日不晚于立案日", "the breach is not later than the filing"
)
def act_day_past(a: File | FileAndSettle, context: Context) -> Verdict:
    """The day of the act chooses the law, so it must be a day that has been."""
    return a.act_day <= context.day or Unmet(
        Text("请核对行为日", "check the day of the act"), act_day=a.act_day, filed_on=context.day
    )


@opening_guard(
    "administrative_case.settled_on_the_spot",
    "本案当事人的当场调解已经达成并履行",
    "the mediation on the spot, of this case and its parties, is agreed and performed",
    related=True,
)
def settled_on_the_spot(a: FileAndSettle, context: Context) -> Verdict:
    """The short form is for what is over: the mediation is recorded first, in the same unit of work."""
    found = [brief for brief in context.related if brief.id == a.mediation and brief.kind == "mediation"]
    parties = {party.id for party in a.parties}
    its_own = all(brief.case == a.id and brief.people == parties for brief in found)
    return ([brief.state for brief in found] == ["performed"] and its_own) or Unmet(
        Text("请先记录本案当事人的当场调解", "record the mediation on the spot of this case first"),
        mediation=a.mediation,
        state=", ".join(brief.state for brief in found) or "unknown",
        of_case=", ".join(brief.case for brief in found) or "unknown",
    )


@opening_guard(
    "administrative_case.accepted_before_filing",
    "受理不晚于立案",
    "it was accepted before it is filed",
)
def accepted_before_filing(a: File, context: Context) -> Verdict:
    """The time for the case may run from acceptance, which cannot lie ahead."""
    return (
        a.accepted_at is None
        or a.accepted_at <= context.occurred_at
        or Unmet(Text("请核对受理时间", "check when it was accepted"), accepted_at=a.accepted_at.isoformat())
    )


@opening_guard(
    "administrative_case.origin_known",
    "所来源的案件存在",
    "the case that it comes from is there",
    related=True,
)
def origin_known(a: File, context: Context) -> Verdict:
    """A breach that comes out of another case is linked to a case that exists."""
    wanted = {("criminal_case", a.from_criminal), ("administrative_case", a.split_from)}
    known = {(brief.kind, brief.id) for brief in context.related}
    missing = sorted(case for kind, case in wanted - known if case)
    return not missing or Unmet(
        Text("请指明来源案件", "name the case that it comes from"), unknown=", ".join(missing)
    )
