import io
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import attrs
import pytest

from precinct.basics.errors import NotInForce, UnknownYear
from precinct.law.changes import same_law
from precinct.law.citation import HOUSE_RULE, Citation, Confidence, Instrument
from precinct.law.dated import Dated
from precinct.law.pack import Pack
from precinct.law.penalty import Grade, Join
from precinct.law.reading import read_pack
from precinct.law.timelimit import Unit
from tests.law.packs import Files, Write

ONE = timedelta(days=1)
TURN = date(2026, 1, 1)
NIGHT = date(2023, 1, 6)


def citations_of(value: object) -> tuple[Citation, ...]:
    if value is None:  # repealed
        return ()
    found: tuple[Citation, ...] = value if isinstance(value, tuple) else getattr(value, "citations")  # noqa: B009
    return found


def test_each_series_changes_on_its_days_and_not_before(cn: Pack) -> None:
    looked_at = 0
    for dated in cn.series():
        for (day, value), before in zip(dated.series, [None, *dated.series], strict=False):
            if value is None:  # repealed
                with pytest.raises(NotInForce):
                    dated.on(day)
            else:
                assert dated.on(day) is value
            if before is None:
                with pytest.raises(NotInForce):
                    dated.on(day - ONE)
            else:
                assert dated.on(day - ONE) is before[1]
            looked_at += 1
    assert looked_at > len(cn.limits() | cn.values())


ENDED = {
    "choice penalty.lightens_together": "under the law of 2025 each of the two grounds is enough alone",
}
"""What the pack has until the end of 2025 and no longer, each with its reason."""


def test_everything_that_stood_before_2026_stands_after_it_save_what_the_new_law_dropped(cn: Pack) -> None:
    stood = [dated for dated in cn.series() if dated.known_on(TURN - ONE)]

    assert {dated.name for dated in stood if not dated.known_on(TURN)} == set(ENDED)


def test_what_is_cited_is_in_force_on_every_day_on_which_it_is_cited(cn: Pack) -> None:
    days = {day + step * ONE for dated in cn.series() for day in dated.changes() for step in (-1, 0)}
    for dated in cn.series():
        for day in sorted(days):
            for citation in citations_of(dated.on(day)) if dated.known_on(day) else ():
                assert citation.instrument is None or citation.instrument.in_force(day), (dated.name, day)


def test_no_article_is_beyond_the_end_of_its_instrument(cn: Pack) -> None:
    articles = {"L12": 119, "L25": 144, "AP": 266, "CP": 388}  # as the legend counts them
    seen = set()
    for dated in cn.series():
        for _, value in dated.series:
            for citation in citations_of(value):
                if citation.instrument is not None and citation.instrument.key in articles:
                    number = int(citation.article.partition("(")[0].rpartition("–")[2])
                    assert 1 <= number <= articles[citation.instrument.key], citation
                    seen.add(citation.instrument.key)
    assert seen == set(articles)


def test_every_citation_names_the_row_it_was_taken_from(cn: Pack) -> None:
    for dated in cn.series():
        for _, value in dated.series:
            assert value is None or citations_of(value)
            for citation in citations_of(value):
                assert citation.row or citation.confidence is Confidence.HOUSE, (dated.name, citation)


@pytest.mark.parametrize(
    ("code", "before", "after"),
    [
        ("fine.station_max", 500, 1000),
        ("fine.on_the_spot_max", 200, 500),
        ("fine.cash_max", 50, 200),
        ("fine.hearing_min", 2000, 4000),
        ("case.extensions_max", 1, 2),
        ("penalty.repeat_months", 6, 12),
        ("assault.elderly_age", 60, 70),
    ],
)
def test_the_law_of_2025_changes_these_numbers(cn: Pack, code: str, before: int, after: int) -> None:
    assert (cn.value(code, TURN - ONE).amount, cn.value(code, TURN).amount) == (before, after)


def test_whoever_is_held_is_held_under_a_custody_limit_and_its_hours_run_from_the_minute(cn: Pack) -> None:
    in_force = [cn.limit(code, TURN) for code in cn.limits() if cn.has_limit(code, TURN)]
    held = {limit.code for limit in in_force if limit.held}
    assert held
    assert all(code.startswith("custody.") for code in held)
    hours = {
        limit.code for limit in in_force if limit.unit is Unit.HOURS and limit.code.startswith("custody.")
    }
    assert hours <= held


def test_what_may_be_mediated_is_never_barred_and_has_its_penalty(cn: Pack) -> None:
    for day in (NIGHT, TURN):
        permitted = cn.choice("mediation.permitted_acts", day)
        assert not permitted & cn.choice("mediation.barred_acts", day)
        assert permitted <= cn.acts()
        for act in permitted:
            assert cn.penalties(act, day).of(Grade.BASIC) is not None
            assert cn.word(act).zh != act


def test_snatching_and_damage_part_ways_in_2026(cn: Pack) -> None:
    old, new = TURN - ONE, TURN
    assert cn.penalties("snatching", old).grades == cn.penalties("property_damage", old).grades
    assert cn.penalties("snatching", old).grades[0].join is Join.MAY_ADD
    assert cn.penalties("snatching", new).grades[0].allows(fine=2000)
    assert not cn.penalties("snatching", old).grades[0].allows(fine=500)
    assert cn.penalties("property_damage", new).grades[0].allows(detention_days=3)
    assert [citation.article for citation in cn.penalties("property_damage", new).citations] == ["59"]


def test_local_amounts_carry_their_mark(cn: Pack) -> None:
    (citation,) = cn.value("theft.crime_floor_guangdong_1", NIGHT).citations
    assert citation.confidence is Confidence.LOCAL
    assert "[local]" in citation.to("en")


