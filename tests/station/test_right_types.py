"""Who hands over the wrong thing is told which argument it is, what was meant and what to do; and nothing is written."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from precinct import Actor, Role, Station, cn
from precinct.basics.errors import NaiveDatetime, PrecinctError, WrongAction, WrongMatter, WrongType
from precinct.basics.ledger_errors import NoSuchMatter, Unstorable
from precinct.matters.common import Note
from precinct.matters.mediation import Consent, OpenSession
from precinct.matters.report import Channel, Receive, Report
from precinct.matters.sealing import Consult, QueryPurpose
from tests.station.night import CHEN, DESK, LIANG, mediated, received

NOTE = Note("报警人已离开")
CALL = Receive(Channel.PHONE, registered=True)

NOBODIES: list[Any] = ["441", None, 5, Actor, Role.OFFICER, [DESK]]
"""What stands where somebody who acts should."""

NO_MOMENTS: list[Any] = ["2023-01-06T22:00+08:00", date(2023, 1, 6), None, 5]
NO_IDS: list[Any] = [5, None, b"x", [], Report]


def told(station: Station, ask: Callable[[], object], where: str, found: str) -> None:
    """What is asked is a `WrongType` that says where and of which type; and the ledger is as it was."""
    before = station.recorder.tip()
    with pytest.raises(WrongType) as caught:
        ask()
    assert (caught.value.where, caught.value.found) == (where, found)
    assert str(caught.value).startswith(f"{where} is {found}, and not {caught.value.wanted}; ")
    assert isinstance(caught.value, TypeError)
    assert station.recorder.tip() == before


def called(value: object) -> str:
    if value is None:
        return "None"
    return f"the class {value.__name__}" if isinstance(value, type) else f"of type {type(value).__name__}"


@pytest.mark.parametrize("nobody", NOBODIES, ids=repr)
def test_who_acts_is_an_actor(station: Station, nobody: Any) -> None:
    report = received(station)
    asks: list[Callable[..., object]] = [
        lambda **how: station.begin(CALL, **how),
        lambda **how: station.begin(CALL, key="a", **how),
        lambda **how: station.act(report, NOTE, **how),
        lambda **how: station.act(report, NOTE, key="b", **how),
        lambda **how: station.decide(report, NOTE, **how),
        lambda **how: station.options(report, **how),
    ]
    for ask in asks:
        told(station, lambda ask=ask: ask(actor=nobody), "actor", called(nobody))
        told(station, lambda ask=ask: ask(actor=nobody, recorded_by="441"), "actor", called(nobody))
    told(station, lambda: station.worklist(nobody), "officer", called(nobody))
    told(station, lambda: station.busy(iter([LIANG, nobody])), "one of officers", called(nobody))


@pytest.mark.parametrize("moment", NO_MOMENTS, ids=repr)
def test_when_it_happened_is_a_moment(station: Station, moment: Any) -> None:
    report = received(station)
    for ask in (
        lambda: station.begin(CALL, actor=DESK, at=moment),
        lambda: station.act(report, NOTE, actor=DESK, at=moment),
        lambda: station.decide(report, NOTE, actor=DESK, at=moment),
        lambda: station.options(report, actor=DESK, at=moment),
    ):
        told(station, ask, "at", called(moment))
    if moment is not None:
        for ask in (
            lambda: station.sweep(moment),
            lambda: station.due(now=moment),
            lambda: station.worklist(LIANG, now=moment),
        ):
            told(station, ask, "now", called(moment))


@pytest.mark.parametrize(
    ("how", "where", "found"),
    [
        ({"companions": "102"}, "companions", "of type str"),
        ({"companions": LIANG}, "companions", "of type Actor"),
        ({"companions": ("102",)}, "one of companions", "of type str"),
        ({"on_behalf_of": LIANG}, "on_behalf_of", "of type Actor"),
        ({"recorded_by": LIANG}, "recorded_by", "of type Actor"),
        ({"recorded_by": None}, "recorded_by", "None"),
        ({"filmed": "no"}, "filmed", "of type str"),
        ({"in_case_room": 0}, "in_case_room", "of type int"),
        ({"key": 5}, "key", "of type int"),
        ({"key": b"a"}, "key", "of type bytes"),
    ],
    ids=repr,
)
def test_a_circumstance_is_of_its_type(station: Station, how: dict[str, Any], where: str, found: str) -> None:
    report = received(station)
    told(station, lambda: station.act(report, NOTE, actor=DESK, **how), where, found)


def test_companions_are_not_handed_over_in_what_can_be_gone_through_but_once(station: Station) -> None:
    """They would be used up by whoever looks at them first, and the entry would say that nobody was there."""
    report = received(station)
    once: Any = iter((LIANG,))
    told(
        station,
        lambda: station.act(report, NOTE, actor=DESK, companions=once),
        "companions",
        "of type tuple_iterator",
    )


def test_who_takes_part_and_is_no_officer_fails_no_guard(station: Station) -> None:
    _, mediation = mediated(station)
    party: Any = CHEN
    session = OpenSession(("chen", "wen"), facts_established=True)
    consented = station.act(mediation, Consent("chen"), actor=LIANG)
    consented = station.act(consented, Consent("wen"), actor=LIANG)
    told(
        station,
        lambda: station.act(consented, session, actor=LIANG, companions=(party,)),
        "one of companions",
        "of type Party",
    )


def test_what_is_wrong_for_another_reason_is_told_as_ever(station: Station) -> None:
    report = received(station)
    long: Any = Note(5)  # type: ignore[arg-type]
    for wrong, error in (
        (lambda: station.act(report, long, actor=DESK), Unstorable),
        (lambda: station.act(report, CALL, actor=DESK), WrongAction),  # type: ignore[arg-type]
        (lambda: station.act(report, NOTE, actor=DESK, att=1), TypeError),  # type: ignore[call-arg]
        (lambda: station.act(report, NOTE, actor=DESK, at=datetime(2023, 1, 6)), NaiveDatetime),  # noqa: DTZ001
        (lambda: station.load(Report, "nowhere"), NoSuchMatter),
    ):
        with pytest.raises(error) as caught:
            wrong()
        assert not isinstance(caught.value, WrongType)


@pytest.mark.parametrize("id", NO_IDS, ids=repr)
def test_an_id_is_a_text(station: Station, id: Any) -> None:
    received(station)
    for where, ask in (
        ("id", lambda: station.load(Report, id)),
        ("id", lambda: station.matter(id)),
        ("id", lambda: station.entries(id)),
        ("matter", lambda: station.due(matter=id)),
    ):
        if where == "id" or id is not None:
            told(station, ask, where, called(id))


def test_a_matter_is_not_its_id_and_a_name_is_no_class(station: Station) -> None:
    report = received(station)
    told(station, lambda: station.load(Report, report), "id", "of type Report")  # type: ignore[arg-type]
    told(station, lambda: station.load("Report", report.id), "kind", "of type str")  # type: ignore[arg-type]
    told(station, lambda: station.load(report.id, Report), "id", "the class Report")  # type: ignore[arg-type]
    told(station, lambda: station.heads(kind=Report), "kind", "the class Report")  # type: ignore[arg-type]
    told(station, lambda: station.heads(state=report.state), "state", "of type ReportState")  # type: ignore[arg-type]
    told(station, lambda: station.verify("x"), "against", "of type str")  # type: ignore[arg-type]


@pytest.mark.parametrize("matter", ["id", None, 5, Report], ids=repr)
def test_what_is_acted_on_is_a_matter(station: Station, matter: Any) -> None:
    asks: list[Callable[[], object]] = [
        lambda: station.act(matter, NOTE, actor=DESK),
        lambda: station.act(matter, NOTE, actor=DESK, key="a"),
        lambda: station.decide(matter, NOTE, actor=DESK),
        lambda: station.options(matter, actor=DESK),
    ]
    for ask in asks:
        with pytest.raises(WrongMatter, match="hand over the matter itself"):
            ask()


def test_the_class_of_an_action_is_no_action(station: Station) -> None:
    report = received(station)
    for ask in (
        lambda: station.act(report, Note, actor=DESK),  # type: ignore[arg-type]
        lambda: station.begin(Receive, actor=DESK),  # type: ignore[arg-type]
    ):
        with pytest.raises(
            WrongAction, match=r"(Note|Receive) is no action .*; hand over an object of the class"
        ):
            ask()


def test_what_is_no_query_is_not_recorded_as_one(station: Station) -> None:
    report = received(station)
    told(station, lambda: station.consult(report, NOTE, actor=DESK), "query", "of type Note")  # type: ignore[arg-type]
    query = Consult(report.id, QueryPurpose.CASE, "市局", True, "并案", "第136条")
    told(station, lambda: station.consult(report, query, actor="441"), "actor", "of type str")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("how", "where"),
    [
        ({"clock": 5}, "clock"),
        ({"clock": datetime(2026, 1, 1, tzinfo=UTC)}, "clock"),
        ({"procedure": "cn"}, "procedure"),
    ],
    ids=repr,
)
def test_a_station_is_not_opened_by_halves(tmp_path: Path, how: dict[str, Any], where: str) -> None:
    with pytest.raises(WrongType, match=f"^{where} is of type"):
        Station.open(tmp_path / "a.db", **{"procedure": cn, **how})
    assert list(tmp_path.iterdir()) == []


def test_a_file_is_no_recorder(tmp_path: Path) -> None:
    for path in (tmp_path / "a.db", str(tmp_path / "a.db")):
        with pytest.raises(WrongType, match=r"recorder is of type .*; Station\.open opens a file"):
            Station(path, procedure=cn)  # type: ignore[arg-type]


def test_a_clock_that_tells_no_moment_is_found_by_what_it_tells(tmp_path: Path) -> None:
    with Station.open(tmp_path / "a.db", procedure=cn, clock=lambda: 5.0) as station:  # type: ignore[arg-type,return-value]
        told(station, lambda: station.begin(CALL, actor=DESK), "occurred_at", "of type float")


@pytest.mark.parametrize("id", [5, None], ids=repr)
def test_the_id_of_an_actor_is_a_text(id: Any) -> None:
    with pytest.raises(WrongType, match=r"Actor\.id is .*, and not a text"):
        Actor(id, "民警", {Role.OFFICER})


@pytest.mark.parametrize("roles", [None, 5, "officer"], ids=repr)
def test_the_roles_of_an_actor_are_roles(roles: Any) -> None:
    with pytest.raises(TypeError, match=r"roles are members of Role, such as"):
        Actor("101", "民警", roles)


def test_no_value_is_shown_that_may_be_about_a_person(station: Station) -> None:
    with pytest.raises(PrecinctError) as caught:
        station.begin(CALL, actor="陈女士")  # type: ignore[arg-type]
    assert "陈女士" not in f"{caught.value}{caught.value!r}{vars(caught.value)}"
