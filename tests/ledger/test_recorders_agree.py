"""The stores are each other's oracle: whatever is done to them, they give the same answers."""

import os
import tempfile
from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from precinct.basics.ledger_errors import AlreadyRecorded, Conflict, NoSuchMatter, Overtaken
from precinct.ledger.memory import MemoryRecorder
from precinct.ledger.postgres import PostgresRecorder
from precinct.ledger.recorder import Recorder
from precinct.ledger.sqlite import SqliteRecorder
from precinct.ledger.stored import Bookmark, Deadline, Parked, Unit
from precinct.testing.stores import NOON, everything, written

MATTERS = ("a", "b", "警")
matters = st.sampled_from(MATTERS)
codes = st.sampled_from(("x", "y"))
keys = st.sampled_from(("", "", "", "k1", "k2"))
moments = st.integers(-3, 3).map(lambda hours: NOON + timedelta(hours=hours))
deadlines = st.builds(
    Deadline,
    matters,
    codes,
    st.just("report"),
    moments,
    moments,
    st.just("warn"),
    st.none() | moments,
    st.sampled_from(("", "三日")),
    st.none() | st.none() | moments,
)
BEYOND = Deadline("nobody", "x", "report", NOON, NOON, "warn")
subscribers = st.sampled_from(("s", "警"))
positions = st.integers(0, 3)
bookmarks = st.builds(
    Bookmark, subscribers, positions, st.integers(0, 1), st.none() | moments, st.sampled_from(("", "E"))
)
parked = st.builds(Parked, subscribers, positions, st.just("E"), moments)


def few(strategy: st.SearchStrategy[object], most: int = 2) -> st.SearchStrategy[tuple[object, ...]]:
    """Mostly none, for what would stop too many units."""
    return st.just(()) | st.just(()) | st.lists(strategy, max_size=most).map(tuple)


class Stores(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.memory = MemoryRecorder()
        self.path = Path(self.folder.name) / "a.db"
        self.others: list[Recorder] = self.open()

    def open(self) -> list[Recorder]:
        return [SqliteRecorder(self.path, synchronous="NORMAL")]

    def teardown(self) -> None:
        for one in self.others:
            one.close()
        self.folder.cleanup()

    def all_give_the_same(self, use: Callable[[Recorder], object]) -> None:
        expected = answer(self.memory, use)
        for one in self.others:
            assert answer(one, use) == expected

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
        names = data.draw(st.lists(codes | matters, max_size=2).map(tuple))
        found = self.memory.find(names) if data.draw(st.booleans()) else data.draw(few(matters))
        unit = Unit(
            tuple(entries),
            seen=seen,
            looked_for=data.draw(st.just(()) | st.just(((names, found),))),
            deadlines=tuple(data.draw(st.lists(deadlines, max_size=3))),
            ended=tuple(data.draw(st.lists(st.tuples(matters, codes), max_size=2))),
            names=tuple(
                data.draw(st.lists(st.tuples(matters, st.lists(codes, max_size=2).map(tuple)), max_size=2))
            ),
            key=data.draw(keys),
            sealed=data.draw(few(st.tuples(matters, st.booleans()))),
            erased=data.draw(few(matters)),
            standing=data.draw(few(st.sampled_from([*self.memory.deadlines()] * 4 or [BEYOND]) | deadlines)),
        )
        self.all_give_the_same(lambda one: one.append(unit))

    @rule()
    def reopen(self) -> None:
        for one in self.others:
            one.close()
        self.others = self.open()

    @rule(until=st.none() | moments, matter=st.none() | matters)
    def ask_what_is_due(self, until: object, matter: str | None) -> None:
        self.all_give_the_same(lambda one: list(one.deadlines(until, matter)))  # type: ignore[arg-type]

    @rule(
        kind=st.sampled_from((None, "report", "custody")),
        state=st.sampled_from((None, "open", "done")),
        ended=st.none() | st.booleans(),
    )
    def ask_for_heads(self, kind: str | None, state: str | None, ended: bool | None) -> None:
        self.all_give_the_same(lambda one: list(one.heads(kind, state, ended)))

    @rule(names=st.lists(codes | matters), key=keys)
    def find(self, names: list[str], key: str) -> None:
        self.all_give_the_same(lambda one: (one.find(names), one.recorded(key), list(one.names())))

    @rule(matter=matters, after=st.integers(-1, 4))
    def read(self, matter: str, after: int) -> None:
        self.all_give_the_same(lambda one: (list(one.read(matter, after)), list(one.read_all(after))))

    @rule(now=moments, lasting=st.integers(-1, 2), limit=st.integers(-1, 2))
    def claim(self, now: datetime, lasting: int, limit: int) -> None:
        self.all_give_the_same(lambda one: one.claim(now, now + timedelta(hours=lasting), limit))

    @rule(right=st.booleans(), before=bookmarks, after=bookmarks, given_up=st.none() | parked)
    def move_a_bookmark(
        self, right: bool, before: Bookmark, after: Bookmark, given_up: Parked | None
    ) -> None:
        was = self.memory.bookmark(after.subscriber) if right else before
        self.all_give_the_same(lambda one: one.move_bookmark(was, after, given_up))

    @rule(subscriber=st.none() | subscribers, one=parked)
    def take_up(self, subscriber: str | None, one: Parked) -> None:
        self.all_give_the_same(lambda store: store.take_up(one))
        self.all_give_the_same(lambda store: (store.parked(subscriber), store.bookmark(one.subscriber)))

    @rule(after=positions)
    def wait(self, after: int) -> None:
        self.all_give_the_same(lambda one: one.wait(after, timedelta(0)))

    @invariant()
    def they_agree(self) -> None:
        self.all_give_the_same(everything)
        self.all_give_the_same(lambda one: one.verify())


def answer(recorder: Recorder, use: Callable[[Recorder], object]) -> object:
    """What a use gives, or the class and the facts of the error that it raises."""
    try:
        return use(recorder)
    except (Conflict, AlreadyRecorded, NoSuchMatter, Overtaken, ValueError) as error:
        return type(error), str(error)


class StoresWithPostgres(Stores):
    conninfo = ""
    numbers = count()

    def __init__(self) -> None:
        self.schema = f"agreeing-{os.getpid()}-{next(self.numbers)}"
        super().__init__()

    def open(self) -> list[Recorder]:
        return [
            *super().open(),
            PostgresRecorder.open(self.conninfo, schema=self.schema, synchronous="NORMAL"),
        ]


DEEP = settings.default is not None and settings.default.max_examples > 100

TestStores = Stores.TestCase
TestStores.settings = settings(
    max_examples=500 if DEEP else 30, stateful_step_count=50 if DEEP else 15, deadline=None
)


class TestStoresWithPostgres(StoresWithPostgres.TestCase):  # type: ignore[name-defined,misc]
    settings = settings(
        max_examples=500 if DEEP else 6, stateful_step_count=50 if DEEP else 15, deadline=None
    )

    @pytest.fixture(autouse=True)
    def server(self, postgres: str) -> None:
        StoresWithPostgres.conninfo = postgres
