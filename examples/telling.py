"""Tells a night as it passes: who, what, when, what is due, and every refusal with its reasons.

Chinese characters are two columns wide on a terminal, so widths are counted, not measured with `len`.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from typing import TypeVar, Unpack
from unicodedata import east_asian_width

import attrs

from precinct import Action, Actor, Matter, Opening, Refusal, Station
from precinct.law.citation import Citation
from precinct.station.unit import Circumstances
from precinct.workflow.action import english_name

M = TypeVar("M", bound=Matter)


def wide(text: str) -> int:
    """How many columns a text takes."""
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)


def column(text: str, width: int) -> str:
    """The text, filled up with blanks to a number of columns."""
    return text + " " * max(0, width - wide(text))


def by_instrument(citations: Iterable[Citation]) -> list[str]:
    """Citations with each instrument named once: 《…》(2012) 第9条、第82条, or what stands in place of one."""
    articles: dict[str, list[str]] = {}
    for citation in citations:
        if citation.instrument is None:
            articles.setdefault(citation.to("zh"), [])
            continue
        name = citation.instrument.to("zh")
        article = attrs.evolve(citation, note=None).to("zh").removeprefix(name).strip()
        articles.setdefault(name, []).append(article)
    return [f"{name} {'、'.join(dict.fromkeys(listed))}".rstrip() for name, listed in articles.items()]


class Teller:
    """Acts at a station and tells what happened.

    Args:
        station: where it happens.
        quiet: whether to act without telling.
    """

    def __init__(self, station: Station, *, quiet: bool = False) -> None:
        self.station = station
        self.quiet = quiet
        self.refusals: Counter[str] = Counter()

    def say(self, text: str = "") -> None:
        """Print a line, unless quiet."""
        if not self.quiet:
            print(text)

    def chapter(self, zh: str, en: str) -> None:
        """Print a heading."""
        self.say(f"\n== {zh}  {en} " + "=" * max(4, 100 - wide(zh + en)))

    def begin(self, opening: Opening[M], actor: Actor, **how: Unpack[Circumstances]) -> M:
        """Open a matter, and tell it."""
        matter = self.station.begin(opening, actor=actor, **how)
        self.tell(matter, actor, opening)
        return matter

    def act(self, matter: M, action: Action[M], actor: Actor, **how: Unpack[Circumstances]) -> M:
        """Let an action happen, and tell it."""
        after = self.station.act(matter, action, actor=actor, **how)
        self.tell(after, actor, action)
        return after

    def tell(self, matter: Matter, actor: Actor, action: object) -> None:
        """Tell the newest entry of a matter: what it did, what it stands on, what is due since."""
        *_, entry = self.station.entries(matter.id)
        workflow = self.station.procedure.workflow_of(matter)
        when = entry.occurred_at.astimezone(workflow.law.zone)
        name = f"{type(action).zh} {english_name(type(action))}"  # type: ignore[attr-defined]
        self.say(
            f"{when:%Y-%m-%d %H:%M}  {column(actor.name, 10)}  {column(workflow.table.text.zh, 12)}"
            f"{column(name, 44)} → {matter.state}"
        )
        for articles in by_instrument(workflow.citations(type(action), entry.from_state, when.date())):
            self.say(f"{'':18}{articles}")
        started = {follow.code for follow in entry.follow_ups if follow.what.value == "limit_starts"}
        for due in self.station.due(matter=matter.id):
            if due.code in started:
                self.say(
                    f"{'':18}due 到期 {due.until}  {due.text.zh}（{due.length.zh}）{due.citations[0].to('zh')}"
                )

    def refused(
        self, matter: M, action: Action[M], actor: Actor, **how: Unpack[Circumstances]
    ) -> tuple[str, ...]:
        """Try an action that must be refused, and tell why.

        Returns:
            the codes of the reasons.
        """
        try:
            self.station.act(matter, action, actor=actor, **how)
        except Refusal as refusal:
            return self._tell_refusal(refusal, how.get("at"), actor, action)
        raise AssertionError(f"{type(action).__name__} should have been refused")

    def not_opened(self, opening: Opening[M], actor: Actor, **how: Unpack[Circumstances]) -> tuple[str, ...]:
        """Try an opening that must be refused, and tell why."""
        try:
            self.station.begin(opening, actor=actor, **how)
        except Refusal as refusal:
            return self._tell_refusal(refusal, how.get("at"), actor, opening)
        raise AssertionError(f"{type(opening).__name__} should have been refused")

    def _tell_refusal(
        self, refusal: Refusal, at: datetime | None, actor: Actor, action: object
    ) -> tuple[str, ...]:
        decision = refusal.decision
        when = "" if at is None else f"{at:%Y-%m-%d %H:%M}"
        name = f"{type(action).zh} {english_name(type(action))}"  # type: ignore[attr-defined]
        self.say(
            f"{when:16}  {column(actor.name, 10)}  {column('✗ 不予准许', 12)}{column(name, 44)}   refused"
        )
        for reason in decision.reasons:
            self.refusals[reason.code] += 1
            self.say(f"{'':18}✗ {reason.text.zh} / {reason.text.en}")
            self.say(f"{'':18}  {'；'.join(by_instrument(reason.citations))}")
            self.say(f"{'':18}  {', '.join(f'{fact} = {value}' for fact, value in reason.facts)}")
            if reason.remedy is not None:
                self.say(f"{'':18}  → {reason.remedy.zh} / {reason.remedy.en}")
        return decision.codes
