"""Entries go out as CloudEvents that others accept, and nothing comes in that is none."""

import json
import re
from datetime import datetime
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from precinct import MemoryRecorder, Station, cn
from precinct.basics.errors import BadInput
from precinct.interop.cloudevents import Envelope, Envelopes, read_envelope
from precinct.jurisdictions.bare import bare
from precinct.ledger.stored import Unit
from precinct.matters.administrative_case import File, Investigate, Mediate
from precinct.matters.report import Channel, Handle, Receive, ReportOutcome
from precinct.people.person import SYSTEM
from precinct.station.delivery import Delivery, delivery_of
from precinct.station.marks import with_marks
from precinct.station.origin import origin_of
from tests.station.conftest import NIGHT, HandClock
from tests.station.histories import histories, record
from tests.station.night import CHEN, DESK, LIANG, WEN, dispatched, offer

BARE = bare("Asia/Shanghai")
HERE = {"source": "https://police.example/stations/tianyuan", "prefix": "example.police"}


@pytest.fixture
def station() -> Station:
    return Station(MemoryRecorder(), procedure=cn, clock=HandClock())


def deliveries(station: Station) -> list[Delivery]:
    recorder = station.recorder
    marked = with_marks(recorder.read_all(), recorder)
    return [delivery_of(stored, station.records, shut=shut) for stored, shut in marked]


def envelopes(station: Station, *, content: bool = False) -> list[Envelope]:
    out = Envelopes(station, **HERE, content=content)
    return [out.of(delivery) for delivery in deliveries(station)]


def disturbance(station: Station) -> None:
    """A report that becomes a case in one unit of work, and its mediation in another."""
    report = dispatched(station, "101")
    with station.unit() as unit:
        case = unit.begin(
            File(
                "property_damage", NIGHT.date(), gist="踢门", parties=(CHEN, WEN), report=report.id, id="C1"
            ),
            actor=LIANG,
        )
        outcome = Handle(ReportOutcome.ADMINISTRATIVE_CASE, linked=(case.id,))
        unit.act(report, outcome, actor=LIANG, filmed=True)
    case = station.act(case, Investigate(), actor=LIANG)
    with station.unit() as unit:
        mediation = unit.begin(attrs.evolve(offer(case.id, NIGHT), id="M1"), actor=LIANG)
        unit.act(case, Mediate(mediation.id), actor=LIANG)


# --- out -------------------------------------------------------------------------------------------


def test_an_envelope_says_what_the_header_says(station: Station) -> None:
    station.begin(
        Receive(Channel.PHONE, gist="闹事", reporter=CHEN, registered=True, id="R1"),
        actor=DESK,
        at=NIGHT.replace(hour=22),
        on_behalf_of="chen",
        recorded_by="442",
    )
    (envelope,) = envelopes(station)
    assert envelope == {
        "specversion": "1.0",
        "id": "1",
        "source": "https://police.example/stations/tianyuan",
        "type": "example.police.report.receive.v1",
        "subject": "R1",
        "time": "2023-01-06T14:00:00Z",
        "recordedtime": "2023-01-06T15:00:00Z",
        "sequence": "00000000000000000001",
        "authtype": "app_user",
        "authid": "desk",
        "correlationid": "R1",
        "dataclassification": "internal",
        "datacontenttype": "application/json",
        "data": {
            "matter": "R1",
            "kind": "report",
            "version": 1,
            "action": "Receive",
            "from": None,
            "to": "received",
            "recorded_by": "442",
            "companions": [],
            "law": next(station.history()).law,
            "definition": "report@1",
            "follow_ups": [{"what": "paper_due", "code": "receipt", "at": None, "by": ""}],
        },
    }


