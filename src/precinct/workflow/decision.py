"""The answer to "may this happen?": allowed, or refused with every reason."""

from collections.abc import Iterator
from types import TracebackType
from typing import Any

import attrs

from precinct.basics.errors import PrecinctError
from precinct.basics.text import Language, Text
from precinct.law.citation import Citation
from precinct.law.note import Note
from precinct.workflow.matter import State


@attrs.frozen
class Reason:
    """One condition that does not hold.

    Args:
        code: names the guard; the part before the dot names its file.
        text: the sentence that is not true.
        citations: what it stands on, on the day of the step.
        facts: what the guard looked at, by name.
        remedy: what would make it pass, where that is known.
    """

    code: str
    text: Text
    citations: tuple[Citation, ...]
    facts: tuple[tuple[str, str], ...] = ()
    remedy: Text | None = None

    def lines(self, language: Language) -> Iterator[str]:
        """The reason as lines of text: the sentence, what it stands on, the facts, the remedy."""
        unmet, stands_on, looked_at, mend = (
            ("不满足", "依据", "所见事实", "可以")
            if language == "zh"
            else ("not so", "stands on", "facts", "what would help")
        )
        yield f"{unmet}: {self.text.to(language)} [{self.code}]"
        yield f"  {stands_on}: {'; '.join(citation.to(language) for citation in self.citations)}"
        if self.facts:
            yield f"  {looked_at}: {', '.join(f'{name} = {value}' for name, value in self.facts)}"
        if self.remedy is not None:
            yield f"  {mend}: {self.remedy.to(language)}"


@attrs.frozen
class Decision:
    """May this action happen?

    Args:
        kind: the kind of matter.
        action: the name of the action.
        state: where the matter stands, None before it exists.
        reasons: every condition that does not hold; none means allowed.
        authorised: False where the reasons are about who acts, and nothing else was looked at.
        to: where the matter would stand afterwards, None if refused.
    """

    kind: str
    action: str
    state: State | None
    reasons: tuple[Reason, ...] = ()
    authorised: bool = True
    to: State | None = None

    @property
    def allowed(self) -> bool:
        """Whether nothing stands against it."""
        return not self.reasons

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of the reasons, in the order of the table."""
        return tuple(reason.code for reason in self.reasons)

    def to_text(self, language: Language = "en") -> str:
        """The decision in words, one reason after the other."""
        where = "" if self.state is None else f" ({self.state.text.to(language)})"
        verdict = {
            ("zh", True): "允许",
            ("zh", False): "不予准许",
            ("en", True): "allowed",
            ("en", False): "refused",
        }[language, self.allowed]
        lines = [f"{self.action} {verdict}{where}"]
        lines += [f"  {line}" for reason in self.reasons for line in reason.lines(language)]
        return "\n".join(lines)

    def __str__(self) -> str:
        return self.to_text("en")


class Refusal(PrecinctError):
    """The action may not happen; nothing was changed.

    Args:
        decision: what was decided, with every reason.
    """

    def __init__(self, decision: Decision) -> None:
        self.decision = decision
        super().__init__(decision.to_text("en"))


class GuardError(PrecinctError, RuntimeError):
    """A guard, predicate or effect crashed or answered nonsense; nothing was changed.

    What it crashed with may repeat what somebody said. So that neither this message nor a printed traceback does,
    the first error stands in `__context__` alone, for whoever looks for the mistake.

    Args:
        code: the guard's code, or the name of the predicate or effect.
        why: what went wrong.
    """

    def __init__(self, code: str, why: str) -> None:
        self.code = code
        self.why = why
        super().__init__(f"{code} could not be decided: {why}; nothing was changed, mend the definition")


def crash_of(error: BaseException) -> str:
    """Which error it was and where; what it says only where the engine itself says it, which tells names of fields.

    Args:
        error: what a guard, predicate or effect crashed with.
    """
    last = _innermost(error)
    if last is None:
        return type(error).__name__
    ours = str(last.tb_frame.f_globals.get("__name__", "")).startswith("precinct.workflow.")
    if ours or last.tb_frame.f_code.co_filename == "<generated>":
        return repr(error)
    return crash_site(error)


def crash_site(error: BaseException) -> str:
    """Which error it was and where, and nothing of what it says.

    Args:
        error: what a function of a table crashed with.
    """
    last = _innermost(error)
    where = "" if last is None else f" in {last.tb_frame.f_code.co_name}, line {last.tb_lineno}"
    return type(error).__name__ + where


def _innermost(error: BaseException) -> TracebackType | None:
    last = error.__traceback__
    while last is not None and last.tb_next is not None:
        last = last.tb_next
    return last


@attrs.frozen
class Option:
    """One action as a menu shows it, before there is a payload.

    Args:
        action: the class of the action.
        reasons: why it is refused whatever its payload; none means it may be tried.
        needs: the payload fields that must be given.
        notes: what an officer must know at it and no guard decides.
    """

    action: type[Any]
    reasons: tuple[Reason, ...]
    needs: tuple[str, ...]
    notes: tuple[Note, ...] = ()

    @property
    def open(self) -> bool:
        """Whether some payload may be accepted."""
        return not self.reasons
