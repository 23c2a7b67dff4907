"""What an older entry says, as plain JSON, and how its words become those of the next version."""

from collections.abc import Callable, Mapping
from typing import Any

import attrs


@attrs.frozen
class Wording:
    """An entry in the words of the definition that wrote it, before today's classes are asked what it means.

    Args:
        action: the name of its action's class.
        from_state: where the matter stood, as it was stored; None for an opening. To be read, not changed.
        to_state: where it stood afterwards, as it was stored. To be read, not changed.
        payload: the action's fields as JSON values: texts, numbers, lists, dicts.
        changes: the matter's fields that changed, with their new values, as JSON values.
    """

    action: str
    from_state: str | None
    to_state: str
    payload: Mapping[str, Any]
    changes: Mapping[str, Any]


Upcast = Callable[[Wording], Wording]
"""Brings the wording of one version of a table to that of the next; `attrs.evolve` does it best.

Pure, like everything in a table: the same wording gives the same wording. States are left to `Table.renamed`, or
one entry would begin where the entry before it did not end.
"""
