"""What a record of evidence must show."""

from precinct.basics.text import Text
from precinct.matters.administrative_case.actions import ProposePenalty
from precinct.matters.administrative_case.actions_evidence import Inspect
from precinct.matters.administrative_case.record import (
    AdministrativeCase,
    Evidence,
    Place,
    Warrant,
)
from precinct.people.person import Capacity
from precinct.workflow.context import Context
from precinct.workflow.guard import Unmet, Verdict, guard, payload_guard


@guard("administrative_case.offender_named", "违法嫌疑人已查明", "the offender is named")
def offender_named(m: AdministrativeCase, context: Context) -> Verdict:
    """Nobody is mediated with or punished before it is known who it was."""
    return any(party.capacity is Capacity.OFFENDER for party in m.parties) or Unmet(
        Text("请先查明违法嫌疑人", "find and name the offender"), parties=len(m.parties)
    )


@payload_guard(
    "administrative_case.more_than_own_statement",
    "除本人陈述外还有其他证据",
    "there is evidence beside the person's own statement",
)
def more_than_own_statement(m: AdministrativeCase, a: ProposePenalty, context: Context) -> Verdict:
    """Nobody is punished on his own word alone."""
    return set(a.evidence) != {Evidence.OWN_STATEMENT} or Unmet(
        Text("请补充其他证据", "gather other evidence"), evidence="own statement only"
    )


@payload_guard(
    "administrative_case.home_search_warranted",
    "检查住所有县级检查证，或者符合当场检查的情形",
    "a home is searched with a county warrant, or where the law needs none",
)
def home_search_warranted(m: AdministrativeCase, a: Inspect, context: Context) -> Verdict:
    """What danger allows, is the law of the day."""
    in_danger = a.danger and "danger" in context.law.choice("home_search.without_warrant", context.day)
    return (
        a.place is not Place.HOME
        or a.warrant is Warrant.COUNTY
        or in_danger
        or Unmet(
            Text("请取得县级公安机关的检查证", "get a warrant of the county organ"),
            warrant=a.warrant.value,
            danger=a.danger,
        )
    )


@payload_guard(
    "administrative_case.place_search_approved",
    "检查其他场所经批准，或者全程录音录像",
    "another place is searched with approval, or all of it is filmed",
)
def place_search_approved(m: AdministrativeCase, a: Inspect, context: Context) -> Verdict:
    """Asked where the law of the day asks it."""
    if a.place is Place.HOME or not context.law.has_choice("place_search.asks", context.day):
        return True
    return (
        a.warrant is not Warrant.NONE
        or context.filmed
        or Unmet(
            Text("请取得批准，或者全程录音录像", "get approval, or film all of it"), filmed=context.filmed
        )
    )
