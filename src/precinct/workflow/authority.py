"""Who may act, beyond the role: how many officers, and who must stay out.

Every row's roles are checked by the engine; these are the further conditions that rows name under
`authorise`. Recusal needs no mention: the engine asks it of everybody, always.
"""

from precinct.basics.text import Text
from precinct.people.role import Role
from precinct.workflow.context import Context
from precinct.workflow.guard import Unmet, Verdict, authority

_ANOTHER = Text("请另一名民警到场", "have a second officer take part")


def _officers(context: Context) -> int:
    present = {person.id for person in (context.actor, *context.companions) if Role.OFFICER in person.roles}
    return len(present)


@authority("authority.two_officers", "由二名以上民警进行", "at least two officers take part")
def two_officers(context: Context) -> Verdict:
    """Two officers, whatever is filmed."""
    count = _officers(context)
    return count >= 2 or Unmet(_ANOTHER, officers=count)


@authority(
    "authority.two_officers_or_filmed",
    "由二名以上民警进行，或者由一名民警进行并全程录音录像",
    "at least two officers take part, or one and all of it is filmed",
)
def two_officers_or_filmed(context: Context) -> Verdict:
    """Two officers, or one with full recording; an auxiliary may help him, never replace him."""
    count = _officers(context)
    return (
        count >= 2
        or (count == 1 and context.filmed)
        or Unmet(
            Text("请另一名民警到场，或者全程录音录像", "have a second officer take part, or film all of it"),
            officers=count,
            filmed=context.filmed,
        )
    )


@authority(
    "authority.two_officers_or_filmed_in_case_room",
    "民警人数足够；在办案场所内全程录音录像的从其规定",
    "enough officers take part; fewer do where it is filmed inside a case-handling area and the law allows it",
)
def two_officers_or_filmed_in_case_room(context: Context) -> Verdict:
    """As many officers as the law of the day asks for, which may be fewer where nothing is unseen."""
    count = _officers(context)
    seen = context.filmed and context.in_case_room
    least = (
        context.law.value("officers.evidence_in_case_room", context.day).amount
        if seen
        else context.law.value("officers.evidence", context.day).amount
    )
    return count >= least or Unmet(
        _ANOTHER, officers=count, at_least=least, filmed=context.filmed, in_case_room=context.in_case_room
    )
