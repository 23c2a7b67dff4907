"""A picture comes out the same from zero and step by step, and is drawn anew where it cannot be trusted."""

import json
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from random import Random
from typing import Any

import attrs
import pytest

from precinct import ReadingModel, Station, cn
from precinct.basics.ledger_errors import LedgerBusy, UnknownStored
from precinct.cockpit.metrics.reports import reports_of
from precinct.cockpit.metrics.standing import STANDING
from precinct.jurisdictions.bare import bare
from precinct.ledger.memory import MemoryRecorder
from precinct.ledger.stored import Unit
from precinct.matters.sealing import Unseal
from precinct.station import marks
from precinct.station.delivery import Delivery, delivery_of
from tests.station.conftest import HandClock
from tests.station.histories import histories, record
from tests.station.night import COUNTY, DESK, HEAD, LIANG, received
from tests.station.readers import notes
from tests.station.test_sealing import CUPBOARD, NEW_LAW, Lock, Unlock, ended, query, seal
from tests.station.test_worklist import Answer, Letter, Now, Then, Write, letters

BARE = bare("Asia/Shanghai")
MODELS: list[ReadingModel[Any]] = [STANDING, reports_of(BARE.law.zone)]


def _added(before: tuple[int, ...], delivery: Delivery) -> tuple[int, ...]:
    return (*before, delivery.position)


def _shown(before: tuple[int, ...], delivery: Delivery) -> tuple[int, ...]:
    return before if delivery.entry is None else _added(before, delivery)


POSITIONS: ReadingModel[tuple[int, ...]] = ReadingModel(
    name="positions",
    version=1,
    start=(),
    fold=_added,
    write=list,
    read=tuple,  # type: ignore[arg-type]
)


def mixed(seed: int) -> Station:
    recorder = MemoryRecorder()
    record(recorder, BARE, histories(BARE, seed), seed)
    return Station(recorder, procedure=BARE)


# --- from zero and step by step --------------------------------------------------------------------


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.name)
@pytest.mark.parametrize("seed", range(3))
def test_from_zero_equals_step_by_step_at_every_prefix(seed: int, model: ReadingModel[Any]) -> None:
    whole = mixed(seed)
    chance, growing = Random(seed), MemoryRecorder()
    station = Station(growing, procedure=BARE)
    step_by_step = station.view(model)
    codec, entries = station.records.codec, list(whole.history())
    assert len({entry.kind for entry in entries}) >= 6
    for entry in entries:
        growing.append(Unit((codec.encode(entry),)))
        if chance.random() < 0.2:
            step_by_step = station.view(model, step_by_step.keep())  # a restart
        assert step_by_step.catch_up() == station.view(model).rebuild()
        assert step_by_step.position == growing.tip().position


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.name)
def test_a_fold_leaves_the_picture_before_as_it_was(model: ReadingModel[Any]) -> None:
    station, before = mixed(1), model.start
    assert model.write is not None
    for stored in station.recorder.read_all():
        written = json.dumps(model.write(before))
        after = model.fold(before, delivery_of(stored, station.records, shut=not model.content))
        assert json.dumps(model.write(before)) == written
        before = after
    assert before == station.view(model).catch_up()


def test_a_view_reads_only_what_is_new(station: Station) -> None:
    notes(station, 3)
    view = station.view(POSITIONS)
    assert view.catch_up() == (1, 2, 3)
    assert view.catch_up() == (1, 2, 3)
    notes(station, 1)
    assert view.catch_up() == (1, 2, 3, 4)


# --- kept, and not trusted blindly -----------------------------------------------------------------


def test_a_kept_picture_goes_on_where_it_was(reopen: Callable[[], Station]) -> None:
    with reopen() as station:
        notes(station, 3)
        view = station.view(POSITIONS)
        view.catch_up()
        kept = view.keep()
    with reopen() as station:
        notes(station, 1)
        view = station.view(POSITIONS, kept)
        assert (view.position, view.state) == (3, (1, 2, 3))
        assert view.catch_up() == (1, 2, 3, 4)


def test_a_picture_of_another_version_or_model_is_drawn_from_zero(station: Station) -> None:
    notes(station, 3)
    view = station.view(POSITIONS)
    view.catch_up()
    for other in (attrs.evolve(POSITIONS, version=2), attrs.evolve(POSITIONS, name="others")):
        again = station.view(other, view.keep())
        assert (again.position, again.state) == (0, ())
        assert again.catch_up() == (1, 2, 3)


