"""What is sent twice under one key is recorded once, and the second sender gets what the first one did.

A sender that got no answer cannot know whether its action was recorded. With a key it may simply send it again.
"""

import json
from collections.abc import Iterable
from itertools import islice
from typing import Self

import attrs

from precinct.basics.errors import WrongType
from precinct.basics.ledger_errors import AlreadyRecorded, KeyReused
from precinct.ledger.stored import Recorded, Stored
from precinct.station.records import Records
from precinct.workflow.action import Opening
from precinct.workflow.entry import Entry

LONGEST_KEY = 200
"""Characters of a key: it comes from outside, and is kept for good."""


def require_key(key: str) -> str:
    """See that a key can be kept.

    Raises:
        ValueError: it is longer than `LONGEST_KEY`, or holds what no printer can print.
        WrongType: it is no text.
    """
    try:
        if len(key) > LONGEST_KEY or not key.isprintable():
            raise ValueError(
                f"a key is printable text of up to {LONGEST_KEY} characters; choose a shorter one"
            )
    except (AttributeError, TypeError):  # so what is a text does not wait for the question
        raise WrongType("key", key, "a text", "hand over what the sender calls this, as text") from None
    return key


class Repeat:
    """A unit of work that was recorded before, and is asked for again step by step.

    Args:
        records: the ledger.
        recorded: where the unit stands.

    Raises:
        KeyReused: what was recorded is no action.
    """

    def __init__(self, records: Records, recorded: Recorded) -> None:
        self._records = records
        self._recorded = recorded
        size = recorded.last - recorded.first + 1
        if size < 1:
            raise KeyReused(recorded.key, "", "no action", "now one is asked for")
        self._entries = tuple(islice(records.recorder.read_all(after=recorded.first - 1), size))
        self._asked = 0

    def step(self, matter: str | None, action: object, actor: str) -> str:
        """Ask for the next step again.

        Args:
            matter: the id of the matter that it is about; None where it opens one.
            action: the action or opening. An opening may have chosen another id this time.
            actor: the id of who acts.

        Returns:
            the id of the matter.

        Raises:
            KeyReused: the unit's next step was another one.
        """
        if self._asked == len(self._entries):
            raise self._reused(
                self._entries[-1], f"it was the last, and now {type(action).__name__} comes after it"
            )
        stored = self._entries[self._asked]
        if matter not in {None, stored.matter}:
            raise self._reused(stored, f"now something is asked of matter {matter}")
        if not self._same(stored, action, actor):
            raise self._reused(
                stored, f"now something else is asked for: {type(action).__name__}, by {actor}"
            )
        self._asked += 1
        return stored.matter

    def follow(self, entries: Iterable[Entry]) -> Self:
        """Ask again for steps that were accepted here meanwhile.

        Args:
            entries: what they made.

        Raises:
            KeyReused: the unit's steps were others.
            AlreadyRecorded: they were the same, and made matters with other ids or at other versions; so what the
                caller has in hand is not in the ledger.
        """
        for entry in entries:
            stored = self._entries[min(self._asked, len(self._entries) - 1)]
            about = None if isinstance(entry.action, Opening) else entry.matter
            self.step(about, entry.action, entry.actor)
            if (entry.matter, entry.version) != (stored.matter, stored.version):
                known = self._recorded
                raise AlreadyRecorded(known.key, known.first, known.last)
        return self

    def require_all(self) -> None:
        """See that every step of the unit was asked for.

        Raises:
            KeyReused: the unit has further ones.
        """
        if self._asked < len(self._entries):
            raise self._reused(self._entries[self._asked], "now it is not asked for")

    def _same(self, stored: Stored, action: object, actor: str) -> bool:
        head = self._records.recorder.head(stored.matter)
        # Erased or sealed by law: what the header says is left, and whether a guess is right is not told.
        if stored.payload is None or (head is not None and head.sealed):
            header = self._records.codec.header(stored)  # which calls the action as it is called today
            return (header.action, header.actor) == (type(action).__name__, actor)
        entry = self._records.codec.decode(stored)
        if isinstance(action, Opening):
            action = attrs.evolve(action, id=stored.matter)
        return entry.actor == actor and self._records.codec.alike(entry.kind, entry.action, action)

    def _reused(self, stored: Stored, otherwise: str) -> KeyReused:
        name = str(json.loads(stored.header)[_ACTION])
        return KeyReused(self._recorded.key, stored.matter, name, otherwise)


_ACTION = 3
"""Where the name of the action stands in a header."""
