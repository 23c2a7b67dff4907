"""Words in two languages: nothing that a person reads exists in one only."""

from enum import Enum
from typing import TYPE_CHECKING, Literal, Self

import attrs

Language = Literal["zh", "en"]


@attrs.frozen
class Text:
    """A name or sentence, in Chinese and in English.

    Args:
        zh: the Chinese wording, with the term of the law where it has one.
        en: the English wording, in the field's standard terms.
    """

    zh: str
    en: str

    def to(self, language: Language) -> str:
        """The wording in one language."""
        return self.zh if language == "zh" else self.en

    def __str__(self) -> str:
        return f"{self.zh} {self.en}"


class Named(Enum):
    """An enumeration whose members are `VALUE = "value", "中文"`.

    The value is what files and the ledger keep; the English name is the value with spaces.
    """

    _value_: str
    zh: str

    def __new__(cls, value: str, zh: str) -> Self:
        """Take the two names apart: the value is the English one."""
        member = object.__new__(cls)
        member._value_ = value
        member.zh = zh
        return member

    if not TYPE_CHECKING:
        # Enum hashes by name in Python code; a member is unique, so its identity serves and costs nothing.
        __hash__ = object.__hash__

    @property
    def text(self) -> Text:
        """The name in both languages."""
        return Text(self.zh, self._value_.replace("_", " "))

    def __str__(self) -> str:
        return str(self.text)
