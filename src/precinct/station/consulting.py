"""What a lawful query into a sealed record gives."""

import attrs

from precinct.matters.sealing import Sealing
from precinct.workflow.entry import Entry
from precinct.workflow.matter import Matter


@attrs.frozen
class Consulted:
    """A sealed matter that was looked into; that it was is recorded.

    Args:
        sealing: the sealing as it stands now.
        matter: the matter that was asked for.
        entries: its entries, oldest first.
    """

    sealing: Sealing
    matter: Matter
    entries: tuple[Entry, ...]
