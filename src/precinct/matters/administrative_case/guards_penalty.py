"""What a penalty must keep to: the acts of the pack, their ranges, what lightens them and what was tried before.

Lightened 减轻 is a penalty below the range: a ground must be recorded for it. Lightened within the range 从轻, and made
heavier within it 从重, change no bound, so no guard asks for them.
"""

from collections.abc import Iterator

import attrs

from precinct.basics.text import Text
from precinct.law.citation import Citation
from precinct.law.punishing import lightens
from precinct.law.which_law import WhichLaw, which_laws
from precinct.matters.administrative_case.actions import Decide, DecideOnTheSpot, ProposePenalty, Revise
from precinct.matters.administrative_case.penalty import FurtherAct, Penalty, PenaltyKind
from precinct.matters.administrative_case.record import AdministrativeCase
from precinct.workflow.context import Context
from precinct.workflow.guard import Unmet, Verdict, payload_guard

_MEASURED_BY_NO_RANGE = {PenaltyKind.LICENCE_REVOKED, PenaltyKind.SUSPENSION}

Punishing = ProposePenalty | DecideOnTheSpot | Revise | Decide
"""What puts a penalty on somebody. What was proposed is measured again as it is decided: days, people, law have moved."""


def penalty_of(m: AdministrativeCase, a: Punishing) -> Penalty | None:
    """The penalty that is asked for: that of the action, or the one proposed before."""
    return m.penalty if isinstance(a, Decide) else a.penalty


def acts_of(m: AdministrativeCase, penalty: Penalty | None) -> tuple[FurtherAct, ...]:
    """Every act of a decision with what is proposed for it, the main one first."""
    if penalty is None:
        return ()
    return (FurtherAct(m.act, m.act_day, penalty.grade, penalty.fine, penalty.days), *penalty.further)


@attrs.frozen
class _Part:
    """One act of a decision, with what is proposed for it and the law that each grade is under.

    What a licence is worth is measured by no range of the pack: nothing but a licence is asked of it then.
    """

    of: FurtherAct
    laws: tuple[WhichLaw, ...]
    measured: bool = True

    @property
    def punishable(self) -> tuple[WhichLaw, ...]:
        """The laws that give a range."""
        return tuple(one for one in self.laws if one.applies.range is not None)

    @property
    def citations(self) -> tuple[Citation, ...]:
        """The articles of the act."""
        return tuple(dict.fromkeys(cited for one in self.laws for cited in one.citations))

    @property
    def told(self) -> str:
        """What the act may cost, grade by grade."""
        return " | ".join(dict.fromkeys(one.explained.en for one in self.laws))

    def fits(self, *, lightened: bool) -> bool:
        """Whether what is proposed lies in the range of a grade, or below it."""
        ranges = [one.applies.range for one in self.punishable]
        return any(
            found.allows_lightened(self.of.days, self.of.fine)
            if lightened
            else found.allows(self.of.days, self.of.fine)
            for found in ranges
            if found is not None
        )


def _parts(m: AdministrativeCase, penalty: Penalty | None, context: Context) -> Iterator[_Part]:
    for at, one in enumerate(acts_of(m, penalty)):
        step = max(context.day, one.act_day)
        licence = penalty is not None and penalty.kind in _MEASURED_BY_NO_RANGE and at == 0
        laws = which_laws(context.law, one.act, one.grade, one.act_day, step)
        yield _Part(one, laws, not licence or one.fine > 0)


@payload_guard(
    "administrative_case.act_is_punishable",
    "行为时的法律对该行为规定了处罚",
    "the law of its day punishes the act",
)
def act_is_punishable(m: AdministrativeCase, a: Punishing, context: Context) -> Verdict:
    """No penalty without a law of the day of the act, or one that the new law has dropped."""
    for part in _parts(m, penalty_of(m, a), context):
        if not part.punishable:
            one = part.laws[0]
            refers = one.punishes and one.applies.penalties is not None and one.applies.penalties.refers
            return Unmet(
                Text("请按实际构成的行为处罚", "name the act that it is besides")
                if refers
                else Text("请核对行为及行为日", "check the act and its day"),
                act=part.of.act,
                act_day=part.of.act_day,
                why="the article refers to others" if refers else one.why.value,
            ).citing(part.citations)
    return True


@payload_guard(
    "administrative_case.not_above_range",
    "处罚不高于该行为的法定幅度",
    "the penalty is not above what the act may cost",
)
def not_above_range(m: AdministrativeCase, a: Punishing, context: Context) -> Verdict:
    """Both ends are included. A licence is measured by no range; a fine beside it, and every further act, is."""
    for part in _parts(m, penalty_of(m, a), context):
        if part.measured and part.punishable and not part.fits(lightened=True):
            return Unmet(
                Text("请在法定幅度内量罚", "stay within what the act may cost"),
                act=part.of.act,
                days=part.of.days,
                fine=part.of.fine,
                may_cost=part.told,
            ).citing(part.citations)
    return True


