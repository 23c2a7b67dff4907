"""What is due is kept beside the entries, and is what they say."""

from datetime import timedelta
from typing import Any

import attrs
from hypothesis import given
from hypothesis import strategies as st

from precinct import MemoryRecorder, Refusal, Station, cn
from precinct.ledger.stored import Deadline
from precinct.matters.administrative_case import ExtendTime, SendForAppraisal, Settle, TakeInAppraisal
from precinct.matters.common import Note
from precinct.station.deadlines import changed_deadlines
from precinct.workflow.action import Action
from tests.station.conftest import NIGHT, HandClock
from tests.station.night import COUNTY, LIANG, investigated

STEPS: tuple[tuple[Action[Any], Any], ...] = (
    (SendForAppraisal("房门损失"), LIANG),
    (TakeInAppraisal("八百元"), LIANG),
    (ExtendTime("案情复杂"), COUNTY),
    (Note("补记"), LIANG),
    (Settle("已赔付"), LIANG),
)


def folded(station: Station) -> list[Deadline]:
    """The deadlines that all entries, one after the other, leave behind."""
    standing: dict[tuple[str, str], Deadline] = {}
    for entry in station.history():
        workflow = station.procedure.workflow(entry.kind)
        running = [one for one in standing.values() if one.matter == entry.matter]
        put, taken = changed_deadlines(entry, workflow.table, workflow.law, running)
        for key in taken:
            del standing[key]
        standing |= {(one.matter, one.code): one.in_utc() for one in put}
    return sorted(standing.values(), key=lambda one: (one.due_at, one.matter, one.code))


# What is told by a sweep stands in no entry.
@given(
    units=st.lists(st.lists(st.tuples(st.integers(0, 1), st.sampled_from(STEPS)), max_size=4), max_size=8),
    days=st.lists(st.integers(0, 40), min_size=8, max_size=8),
    sweeping=st.sets(st.integers(0, 7)),
)
def test_the_index_is_what_a_fold_of_all_entries_gives(
    units: list[list[tuple[int, tuple[Action[Any], Any]]]], days: list[int], sweeping: set[int]
) -> None:
    clock = HandClock(NIGHT)
    station = Station(MemoryRecorder(), procedure=cn, clock=clock)
    cases = [investigated(station).id for _ in range(2)]
    for number, steps in enumerate(units):
        clock.move(days=days[number])
        unit, inside = station.unit(), {}
        for which, (action, actor) in steps:
            matter = inside.get(which) or station.matter(cases[which])
            try:
                inside[which] = unit.act(matter, action, actor=actor)
            except Refusal:
                continue
        unit.commit()
        if number in sweeping:
            station.sweep()
    kept = [attrs.evolve(one, handled_at=None) for one in station.recorder.deadlines()]
    assert kept == folded(station)
    assert [due.code for due in station.due(within=timedelta(days=3650))] == [
        one.code for one in kept if one.paused_at is None
    ]
