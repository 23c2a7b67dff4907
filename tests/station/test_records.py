"""A ledger is read by the law that it was written under, and what its entries say is true of it all."""

import pytest

from precinct import MemoryRecorder, Procedure, Station, cn
from precinct.basics.errors import WrongLaw
from precinct.jurisdictions.bare import bare
from precinct.matters.report import Channel, Receive
from tests.station.conftest import HandClock
from tests.station.night import DESK

ELSEWHERE = bare("Europe/Berlin")


@pytest.mark.parametrize(("here", "there"), [(cn, ELSEWHERE), (ELSEWHERE, cn)], ids=["cn", "elsewhere"])
def test_a_ledger_is_not_opened_under_the_law_of_another_jurisdiction(
    here: Procedure, there: Procedure, clock: HandClock
) -> None:
    recorder = MemoryRecorder()
    Station(recorder, procedure=there, clock=clock)  # nothing is written yet
    Station(recorder, procedure=here, clock=clock).begin(Receive(Channel.PHONE), actor=DESK)
    with pytest.raises(WrongLaw) as caught:
        Station(recorder, procedure=there, clock=clock)
    assert (caught.value.to, caught.value.found) == (here.law.name, there.law.name)
    assert Station(recorder, procedure=here, clock=clock).verify().position == 1
