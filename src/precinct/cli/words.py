"""Words that every verb needs."""

import re

from precinct.basics.text import Language


def say(language: Language, zh: str, en: str) -> str:
    """The one or the other."""
    return zh if language == "zh" else en


def shown(text: str) -> str:
    """A text from a file as it may go to a terminal: control characters would do things there."""
    return "".join(
        sign if sign.isprintable() or sign in "\n\t" else "\N{REPLACEMENT CHARACTER}" for sign in text
    )


_ADDRESS = re.compile(r"(?<=\w):/.*|\S+:\S*@.*")
_PASSWORD = re.compile(r"password\s*=.*")


def discreet(message: str) -> str:
    """An error without what an address may hold: whoever mistypes one must not see its password printed."""
    return _PASSWORD.sub("password=…", _ADDRESS.sub("://…", message))
