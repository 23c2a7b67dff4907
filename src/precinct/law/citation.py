"""Where a rule stands: instrument, article, and how sure we are of it.

A citation that nobody has read in full says so wherever it is shown; what no law says is a house
rule.
"""

import re
from datetime import date

import attrs

from precinct.basics.text import Language, Named, Text

_NUMBERED = re.compile(r"(\d+(?:[–-]\d+)?)(.*)", re.DOTALL)


class Confidence(Named):
    """How far a statement about the law has been checked."""

    VERIFIED = "verified", "已核实"
    EXCERPT = "excerpt", "仅见摘录"
    RECALLED = "recalled", "凭记忆未核实"
    LOCAL = "local", "地方规定"
    HOUSE = "house", "内部规定"

    @property
    def text(self) -> Text:
        """The name in both languages."""
        return _HOUSE if self is Confidence.HOUSE else Text(self.zh, self._value_)


_HOUSE = Text("内部规定", "house rule")


@attrs.frozen
class Instrument:
    """A law, regulation or rule in one version.

    Args:
        key: its short name in the pack's files.
        name: its full name.
        version: the year or wording by which the version is known.
        since: the first day of this version.
        until: the last day of this version, None while it is in force.

    Raises:
        ValueError: it ends before it begins.
    """

    key: str
    name: Text
    version: str
    since: date
    until: date | None = None

    def __attrs_post_init__(self) -> None:
        if self.until is not None and self.until < self.since:
            raise ValueError(f"{self.key} ends on {self.until} before it begins on {self.since}")

    def in_force(self, day: date) -> bool:
        """Whether this version is in force on a day."""
        return self.since <= day and (self.until is None or day <= self.until)

    def to(self, language: Language) -> str:
        """The name with its version, as it stands in a citation."""
        if language == "zh":
            return f"《{self.name.zh}》({self.version})"
        return f"{self.name.en} ({self.version})"


@attrs.frozen
class Citation:
    """The place on which a rule stands.

    Args:
        instrument: the instrument, None for a house rule that no instrument says, and for what is recalled without it.
        article: the article as the instrument numbers it, for example `83` or `61(2)`.
        row: the row of the fact table that it was taken from.
        confidence: how far it was checked.
        note: what a reader must know beside it.
        overrides: the places of older and lower instruments whose rule this one displaces.
    """

    instrument: Instrument | None
    article: str
    row: str
    confidence: Confidence
    note: Text | None = None
    overrides: tuple["Citation", ...] = ()

    def to(self, language: Language) -> str:
        """The citation in one language, with a visible mark unless the article was read in full."""
        if self.instrument is None:
            words = self.confidence.text.to(language)
        else:
            words = f"{self.instrument.to(language)} {_article(self.article, language)}"
            if self.confidence is not Confidence.VERIFIED:
                words += f" [{self.confidence.text.to(language)}]"
        return words if self.note is None else f"{words} ({self.note.to(language)})"

    def __str__(self) -> str:
        return self.to("en")


HOUSE_RULE = Citation(None, "", "", Confidence.HOUSE)
"""What stands where no law was read: the house decided it."""


def _article(article: str, language: Language) -> str:
    numbered = _NUMBERED.fullmatch(article)
    if numbered is None:
        return article if language == "zh" else f"item {article}"
    return f"第{numbered[1]}条{numbered[2]}" if language == "zh" else f"art. {article}"
