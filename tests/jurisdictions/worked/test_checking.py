"""The contract of a jurisdiction finds what breaks it, whatever that is, and all of it at once."""

from datetime import date
from pathlib import Path

import attrs
import pytest

from precinct.basics.text import Text
from precinct.jurisdictions.bare import bare
from precinct.jurisdictions.cn import cn
from precinct.jurisdictions.worked import Finding, check_pack
from precinct.law.citation import Citation, Confidence
from precinct.law.dated import Dated
from precinct.law.note import Note
from precinct.law.pack import Pack as Law
from precinct.law.row import Row
from precinct.matters.procedure import Procedure
from tests.jurisdictions.worked.conftest import Pack

WORDS = Text("词", "words")


def about(of: Procedure | Path, *kinds: str) -> list[Finding]:
    return [finding for finding in check_pack(of) if finding.about.value in kinds]


def changed(**fields: object) -> Procedure:
    law: Law = attrs.evolve(cn.law, **fields)
    return Procedure(law)


@pytest.mark.parametrize("procedure", [cn, bare("UTC")], ids=["cn", "bare"])
def test_what_ships_keeps_the_contract(procedure: Procedure) -> None:
    assert about(procedure, "pack", "table", "citation", "note", "words", "example") == []


def test_a_folder_that_cannot_be_read_is_one_finding_a_problem(pack: Pack) -> None:
    folder = pack()
    (folder / "calendar.toml").write_text("[", encoding="utf-8")
    (folder / "surprise.toml").write_text("", encoding="utf-8")
    assert [finding.about.value for finding in check_pack(folder)] == ["pack", "pack"]


def test_a_table_with_a_guard_that_is_not_cited_is_found() -> None:
    cited = dict(cn.law.tables()["citations"])
    some = next(code for code in cited if code.startswith("mediation."))
    missing = {code: dated for code, dated in cited.items() if code != some}
    assert any(some in finding.what.en for finding in about(changed(citations=missing), "table"))


def test_a_day_without_a_citation_is_found() -> None:
    cited = dict(cn.law.tables()["citations"])
    code = next(code for code in cited if code.startswith("mediation."))
    (first, value), *_ = cited[code].series
    cited[code] = Dated("x", ((first, value), (date(2026, 6, 1), None)))
    found = about(changed(citations=cited), "citation")
    assert {finding.where for finding in found} == {code}
    assert "is not cited on 2026-06-01" in found[0].what.en


def test_a_place_that_is_not_in_force_is_found_and_one_that_it_overrides_too() -> None:
    law = cn.law.instruments["L25"]
    wrong = Citation(law, "9", "7.1", Confidence.VERIFIED)
    right = Citation(None, "", "7.1", Confidence.HOUSE, overrides=(wrong,))
    for citation in (wrong, right):
        note = Note("mediation.told", WORDS, ("Consent",), WORDS, (citation,))
        notes = {note.code: Dated("x", ((date(2020, 1, 1), note),))}
        found = about(changed(notes=notes), "citation")
        assert [finding.where for finding in found] == ["mediation.told"]
        assert "names L25 9 on 2020-01-01" in found[0].what.en


def test_a_place_that_goes_out_of_force_while_it_is_cited_is_found() -> None:
    cited = dict(cn.law.tables()["citations"])
    code = next(code for code in cited if code.startswith("mediation."))
    old = Citation(cn.law.instruments["L12"], "9", "7.1", Confidence.VERIFIED)
    cited[code] = Dated("x", ((date(2020, 1, 1), (old,)),))
    found = about(changed(citations=cited), "citation")
    assert [finding.where for finding in found] == [code]
    assert "names L12 9 on 2026-01-01" in found[0].what.en


def test_a_note_at_a_move_that_is_not_there_is_found() -> None:
    house = (Citation(None, "", "", Confidence.HOUSE),)
    made = [
        Note("mediation.told", WORDS, ("Consent", "Consult"), WORDS, house),
        Note("mediaton.told", WORDS, ("Consent",), WORDS, house),
    ]
    notes = {note.code: Dated("x", ((date(2020, 1, 1), note),)) for note in made}
    found = about(changed(notes=notes), "note")
    assert [(finding.where, "Consult" in finding.what.en) for finding in found] == [
        ("mediation.told", True),
        ("mediaton.told", False),
    ]


def test_a_missing_word_is_found() -> None:
    found = about(changed(words={**cn.law.words, "theft": Text("", "theft")}), "words")
    assert [finding.where for finding in found] == ["word theft"]


def test_rows_without_a_place_or_with_two_and_rows_without_an_example_are_found() -> None:
    rows = {
        "5.5": Row("5.5", WORDS),
        "5.6": Row("5.6", WORDS, WORDS),
        "99.1": Row("99.1", WORDS),
        "99.2": Row("99.2", WORDS, WORDS),
    }
    house = changed(rows=rows, folder=None)
    told = {(finding.where, finding.what.en.split(",")[0]) for finding in about(house, "row")}
    assert ("99.1", "is neither enforced nor shown") in told
    assert ("5.6", "is called beyond this pack") in told
    assert ("5.5", "is enforced") in told
    assert any(where == "7.1" and what.startswith("is no row") for where, what in told)
    assert not [where for where, _ in told if where == "99.2"]


def test_an_example_that_contradicts_its_rule_is_found_by_file_and_name(pack: Pack) -> None:
    value = '["{0}"]\nzh = "x"\nrows = ["5.5"]\nvalue = "fine.station_max"\non = 2026-01-01\nis = {1}\n'
    folder = pack(any=value.format("right", 1000) + value.format("wrong", 999) + value.format("odd", "true"))
    found = about(folder, "example")
    assert sorted(finding.where for finding in found) == [
        "examples/any.toml [odd]",
        "examples/any.toml [wrong]",
    ]
    assert "1000" in str(found[-1])
