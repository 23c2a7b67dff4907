"""How the law is written at the command line: citations with what they displace, entries in a line, a row's parts."""

from collections.abc import Iterator
from datetime import date, timedelta

import attrs

from precinct.basics.text import Language
from precinct.cli.words import say
from precinct.law.citation import Citation, Confidence
from precinct.law.dated import Dated
from precinct.law.pack import Pack
from precinct.law.penalty import Penalties
from precinct.law.timelimit import TimeLimit
from precinct.law.value import Choice, Said, Value, citations_of

_ONE = timedelta(days=1)


def head(law: Pack, language: Language) -> str:
    """What must stand over whatever is shown of a pack: its name, and that it is no advice."""
    return f"{law.text.to(language)}\n{law.notice.to(language)}\n"


def citation(cited: Citation, language: Language) -> str:
    """A citation with its mark and with what it displaces."""
    words = cited.to(language)
    if not cited.overrides:
        return words
    # The same mark stands behind what displaces it; a second one would say nothing more.
    over = "; ".join(
        attrs.evolve(place, confidence=Confidence.VERIFIED).to(language) for place in cited.overrides
    )
    return f"{words}，取代{over}" if language == "zh" else f"{words}, overrides {over}"


def citations(said: Said, language: Language) -> str:
    """All that an entry stands on, in a line."""
    return "; ".join(citation(one, language) for one in citations_of(said))


def content(said: Said | None, law: Pack, language: Language) -> str:
    """What an entry says, in a line; empty for what only cites."""
    match said:
        case None:
            return say(language, "无", "none")
        case Value():
            unit = law.word(said.unit)
            return f"{said.amount}{unit.zh}" if language == "zh" else f"{said.amount} {unit.en}"
        case TimeLimit():
            held = say(language, "（被限制人身自由）", " (liberty is restricted)") if said.held else ""
            return f"{said.length.to(language)}{held}"
        case Choice():
            return say(language, "、", ", ").join(sorted(law.word(name).to(language) for name in said.names))
        case Penalties():
            grades = [f"{one.grade.text.to(language)}: {one.text.to(language)}" for one in said.grades]
            return "; ".join(grades)
        case _:
            return ""


def history(dated: Dated[Said], law: Pack, language: Language) -> Iterator[str]:
    """Every entry of a code with its first and last day, what it says and what it stands on."""
    series = dated.series
    for at, (since, said) in enumerate(series):
        following = series[at + 1][0] if at + 1 < len(series) else None
        span = days(since, following, language)
        if said is None:
            yield f"{span}: {say(language, '废止', 'repealed')}"
            continue
        words = content(said, law, language)
        stands_on = citations(said, language)
        yield f"{span}: {words} — {stands_on}" if words else f"{span}: {stands_on}"


def days(since: date, following: date | None, language: Language) -> str:
    """A span from a day to the day before another."""
    if following is None:
        return say(language, f"{since} 起", f"since {since}")
    return f"{since} – {following - _ONE}"