def test_personal_content_goes_along_only_where_it_is_asked_for(station: Station) -> None:
    disturbance(station)
    for content in (False, True):
        text = json.dumps(envelopes(station, content=content), ensure_ascii=False)
        for personal in ("踢门", "闹事", "陈女士", "温某", '"chen"'):
            assert (personal in text) is content
    case = envelopes(station, content=True)[3]
    assert case["dataclassification"] == "confidential"
    data: Any = case["data"]
    assert data["payload"]["gist"] == data["changes"]["gist"] == "踢门"
    assert data["on_behalf_of"] is None


def test_everything_of_one_incident_correlates_and_a_unit_names_what_caused_it(station: Station) -> None:
    disturbance(station)
    report = next(station.history()).matter
    told = [(one["subject"], one["id"], one.get("causationid")) for one in envelopes(station)]
    assert told == [
        (report, "1", None),
        (report, "2", None),
        (report, "3", None),
        ("C1", "4", None),
        (report, "5", "4"),
        ("C1", "6", None),
        ("M1", "7", None),
        ("C1", "8", "7"),
    ]
    assert {one["correlationid"] for one in envelopes(station)} == {report}


def test_what_was_erased_goes_out_without_content_and_correlates_with_itself(station: Station) -> None:
    disturbance(station)
    before = envelopes(station, content=True)
    station.recorder.append(Unit((), erased=("C1",)))
    fresh = Station(station.recorder, procedure=cn)
    after = envelopes(fresh, content=True)
    assert [one["id"] for one in after] == [one["id"] for one in before]
    assert [one["type"] for one in after] == [one["type"] for one in before]
    for one in after:
        if one["subject"] == "C1":
            assert (one["correlationid"], one["dataclassification"]) == ("C1", "internal")
            # The data of our own events is a mapping, which the type of any event cannot say.
            assert "payload" not in one["data"]  # type: ignore[operator]
        elif one["subject"] == "M1":
            assert one["correlationid"] == "C1"


def test_what_the_system_does_says_so(station: Station) -> None:
    station.begin(Receive(Channel.ONLINE, registered=True), actor=SYSTEM)
    (envelope,) = envelopes(station)
    assert (envelope["authtype"], envelope["authid"]) == ("system", "system")


def test_two_matters_that_name_each_other_have_an_origin(station: Station) -> None:
    lives = [[attrs.evolve(one, matter=name) for one in histories(BARE, 0, 1, 0)[1]] for name in "ab"]
    (first,), (second,) = lives
    first = attrs.evolve(first, action=attrs.evolve(first.action, report="b"))
    second = attrs.evolve(second, action=attrs.evolve(second.action, report="a"))
    own = Station(MemoryRecorder(), procedure=BARE)
    record(own.recorder, BARE, [[first], [second]], 0)
    assert (origin_of("a", own.records), origin_of("b", own.records)) == ("b", "a")
    assert origin_of("nobody", own.records) == "nobody"


@pytest.mark.parametrize("content", [False, True])
def test_the_envelope_of_every_entry_is_accepted_by_us_and_comes_back(content: bool) -> None:
    station = Station(MemoryRecorder(), procedure=BARE)
    record(station.recorder, BARE, histories(BARE, 0), 0)
    out = Envelopes(station, **HERE, content=content)
    seen = deliveries(station)
    for delivery in seen:
        envelope = out.of(delivery)
        assert read_envelope(out.text(delivery)) == read_envelope(out.text(delivery).encode()) == envelope
        assert out.of(delivery) == envelope
        for name in envelope:
            assert re.fullmatch("[a-z0-9]{1,20}", name)
    assert len({out.of(one)["id"] for one in seen}) == len(seen)
    assert [out.of(one)["sequence"] for one in seen] == sorted(str(out.of(one)["sequence"]) for one in seen)


