"""Conditions: each has a code, a sentence in two languages that is true when it holds, and a test.

A guard cites no law: the pack of the jurisdiction does that, by code and day. A test answers True, or
`Unmet` with the facts that it looked at and, where that is known, what would make it pass.
"""

from collections.abc import Callable
from typing import Generic, TypeVar

import attrs

from precinct.basics.text import Text
from precinct.law.citation import Citation
from precinct.workflow.context import Context

M_contra = TypeVar("M_contra", contravariant=True)
A_contra = TypeVar("A_contra", contravariant=True)


@attrs.frozen(init=False)
class Unmet:
    """A guard's answer when it does not hold.

    Args:
        remedy: what would make it pass, or None where nothing is known to.
        facts: what it looked at, by name.
        citations: what the law says of the matter besides; see `citing`.
    """

    remedy: Text | None
    facts: tuple[tuple[str, str], ...]
    citations: tuple[Citation, ...]

    def __init__(self, remedy: Text | None = None, /, **facts: object) -> None:
        object.__setattr__(self, "remedy", remedy)
        object.__setattr__(self, "citations", ())
        object.__setattr__(self, "facts", tuple((name, str(value)) for name, value in facts.items()))

    def citing(self, citations: tuple[Citation, ...]) -> "Unmet":
        """The same answer with articles that the pack gave for the matter, such as that of an act.

        What the guard itself stands on is cited by the pack and comes first.

        Args:
            citations: what is told besides.
        """
        answer = Unmet(self.remedy, **dict(self.facts))
        object.__setattr__(answer, "citations", citations)
        return answer


def given(words: object) -> str:
    """How a fact tells of what somebody wrote or of a day in somebody's life: that it is there, never what it says.

    Args:
        words: the value of a personal field.
    """
    there = words.strip() if isinstance(words, str) else words
    return "given" if there else "none"


Verdict = bool | Unmet


@attrs.frozen
class Condition:
    """What all guards share.

    Args:
        code: its name in packs and refusals; the part before the dot is the file that has it.
        text: a sentence that is true when it holds.
        related: whether it looks at other matters; only for such a guard does the station look them up.
    """

    code: str
    text: Text
    test: Callable[..., Verdict]
    related: bool = attrs.field(default=False, kw_only=True)


@attrs.frozen
class Guard(Condition, Generic[M_contra]):
    """A condition on the matter and the circumstances: `options` can ask it before there is a payload."""

    test: Callable[[M_contra, Context], Verdict]


@attrs.frozen
class PayloadGuard(Condition, Generic[M_contra, A_contra]):
    """A condition that looks at the action's payload, too."""

    test: Callable[[M_contra, A_contra, Context], Verdict]


@attrs.frozen
class OpeningGuard(Condition, Generic[A_contra]):
    """A condition on opening a matter, when there is none yet."""

    test: Callable[[A_contra, Context], Verdict]


@attrs.frozen
class Authority(Condition):
    """A condition on who acts and how, decided before anything else is looked at."""

    test: Callable[[Context], Verdict]


def guard(
    code: str, zh: str, en: str, *, related: bool = False
) -> Callable[[Callable[[M_contra, Context], Verdict]], Guard[M_contra]]:
    """Make a guard of a test `(matter, context)`.

    Args:
        code: `room.sentence`, unique in the procedure.
        zh: the Chinese sentence, true when the guard holds.
        en: the English sentence.
        related: whether the test reads `context.related`.
    """
    return lambda test: Guard(code, Text(zh, en), test, related=related)


def payload_guard(
    code: str, zh: str, en: str, *, related: bool = False
) -> Callable[[Callable[[M_contra, A_contra, Context], Verdict]], PayloadGuard[M_contra, A_contra]]:
    """Make a guard of a test `(matter, action, context)`; arguments as for `guard`."""
    return lambda test: PayloadGuard(code, Text(zh, en), test, related=related)


def opening_guard(
    code: str, zh: str, en: str, *, related: bool = False
) -> Callable[[Callable[[A_contra, Context], Verdict]], OpeningGuard[A_contra]]:
    """Make a guard of a test `(opening, context)`; arguments as for `guard`."""
    return lambda test: OpeningGuard(code, Text(zh, en), test, related=related)


def authority(code: str, zh: str, en: str) -> Callable[[Callable[[Context], Verdict]], Authority]:
    """Make a condition on who acts of a test `(context)`; arguments as for `guard`."""
    return lambda test: Authority(code, Text(zh, en), test)
