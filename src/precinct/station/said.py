"""What the entries of a matter say of all that is kept beside them: its deadlines, its names, whether it has ended."""

from collections.abc import Iterator, Mapping
from typing import Any

import attrs

from precinct.ledger.header import Header
from precinct.ledger.stored import Deadline, Head, Stored
from precinct.station.deadlines import changed_deadlines, uncounted
from precinct.station.records import Records
from precinct.station.related import kept_names
from precinct.workflow.entry import Follow
from precinct.workflow.matter import Matter
from precinct.workflow.workflow import Workflow


@attrs.frozen
class Said:
    """What the entries of a matter say.

    Args:
        deadlines: those that run, by their codes; with their basis, and not counted.
        plain: the codes of those that began under today's table, which therefore says what their end means.
        names: under which names it is found.
        ended: whether it has ended.
        earlier: whether some were written under an earlier table or pack.
    """

    deadlines: Mapping[str, Deadline]
    plain: frozenset[str]
    names: frozenset[str]
    ended: bool
    earlier: bool


_NOTHING = Said({}, frozenset(), frozenset(), ended=False, earlier=False)


def said_of(head: Head | None, records: Records) -> Said:
    """Read the entries of one matter, one after the other.

    Args:
        head: where the matter stands; None for one that nobody wrote about.
        records: the ledger.

    Raises:
        Erased: their content was taken away since the head was read.
        UnknownStored, UpcastFailed: an entry means nothing to today's tables.
        NotAHistory: they are not the history of a matter.
    """
    if head is None:
        return _NOTHING
    workflow = records.procedure.workflow(head.kind)
    following = _Following(workflow)
    entries = following.passing(records, head.matter)
    names: frozenset[str] = frozenset()
    if head.erased:  # the headers are left, and they say what runs
        for _ in entries:
            pass
    else:
        matter: Matter = workflow.remade(records.codec.fold(entries)[head.matter])
        names = kept_names(matter, ended=following.ended)
    return Said(
        following.standing,
        frozenset(following.plain),
        names,
        following.ended,
        following.earlier,
    )


class _Following:
    """Follows the headers of one matter's entries as they pass."""

    def __init__(self, workflow: Workflow[Any, Any]) -> None:
        self._workflow = workflow
        self._today = workflow.definition, f"{workflow.law.name}@{workflow.law.version}"
        self._final = workflow.table.final
        self.ended = False
        self.earlier = False
        self.standing: dict[str, Deadline] = {}
        self.plain: set[str] = set()

    def passing(self, records: Records, matter: str) -> Iterator[Stored]:
        """The entries, each as soon as it was taken in."""
        for stored in records.recorder.read(matter):
            self._take(records.codec.header(stored))
            yield stored

    def _take(self, header: Header) -> None:
        self.ended = header.to_state in self._final
        if (header.definition, header.law) != self._today:
            self.earlier = True
        if not (header.follow_ups or self.ended):
            return
        workflow, running = self._workflow, self.standing.values()
        put, taken = changed_deadlines(header, workflow.table, workflow.law, running, uncounted)
        for _, code in taken:
            self.standing.pop(code, None)
        for one in put:
            self.standing[one.code] = one.in_utc()
        begun = {one.code for one in header.follow_ups if one.what is Follow.LIMIT_STARTS}
        if header.definition == workflow.definition:
            self.plain |= begun
        else:
            self.plain -= begun
