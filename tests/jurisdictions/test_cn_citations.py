"""Every guard that ships says what it stands on, on every day from the seed's first one on."""

import inspect
import re
from datetime import date
from typing import Any

import pytest

from precinct.jurisdictions.cn import cn
from precinct.law.citation import Citation, Confidence
from precinct.law.counting import RULES
from precinct.matters.custody import TIER_LIMITS
from precinct.matters.procedure import TABLES
from precinct.workflow import weighing
from precinct.workflow.soundness import find_problems
from precinct.workflow.table import Table
from tests.jurisdictions.reads import CONDITIONS, DAYS, KNOWN, reads

ENGINE = {"engine.recused": "the engine asks it of everybody, so that no table names it"} | dict.fromkeys(
    RULES, "time limits are counted by it"
)
"""Codes of the pack that no guard has, each with its reason."""

CITED = sorted({*CONDITIONS, *ENGINE})
NUMBERED = re.compile(r"\d+(–\d+)?(\(\d+\))?|[一二三四五六七八九十]+(\([一二三四五六七八九十]+\)\d*)?")


def every_citation(code: str) -> set[Citation]:
    return {citation for day in DAYS for citation in cn.law.cite(code, day)}


@pytest.mark.parametrize("table", TABLES, ids=[table.kind for table in TABLES])
def test_every_shipped_table_is_sound_and_binds(table: Table[Any, Any]) -> None:
    assert find_problems(table, cn.law) == []
    assert cn.workflow(table.kind).kind == table.kind


@pytest.mark.parametrize("code", CITED)
def test_a_guard_is_cited_on_every_day_by_what_is_in_force_on_it(code: str) -> None:
    for day in DAYS:
        cited = cn.law.cite(code, day)
        assert cited
        for citation in cited:
            assert citation.instrument is None or citation.instrument.in_force(day), (citation, day)


@pytest.mark.parametrize("code", CITED)
def test_a_mark_is_shown_unless_the_article_was_read(code: str) -> None:
    for citation in every_citation(code):
        for language in ("en", "zh"):
            shown, mark = citation.to(language), citation.confidence.text.to(language)
            if citation.instrument is None:
                assert shown.startswith(mark)
            else:
                assert (f"[{mark}]" in shown) is (citation.confidence is not Confidence.VERIFIED)
            if citation.note is not None:
                assert shown.endswith(f"({citation.note.to(language)})")


@pytest.mark.parametrize("code", CITED)
def test_a_house_rule_that_names_an_article_says_that_it_only_follows_from_it(code: str) -> None:
    for citation in every_citation(code):
        if citation.confidence is Confidence.HOUSE and citation.instrument is not None:
            assert citation.note is not None
            assert "follows from" in citation.note.en


@pytest.mark.parametrize("code", CITED)
def test_an_article_whose_number_was_not_seen_says_so(code: str) -> None:
    for citation in every_citation(code):
        if citation.instrument is not None and NUMBERED.fullmatch(citation.article) is None:
            assert citation.confidence is not Confidence.VERIFIED
            assert citation.note is not None
            assert "not seen" in citation.note.en


@pytest.mark.parametrize("code", CITED)
def test_no_place_is_cited_twice_at_once(code: str) -> None:
    for day in DAYS:
        places = [(c.instrument and c.instrument.key, c.article) for c in cn.law.cite(code, day)]
        assert len(set(places)) == len(places)


def test_nothing_is_cited_that_no_guard_asks() -> None:
    assert cn.law.codes() - CONDITIONS.keys() == ENGINE.keys()
    for code in ENGINE.keys() - set(RULES):
        assert f'"{code}"' in inspect.getsource(weighing)


def test_a_guard_changes_its_footing_on_the_days_of_the_law() -> None:
    def keys(code: str, day: date) -> set[str]:
        return {c.instrument.key for c in cn.law.cite(code, day) if c.instrument is not None}

    assert keys("administrative_case.more_than_own_statement", date(2025, 12, 31)) == {"L12"}
    assert keys("administrative_case.more_than_own_statement", date(2026, 1, 1)) == {"L25"}
    assert keys("report.statement_taken", date(2023, 12, 31)) == set()
    assert keys("report.statement_taken", date(2024, 1, 1)) == {"RF"}
    assert keys("report.served_on_the_spot", date(2023, 12, 31)) == {"O15", "AP", "CP"}
    assert keys("report.served_on_the_spot", date(2024, 1, 1)) == {"RF", "AP", "CP"}


def test_what_guards_read_of_the_law_is_there_on_every_day() -> None:
    raising = [read for read in reads() if read.method in KNOWN]
    assert {read.method for read in raising} >= {"value", "choice"}
    for read in raising:
        assert read.guard in CONDITIONS, f"{read.where}: asks outside a guard, or in one that no table has"
        assert read.code is not None, f"{read.where}: write the code out, so that it can be looked for"
        for day in DAYS:
            assert KNOWN[read.method](cn.law, read.code, day), (read, day)


def test_lengths_that_custody_offers_are_limits_of_the_pack() -> None:
    for code in TIER_LIMITS.values():
        assert code in cn.law.limits()
        assert cn.law.has_limit(code, date(2026, 1, 1))
    later = {code for code in TIER_LIMITS.values() if not cn.law.has_limit(code, date(2022, 1, 1))}
    assert later == {"custody.inquiry_extended"}  # the middle length is the new law's


def test_after_a_failed_mediation_the_case_has_its_time_again() -> None:
    for day in DAYS:
        again, first = cn.law.limit("case.time_after_mediation", day), cn.law.limit("case.time", day)
        assert (again.amount, again.unit, again.held) == (first.amount, first.unit, first.held)
        assert "AP" in {c.instrument.key for c in again.citations if c.instrument is not None}


def test_two_numbers_that_the_guards_brought() -> None:
    for day in DAYS:
        assert cn.law.value("mediation.guardian_age", day).amount == 18
        assert cn.law.value("criminal.returns_max", day).amount == 2
