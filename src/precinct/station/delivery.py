"""An entry as it is handed to those who read along."""

import attrs

from precinct.ledger.header import Header
from precinct.ledger.stored import Stored
from precinct.station.records import Records
from precinct.workflow.entry import Entry


@attrs.frozen
class Delivery:
    """An entry as it is handed to those who read along.

    Args:
        position: its place in the ledger, from 1; the same whenever it is handed over again.
        header: what it says beside its content.
        entry: the whole entry; None where its content was erased or its matter is sealed, or where it is not asked for.
    """

    position: int
    header: Header
    entry: Entry | None

    @property
    def first_of_unit(self) -> int:
        """The position of the first entry of the unit of work that this one was recorded in."""
        return self.position - self.header.step


def delivery_of(stored: Stored, records: Records, *, shut: bool) -> Delivery:
    """An entry of the ledger, as it is handed over now.

    Args:
        stored: as the ledger holds it.
        records: the station's.
        shut: whether its matter is sealed or erased now, which may have come about after it was read; or no more
            than the header is asked for.

    Raises:
        UnknownStored: it names something that the procedure does not know.
        UpcastFailed: it is of an older version, and what the table says about those did not work.
        Tampered: its header belongs to another entry.
        LedgerError: the ledger cannot be read just now.
    """
    if shut or stored.payload is None:
        return Delivery(stored.position, records.codec.header(stored), None)
    return Delivery(stored.position, *records.codec.header_and_entry(stored))
