"""What is different between two days is told completely, and new article numbers apart from new rules."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from precinct.jurisdictions.cn import cn
from precinct.law.changes import Sort, changes, changes_on, supported_days
from precinct.law.pack import Pack
from precinct.law.reading import read_pack
from tests.law.packs import SMALL, Write, fresh

LAW = cn.law
ONE = timedelta(days=1)
DAYS = st.sampled_from(supported_days(LAW)).flatmap(lambda day: st.sampled_from([day - ONE, day, day + ONE]))
OLD, NEW = date(2025, 12, 31), date(2026, 1, 1)


@given(DAYS)
def test_nothing_differs_from_itself(day: date) -> None:
    assert changes(LAW, day, day) == ()


@settings(max_examples=30)
@given(DAYS, DAYS)
def test_there_and_back_is_the_same_difference(one: date, other: date) -> None:
    there = [(change.sort, change.code, change.before, change.after) for change in changes(LAW, one, other)]
    back = [(change.sort, change.code, change.after, change.before) for change in changes(LAW, other, one)]
    assert there == back


@settings(max_examples=30)
@given(DAYS, DAYS)
def test_what_is_not_told_is_the_same(one: date, other: date) -> None:
    told = {change.code for change in changes(LAW, one, other)}
    for by_code in LAW.tables().values():
        for code, dated in by_code.items():
            if code not in told and dated.known_on(one) and dated.known_on(other):
                places = [
                    {(c.instrument and c.instrument.key, c.article) for c in LAW.cite(code, day)}
                    for day in (one, other)
                    if code in LAW.codes()
                ]
                assert not places or places[0] == places[1]


def test_sorts_come_in_their_order() -> None:
    found = [change.sort for change in changes_on(LAW, NEW)]
    assert found == sorted(found, key=list(Sort).index)
    assert {Sort.NUMBER, Sort.LENGTH, Sort.RANGE, Sort.FOOTING, Sort.PLACE} <= set(found)


def test_a_new_article_is_no_new_rule(write: Write) -> None:
    pack: Pack = read_pack(write(SMALL))
    sorts = {change.code: change.sort for change in changes(pack, OLD, NEW)}
    assert sorts == {
        "case.open": Sort.PLACE,  # two versions of one law are one footing
        "case.time": Sort.LENGTH,
        "fine.max": Sort.NUMBER,
        "case.acts": Sort.NAMES,
        "theft": Sort.RANGE,
        "case.heard": Sort.PLACE,
        "case.told": Sort.NOTE,
    }
    assert not Sort.PLACE.real
    assert not Sort.FOOTING.real


def test_the_same_rule_of_the_same_article_is_no_change(write: Write) -> None:
    files = fresh(SMALL)
    low = {"since": date(2020, 1, 1), "cite": ["LOW 1"], "row": "1.1", "confidence": "recalled", "amount": 5}
    read_since = {**low, "since": NEW, "confidence": "verified"}
    files["values"]["fine.min"] = {**files["values"]["fine.max"], "on": [low, read_since]}
    assert "fine.min" not in {change.code for change in changes(read_pack(write(files)), OLD, NEW)}


def test_the_span_begins_with_the_calendar_or_with_the_last_change(write: Write) -> None:
    assert supported_days(LAW)[0] == date(LAW.calendar.first_year, 1, 1)
    without = {name: table for name, table in SMALL.items() if name != "calendar"}
    assert supported_days(read_pack(write(without))) == (NEW,)


def test_a_calendar_of_one_year_begins_the_span(write: Write) -> None:
    year = {"2025": {"holidays": [date(2025, 1, 1)], "working_weekends": [date(2025, 1, 4)]}}
    assert supported_days(read_pack(write(SMALL | {"calendar": year}))) == (date(2025, 1, 1), NEW)
