"""Memory and SQLite are each other's oracle."""

import tempfile
from datetime import timedelta
from pathlib import Path

import attrs
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from precinct.basics.ledger_errors import Conflict
from precinct.ledger.memory import MemoryRecorder
from precinct.ledger.recorder import Recorder
from precinct.ledger.sqlite import SqliteRecorder
from precinct.ledger.stored import Deadline, Tip, Unit
from tests.ledger.writing import NOON, written

MATTERS = ("a", "b", "警")
matters = st.sampled_from(MATTERS)
codes = st.sampled_from(("x", "y"))
moments = st.integers(-3, 3).map(lambda hours: NOON + timedelta(hours=hours))
deadlines = st.builds(
    Deadline, matters, codes, st.just("report"), moments, moments, st.just("warn"), st.none() | moments
)


class Stores(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.memory = MemoryRecorder()
        self.path = Path(self.folder.name) / "a.db"
        self.sqlite = SqliteRecorder(self.path, synchronous="NORMAL")

    def teardown(self) -> None:
        self.sqlite.close()
        self.folder.cleanup()

    @rule(data=st.data())
    def append(self, data: st.DataObject) -> None:
        versions = {matter: head.version if (head := self.memory.head(matter)) else 0 for matter in MATTERS}
        mostly_right = st.sampled_from([0] * 8 + [-1, 1])
        seen = tuple((m, versions[m] + data.draw(mostly_right)) for m in data.draw(st.sets(matters)))
        entries = []
        for matter in data.draw(st.lists(matters, max_size=4)):
            versions[matter] += 1 + data.draw(mostly_right)
            state = data.draw(st.sampled_from(("open", "done")))
            kind = data.draw(st.sampled_from(("report", "report", "custody")))
            entries.append(written(matter, versions[matter], kind=kind, state=state, ended=state == "done"))
        unit = Unit(
            tuple(entries),
            seen=seen,
            deadlines=tuple(data.draw(st.lists(deadlines, max_size=3))),
            ended=tuple(data.draw(st.lists(st.tuples(matters, codes), max_size=2))),
            names=tuple(
                data.draw(st.lists(st.tuples(matters, st.lists(codes, max_size=2).map(tuple)), max_size=2))
            ),
        )
        assert appended(self.memory, unit) == appended(self.sqlite, unit)

    @rule()
    def reopen(self) -> None:
        self.sqlite.close()
        self.sqlite = SqliteRecorder(self.path, synchronous="NORMAL")

    @rule(until=st.none() | moments, matter=st.none() | matters)
    def ask_what_is_due(self, until: object, matter: str | None) -> None:
        assert list(self.memory.deadlines(until, matter)) == list(self.sqlite.deadlines(until, matter))  # type: ignore[arg-type]

    @rule(
        kind=st.sampled_from((None, "report", "custody")),
        state=st.sampled_from((None, "open", "done")),
        ended=st.none() | st.booleans(),
    )
    def ask_for_heads(self, kind: str | None, state: str | None, ended: bool | None) -> None:
        assert list(self.memory.heads(kind, state, ended)) == list(self.sqlite.heads(kind, state, ended))

    @rule(names=st.lists(codes | matters))
    def find(self, names: list[str]) -> None:
        assert self.memory.find(names) == self.sqlite.find(names)

    @rule(matter=matters, after=st.integers(-1, 4))
    def read(self, matter: str, after: int) -> None:
        assert list(self.memory.read(matter, after)) == list(self.sqlite.read(matter, after))
        assert list(self.memory.read_all(after)) == list(self.sqlite.read_all(after))

    @invariant()
    def they_agree(self) -> None:
        assert self.memory.verify() == self.sqlite.verify() == self.memory.tip() == self.sqlite.tip()


def appended(recorder: Recorder, unit: Unit) -> object:
    try:
        tip: Tip = recorder.append(unit)
    except Conflict as conflict:
        return ("conflict", conflict.matter, conflict.expected, conflict.found)
    except ValueError as error:
        return str(error)
    return attrs.astuple(tip)


TestStores = Stores.TestCase
TestStores.settings = settings(max_examples=40, stateful_step_count=15, deadline=None)