@pytest.mark.parametrize("content", [False, True])
def test_the_envelope_of_every_entry_is_accepted_by_the_sdk_of_cloudevents(content: bool) -> None:
    json_format = pytest.importorskip("cloudevents.core.formats.json")
    event_class = pytest.importorskip("cloudevents.core.v1.event").CloudEvent
    station = Station(MemoryRecorder(), procedure=BARE)
    record(station.recorder, BARE, histories(BARE, 1), 1)
    out = Envelopes(station, **HERE, content=content)
    for delivery in deliveries(station):
        event = json_format.JSONFormat().read(event_class, out.text(delivery))
        assert event.get_id() == str(delivery.position)
        assert event.get_subject() == delivery.header.matter
        assert event.get_time() == delivery.header.occurred_at
        assert event.get_data() == out.of(delivery)["data"]
        assert datetime.fromisoformat(event.get_extension("recordedtime")) == delivery.header.recorded_at
        assert read_envelope(json_format.JSONFormat().write(event)) == out.of(delivery)


def test_an_id_that_cannot_stand_in_an_envelope_is_refused(station: Station) -> None:
    station.begin(Receive(Channel.PHONE, registered=True, id="R\n1"), actor=DESK)
    with pytest.raises(BadInput, match=r"may not stand there @ \$\.subject"):
        envelopes(station)


@pytest.mark.parametrize(
    "wrong",
    [
        {"source": ""},
        {"source": "/stations/1"},
        {"source": "https://police.example/a b"},
        {"prefix": ""},
        {"prefix": "police"},
        {"prefix": "Example.Police"},
        {"prefix": "example.police."},
    ],
)
def test_a_source_or_prefix_that_names_nobody_is_refused(station: Station, wrong: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="must be"):
        Envelopes(station, **{**HERE, **wrong})


# --- in --------------------------------------------------------------------------------------------

RIGHT: Envelope = {"specversion": "1.0", "id": "1", "source": "/a", "type": "t"}

