"""Who sits beside somebody who is asked, whether as a witness or in custody."""

from datetime import date
from typing import Protocol

from precinct.basics.text import Text
from precinct.people.person import Attendant, Attending, Need, Party
from precinct.workflow.guard import Unmet, Verdict, given

_HELPED_BY = {
    Need.INTERPRETER: Attending.INTERPRETER,
    Need.SIGN_LANGUAGE: Attending.SIGN_INTERPRETER,
}


class Asking(Protocol):
    """What an action says of those who were present."""

    @property
    def attending(self) -> tuple[Attendant, ...]:
        """Who was present beside the police."""
        ...

    @property
    def guardian_absent_because(self) -> str:
        """Why no guardian of a minor came, where none did."""
        ...

    @property
    def nobody_came_because(self) -> str:
        """Why no other suitable adult came, where none did."""
        ...


def adult_beside(person: Party, a: Asking, day: date, adult: int, suitable: frozenset[str]) -> Verdict:
    """Whether a minor has a guardian or a suitable adult beside him, or the record says why nobody could come.

    A suitable adult stands in where the guardian cannot come; whose age is not known may be asked for it.

    Args:
        person: who is asked.
        a: what was recorded of it.
        day: when.
        adult: from which age on nobody need be there, in years.
        suitable: who may sit beside a minor, a guardian among them, by the values of `Attending`.
    """
    age = person.age_on(day)
    if age is None or age >= adult:
        return True
    present = {attendant.attending.value for attendant in a.attending} & suitable
    stands_in = suitable - {Attending.GUARDIAN.value}
    absent, nobody = a.guardian_absent_because.strip() != "", a.nobody_came_because.strip() != ""
    replaced = absent and (not stands_in or nobody or bool(present))
    return (Attending.GUARDIAN.value in present or replaced) or Unmet(
        Text(
            "请通知监护人到场；不能到场的注明原因，并通知其他合适成年人",
            "call the guardian; if none can come, say why and call another suitable adult",
        ),
        age=age,
        under=adult,
        present=", ".join(sorted(present)) or "nobody",
        guardian_absent_because=given(a.guardian_absent_because),
    )


def interpreted(person: Party, a: Asking) -> Verdict:
    """Whether somebody has the interpreter or the sign-language helper that he needs.

    Args:
        person: who is asked.
        a: what was recorded of it.
    """
    present = {attendant.attending for attendant in a.attending}
    missing = sorted(need.value for need in person.needs if _HELPED_BY[need] not in present)
    return not missing or Unmet(
        Text(
            "请聘请翻译或者手语人员并注明",
            "have an interpreter or sign-language helper come, and note who it is",
        ),
        missing=", ".join(missing),
    )
