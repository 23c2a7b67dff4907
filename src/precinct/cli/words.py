"""Words that every verb needs."""

from precinct.basics.text import Language


def say(language: Language, zh: str, en: str) -> str:
    """The one or the other."""
    return zh if language == "zh" else en


def shown(text: str) -> str:
    """A text from a file as it may go to a terminal: control characters would do things there."""
    return "".join(
        sign if sign.isprintable() or sign in "\n\t" else "\N{REPLACEMENT CHARACTER}" for sign in text
    )