WRONG: dict[str, tuple[dict[str, object], str]] = {
    "no id": ({"id": None}, "is missing @ $.id"),
    "an empty id": ({"id": ""}, "must not be empty @ $.id"),
    "a number as id": ({"id": 1}, "must be text @ $.id"),
    "another version": ({"specversion": "0.3"}, "must be 1.0 @ $.specversion"),
    "a source with a space": ({"source": "a b"}, "must be a URI or a reference to one @ $.source"),
    "a source with half an escape": ({"source": "/a%2"}, "must be a URI or a reference to one @ $.source"),
    "an empty type": ({"type": ""}, "must not be empty @ $.type"),
    "an empty subject": ({"subject": ""}, "must not be empty @ $.subject"),
    "a moment without a zone": ({"time": "2023-01-06T23:00:00"}, "must be a moment"),
    "a moment that is none": ({"time": "2023-02-30T23:00:00Z"}, "must be a moment"),
    "a day": ({"recordedtime": "2023-01-06"}, "must be a moment"),
    "other digits": ({"time": "２０２３-01-06T23:00:00Z"}, "must be a moment"),
    "a name in capitals": ({"correlationId": "1"}, "whose name is not of a-z and 0-9 @ $"),
    "a name with an underscore": ({"my_name": "1"}, "whose name is not of a-z and 0-9 @ $"),
    "no name": ({"": "1"}, "whose name is not of a-z and 0-9 @ $"),
    "a control character": ({"own": "a\x00b"}, "may not stand there @ $.own"),
    "a high control character": ({"own": "a\x85b"}, "may not stand there @ $.own"),
    "half a character": ({"own": "\ud800"}, "may not stand there @ $.own"),
    "no character": ({"own": "\U0001ffff"}, "may not stand there @ $.own"),
    "a large number": ({"own": 2**31}, "must be a number of 32 bits @ $.own"),
    "a small number": ({"own": -(2**31) - 1}, "must be a number of 32 bits @ $.own"),
    "half a number": ({"own": 1.5}, "must be text, a whole number, or true or false @ $.own"),
    "an object": ({"own": {}}, "must be text, a whole number, or true or false @ $.own"),
    "a list": ({"own": []}, "must be text, a whole number, or true or false @ $.own"),
    "no media type": ({"datacontenttype": "json"}, "must be a media type @ $.datacontenttype"),
    "a schema without scheme": ({"dataschema": "/a"}, "must be an absolute URI @ $.dataschema"),
    "data twice": ({"data": 1, "data_base64": "AA=="}, "may have one of them @ $"),
    "no base64": ({"data_base64": "?"}, "must be text in base64 @ $.data_base64"),
    "a number as base64": ({"data_base64": 3}, "must be text in base64 @ $.data_base64"),
    "an empty correlation": ({"correlationid": ""}, "must not be empty @ $.correlationid"),
    "an empty actor": ({"authid": ""}, "must not be empty @ $.authid"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_breaks_a_rule_is_refused_with_its_place(name: str) -> None:
    change, problem = WRONG[name]
    for data in ({**RIGHT, **change}, json.dumps({**RIGHT, **change})):
        with pytest.raises(BadInput) as refused:
            read_envelope(data)
        assert any(problem in told for told in refused.value.problems)


@pytest.mark.parametrize(
    "change",
    [
        {"own": True, "other": -(2**31), "third": 2**31 - 1, "fourth": ""},
        {"time": "2023-01-06t23:00:00.123456789z"},
        {"time": "2023-01-06T23:00:00+08:00", "subject": "中文"},
        {"source": "urn:uuid:0", "dataschema": "https://example.org/a?b#c"},
        {"datacontenttype": "application/cloudevents+json; charset=utf-8"},
        {"data": None},
        {"data": [{"deep": [1.5]}]},
        {"data_base64": "AA=="},
        {"subject": None},
    ],
)
def test_what_holds_to_the_standard_comes_in(change: dict[str, object]) -> None:
    data = {**RIGHT, **change}
    expected = {name: value for name, value in data.items() if value is not None or name == "data"}
    assert read_envelope(data) == read_envelope(json.dumps(data)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "no JSON",
        "[]",
        "3",
        "null",
        "[" * 100_000,
        '{"id": NaN}',
        '{"id": "1", "id": "2"}',
        '{"a": ' * 40 + "1" + "}" * 40,
        '{"own": "' + "x" * (1 << 20) + '"}',
        b"\xff",
        '{"own": 1' + "0" * 5_000 + "}",
    ],
)
def test_what_is_no_event_at_all_is_refused(text: str | bytes) -> None:
    with pytest.raises(BadInput):
        read_envelope(text)


def test_no_refusal_quotes_what_came() -> None:
    with pytest.raises(BadInput) as refused:
        read_envelope({**RIGHT, "own": "陈女士\x00", "陈女士": "1", "time": "陈女士", "x" * 500: []})
    assert "陈" not in str(refused.value)
    assert "x" * 50 not in str(refused.value)


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=6) | st.floats(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)


@given(st.dictionaries(st.sampled_from([*RIGHT, "time", "subject", "own", "data", "Own"]) | st.text(), _JSON))
def test_whatever_comes_is_an_event_or_refused(more: dict[str, object]) -> None:
    try:
        envelope = read_envelope({**RIGHT, **more})
    except BadInput:
        return
    assert read_envelope(envelope) == envelope or "data" in envelope  # data may hold a NaN
    assert envelope["specversion"] == "1.0"


@given(st.dictionaries(st.sampled_from([*RIGHT, "time", "subject", "own", "data"]), _JSON))
def test_what_we_accept_the_sdk_of_cloudevents_accepts(more: dict[str, object]) -> None:
    json_format = pytest.importorskip("cloudevents.core.formats.json")
    event_class = pytest.importorskip("cloudevents.core.v1.event").CloudEvent
    try:
        envelope = read_envelope({**RIGHT, **more})
        text = json.dumps(envelope, allow_nan=False)
    except ValueError:
        return
    event = json_format.JSONFormat().read(event_class, text)
    assert event.get_id() == envelope["id"]