def test_a_picture_in_the_words_of_an_older_table_is_drawn_from_zero(clock: HandClock) -> None:
    recorder = MemoryRecorder()
    then = Station(recorder, procedure=letters(Then.CAME, Then.DONE), clock=clock)
    letter = then.begin(Write(), actor=LIANG)
    view = then.view(STANDING)
    view.catch_up()
    renamed = letters(Now.NEW, Now.DONE, version=2, renamed={"came": "new"})
    now = Station(recorder, procedure=renamed, clock=clock)
    now.act(now.load(Letter, letter.id), Answer(), actor=HEAD)
    assert now.view(STANDING, view.keep()).catch_up() == {"letter": {"done": 1}}


@pytest.mark.parametrize("entries", [1, 3])
def test_a_picture_of_another_ledger_is_drawn_from_zero(station: Station, entries: int) -> None:
    elsewhere = Station(MemoryRecorder(), procedure=station.procedure, clock=station.clock)
    notes(elsewhere, entries)
    view = elsewhere.view(POSITIONS)
    view.catch_up()
    assert elsewhere.view(POSITIONS, view.keep()).position == entries
    for _ in range(entries):
        assert station.view(POSITIONS, view.keep()).position == 0
        notes(station, 1)
    assert station.view(POSITIONS, view.keep()).position == 0


def test_a_picture_that_is_no_json_is_not_kept(station: Station) -> None:
    view = station.view(attrs.evolve(POSITIONS, write=lambda _: float("nan")))
    with pytest.raises(ValueError, match="JSON"):
        view.keep()


@pytest.mark.parametrize(
    "change",
    [
        {"position": -1},
        {"position": True},
        {"position": 1.0},
        {"position": 10**30},
        {"position": 2},
        {"hash": ""},
        {"position": 0, "hash": ""},
        {"state": 3},
        {"state": None},
        {"version": None},
        {"tables": {}},
        {"tables": None},
    ],
)
def test_a_kept_picture_that_cannot_be_right_is_drawn_from_zero(
    station: Station, change: Mapping[str, object]
) -> None:
    notes(station, 3)
    view = station.view(POSITIONS)
    view.catch_up()
    kept = json.loads(view.keep())
    again = station.view(POSITIONS, json.dumps({**kept, **change}))
    assert (again.position, again.state) == (0, ())


@pytest.mark.parametrize("kept", ["no JSON", "[]", "3", "{}", "[" * 100_000, '{"position": 0}'])
def test_what_is_no_kept_picture_is_set_aside(station: Station, kept: str) -> None:
    notes(station, 1)
    assert station.view(POSITIONS, kept).catch_up() == (1,)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.name)
@pytest.mark.parametrize("state", [3, [], {"a": 3}, {"a": {"b": "c"}}, {"days": {"x": []}}, None])
def test_a_state_that_cannot_be_read_is_drawn_anew(model: ReadingModel[Any], state: object) -> None:
    station = mixed(0)
    view = station.view(model)
    right = view.catch_up()
    kept = {**json.loads(view.keep()), "state": state}
    assert station.view(model, json.dumps(kept)).catch_up() == right


def test_a_model_that_is_not_written_is_not_kept(station: Station) -> None:
    view = station.view(attrs.evolve(POSITIONS, write=None))
    with pytest.raises(ValueError, match="write"):
        view.keep()
    assert station.view(attrs.evolve(POSITIONS, read=None), station.view(POSITIONS).keep()).position == 0


# --- what was erased or is sealed, and what cannot be read -----------------------------------------


def test_a_picture_of_headers_is_the_same_after_everything_was_erased_or_sealed() -> None:
    station = mixed(2)
    before = station.view(STANDING).catch_up()
    matters = [head.matter for head in station.heads()]
    station.recorder.append(
        Unit((), erased=tuple(matters[::2]), sealed=tuple((one, True) for one in matters[1::2]))
    )
    assert station.view(STANDING).catch_up() == before
    station.view(reports_of(BARE.law.zone)).catch_up()


