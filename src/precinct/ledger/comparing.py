"""What a change of a table means for the entries that were written before, and for the matters that are open.

Each difference is safe, needs a map, or is refused; all are told at once. What needs a map is settled where the new
table has one: under `renamed`, under `retired`, or an upcast from that version or a later one. That an upcast is
there is seen; that it does what it should is for stored samples to show.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence

import attrs

from precinct.basics.text import Language, Named, Text
from precinct.ledger.annotation import Parts, taken_apart
from precinct.ledger.older import with_old_names
from precinct.ledger.shape import ActionShape, FieldShape, Shape, shape_of
from precinct.workflow.table import AnyTable


class Verdict(Named):
    """What a difference means."""

    SAFE = "safe", "无碍"
    NEEDS_MAP = "needs_map", "需要映射"
    REFUSED = "refused", "不允许"


@attrs.frozen
class Difference:
    """One thing that an older version of a table had otherwise.

    Args:
        verdict: what it means.
        place: what is different, such as `action Weigh.weight`.
        text: what is different, in a sentence.
        remedy: what to do about it; None where there is nothing to do.
        map: the map that settles it, where it needs one and the table has it.
    """

    verdict: Verdict
    place: str
    text: Text
    remedy: Text | None = None
    map: str = ""

    @property
    def settled(self) -> bool:
        """Whether nothing is left to do."""
        return self.verdict is Verdict.SAFE or (self.verdict is Verdict.NEEDS_MAP and self.map != "")

    def to(self, language: Language) -> str:
        """The difference in one line."""
        verdict = self.verdict.text.to(language) + (f" ({self.map})" if self.map else "")
        said = f"{verdict}: {self.place}: {self.text.to(language)}"
        return said if self.settled or self.remedy is None else f"{said}; {self.remedy.to(language)}"


def compare(old: Shape, new: AnyTable) -> tuple[Difference, ...]:
    """Every difference between an older version of a table and the table of today.

    Args:
        old: the shape of a version that entries were written under.
        new: the table of today.

    Returns:
        the differences; none where the shapes are the same.
    """
    return tuple(_Comparison(old, new).differences())


def unsettled(old: Shape, new: AnyTable) -> tuple[Difference, ...]:
    """Those differences about which something must be done before the table may be used; arguments as for `compare`."""
    return tuple(one for one in compare(old, new) if not one.settled)


_NEW = Text("新增", "is new")
_ADD_MAP = Text(
    "在 renamed 中写明新名称，或者编写 upcast", "say its new name under `renamed`, or write an upcast"
)
_ADD_UPCAST = Text("编写 upcast", "write an upcast")
_ADD_STATE = Text(
    "在 renamed 中写明它并入哪个状态，或者列入 retired 予以保留",
    "say under `renamed` what became of it, or keep it under `retired`",
)
_ADD_ACTION = Text(
    "列入 retired 予以保留，或者在 renamed 中写明新名称，或者编写 upcast",
    "keep it under `retired`, say its new name under `renamed`, or write an upcast",
)
_ADD_DEFAULT = Text("给它缺省值，或者编写 upcast", "give it a default, or write an upcast")
_KEEP_LIMIT = Text("列入 retired 予以保留", "keep it under `retired`")
_NEW_NAME = Text("改用新的名称", "give it a new name")
_NEW_VERSION = Text("提高 version", "raise `version`")


class _Comparison:
    """One older shape beside the table of today."""

    def __init__(self, old: Shape, new: AnyTable) -> None:
        self.old = old
        self.new = shape_of(new)
        self.renamed = new.renamed
        self.retired = {
            *(one.__name__ for one in new.retired if isinstance(one, type)),
            *(str(getattr(one, "value", getattr(one, "code", ""))) for one in new.retired),
        }
        steps = [version for version in sorted(new.upcasts) if old.version <= version < new.version]
        self.upcast = f"upcast {steps[0]}" if steps else ""
        self._pairs: dict[tuple[str, str], None] = {}

    def differences(self) -> Iterator[Difference]:
        old, new = self.old, self.new
        if old == new:
            return
        if old.kind != new.kind:
            text = Text(f"此前是 {old.kind}，现在是 {new.kind}", f"it was {old.kind} and is {new.kind}")
            yield Difference(Verdict.REFUSED, "kind", text, _NEW_NAME)
            return
        if old.version >= new.version:
            text = Text(
                f"表已改变，但版本 {old.version} 的记录已经存在，而表的版本是 {new.version}",
                f"the table is another, but entries of version {old.version} exist and it says version {new.version}",
            )
            yield Difference(Verdict.REFUSED, "version", text, _NEW_VERSION)
        yield from self._states()
        yield from self._actions()
        yield from self._fields("matter", old.matter, new.matter)
        yield from self._limits()
        yield from self._mentioned()

    def _states(self) -> Iterator[Difference]:
        old, new = self.old, self.new
        known = {state.name: state for state in new.states}
        for state in old.states:
            place, now = f"state {state.name}", self._now(state.name, known)
            if now is None:
                text = Text(
                    "已不存在，而记录提到它，事项也可能处于其中",
                    "is gone, but entries name it and matters may stand in it",
                )
                yield Difference(Verdict.NEEDS_MAP, place, text, _ADD_STATE)
                continue
            if known[now].ended != state.ended:
                text = (
                    Text("此前是终结状态，现在不是", "was final and is not")
                    if state.ended
                    else Text("此前不是终结状态，现在是", "was not final and is")
                )
                yield Difference(Verdict.REFUSED, place, text, _NEW_NAME)
            if now != state.name:
                text = Text(f"现在称 {now}", f"is {now} now")
                yield Difference(Verdict.NEEDS_MAP, place, text, map="renamed")
        came_from = {self._now(state.name, known) for state in old.states}
        for state in new.states:
            if state.name not in came_from:
                yield Difference(Verdict.SAFE, f"state {state.name}", _NEW)

    def _actions(self) -> Iterator[Difference]:
        known = {action.name: action for action in self.new.actions}
        came_from: set[str | None] = set()
        for action in self.old.actions:
            place, now = f"action {action.name}", self._now(action.name, known)
            came_from.add(now)
            if now is None:
                text = Text("已不存在，而记录提到它", "is gone, but entries name it")
                yield Difference(Verdict.NEEDS_MAP, place, text, _ADD_ACTION, self.upcast)
                continue
            today = known[now]
            if today.opens != action.opens:
                text = Text(
                    "此前立事项，现在不立，或者相反",
                    "opened a matter and does not now, or the other way round",
                )
                yield Difference(Verdict.REFUSED, place, text, _NEW_NAME)
            if now != action.name:
                yield Difference(
                    Verdict.NEEDS_MAP, place, Text(f"现在称 {now}", f"is {now} now"), map="renamed"
                )
            yield from self._fields(place, action.fields, today.fields)
            yield from self._moves(place, action, today)
        for action in self.new.actions:
            if action.name not in came_from:
                yield Difference(Verdict.SAFE, f"action {action.name}", _NEW)

    def _moves(self, place: str, old: ActionShape, new: ActionShape) -> Iterator[Difference]:
        states = {state.name for state in self.new.states}
        now = {_led(move.at, move.to) for move in new.moves}
        before = {
            _led(*((self._now(state, states) or state) if state else "" for state in (move.at, move.to)))
            for move in old.moves
        }
        gone, come = sorted(before - now), sorted(now - before)
        if gone and not new.moves and new.name in self.retired:
            text = Text("不再使用，予以保留", "is retired; nobody takes it any more")
            yield Difference(Verdict.SAFE, place, text)
        elif gone:
            listed = ", ".join(gone)
            yield Difference(Verdict.SAFE, place, Text(f"不再有 {listed}", f"no longer leads {listed}"))
        if come:
            listed = ", ".join(come)
            yield Difference(Verdict.SAFE, place, Text(f"新增 {listed}", f"leads {listed}, too"))

    def _limits(self) -> Iterator[Difference]:
        known = {limit.code: limit for limit in self.new.limits}
        for limit in self.old.limits:
            place, now = f"time limit {limit.code}", known.get(limit.code)
            if now is None:
                text = Text("已不存在，而期限可能仍在计算", "is gone, but deadlines of it may run")
                yield Difference(Verdict.NEEDS_MAP, place, text, _KEEP_LIMIT)
            elif now.on_expiry != limit.on_expiry:
                text = Text(
                    f"届满后果由 {limit.on_expiry} 改为 {now.on_expiry}；正在计算的期限不变",
                    f"its end meant {limit.on_expiry} and means {now.on_expiry}; deadlines that run keep the former",
                )
                yield Difference(Verdict.SAFE, place, text)
        for code in sorted(known.keys() - {limit.code for limit in self.old.limits}):
            yield Difference(Verdict.SAFE, f"time limit {code}", _NEW)

    # --- fields and types --------------------------------------------------------------------------

    def _fields(
        self, place: str, old: Sequence[FieldShape], new: Sequence[FieldShape], *, nested: bool = False
    ) -> Iterator[Difference]:
        known = {field.name: field for field in new}
        # The map of names is about the fields of matters and actions, not of what stands inside them.
        renamed = {} if nested else self.renamed
        today = {field.name: self._now(field.name, known, renamed) for field in old}
        often = Counter(today.values())
        came_from: set[str] = set()
        for field in old:
            here, now = f"{place}.{field.name}", today[field.name]
            if now is None:
                text = Text("已不存在，而记录含有它", "is gone, but entries hold it")
                yield Difference(
                    Verdict.NEEDS_MAP, here, text, _ADD_UPCAST if nested else _ADD_MAP, self.upcast
                )
                continue
            came_from.add(now)
            if now != field.name and often[now] > 1:
                text = Text(
                    f"现在称 {now}，而记录中另有字段也称 {now}，只能留下一个值",
                    f"is {now} now, but so is another field of these entries, and one value would be lost",
                )
                yield Difference(Verdict.NEEDS_MAP, here, text, _ADD_UPCAST, self.upcast)
            elif now != field.name:
                yield Difference(
                    Verdict.NEEDS_MAP, here, Text(f"现在称 {now}", f"is {now} now"), map="renamed"
                )
            yield from self._types(here, field.type, known[now].type)
        for name, field in known.items():
            if name in came_from:
                continue
            if field.default:
                text = Text("新增，缺省值补足旧记录", "is new; older entries get its default")
                yield Difference(Verdict.SAFE, f"{place}.{name}", text)
            else:
                text = Text(
                    "新增而无缺省值，旧记录没有它", "is new and has no default; older entries lack it"
                )
                yield Difference(Verdict.NEEDS_MAP, f"{place}.{name}", text, _ADD_DEFAULT, self.upcast)

    def _types(self, place: str, old: str, new: str) -> Iterator[Difference]:
        text = Text(f"此前是 {old}，现在是 {new}", f"was {old} and is {new}")
        if not self._reads(taken_apart(old), taken_apart(new)):
            yield Difference(Verdict.NEEDS_MAP, place, text, _ADD_UPCAST, self.upcast)
        elif old != new:
            yield Difference(Verdict.SAFE, place, text)

    def _reads(self, old: Parts, new: Parts) -> bool:  # noqa: PLR0911 - one answer for each sort of type
        """Whether all that was written as the old type is read, as the same, by the new one."""
        if isinstance(old, tuple) and old[0] == "|":
            return all(self._reads(one, new) for one in old[1:])
        if isinstance(new, tuple) and new[0] == "|":
            return any(self._reads(old, one) for one in new[1:])
        if isinstance(old, tuple) and isinstance(new, tuple):
            if "Literal" in {old[0], new[0]}:
                return old[0] == new[0] and {*map(repr, old)} <= {*map(repr, new)}
            return len(old) == len(new) and old[0] == new[0] and all(map(self._reads, old[1:], new[1:]))
        if isinstance(old, tuple) or isinstance(new, tuple):
            return False
        for theirs, ours in (
            ({one.name for one in self.old.records}, {one.name for one in self.new.records}),
            ({one.name for one in self.old.choices}, {one.name for one in self.new.choices}),
        ):
            if old in theirs and new in ours:
                self._pairs[old, new] = None
                return True
            if old in theirs or new in ours:
                return False
        # Not int by float: a whole number beyond 2**53 comes back as its neighbour.
        return old == new

    def _mentioned(self) -> Iterator[Difference]:
        """What is different inside the classes and enumerations that fields mention."""
        records = {one.name: one for one in self.old.records}, {one.name: one for one in self.new.records}
        choices = {one.name: one for one in self.old.choices}, {one.name: one for one in self.new.choices}
        done: set[tuple[str, str]] = set()
        while waiting := [pair for pair in self._pairs if pair not in done]:
            for old, new in waiting:
                done.add((old, new))
                if old in records[0]:
                    yield from self._fields(old, records[0][old].fields, records[1][new].fields, nested=True)
                    continue
                before, now = choices[0][old].values, choices[1][new].values
                for value in before:
                    if value not in now:
                        text = Text("已不存在，而记录含有它", "is gone, but entries hold it")
                        yield Difference(Verdict.NEEDS_MAP, f"{old} {value}", text, _ADD_UPCAST, self.upcast)
                for value in now:
                    if value not in before:
                        yield Difference(Verdict.SAFE, f"{new} {value}", _NEW)

    def _now(self, name: str, known: Collection[str], renamed: Mapping[str, str] | None = None) -> str | None:
        """Today's name of something, None where it has none."""
        found: str | None = with_old_names(
            {one: one for one in known}, self.renamed if renamed is None else renamed
        ).get(name)
        return found


def _led(at: str, to: str) -> str:
    return f"{at or 'nothing'} > {to or at}"
