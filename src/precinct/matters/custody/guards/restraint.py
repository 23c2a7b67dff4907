"""Restraint of who is drunk, or mentally ill, and a danger."""

from precinct.basics.text import Text
from precinct.matters.custody.actions import (
    End,
    ProposeMeasure,
    ProtectAtOnce,
    RestrainAtOnce,
    SendToFacility,
    Start,
    UseInstrument,
)
from precinct.matters.custody.record import Custody
from precinct.matters.custody.words import RESTRAINTS, EndReason, Instrument, Measure
from precinct.workflow.context import Context
from precinct.workflow.guard import Unmet, Verdict, given, guard, opening_guard, payload_guard

_OTHER_HANDS = {EndReason.COLLECTED, EndReason.HOSPITAL, EndReason.TRANSFERRED}
_ENDS_RESTRAINT = {
    Measure.RESTRAINT: _OTHER_HANDS | {EndReason.SOBER},
    Measure.PROTECTIVE_RESTRAINT: _OTHER_HANDS | {EndReason.RELEASED},
}


@opening_guard("custody.drunk_and_dangerous", "醉酒且有危险", "the person is drunk and a danger")
def drunk_and_dangerous(a: ProposeMeasure | RestrainAtOnce, context: Context) -> Verdict:
    """Drunk alone is not enough, nor danger alone, on paper as on the scene."""
    other = isinstance(a, ProposeMeasure) and a.measure is not Measure.RESTRAINT
    return (other or (a.drunk and a.danger.strip() != "")) or Unmet(
        Text("请通知家属接回或者送医", "have the family collect the person, or a doctor look"),
        drunk=a.drunk,
        danger=given(a.danger),
    )


@opening_guard(
    "custody.ill_and_dangerous",
    "精神障碍且严重危害他人",
    "the person is mentally ill and seriously endangers others",
)
def ill_and_dangerous(a: ProposeMeasure | ProtectAtOnce, context: Context) -> Verdict:
    """An illness is no danger by itself."""
    other = isinstance(a, ProposeMeasure) and a.measure is not Measure.PROTECTIVE_RESTRAINT
    return (other or (a.mentally_ill and a.danger.strip() != "")) or Unmet(
        Text("请通知监护人或者送医", "tell the guardian, or have a doctor look"),
        mentally_ill=a.mentally_ill,
        danger=given(a.danger),
    )


@opening_guard("custody.watched", "有专人看护", "a named person watches all the time")
def watched_from_the_start(a: RestrainAtOnce | ProtectAtOnce, context: Context) -> Verdict:
    """Somebody is there every minute."""
    return a.watcher != "" or Unmet(Text("请指定看护人", "name who watches"), watcher="nobody")


@opening_guard("custody.ride_filmed", "带离途中全程录音录像", "the ride to the station is filmed")
def ride_filmed(a: RestrainAtOnce, context: Context) -> Verdict:
    """The camera runs until the person is inside."""
    return a.filmed_on_the_ride or Unmet(None, filmed_on_the_ride=False)


@payload_guard(
    "custody.still_drunk",
    "约束开始时该人仍然醉酒",
    "who is taken into a restraint for drink is drunk still",
)
def still_drunk(m: Custody, a: Start, context: Context) -> Verdict:
    """What was asked for on paper may have passed when the person is there."""
    drunk = m.drunk if a.drunk is None else a.drunk
    return (m.measure is not Measure.RESTRAINT or drunk) or Unmet(
        Text("已酒醒的不予约束", "who is sober is not restrained"), drunk=False
    )


@payload_guard("custody.watcher_named", "约束期间有专人看护", "a restraint has a named watcher")
def watcher_named(m: Custody, a: Start, context: Context) -> Verdict:
    """Somebody is there every minute."""
    return (m.measure not in RESTRAINTS or a.watcher != "") or Unmet(
        Text("请指定看护人", "name who watches"), watcher="nobody"
    )


@payload_guard(
    "custody.no_handcuffs_on_the_drunk", "约束不使用手铐、脚镣", "a restraint uses no handcuffs or leg irons"
)
def no_handcuffs_on_the_drunk(m: Custody, a: UseInstrument, context: Context) -> Verdict:
    """A strap or a rope at most."""
    allowed = {Instrument.STRAP, Instrument.ROPE}
    return (m.measure not in RESTRAINTS or a.instrument in allowed) or Unmet(
        Text("必要时使用约束带或者警绳", "a strap or rope, if need be"), instrument=a.instrument.value
    )


@payload_guard(
    "custody.out_of_control",
    "行为失控或者被强制传唤，确有必要",
    "the person is out of control, or is brought by force",
)
def out_of_control(m: Custody, a: UseInstrument, context: Context) -> Verdict:
    """No instrument for convenience."""
    return (a.out_of_control or m.forced) or Unmet(None, out_of_control=False, brought_by_force=m.forced)


@payload_guard(
    "custody.restraint_ends_sober",
    "约束因酒醒、危险消除、接回、送医或者移交而解除",
    "a restraint ends when the person is sober, the danger of an illness has passed, or others take over",
)
def restraint_ends_sober(m: Custody, a: End, context: Context) -> Verdict:
    """Time alone does not end it, and sober ends it at once; an illness does not sober up, its danger passes."""
    return a.reason in _ENDS_RESTRAINT.get(m.measure, EndReason) or Unmet(
        Text("请确认是否酒醒", "see whether the person is sober"), reason=a.reason.value
    )


@guard("custody.is_protective", "该措施为保护性约束", "the measure protects from a mentally ill person")
def is_protective(m: Custody, context: Context) -> Verdict:
    """Only an illness leads to a facility."""
    return m.measure is Measure.PROTECTIVE_RESTRAINT or Unmet(None, measure=m.measure.value)


@payload_guard("custody.guardian_told", "已通知监护人", "the guardian is told")
def guardian_told(m: Custody, a: SendToFacility, context: Context) -> Verdict:
    """At once, before the door closes."""
    return a.guardian_told or Unmet(Text("请及时通知监护人", "tell the guardian"), guardian_told=False)
