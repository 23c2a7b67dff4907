"""What is kept beside the entries, compared with what they say, and put back to it.

Deadlines, the names under which matters are found, and whether a matter has ended follow from the entries, and are kept
so that nobody need read those to find them. No hash covers them. One pass reads the entries of one matter after the
other, and holds no more than one matter at a time. What somebody writes meanwhile is no difference: where one shows, the
matter is looked at again, until it stood still.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import datetime
from itertools import groupby, islice
from operator import itemgetter

import attrs

from precinct.basics.beside_errors import Miscounted, Miskept
from precinct.basics.ledger_errors import Conflict, Erased, Unstorable
from precinct.basics.text import Text
from precinct.ledger.stored import Deadline, Head, Tip, Unit
from precinct.station.deadlines import Basis, counted_anew, end_of
from precinct.station.discrepancy import Discrepancy, Kept, Rebuilt
from precinct.station.records import Records
from precinct.station.said import Said, said_of
from precinct.workflow.table import OnExpiry

_BATCH = 100
"""How many matters are put right in one unit of work."""

_MEANINGS = frozenset(way.value for way in OnExpiry)


@attrs.frozen
class _Looked:
    """One matter: what its entries say, and what is kept of it beside them."""

    matter: str
    head: Head | None
    said: Said
    deadlines: Mapping[str, Deadline]
    names: frozenset[str]


@attrs.frozen
class _Plan:
    """How one matter is put right: a part of a unit of work for each thing that can be put back."""

    matter: str
    parts: tuple[Unit, ...]
    mended: tuple[Discrepancy, ...]
    left: tuple[Discrepancy, ...]


class BesideEntries:
    """Compares what is kept beside the entries with them.

    Args:
        records: the ledger.
    """

    def __init__(self, records: Records) -> None:
        self._records = records
        self._recorder = records.recorder
        self._law = records.procedure.law

    def require_true(self, tip: Tip) -> None:
        """See that all is kept as the entries say.

        Args:
            tip: the end of the chain, for the error.

        Raises:
            Miskept: something was taken away, added or changed by other means.
            Miscounted: some deadlines end otherwise than today's pack counts them, and nothing else is different.
            UnknownStored, UpcastFailed: an entry means nothing to today's tables.
            UnknownYear: an end cannot be counted: the calendar does not know a year any more.
        """
        first: dict[bool, Discrepancy] = {}
        number = {True: 0, False: 0}
        try:
            for _, differences in self._different():
                for one in differences:
                    moved = one.what is Kept.END
                    first.setdefault(moved, one)
                    number[moved] += 1
        except Miskept as found:  # no further: what has no moment cannot be read
            raise Miskept(
                tip.position, found.matter, found.why, found.more, earlier=found.earlier, code=found.code
            ) from None
        if False in first:
            one = first[False]
            raise Miskept(tip.position, one.matter, one.text.en, number[False] - 1, earlier=one.earlier)
        if True in first:
            one = first[True]
            raise Miscounted(one.matter, one.code, one.text.en, number[True] - 1)

    def rebuild(self) -> Rebuilt:
        """Put all back to what the entries say, so many matters in one unit of work.

        Raises:
            LedgerError: the store cannot write; what was put back before stays so.
            UnknownStored, UpcastFailed, UnknownYear: as for `require_true`.
        """
        mended: list[Discrepancy] = list(self._without_moments())
        left: list[Discrepancy] = []
        plans = (self._planned(*one) for one in self._different())
        while batch := list(islice(plans, _BATCH)):
            try:
                self._write(batch)
            except Conflict:
                batch = [one for plan in batch for one in self._written_alone(plan.matter)]
            for plan in batch:
                mended += plan.mended
                left += plan.left
        return Rebuilt(tuple(mended), tuple(left))

    # --- comparing ---------------------------------------------------------------------------------

    def _different(self) -> Iterator[tuple[_Looked, tuple[Discrepancy, ...]]]:
        """The matters of which something is kept otherwise than their entries say, each with what it is."""
        kept = 0
        told: set[str] = set()
        for matter, head, names in self._with_names():
            try:
                looked = self._look(matter, head, names, quickly=True)
                kept += len(looked.deadlines)
                same = not any(self._differences(looked))
            except Erased:  # since its head was read
                same = False
            if not same:
                told.add(matter)
                yield from self._looked_at_again(matter)
        if kept != sum(1 for _ in self._recorder.deadlines()):
            running = {one.matter for one in self._recorder.deadlines()}
            for matter in sorted(running):
                head = self._recorder.head(matter)
                if (head is None or head.ended) and matter not in told:
                    yield from self._looked_at_again(matter)

    def _with_names(self) -> Iterator[tuple[str, Head | None, frozenset[str]]]:
        """Every matter with its head and names; what has names and no head, too."""
        grouped = groupby(self._recorder.names(), itemgetter(0))
        named = ((matter, frozenset(name for _, name in pairs)) for matter, pairs in grouped)
        waiting = next(named, None)
        for head in self._recorder.heads():
            while waiting is not None and waiting[0] < head.matter:
                yield waiting[0], None, waiting[1]
                waiting = next(named, None)
            if waiting is None or waiting[0] != head.matter:
                yield head.matter, head, frozenset()
            else:
                yield head.matter, head, waiting[1]
                waiting = next(named, None)
        while waiting is not None:
            yield waiting[0], None, waiting[1]
            waiting = next(named, None)

    def _looked_at_again(self, matter: str) -> Iterator[tuple[_Looked, tuple[Discrepancy, ...]]]:
        """The matter with what is different; nothing if nothing is."""
        while True:
            head = self._recorder.head(matter)
            try:
                names = frozenset(name for _, name in self._recorder.names(matter))
                looked = self._look(matter, head, names)
            except Erased:
                if self._recorder.head(matter) == head:
                    raise
                continue
            if self._recorder.head(matter) == head:
                break
        differences = tuple(self._differences(looked))
        if differences:
            yield looked, differences

    def _look(
        self, matter: str, head: Head | None, names: frozenset[str], *, quickly: bool = False
    ) -> _Looked:
        """One matter; quickly, a deadline that an ended one should not have is found by counting them all in the end."""
        said = said_of(head, self._records)
        if quickly and head is not None and head.ended and not said.deadlines:
            return _Looked(matter, head, said, {}, names)
        deadlines = {one.code: one for one in self._recorder.deadlines(matter=matter)}
        return _Looked(matter, head, said, deadlines, names)

    def _differences(self, looked: _Looked) -> Iterator[Discrepancy]:
        said, head = looked.said, looked.head

        def found(what: Kept, zh: str, en: str, code: str = "") -> Discrepancy:
            text = Text(f"事项 {looked.matter} {zh}", f"matter {looked.matter} {en}")
            return Discrepancy(looked.matter, what, code, text, said.earlier)

        if head is not None and head.ended != said.ended:
            yield found(
                Kept.ENDED,
                "标为已终结，而其状态并非终结状态" if head.ended else "标为未终结，而其状态是终结状态",
                "is kept as ended, and its state is not final"
                if head.ended
                else "is kept as open, and its state is final",
            )
        for code in sorted({**said.deadlines, **looked.deadlines}):
            true, kept = said.deadlines.get(code), looked.deadlines.get(code)
            if kept is None:
                yield found(Kept.DEADLINE, f"缺少期限 {code}", f"lacks the deadline {code}", code)
            elif true is None:
                yield found(
                    Kept.DEADLINE,
                    f"有期限 {code}，而并无记录使其计算",
                    f"has the deadline {code}, and no entry lets it run",
                    code,
                )
            elif otherwise := _otherwise(true, kept, plain=code in said.plain):
                yield found(
                    Kept.DEADLINE,
                    f"的期限 {code} 与记录不符（{otherwise}）",
                    f"has the deadline {code} with another {otherwise}",
                    code,
                )
            elif (due_at := end_of(true, Basis.of(true), self._law)) != kept.due_at:
                before, now = (self._at(moment) for moment in (kept.due_at, due_at))
                yield found(
                    Kept.END,
                    f"的期限 {code} 记为 {before} 届满，今天计算为 {now}",
                    f"has the deadline {code} until {before}, and counted today it is until {now}",
                    code,
                )
        if lacking := len(said.names - looked.names):
            yield found(
                Kept.NAMES, f"缺少 {lacking} 个检索名称", f"is not found under {lacking} of its names"
            )
        if strange := len(looked.names - said.names):
            yield found(
                Kept.NAMES,
                f"多出 {strange} 个检索名称",
                f"is found under {strange} names that are not its own",
            )

    def _counted(self, deadline: Deadline) -> Deadline:
        return counted_anew(deadline, Basis.of(deadline), self._law)

    def _at(self, moment: datetime) -> str:
        with suppress(OverflowError):  # at the edge of time our zone has no such moment
            moment = moment.astimezone(self._law.zone)
        return f"{moment:%Y-%m-%d %H:%M}"

    # --- putting back ------------------------------------------------------------------------------

    def _without_moments(self) -> Iterator[Discrepancy]:
        """Take away the deadlines that cannot be read, since a number in them is no moment.

        Where the entries say that one runs, it is found to be missing after this, and is put down anew.
        """
        while True:
            try:
                for _ in self._recorder.deadlines():
                    pass
            except Miskept as found:
                try:
                    taken = Unit(entries=(), ended=((found.matter, found.code),))
                except Unstorable:
                    raise found from None
                self._recorder.append(taken)
                zh = f"事项 {found.matter} 的期限 {found.code} 所记时刻不存在"
                yield Discrepancy(found.matter, Kept.DEADLINE, found.code, Text(zh, found.why))
            else:
                return

    def _written_alone(self, matter: str) -> list[_Plan]:
        """Put one matter right, however often somebody else acts on it meanwhile."""
        while True:
            found = [self._planned(*one) for one in self._looked_at_again(matter)]
            try:
                self._write(found)
            except Conflict:
                continue
            return found

    def _write(self, batch: Iterable[_Plan]) -> None:
        """Put several matters right in one unit of work, which rests on what was seen of them."""
        parts = [part for plan in batch for part in plan.parts]
        if not parts:
            return
        unit = Unit(
            entries=(),
            seen=tuple(dict.fromkeys(one for part in parts for one in part.seen)),
            standing=tuple(one for part in parts for one in part.standing),
            deadlines=tuple(one for part in parts for one in part.deadlines),
            ended=tuple(one for part in parts for one in part.ended),
            names=tuple(one for part in parts for one in part.names),
        )
        self._recorder.append(unit)
        for matter, names in unit.names:
            # An erasure since it was looked at moves no version of it, and its names are gone for good.
            head = self._recorder.head(matter)
            if names and head is not None and head.erased:
                self._recorder.append(Unit(entries=(), names=((matter, ()),)))

    def _planned(self, looked: _Looked, differences: Iterable[Discrepancy]) -> _Plan:
        parts: list[Unit] = []
        mended: list[Discrepancy] = []
        left: list[Discrepancy] = []
        names = False
        for one in differences:
            if one.what is Kept.NAMES and names:  # lacking and strange ones are put right together
                mended.append(one)
                continue
            try:
                part = self._part(looked, one)
            except Unstorable:  # by SQL a row may hold what no unit of work can
                part = None
            if part is None:
                left.append(one)
                continue
            names = names or one.what is Kept.NAMES
            mended.append(one)
            parts.append(part)
        return _Plan(looked.matter, tuple(parts), tuple(mended), tuple(left))

    def _part(self, looked: _Looked, difference: Discrepancy) -> Unit | None:
        """What puts one thing back; None where no recorder can.

        Raises:
            Unstorable: what is kept cannot stand in a unit of work.
        """
        if difference.what is Kept.ENDED:
            return None
        matter, code = looked.matter, difference.code
        seen = ((matter, 0 if looked.head is None else looked.head.version),)
        if difference.what is Kept.NAMES:
            return Unit(entries=(), seen=seen, names=((matter, tuple(sorted(looked.said.names))),))
        true, kept = looked.said.deadlines.get(code), looked.deadlines.get(code)
        standing = () if kept is None else (kept,)
        if true is None:
            return Unit(entries=(), seen=seen, standing=standing, ended=((matter, code),))
        if true.on_expiry == "" and (kept is None or kept.on_expiry not in _MEANINGS):
            return None
        put = _as_it_should_be(self._counted(true), kept, plain=code in looked.said.plain)
        return Unit(entries=(), seen=seen, standing=standing, deadlines=(put,))


def _otherwise(true: Deadline, kept: Deadline, *, plain: bool) -> str:
    """Which parts of a deadline are kept otherwise than the entries say; what a sweep told stands in none."""
    parts = ("kind", "started_at", "paused_at", "basis")
    different = [part for part in parts if getattr(true, part) != getattr(kept, part)]
    # A table may give an end another meaning, and what runs then keeps the former one.
    if not _same_meaning(true, kept, plain=plain):
        different.append("on_expiry")
    return ", ".join(different)


def _same_meaning(true: Deadline, kept: Deadline, *, plain: bool) -> bool:
    return kept.on_expiry == true.on_expiry or (not plain and kept.on_expiry in _MEANINGS)


def _as_it_should_be(counted: Deadline, kept: Deadline | None, *, plain: bool) -> Deadline:
    """A counted deadline with what no entry says: what its end meant when it began, and that somebody was told of it."""
    if kept is None:
        return counted
    return attrs.evolve(
        counted,
        on_expiry=kept.on_expiry if _same_meaning(counted, kept, plain=plain) else counted.on_expiry,
        handled_at=kept.handled_at if kept.due_at == counted.due_at else None,
    )
