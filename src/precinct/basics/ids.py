"""Names for matters that nobody else uses."""

from uuid import uuid4


def new_id() -> str:
    """A fresh random id, 32 hexadecimal digits, safe to make on several machines at once."""
    return uuid4().hex
