from collections import Counter

import pytest

from precinct import Station
from precinct.cockpit.metrics.standing import STANDING
from precinct.jurisdictions.bare import bare
from precinct.ledger.memory import MemoryRecorder
from tests.station.histories import histories, record

BARE = bare("Asia/Shanghai")


@pytest.mark.parametrize("seed", range(3))
def test_it_says_what_the_heads_say(seed: int) -> None:
    recorder = MemoryRecorder()
    record(recorder, BARE, histories(BARE, seed), seed)
    station = Station(recorder, procedure=BARE)
    standing = station.view(STANDING).catch_up()
    told = {(kind, state): number for kind, states in standing.items() for state, number in states.items()}
    assert told == Counter((head.kind, head.state) for head in station.heads())