def test_a_picture_of_content_forgets_what_was_sealed_or_erased_since(station: Station) -> None:
    folded: list[int] = []

    def told(before: tuple[str, ...], delivery: Delivery) -> tuple[str, ...]:
        folded.append(delivery.position)
        shown = delivery.entry is not None and delivery.header.matter not in before
        return (*before, delivery.header.matter) if shown else before

    def drawn() -> tuple[str, ...]:
        fresh = station.view(model).catch_up()
        folded.clear()
        assert view.catch_up() == fresh
        return view.state

    mediation, report = ended(station), received(station)
    model = ReadingModel(name="told", version=1, start=(), fold=told, content=True)
    view = station.view(model)
    assert {mediation.id, report.id} < set(drawn())
    sealing = seal(station, mediation.id)
    assert mediation.id not in drawn()
    assert len(folded) == station.recorder.tip().position  # all anew
    sealing = station.consult(sealing, query(mediation.id), actor=HEAD, at=NEW_LAW).sealing
    assert mediation.id not in drawn()
    assert len(folded) == 1
    station.act(sealing, Unseal("改判", "第15条"), actor=COUNTY, at=NEW_LAW)
    assert mediation.id in drawn()


def test_a_picture_of_content_forgets_what_a_table_of_ones_own_shuts(clock: HandClock) -> None:
    with Station(MemoryRecorder(), procedure=cn.with_tables(CUPBOARD), clock=clock) as station:
        view = station.view(attrs.evolve(POSITIONS, content=True, fold=_shown))
        mediation = ended(station)
        written = {stored.position for stored in station.recorder.read(mediation.id)}
        assert written <= set(view.catch_up())
        cupboard = station.begin(Lock(mediation.id), actor=LIANG)
        assert not written & set(view.catch_up())
        station.act(cupboard, Unlock(), actor=LIANG)
        assert written <= set(view.catch_up())


def test_a_picture_of_content_is_drawn_anew_when_it_is_told_to(station: Station) -> None:
    first, second = received(station), received(station)
    view = station.view(attrs.evolve(POSITIONS, content=True, fold=_shown))
    assert view.catch_up() == (1, 2)
    station.recorder.append(Unit((), erased=(first.id,)))
    assert view.rebuild() == (2,)
    assert station.matter(second.id) == second


def test_a_model_gets_content_only_where_it_asks_for_it(station: Station) -> None:
    notes(station, 1)
    seen: list[bool] = []

    def look(before: int, delivery: Delivery) -> int:
        seen.append(delivery.entry is None)
        return before

    for content in (False, True):
        station.view(ReadingModel(name="look", version=1, start=0, fold=look, content=content)).catch_up()
    assert seen == [True, False]


def test_what_cannot_be_read_is_told_and_leaves_the_picture_before_it(station: Station) -> None:
    report = received(station)
    foreign = station.records.codec.encode(next(station.history()))
    header = foreign.header.replace(b'"report"', b'"letter"').replace(report.id.encode(), b"L1")
    station.recorder.append(Unit((attrs.evolve(foreign, matter="L1", kind="letter", header=header),)))
    view = station.view(POSITIONS)
    with pytest.raises(UnknownStored, match="letter"):
        view.catch_up()
    assert (view.position, view.state) == (1, (1,))


def test_a_model_has_a_name_and_a_version() -> None:
    for wrong in ({"name": ""}, {"version": 0}, {"version": "1"}):
        with pytest.raises((ValueError, TypeError)):
            attrs.evolve(POSITIONS, **wrong)
    assert DESK.id not in repr(POSITIONS)


def test_a_picture_that_was_interrupted_after_a_sealing_forgets_all_the_same(station: Station) -> None:
    mediation = ended(station)
    model: ReadingModel[tuple[str, ...]] = ReadingModel(
        name="shown",
        version=1,
        start=(),
        content=True,
        fold=lambda before, one: before if one.entry is None else (*before, one.header.matter),
        write=list,
        read=tuple,  # type: ignore[arg-type]
    )
    picture = station.view(model)
    assert mediation.id in picture.catch_up()
    seal(station, mediation.id)
    received(station)
    shut, asked = station.recorder.shut, iter(range(9))

    def busy_once(matters: Iterable[str]) -> Any:
        if next(asked, 9) == 1:
            raise LedgerBusy("night.db", 5.0)
        return shut(matters)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(marks, "_AHEAD", 1)
        patch.setattr(station.recorder, "shut", busy_once)
        with suppress(LedgerBusy):
            picture.catch_up()
    assert picture.catch_up() == station.view(model).catch_up()
    assert mediation.id not in picture.state
