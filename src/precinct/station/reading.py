"""Pictures drawn from entries: pure folds, which come out the same from zero and step by step.

A picture is never the record. It may be thrown away at any time and drawn anew from the ledger, and it is, when its model
has changed.
"""

import json
from collections.abc import Callable, Iterator
from typing import Generic, TypeVar

import attrs

from precinct.ledger.header import Header
from precinct.matters.sealing import SEALING
from precinct.station.delivery import Delivery, delivery_of
from precinct.station.marks import pages
from precinct.station.records import Records

T = TypeVar("T")

_LARGEST_KEPT = 1 << 28
"""No kept picture is larger than this, in characters."""


@attrs.frozen(kw_only=True)
class ReadingModel(Generic[T]):
    """How a picture is drawn.

    Args:
        name: what it is called; a kept picture says it.
        version: rises whenever `fold` would draw another picture of the same entries.
        start: the picture of no entries.
        fold: the picture after one more entry, from the one before, which it leaves as it is. It asks nobody else, no
            clock and no ledger.
        content: whether it looks at more than headers. A view of it is drawn anew, from zero, when it meets a record
            that was sealed, opened or erased since; a picture of headers alone stays right.
        write: the picture as plain JSON values, where it may be kept.
        read: the way back; a ValueError, TypeError, LookupError or AttributeError says that it cannot be read.
    """

    name: str = attrs.field(validator=attrs.validators.min_len(1))
    version: int = attrs.field(validator=[attrs.validators.instance_of(int), attrs.validators.ge(1)])
    start: T
    fold: Callable[[T, Delivery], T]
    content: bool = False
    write: Callable[[T], object] | None = None
    read: Callable[[object], T] | None = None


class View(Generic[T]):
    """A picture, and how much of the ledger is in it; `Station.view` makes it.

    Args:
        records: the station's.
        model: how it is drawn.
        kept: what `keep` gave once. Another model's or version's, another ledger's, one of other versions of the tables,
            or what cannot be read is set aside, and the picture is drawn from zero.
    """

    def __init__(self, records: Records, model: ReadingModel[T], kept: str = "") -> None:
        self._records = records
        self._model = model
        self.state: T = model.start
        self.position: int = 0
        if kept:
            self._take(kept)

    def catch_up(self) -> T:
        """Draw what has been recorded since; all anew, where content was sealed, opened or erased meanwhile.

        Returns:
            the picture.

        Raises:
            UnknownStored: the procedure cannot read an entry; the picture shows those before it.
            LedgerError: the ledger cannot be read just now; as before.
        """
        fold, content = self._model.fold, self._model.content
        # Drawn from zero, what is sealed or erased by now is read without its content.
        known = 0 if self.position else self._records.recorder.tip().position
        for delivery in self._deliveries():
            if content and delivery.position > known and self._shuts_or_opens(delivery.header):
                return self.rebuild()
            self.state = fold(self.state, delivery)
            self.position = delivery.position
        return self.state

    def _deliveries(self) -> Iterator[Delivery]:
        """What is not in the picture yet, with content where the model asks for it.

        What is shut is asked once for many: who shuts a record while it is drawn leaves an entry behind, and the picture
        is drawn anew when that is met.
        """
        records = self._records
        for page in pages(records.recorder.read_all(self.position)):
            asked = {stored.matter for stored in page} if self._model.content else set[str]()
            shut = records.recorder.shut(asked) if asked else asked
            for stored in page:
                bare = not self._model.content or stored.matter in shut
                yield delivery_of(stored, records, shut=bare)

    def rebuild(self) -> T:
        """Draw it anew from the first entry on; arguments, result and errors as for `catch_up`."""
        self.state, self.position = self._model.start, 0
        return self.catch_up()

    def keep(self) -> str:
        """The picture as JSON text, so that it need not be drawn from zero another time.

        Raises:
            ValueError: the model does not say how it is written.
        """
        if self._model.write is None:
            raise ValueError(
                f"the model {self._model.name} does not say how its picture is written; give it `write`"
            )
        kept = {
            "model": self._model.name,
            "version": self._model.version,
            "tables": self._tables(),
            "position": self.position,
            "hash": self._hash_at(self.position),
            "state": self._model.write(self.state),
        }
        return json.dumps(kept, ensure_ascii=False, allow_nan=False)

    def _take(self, kept: str) -> None:
        try:
            given = json.loads(kept) if len(kept) <= _LARGEST_KEPT else {}
            position = given["position"]
            named = (given["model"], given["version"], given["tables"], given["hash"])
            if type(position) is not int or position < 1 or self._model.read is None:
                return
            if named != (self._model.name, self._model.version, self._tables(), self._hash_at(position)):
                return
            self.state, self.position = self._model.read(given["state"]), position
        except (ValueError, TypeError, LookupError, AttributeError, RecursionError):
            return

    def _shuts_or_opens(self, header: Header) -> bool:
        """Whether an entry may seal, open or erase records.

        Of a sealing it is known that to look into a record is none of these; of a table of one's own, nothing is.
        """
        if header.kind not in self._records.kinds_that_shut:
            return False
        return header.kind != SEALING.kind or header.from_state is not header.to_state

    def _tables(self) -> dict[str, int]:
        """The tables by whose words it is drawn: an entry says "received" today, and what it is called later then."""
        return {table.kind: table.version for table in self._records.procedure.tables}

    def _hash_at(self, position: int) -> str:
        """The hash of the entry at a position, by which a picture of it and of all before it is known; "" for none."""
        recorder = self._records.recorder
        if not 1 <= position <= recorder.tip().position:
            return ""
        return next(recorder.read_all(position - 1)).hash.hex()
