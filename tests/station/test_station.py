"""What a station promises to those who act at it."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

import attrs
import pytest

from precinct import Refusal, Station, cn
from precinct.basics.errors import NaiveDatetime, WrongAction, WrongMatter
from precinct.basics.ledger_errors import Conflict, LedgerUnwritable, NoSuchMatter, NotALedger
from precinct.matters.administrative_case import AdministrativeCase, File, FileAndSettle, Settle
from precinct.matters.common import Note, RecordStatement
from precinct.matters.custody import Measure, ProposeMeasure
from precinct.matters.mediation import Circumstance, Consent, Mediation, SettleOnTheSpot
from precinct.matters.report import (
    Channel,
    Classify,
    Dispatch,
    Handle,
    Receive,
    Report,
    ReportClass,
    ReportOutcome,
)
from precinct.station.unit import Circumstances
from tests.station.conftest import HandClock
from tests.station.night import (
    CHEN,
    DESK,
    HEAD,
    LIANG,
    SU,
    WEN,
    agreed,
    dispatched,
    investigated,
    mediated,
    offer,
    performed,
    received,
)


def test_what_was_accepted_is_there_when_the_file_is_opened_again(reopen: Callable[[], Station]) -> None:
    with reopen() as station:
        case, mediation = mediated(station)
        mediation = performed(station, mediation)
    with reopen() as station:
        assert station.load(AdministrativeCase, case.id) == case
        assert station.load(Mediation, mediation.id) == mediation
        assert station.verify().position == len(list(station.history()))


def test_an_entry_says_who_did_it_for_whom_and_who_wrote_it_down(station: Station, clock: HandClock) -> None:
    at = clock.now - timedelta(hours=2)
    report = station.begin(
        Receive(Channel.PHONE, registered=True),
        actor=DESK,
        at=at,
        on_behalf_of="101",
        recorded_by="clerk",
        companions=(SU,),
    )
    (entry,) = station.entries(report.id)
    assert (entry.actor, entry.on_behalf_of, entry.recorded_by, entry.companions) == (
        "desk",
        "101",
        "clerk",
        ("102",),
    )
    assert (entry.occurred_at, entry.recorded_at) == (at, clock.now)
    assert entry.law.startswith("cn@")
    assert entry.definition == "report@1"


def test_a_refusal_leaves_no_trace(station: Station) -> None:
    _, mediation = mediated(station)
    before = (station.recorder.tip(), station.due(), list(station.heads()))
    with pytest.raises(Refusal) as refused:
        station.act(mediation, Consent("nobody"), actor=LIANG)
    assert refused.value.decision.codes == ("mediation.is_party",)
    assert (station.recorder.tip(), station.due(), list(station.heads())) == before


def test_a_stale_matter_is_a_conflict(station: Station) -> None:
    report = received(station)
    station.act(report, Note("先到先得"), actor=DESK)
    before = station.recorder.tip()
    with pytest.raises(Conflict) as conflict:
        station.act(report, Classify(ReportClass.DISPUTE), actor=DESK)
    assert (conflict.value.expected, conflict.value.found) == (1, 2)
    assert station.recorder.tip() == before


def test_the_same_opening_twice_is_a_conflict_and_no_second_matter(station: Station) -> None:
    opening = Receive(Channel.PHONE, registered=True)
    station.begin(opening, actor=DESK)
    with pytest.raises(Conflict):
        station.begin(opening, actor=DESK)
    assert len(list(station.heads())) == 1


def test_a_unit_of_work_is_recorded_whole_or_not_at_all(station: Station) -> None:
    case = investigated(station)
    before = station.recorder.tip()
    with pytest.raises(Refusal), station.unit() as unit:  # noqa: PT012 - leaving the block is what is tested
        case = unit.act(case, Note("第一步"), actor=LIANG)
        unit.act(case, Settle("没有调解"), actor=LIANG)
    assert station.recorder.tip() == before


def test_a_later_step_of_a_unit_sees_what_an_earlier_one_made(station: Station) -> None:
    with station.unit() as unit:
        case = unit.begin(File("property_damage", date(2023, 1, 6), parties=(CHEN, WEN)), actor=LIANG)
        mediation = unit.begin(offer(case.id, station.clock()), actor=LIANG)
    assert station.load(Mediation, mediation.id).case == case.id


def test_a_decision_that_looked_at_a_matter_is_void_if_that_matter_moved(
    reopen: Callable[[], Station],
) -> None:
    with reopen() as station, reopen() as elsewhere:
        case, mediation = mediated(station)
        mediation = performed(station, mediation)
        unit = station.unit()
        unit.act(case, Settle("已赔付"), actor=LIANG)
        elsewhere.act(mediation, Note("补记"), actor=LIANG)
        with pytest.raises(Conflict) as conflict:
            unit.commit()
        assert conflict.value.matter == mediation.id
        assert station.load(AdministrativeCase, case.id) == case


def test_a_case_is_not_settled_before_its_mediation_is_performed(station: Station) -> None:
    case, mediation = mediated(station)
    agreed(station, mediation)
    decision = station.decide(case, Settle("已签字"), actor=LIANG)
    assert decision.codes == ("administrative_case.mediation_performed",)


def test_a_minor_matter_is_filed_and_settled_on_the_spot_in_one_unit_of_work(station: Station) -> None:
    day, parties = date(2023, 1, 6), (CHEN, WEN)
    on_the_spot = SettleOnTheSpot(
        "case-7",
        "assault",
        parties,
        circumstance=Circumstance.VICTIM_AT_FAULT,
        facts_established=True,
        agreed_by=("chen", "wen"),
        performed="当场赔付",
    )
    short_form = FileAndSettle("assault", day, parties=parties, mediation=on_the_spot.id, id="case-7")
    with pytest.raises(Refusal) as refused:
        station.begin(short_form, actor=LIANG)
    assert refused.value.decision.codes == ("administrative_case.settled_on_the_spot",)
    with station.unit() as unit:
        mediation = unit.begin(on_the_spot, actor=LIANG, filmed=True)
        case = unit.begin(short_form, actor=LIANG)
    assert (mediation.state.value, case.state.value) == ("performed", "settled")
    assert station.due() == []


def test_an_officer_is_not_at_two_scenes_at_once(station: Station) -> None:
    first = dispatched(station, "101", "102")
    second = station.act(received(station), Classify(ReportClass.HELP), actor=DESK)
    assert station.busy([LIANG, HEAD]) == {"101": first.id}
    with pytest.raises(Refusal) as refused:
        station.act(second, Dispatch(("102", "103")), actor=DESK)
    assert refused.value.decision.codes == ("report.officers_free",)
    called_off = Handle(ReportOutcome.NO_FURTHER_ACTION, reason="报警人称已解决")
    first = station.act(first, called_off, actor=DESK)
    assert station.busy([LIANG]) == {}
    assert station.act(second, Dispatch(("102", "103")), actor=DESK).officers == ("102", "103")


def test_a_menu_looks_at_other_matters_too(station: Station) -> None:
    case, _ = mediated(station)
    menu = {option.action.__name__: option for option in station.options(case, actor=HEAD)}
    assert [reason.code for reason in menu["Stop"].reasons] == ["administrative_case.no_open_mediation"]
    assert menu["Stop"].needs == ("ground",)


def test_a_chained_summons_is_seen_across_cases_and_a_reopened_file(reopen: Callable[[], Station]) -> None:
    summons = ProposeMeasure(Measure.INQUIRY, "", WEN, "查明事实")
    with reopen() as station:
        station.begin(attrs.evolve(summons, case=investigated(station).id), actor=LIANG)
    with reopen() as station:
        other = investigated(station)
        with pytest.raises(Refusal) as refused:
            station.begin(ProposeMeasure(Measure.INQUIRY, other.id, WEN, "再问"), actor=LIANG)
    assert "custody.reason_for_another_summons" in refused.value.decision.codes


def test_a_moment_without_a_time_zone_is_refused(station: Station) -> None:
    naive = datetime(2023, 1, 6, 23)  # noqa: DTZ001 - the mistake that is meant
    with pytest.raises(NaiveDatetime, match="occurred_at"):
        station.begin(Receive(Channel.PHONE, registered=True), actor=DESK, at=naive)
    with pytest.raises(NaiveDatetime, match="now"):
        station.due(now=naive)
    assert station.recorder.tip().position == 0


def test_a_misspelt_circumstance_is_an_error_and_not_forgotten(station: Station, clock: HandClock) -> None:
    with pytest.raises(TypeError, match="no such circumstance: att; there are at, companions"):
        station.begin(Receive(Channel.PHONE, registered=True), actor=DESK, att=clock.now)  # type: ignore[call-arg]
    assert station.recorder.tip().position == 0


@pytest.mark.parametrize(
    ("how", "enough"),
    [
        ({}, False),
        ({"filmed": True}, False),
        ({"in_case_room": True}, False),
        ({"filmed": True, "in_case_room": True}, True),
        ({"companions": (SU,)}, True),
    ],
    ids=["alone", "filmed", "in the case room", "filmed in the case room", "with another"],
)
def test_nothing_that_is_not_said_counts_for_who_acts(
    station: Station, clock: HandClock, how: Circumstances, enough: bool
) -> None:
    """Since 2026 one officer may take a statement, but only inside the case-handling area and on film."""
    clock.now = datetime(2026, 3, 2, 9, tzinfo=clock.now.tzinfo)
    statement = RecordStatement[AdministrativeCase]("chen", "询问笔录", read_back=True, signed=True)
    decision = station.decide(investigated(station), statement, actor=LIANG, **how)
    assert decision.codes == (() if enough else ("authority.two_officers_or_filmed_in_case_room",))


def test_an_action_of_another_kind_of_matter_is_a_wrong_action(station: Station) -> None:
    report = received(station)
    with pytest.raises(WrongAction, match="Consent is no action of a report"):
        station.act(report, Consent("wen"), actor=DESK)  # type: ignore[arg-type]


def test_a_matter_is_loaded_as_what_it_is_or_not_at_all(station: Station) -> None:
    report = received(station)
    assert station.load(Report, report.id) == report
    with pytest.raises(WrongMatter, match="Report is not the matter that is meant; it must be Mediation"):
        station.load(Mediation, report.id)
    with pytest.raises(WrongMatter, match="str is not the matter"):
        station.act(report.id, Note("?"), actor=DESK)  # type: ignore[type-var]
    with pytest.raises(NoSuchMatter, match="no matter 'nowhere'"):
        station.load(Report, "nowhere")


def test_a_ledger_that_must_be_there_is_not_made(tmp_path: Path) -> None:
    for readonly in (False, True):
        with pytest.raises(NotALedger, match="nothing to read"):
            Station.open(tmp_path / "nihgt.db", procedure=cn, create=False, readonly=readonly)
    assert list(tmp_path.iterdir()) == []
    Station.open(tmp_path / "night.db", procedure=cn).close()
    Station.open(tmp_path / "night.db", procedure=cn, create=False).close()


@pytest.mark.parametrize("go", [Path.unlink, lambda path: path.rename(path.with_name("elsewhere.db"))])
def test_a_file_that_went_away_while_in_use_is_missed_by_verify_alone(
    reopen: Callable[[], Station], tmp_path: Path, go: Callable[[Path], object]
) -> None:
    """No append looks for its file; docs/explanation/reliability.md says so."""
    with reopen() as station:
        received(station)
        go(tmp_path / "shared.db")
        received(station)
        with pytest.raises(LedgerUnwritable, match="unable to open"):
            station.verify()


def test_where_another_file_took_the_name_it_is_not_the_one_that_is_verified(
    reopen: Callable[[], Station], tmp_path: Path
) -> None:
    with reopen() as station:
        received(station)
        (tmp_path / "shared.db").rename(tmp_path / "elsewhere.db")
        reopen().close()
        with pytest.raises(LedgerUnwritable, match="another file has taken the name"):
            station.verify()


def test_a_report_may_be_read_but_not_written_through_a_readonly_station(
    reopen: Callable[[], Station], clock: HandClock
) -> None:
    with reopen() as station:
        report = received(station)
        path = station.recorder._path  # type: ignore[attr-defined]
    with Station.open(path, procedure=station.procedure, clock=clock, readonly=True) as reader:
        assert reader.load(Report, report.id) == report
        with pytest.raises(LedgerUnwritable):
            reader.act(report, Note("不行"), actor=DESK)