@payload_guard(
    "administrative_case.below_range_with_ground",
    "低于法定幅度的处罚有减轻情节",
    "a penalty below the range has a ground that lightens it",
)
def below_range_with_ground(m: AdministrativeCase, a: Punishing, context: Context) -> Verdict:
    """The law of the day says which grounds lighten on their own, and which only together. Being drunk is none."""
    penalty = penalty_of(m, a)
    if penalty is None:
        return True
    for part in _parts(m, penalty_of(m, a), context):
        below = part.punishable and part.fits(lightened=True) and not part.fits(lightened=False)
        if part.measured and below and not _lightened(m, penalty, part, context):
            return Unmet(
                Text("请补充减轻情节或者在幅度内量罚", "record what lightens it, or stay within the range"),
                act=part.of.act,
                days=part.of.days,
                fine=part.of.fine,
                grounds=", ".join(sorted(ground.value for ground in penalty.grounds)) or "none",
                may_cost=part.told,
            ).citing(part.citations)
    return True


def _lightened(m: AdministrativeCase, penalty: Penalty, part: _Part, context: Context) -> bool:
    """Whether what speaks for the person counts on the day whose law applies; the oldest of several is asked."""
    grounds = frozenset(ground.value for ground in penalty.grounds)
    ages = [party.age_on(part.of.act_day) for party in m.punished_by(penalty)]
    known = [age for age in ages if age is not None]
    age = max(known) if known and len(known) == len(ages) else None
    days = {one.applies.day for one in part.punishable}
    return any(lightens(context.law, grounds, age, day) for day in days)


@payload_guard(
    "administrative_case.tried_before",
    "该行为已经有关组织、部门劝阻、调解、处理未能制止",
    "others have tried to stop the act before it is punished",
)
def tried_before(m: AdministrativeCase, a: Punishing, context: Context) -> Verdict:
    """Where the law of the act asks that something be tried first, it must be recorded."""
    for part in _parts(m, penalty_of(m, a), context):
        wanted = {one.applies.penalties.needs for one in part.laws if one.applies.penalties is not None}
        met = () if (penalty := penalty_of(m, a)) is None else penalty.met
        missing = wanted - {None, *met}
        if missing:
            return Unmet(
                Text("请先由有关组织、部门劝阻、调解", "let those near it try to stop it first"),
                act=part.of.act,
                missing=", ".join(one.value for one in missing if one is not None),
            ).citing(part.citations)
    return True


@payload_guard(
    "administrative_case.kind_is_coherent",
    "处罚种类与内容相符，附加限期出境只适用于外国人",
    "the penalty is what its kind says, and only a foreigner is told to leave",
)
def kind_is_coherent(m: AdministrativeCase, a: Punishing, context: Context) -> Verdict:
    """A warning has no days and no fine, a fine no days, detention some; a licence may be joined by a fine."""
    penalty = penalty_of(m, a)
    if penalty is None:
        return True
    says = {
        PenaltyKind.WARNING: penalty.days == 0 and penalty.fine == 0,
        PenaltyKind.FINE: penalty.days == 0 and penalty.fine > 0,
        PenaltyKind.DETENTION: penalty.days > 0,
        PenaltyKind.LICENCE_REVOKED: penalty.days == 0,
        PenaltyKind.SUSPENSION: penalty.days == 0,
    }[penalty.kind]
    may_leave = not penalty.exit_ordered or penalty.punished.foreigner is True
    return (says and may_leave) or Unmet(
        Text("请核对处罚种类", "check the kind of the penalty"),
        kind=penalty.kind.value,
        days=penalty.days,
        fine=penalty.fine,
        exit_ordered=penalty.exit_ordered,
    )


@payload_guard(
    "administrative_case.detention_within_total",
    "数种行为的行政拘留合并执行，不超过上限",
    "detention for several acts is served together, up to its bound",
)
def detention_within_total(m: AdministrativeCase, a: Punishing, context: Context) -> Verdict:
    """Each act is decided on its own and all of it is served, up to the bound: no less and no more."""
    penalty, most = penalty_of(m, a), context.law.value("detention.total_max", context.day).amount
    if penalty is None:
        return True
    total = penalty.days_decided
    return penalty.days_of_all == min(most, total) or Unmet(
        Text("请确定合并执行的天数", "say how many days are served together"),
        days=penalty.days_of_all,
        sum_of_all=total,
        at_most=most,
    )


def articles(m: AdministrativeCase, penalty: Penalty | None, context: Context) -> tuple[Citation, ...]:
    """The articles of all acts of a decision, for a refusal that is about something else of it."""
    return tuple(dict.fromkeys(cited for part in _parts(m, penalty, context) for cited in part.citations))
