"""A sealed record at the station: who reads it, who is told what, and what an erasure leaves."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import cast
from zoneinfo import ZoneInfo

import attrs
import pytest

from precinct import (
    END,
    Action,
    Matter,
    MemoryRecorder,
    Opening,
    Refusal,
    Role,
    State,
    Station,
    Table,
    Text,
    cn,
)
from precinct.basics.ledger_errors import Conflict, Erased, KeyReused, LedgerUnwritable, Sealed, Tampered
from precinct.ledger.sqlite import SqliteRecorder
from precinct.ledger.stored import Unit
from precinct.matters.administrative_case import Settle
from precinct.matters.common import Note
from precinct.matters.mediation import Mediation, Perform, Refuse
from precinct.matters.report import Channel, Receive, Report
from precinct.matters.sealing import Consult, Erase, QueryPurpose, Seal, SealGround, Sealing, Unseal
from tests.station.conftest import HandClock
from tests.station.night import (
    CHEN,
    COUNTY,
    DESK,
    HEAD,
    LIANG,
    SU,
    WEN,
    agreed,
    mediated,
    performed,
    received,
)

NEW_LAW = datetime(2026, 1, 5, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


QUERY = Consult("", QueryPurpose.CASE, "县检察院", True, "办理关联案件", "查询函3号")


def wait_for_the_new_law(station: Station) -> None:
    """The law that seals is of 2026."""
    cast("HandClock", station.clock).now = NEW_LAW


def ended(station: Station) -> Mediation:
    """A mediation that was performed, with its names and what was agreed; it is three years later."""
    done = performed(station, mediated(station)[1])
    wait_for_the_new_law(station)
    return done


def seal(station: Station, *matters: str, actor=LIANG) -> Sealing:
    opening = Seal(matters, SealGround.BREACH, "已办结", "第136条")
    wait_for_the_new_law(station)
    return station.begin(opening, actor=actor)


def query(matter: str) -> Consult:
    return attrs.evolve(QUERY, matter=matter)


def test_nobody_reads_a_sealed_record_and_the_error_says_who_holds_it(station: Station) -> None:
    mediation = ended(station)
    sealing = seal(station, mediation.id)
    for read in (station.matter, station.entries, partial(station.load, Mediation)):
        with pytest.raises(Sealed, match=r"Station\.consult") as refused:
            read(mediation.id)
        assert (refused.value.matter, refused.value.by) == (mediation.id, sealing.id)
        assert isinstance(refused.value, PermissionError)


def test_nothing_is_added_to_a_sealed_record_even_by_who_has_it_in_hand(station: Station) -> None:
    mediation = ended(station)
    seal(station, mediation.id)
    before = station.verify()
    with pytest.raises(Sealed):
        station.act(mediation, Note("补记"), actor=LIANG)
    assert station.verify() == before


def test_a_query_is_recorded_before_it_is_answered(station: Station) -> None:
    mediation = ended(station)
    sealing = seal(station, mediation.id)
    consulted = station.consult(sealing, query(mediation.id), actor=HEAD, at=NEW_LAW)
    assert consulted.matter == mediation
    assert [entry.version for entry in consulted.entries] == list(range(1, mediation.version + 1))
    last = list(station.entries(sealing.id))[-1]
    assert (last.actor, last.action) == (HEAD.id, query(mediation.id))
    assert consulted.sealing == station.load(Sealing, sealing.id)
    with pytest.raises(Sealed):
        station.matter(mediation.id)


def test_a_query_that_the_law_refuses_shows_nothing_and_leaves_no_entry(station: Station) -> None:
    mediation = ended(station)
    sealing = seal(station, mediation.id)
    before = station.verify()
    with pytest.raises(Refusal) as refused:
        station.consult(
            sealing, attrs.evolve(query(mediation.id), purpose=QueryPurpose.OTHER), actor=HEAD, at=NEW_LAW
        )
    assert refused.value.decision.codes == ("sealing.query_permitted",)
    assert station.verify() == before


def test_a_query_that_cannot_be_recorded_shows_nothing(reopen: Callable[[], Station]) -> None:
    with reopen() as station:
        mediation = ended(station)
        sealing = seal(station, mediation.id)
        path = station.recorder._path  # type: ignore[attr-defined]
        procedure = station.procedure
    with (
        Station.open(path, procedure=procedure, readonly=True) as reader,
        pytest.raises(LedgerUnwritable),
    ):
        reader.consult(sealing, query(mediation.id), actor=HEAD, at=NEW_LAW)


def test_two_queries_at_once_are_both_recorded(reopen: Callable[[], Station]) -> None:
    with reopen() as here, reopen() as there:
        mediation = ended(here)
        sealing = seal(here, mediation.id)
        here.consult(sealing, query(mediation.id), actor=HEAD, at=NEW_LAW)
        with pytest.raises(Conflict):
            there.consult(sealing, query(mediation.id), actor=HEAD, at=NEW_LAW)
        there.consult(there.load(Sealing, sealing.id), query(mediation.id), actor=HEAD, at=NEW_LAW)
        assert here.load(Sealing, sealing.id).consulted == 2


def test_whoever_holds_a_matter_in_another_process_adds_nothing_once_it_is_sealed(
    reopen: Callable[[], Station],
) -> None:
    with reopen() as here, reopen() as there:
        mediation = ended(here)
        in_hand = there.load(Mediation, mediation.id)
        sealing = seal(here, mediation.id)
        with pytest.raises(Sealed) as refused:
            there.act(in_hand, Note("补记"), actor=LIANG)
        assert refused.value.by == sealing.id


@pytest.mark.parametrize("then", [Sealed, Erased])
def test_nobody_is_told_what_may_be_done_with_what_was_shut_meanwhile(
    then: type[Sealed | Erased], reopen: Callable[[], Station]
) -> None:
    with reopen() as here, reopen() as there:
        open_still = agreed(here, mediated(here)[1])
        wait_for_the_new_law(here)
        in_hand = here.act(open_still, Perform("收条"), actor=LIANG)
        assert {option.action for option in there.options(in_hand, actor=LIANG)} >= {Note}
        assert there.decide(in_hand, Note("补记"), actor=LIANG).allowed
        sealing = seal(here, in_hand.id)
        if then is Erased:
            here.act(sealing, Erase("决定删除", "判决书"), actor=COUNTY, at=NEW_LAW)
        for seen in (in_hand, open_still):
            for ask in (there.options, partial(there.decide, action=Note("补记"))):
                with pytest.raises(then) as refused:
                    ask(seen, actor=LIANG)
                assert (refused.value.matter, refused.value.by) == (in_hand.id, sealing.id)


def test_what_may_be_done_is_told_of_what_is_not_recorded_yet(station: Station) -> None:
    with station.unit() as unit:
        report = unit.begin(Receive(Channel.PHONE, registered=True), actor=DESK)
        assert station.options(report, actor=DESK)
        assert station.decide(report, Note("补记"), actor=DESK).allowed


def test_who_seals_while_another_writes_is_found_when_that_is_recorded(
    reopen: Callable[[], Station],
) -> None:
    with reopen() as here, reopen() as there:
        mediation = ended(here)
        unit = there.unit()
        unit.act(there.load(Mediation, mediation.id), Note("补记"), actor=LIANG)
        seal(here, mediation.id)
        with pytest.raises(Conflict):
            unit.commit()


def test_in_one_unit_what_is_sealed_is_shut_and_what_is_opened_is_open(station: Station) -> None:
    mediation = ended(station)
    opening = Seal((mediation.id,), SealGround.BREACH, "已办结", "第136条")
    with station.unit() as unit:
        sealing = unit.begin(opening, actor=LIANG, at=NEW_LAW)
        with pytest.raises(Sealed) as refused:
            unit.act(mediation, Note("补记"), actor=LIANG)
        assert refused.value.by == sealing.id
    with station.unit() as unit:
        unit.act(sealing, Unseal("处罚被撤销", "复议决定"), actor=COUNTY, at=NEW_LAW)
        unit.act(mediation, Note("补记"), actor=LIANG)
    assert station.load(Mediation, mediation.id).version == mediation.version + 1


class CupboardState(State):
    LOCKED = "locked", "已上锁"
    OPEN = "open", "已打开"


@attrs.frozen(kw_only=True)
class Cupboard(Matter):
    inside: str

    @property
    def seals(self) -> frozenset[str]:
        return frozenset({self.inside}) if self.state is CupboardState.LOCKED else frozenset()


@attrs.frozen
class Lock(Opening[Cupboard]):
    zh = "上锁"
    inside: str


@attrs.frozen
class Unlock(Action[Cupboard]):
    zh = "打开"


CUPBOARD: Table[Cupboard, CupboardState] = Table(
    kind="cupboard",
    text=Text("柜子", "cupboard"),
    matter=Cupboard,
    states=CupboardState,
    openings=[Lock.row(CupboardState.LOCKED, by=[Role.OFFICER], effect=lambda a, _: {"inside": a.inside})],
    moves={
        CupboardState.LOCKED: [Unlock.row(CupboardState.OPEN, by=[Role.OFFICER])],
        CupboardState.OPEN: END,
    },
)


def test_a_table_of_ones_own_seals_too_but_nothing_that_is_open(clock: HandClock) -> None:
    procedure = cn.with_tables(CUPBOARD)
    with Station(MemoryRecorder(), procedure=procedure, clock=clock) as station:
        report = received(station)
        with pytest.raises(ValueError, match="is open"):
            station.begin(Lock(report.id), actor=LIANG)
        assert station.load(Report, report.id) == report
        mediation = ended(station)
        cupboard = station.begin(Lock(mediation.id), actor=LIANG)
        with pytest.raises(Sealed) as refused:
            station.matter(mediation.id)
        assert refused.value.by == cupboard.id
        station.act(cupboard, Unlock(), actor=LIANG)
        assert station.matter(mediation.id) == mediation


@pytest.fixture
def cupboards(tmp_path: Path, clock: HandClock) -> Callable[[], Station]:
    """Opens one and the same file anew each time, where cupboards stand."""
    procedure = cn.with_tables(CUPBOARD)
    return lambda: Station.open(tmp_path / "cupboards.db", procedure=procedure, clock=clock)


def test_what_two_have_sealed_is_opened_when_both_have(cupboards: Callable[[], Station]) -> None:
    with cupboards() as station:
        mediation = ended(station)
        first, second = (station.begin(Lock(mediation.id), actor=LIANG) for _ in range(2))
        station.act(first, Unlock(), actor=LIANG)
        with pytest.raises(Sealed) as refused:
            station.matter(mediation.id)
        assert refused.value.by == second.id
        station.verify()
        station.act(second, Unlock(), actor=LIANG)
        assert station.matter(mediation.id) == mediation
        both = [station.begin(Lock(mediation.id), actor=LIANG) for _ in range(2)]
        with station.unit() as unit:
            for cupboard in both:
                unit.act(cupboard, Unlock(), actor=LIANG)
        assert station.matter(mediation.id) == mediation
        station.verify()


def test_what_goes_from_one_seal_under_another_is_never_open(cupboards: Callable[[], Station]) -> None:
    with cupboards() as station:
        mediation = ended(station)
        first = station.begin(Lock(mediation.id), actor=LIANG)
        with station.unit() as unit:
            second = unit.begin(Lock(mediation.id), actor=LIANG)
            unit.act(first, Unlock(), actor=LIANG)
            with pytest.raises(Sealed) as refused:
                unit.act(mediation, Note("补记"), actor=LIANG)
            assert refused.value.by == second.id
        with station.unit() as unit:
            unit.act(second, Unlock(), actor=LIANG)
            third = unit.begin(Lock(mediation.id), actor=LIANG)
        with pytest.raises(Sealed) as refused:
            station.matter(mediation.id)
        assert refused.value.by == third.id
        station.verify()


def test_of_two_who_open_the_last_seals_at_once_one_does_it_again(cupboards: Callable[[], Station]) -> None:
    with cupboards() as here, cupboards() as there:
        mediation = ended(here)
        first, second = (here.begin(Lock(mediation.id), actor=LIANG) for _ in range(2))
        unit = there.unit()
        unit.act(there.load(Cupboard, second.id), Unlock(), actor=LIANG)
        here.act(first, Unlock(), actor=LIANG)
        with pytest.raises(Conflict):
            unit.commit()
        there.act(there.load(Cupboard, second.id), Unlock(), actor=LIANG)
        assert here.matter(mediation.id) == mediation
        here.verify()


def test_an_unsealed_record_is_read_and_goes_on(station: Station) -> None:
    mediation = ended(station)
    sealing = seal(station, mediation.id)
    station.act(sealing, Unseal("处罚被撤销", "复议决定"), actor=COUNTY, at=NEW_LAW)
    assert station.load(Mediation, mediation.id) == mediation
    assert station.act(mediation, Note("补记"), actor=LIANG).version == mediation.version + 1
    again = seal(station, mediation.id)
    with pytest.raises(Sealed) as refused:
        station.matter(mediation.id)
    assert refused.value.by == again.id


def test_the_history_of_the_station_passes_over_what_is_sealed(station: Station) -> None:
    mediation = ended(station)
    everything = len(list(station.history()))
    sealing = seal(station, mediation.id)
    seen = [entry.matter for entry in station.history()]
    assert mediation.id not in seen
    assert mediation.id not in {matter.id for matter in station.matters()}
    assert len(seen) == everything - mediation.version + 1
    station.act(sealing, Unseal("处罚被撤销", "复议决定"), actor=COUNTY, at=NEW_LAW)
    assert len(list(station.history())) == everything + 2


def test_a_file_is_closed_and_sealed_in_one_unit(station: Station) -> None:
    _, mediation = mediated(station)
    mediation = agreed(station, mediation)
    wait_for_the_new_law(station)
    with station.unit() as unit:
        unit.act(mediation, Perform("收条"), actor=LIANG, at=NEW_LAW)
        unit.begin(Seal((mediation.id,), SealGround.BREACH, "已办结", "第136条"), actor=LIANG, at=NEW_LAW)
    with pytest.raises(Sealed):
        station.matter(mediation.id)


def test_what_the_law_asks_of_other_matters_is_still_found_in_a_sealed_one(station: Station) -> None:
    """A brief holds ids and words: that the sides performed is known, what they agreed on is not shown."""
    case, mediation = mediated(station)
    mediation = performed(station, mediation)
    wait_for_the_new_law(station)
    seal(station, mediation.id)
    assert station.act(case, Settle("已赔付"), actor=LIANG).state.value == "settled"


# --- erasure -----------------------------------------------------------------------------------------


def erased(station: Station) -> tuple[Mediation, Sealing]:
    mediation = ended(station)
    sealing = seal(station, mediation.id)
    return mediation, station.act(sealing, Erase("决定删除", "判决书"), actor=COUNTY, at=NEW_LAW)


def test_an_erased_record_is_gone_and_says_so(station: Station) -> None:
    mediation, sealing = erased(station)
    for read in (station.matter, station.entries):
        with pytest.raises(Erased) as gone:
            read(mediation.id)
        assert (gone.value.matter, gone.value.by) == (mediation.id, sealing.id)
        assert isinstance(gone.value, LookupError)
    assert all(stored.payload is stored.salt is None for stored in station.recorder.read(mediation.id))
    assert mediation.id not in station.recorder.find([CHEN.id, WEN.id])
    assert station.records.shelf.take(mediation.id, mediation.version) is None, "nor does memory keep it"
    assert mediation.id not in {entry.matter for entry in station.history()}


def test_what_another_process_erased_is_kept_in_no_memory_once_it_is_asked_for(
    reopen: Callable[[], Station],
) -> None:
    with reopen() as here, reopen() as there:
        mediation = there.load(Mediation, ended(here).id)
        assert there.records.shelf.take(mediation.id, mediation.version) is mediation
        sealing = seal(here, mediation.id)
        here.act(sealing, Erase("决定删除", "判决书"), actor=COUNTY, at=NEW_LAW)
        with pytest.raises(Erased):
            there.matter(mediation.id)
        assert there.records.shelf.take(mediation.id, mediation.version) is None


def test_of_what_is_erased_in_this_moment_others_know_that_it_was_there(
    station: Station, monkeypatch: pytest.MonkeyPatch
) -> None:
    mediation, read = ended(station), station.recorder.read
    station.records.shelf.drop(mediation.id)

    def and_somebody_erases(matter: str) -> object:
        station.recorder.append(Unit((), erased=(matter,)))
        return read(matter)

    monkeypatch.setattr(station.recorder, "read", and_somebody_erases)
    brief = station.records.brief(mediation.id)
    assert (brief.state, brief.ended, brief.people) == ("performed", True, frozenset())


def test_after_an_erasure_every_proof_holds(station: Station) -> None:
    mediation = ended(station)
    kept = station.verify()
    sealing = seal(station, mediation.id)
    station.act(sealing, Erase("决定删除", "判决书"), actor=COUNTY, at=NEW_LAW)
    tip = station.verify(kept)
    assert tip.position == kept.position + 2
    head = station.recorder.head(mediation.id)
    assert head is not None
    assert (head.version, head.state, head.erased) == (mediation.version, "performed", True)


def test_nothing_is_written_to_a_record_in_the_unit_that_erases_it(station: Station) -> None:
    mediation = ended(station)
    sealing = seal(station, mediation.id)
    with station.unit() as unit:
        unit.act(sealing, Erase("期满", "第1条"), actor=COUNTY)
        with pytest.raises(Erased):
            unit.act(mediation, Note("陈女士的新内容"), actor=LIANG)
    assert all(entry.payload is None for entry in station.recorder.read(mediation.id))


def test_two_readings_are_two_entries_whatever_key_is_sent(station: Station) -> None:
    mediation = ended(station)
    sealing = seal(station, mediation.id)
    with pytest.raises(TypeError, match="key"):
        station.consult(sealing, query(mediation.id), actor=HEAD, key="k")
    assert station.recorder.head(sealing.id).version == 1


def test_a_known_key_does_not_tell_what_a_sealed_record_says(station: Station) -> None:
    mediation = agreed(station, mediated(station)[1])
    wait_for_the_new_law(station)
    done = station.act(mediation, Perform("收条"), actor=LIANG, key="k")
    seal(station, done.id)
    for guess in ("收条", "别的"):
        with pytest.raises(Sealed):
            station.act(mediation, Perform(guess), actor=LIANG, key="k")


@pytest.mark.parametrize("then", ["sealed", "erased"])
def test_a_unit_that_closes_and_seals_is_recorded_once_and_sent_again_without_harm(
    station: Station, then: str
) -> None:
    mediation = agreed(station, mediated(station)[1])
    wait_for_the_new_law(station)
    opening = Seal((mediation.id,), SealGround.BREACH, "已办结", "第136条")

    def send() -> tuple[Mediation, Sealing]:
        with station.unit(key="k") as unit:
            done = unit.act(mediation, Perform("收条"), actor=LIANG, at=NEW_LAW)
            return done, unit.begin(opening, actor=LIANG, at=NEW_LAW)

    done, sealing = send()
    if then == "erased":
        sealing = station.act(sealing, Erase("决定删除", "判决书"), actor=COUNTY, at=NEW_LAW)
    before = station.verify()
    assert send() == (mediation, sealing), "as it stood in the hand of the sender, and nothing newer"
    assert mediation != done
    assert station.verify() == before
    with pytest.raises(KeyReused), station.unit(key="k") as unit:
        unit.act(mediation, Note("补记"), actor=LIANG, at=NEW_LAW)
    with pytest.raises(KeyReused), station.unit(key="k") as unit:
        unit.act(mediation, Perform("收条"), actor=LIANG, at=NEW_LAW)  # the sealing is not asked for


def test_a_known_key_of_a_sealed_record_is_for_its_action_by_its_actor_alone(station: Station) -> None:
    mediation = agreed(station, mediated(station)[1])
    wait_for_the_new_law(station)
    done = station.act(mediation, Perform("收条"), actor=LIANG, key="k")
    seal(station, done.id)
    others = [(Note("收条"), LIANG), (Refuse("wen"), LIANG), (Perform("收条"), SU), (Perform("收条"), HEAD)]
    for action, actor in others:
        with pytest.raises(KeyReused, match=f"Perform was recorded in matter {done.id}"):
            station.act(mediation, action, actor=actor, key="k")


@pytest.mark.parametrize(
    ("by_hand", "why"),
    [
        ("UPDATE heads SET sealed = 0 WHERE matter = '{}'", "no more marked as sealed"),
        (
            "UPDATE heads SET sealed = 1 WHERE kind = 'administrative_case'",
            "marked as sealed, and no matter says so",
        ),
        ("UPDATE heads SET erased = 1 WHERE matter = '{}'", "has all its content"),
    ],
)
def test_a_mark_that_was_set_or_taken_away_by_other_means_is_found(
    reopen: Callable[[], Station], by_hand: str, why: str
) -> None:
    station = reopen()
    mediation = ended(station)
    seal(station, mediation.id)
    tip = station.verify()
    with closing(sqlite3.connect(station.recorder._path)) as thief:
        thief.execute(by_hand.format(mediation.id))
        thief.commit()
    with pytest.raises(Tampered, match=why):
        reopen().verify(tip)


def test_nothing_is_added_to_an_erased_record(station: Station) -> None:
    mediation, _ = erased(station)
    with pytest.raises(Erased):
        station.act(mediation, Note("补记"), actor=LIANG)


def test_an_erased_record_is_not_consulted(station: Station) -> None:
    mediation = ended(station)
    sealing = seal(station, mediation.id)
    station.act(sealing, Erase("决定删除", "判决书"), actor=COUNTY, at=NEW_LAW)
    with pytest.raises(Conflict):
        station.consult(sealing, query(mediation.id), actor=HEAD, at=NEW_LAW)
    with pytest.raises(Refusal):
        station.consult(station.load(Sealing, sealing.id), query(mediation.id), actor=HEAD, at=NEW_LAW)


def test_what_this_unit_writes_is_not_erased_with_it(station: Station) -> None:
    mediation = agreed(station, mediated(station)[1])
    wait_for_the_new_law(station)
    unit = station.unit()
    unit.act(mediation, Perform("收条"), actor=LIANG, at=NEW_LAW)
    opening = Seal((mediation.id,), SealGround.BREACH, "已办结", "第136条")
    sealing = unit.begin(opening, actor=LIANG, at=NEW_LAW)
    with pytest.raises(ValueError, match="before it is erased"):
        unit.act(sealing, Erase("决定删除", "判决书"), actor=COUNTY, at=NEW_LAW)
    assert station.load(Mediation, mediation.id) == mediation


def test_others_go_on_beside_an_erased_matter(station: Station) -> None:
    case, mediation = mediated(station)
    mediation = performed(station, mediation)
    wait_for_the_new_law(station)
    sealing = seal(station, mediation.id)
    station.act(sealing, Erase("决定删除", "判决书"), actor=COUNTY, at=NEW_LAW)
    assert case.mediation == mediation.id
    assert station.options(case, actor=LIANG)
    brief = station.records.brief(mediation.id)
    assert (brief.state, brief.ended, brief.people) == ("performed", True, frozenset())


SAID = "酒后损坏房门".encode()
"""What the sides agreed on the facts; it stands in the payload of the mediation alone."""


def on_the_disk(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in sorted(folder.iterdir()) if file.is_file())


def test_what_was_said_is_gone_from_the_disk_once_nobody_reads_an_older_state(
    tmp_path: Path, clock: HandClock
) -> None:
    recorder = SqliteRecorder(tmp_path / "station.db", patience=0.05)
    with Station(recorder, procedure=cn, clock=clock) as station:
        mediation = ended(station)
        sealing = seal(station, mediation.id)
        assert SAID in on_the_disk(tmp_path)
        reader = sqlite3.connect(tmp_path / "station.db")
        with closing(reader):
            reader.execute("BEGIN")
            assert reader.execute("SELECT count(*) FROM entries").fetchone()
            station.act(sealing, Erase("决定删除", "判决书"), actor=COUNTY, at=NEW_LAW)
            assert not recorder.forget(), "somebody still reads the file as it was, and it says so"
        assert recorder.forget()
        assert SAID not in on_the_disk(tmp_path)
        assert recorder.forget(), "asking again does no harm"
        station.verify()
