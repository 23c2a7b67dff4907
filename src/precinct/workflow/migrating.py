"""The two actions by which an open matter follows a change of its table, and goes back again.

A migration is a move like any other: its rows stand in the table under the states from which matters are to be moved,
with guards, an effect and time limits where they are needed, and the system takes it. Where a name has changed, or
several states became one, nothing needs to be moved: `Table.renamed` says so.
"""

from typing import Any

import attrs

from precinct.workflow.action import Action


@attrs.frozen
class Migrate(Action[Any]):
    """Move a matter to where today's table wants it.

    Args:
        why: what changed, and on whose order.
    """

    zh = "迁移"
    why: str


@attrs.frozen
class TakeBack(Action[Any]):
    """Undo a migration that is the last thing that happened to a matter. Every table that migrates knows it.

    Args:
        why: why it is undone.
    """

    zh = "撤回迁移"
    why: str