def test_reports_by_letter_have_no_limit_before_2024(cn: Pack) -> None:
    for code in ("report.letter_contact", "report.jurisdiction"):
        with pytest.raises(NotInForce, match="begins on 2024-01-01"):
            cn.limit(code, date(2023, 12, 31))
        assert cn.limit(code, date(2024, 1, 1)).amount == 3


def test_a_code_that_nobody_knows_is_an_error_everywhere(cn: Pack) -> None:
    asked: list[Any] = [cn.cite, cn.limit, cn.value, cn.choice, cn.penalties, cn.note]
    for ask in asked:
        with pytest.raises(NotInForce, match="no such code"):
            ask("no.such", NIGHT)
    assert not cn.cites("no.such")
    known = [cn.has_limit, cn.has_value, cn.has_choice, cn.has_penalties]
    assert not any(ask("no.such", NIGHT) for ask in known)


def test_an_error_names_the_sort_and_the_code(cn: Pack) -> None:
    for ask, named in (
        (cn.limit, "limit custody.inquiry_extended"),
        (cn.value, "value detention.executed_from_breaches"),
        (cn.choice, "choice detention.leave_for"),
        (cn.penalties, "penalties A29"),
    ):
        code = named.partition(" ")[2].replace("A29", "personal_data_trade")
        with pytest.raises(NotInForce, match=named):
            ask(code, date(2000, 1, 1))


def test_an_unset_limit_is_declared_and_not_merely_absent(cn: Pack) -> None:
    code = "custody.restraint_approval"
    assert cn.unlimited(code)
    assert not cn.unlimited("no.such")
    assert not cn.has_limit(code, NIGHT)
    with pytest.raises(NotInForce, match="sets no such limit"):
        cn.limit(code, NIGHT)


def test_the_bare_pack_knows_no_law(cn: Pack, bare: Pack) -> None:
    assert bare.zone.key == "America/New_York"
    for code in cn.codes():
        assert bare.cites(code)
        assert bare.cite(code, NIGHT) == (HOUSE_RULE,)
    for code in cn.limits():
        assert bare.unlimited(code)
        assert not bare.has_limit(code, NIGHT)
    assert not bare.series()
    with pytest.raises(UnknownYear):
        bare.calendar.is_working(NIGHT)


def test_a_pack_does_not_change(cn: Pack) -> None:
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        cn.name = "other"  # type: ignore[misc]
    tables = {field.name: getattr(cn, field.name) for field in attrs.fields(Pack)}
    sealed = {name: table for name, table in tables.items() if hasattr(table, "items")}
    assert len(sealed) == 12
    for table in sealed.values():
        with pytest.raises(TypeError):
            table["x"] = 1


def test_a_pack_keeps_its_own_copy_of_what_it_is_given(cn: Pack) -> None:
    law = Instrument("L", cn.text, "1", NIGHT)
    given = {"case.open": Dated("x", ((NIGHT, (Citation(law, "1", "", Confidence.VERIFIED),)),))}
    pack = Pack(name="x", version="1", text=cn.text, zone=cn.zone, notice=cn.notice, citations=given)
    given.clear()
    assert pack.cites("case.open")


def test_the_packs_say_that_they_are_no_legal_advice(cn: Pack, bare: Pack) -> None:
    for pack in (cn, bare):
        assert "Not legal advice" in pack.notice.en
        assert "不构成法律意见" in pack.notice.zh


def test_a_pretty_printer_does_not_get_the_whole_law(cn: Pack) -> None:
    printed = io.StringIO()

    class Printer:
        def text(self, text: str) -> None:
            printed.write(text)

    cn._repr_pretty_(Printer(), cycle=False)
    assert printed.getvalue() == f"<Pack cn@{cn.version}>"


def test_a_house_pack_cites_what_it_can_and_the_rest_as_house_rules(small: Files, write: Write) -> None:
    small["pack"] |= {"house": True, "limits": "unset"}
    pack = read_pack(write(small))
    assert pack.cite("case.open", date(2020, 1, 1))[0].article == "1"
    assert pack.cite("case.open", date(2019, 1, 1)) == (HOUSE_RULE,)  # before its first day
    assert pack.cite("case.other", date(2020, 1, 1)) == (HOUSE_RULE,)
    assert not pack.unlimited("case.time")
    assert pack.unlimited("case.other")


def test_a_pack_laid_over_another_answers_first_and_the_other_where_it_is_silent(
    small: Files, write: Write, bare: Pack
) -> None:
    small["pack"] |= {"waives": ["case.quiet"]}
    base = attrs.evolve(bare, waived=frozenset({"case.open", "case.loud"}), unset=frozenset({"case.time"}))
    both = read_pack(write(small)).over(base)
    assert (both.name, both.house) == ("small", True)
    assert both.waived == {"case.quiet", "case.loud"}  # what it cites it asks
    assert both.cite("case.open", date(2020, 1, 1))[0].article == "1"
    assert both.cite("anything.else", date(2020, 1, 1)) == (HOUSE_RULE,)
    assert both.limit("case.time", date(2020, 1, 1)).amount == 30
    assert both.unlimited("another.limit")
    assert both.value("fine.max", date(2026, 1, 1)).amount == 1000


def test_two_days_have_the_same_law_unless_something_turns_between_them(cn: Pack) -> None:
    turns = sorted({day for dated in cn.series() for day in dated.changes()})

    assert TURN in turns
    for turn in turns:
        assert not same_law(cn, turn - ONE, turn)
        assert not same_law(cn, turn, turn - ONE)
    for first, following in pairwise(turns):
        assert same_law(cn, first, following - ONE)
