from datetime import date

import pytest

from precinct.basics.text import Text
from precinct.law.citation import HOUSE_RULE, Citation, Confidence, Instrument

LAW = Instrument("L", Text("某法", "Some Law"), "2012", date(2012, 1, 1), date(2025, 12, 31))


def test_an_article_is_written_in_both_languages() -> None:
    citation = Citation(LAW, "83", "3.4", Confidence.VERIFIED)
    assert citation.to("zh") == "《某法》(2012) 第83条"
    assert citation.to("en") == str(citation) == "Some Law (2012) art. 83"


@pytest.mark.parametrize(
    ("article", "zh", "en"),
    [
        ("61(2)", "第61条(2)", "art. 61(2)"),
        ("1–3", "第1–3条", "art. 1–3"),
        ("40(三)", "第40条(三)", "art. 40(三)"),
        ("二(一)3", "二(一)3", "item 二(一)3"),
    ],
)
def test_what_is_no_article_number_is_not_called_one(article: str, zh: str, en: str) -> None:
    citation = Citation(LAW, article, "", Confidence.VERIFIED)
    assert citation.to("zh").endswith(f" {zh}")
    assert citation.to("en").endswith(f" {en}")


@pytest.mark.parametrize("confidence", Confidence)
def test_only_what_was_read_in_full_has_no_mark(confidence: Confidence) -> None:
    citation = Citation(LAW, "1", "", confidence)
    for language in ("zh", "en"):
        marked = citation.to(language).endswith(f"[{confidence.text.to(language)}]")
        assert marked == (confidence is not Confidence.VERIFIED)


def test_a_note_follows_the_citation() -> None:
    assert Citation(LAW, "1", "", Confidence.VERIFIED, Text("注", "note")).to("en").endswith("art. 1 (note)")


def test_a_house_rule_says_so() -> None:
    assert (HOUSE_RULE.to("zh"), HOUSE_RULE.to("en")) == ("内部规定", "house rule")


def test_an_instrument_is_in_force_from_its_first_to_its_last_day() -> None:
    assert [
        LAW.in_force(date(year, month, day))
        for year, month, day in [
            (2011, 12, 31),
            (2012, 1, 1),
            (2025, 12, 31),
            (2026, 1, 1),
        ]
    ] == [False, True, True, False]


def test_an_instrument_does_not_end_before_it_begins() -> None:
    with pytest.raises(ValueError, match="before it begins"):
        Instrument("L", Text("某法", "Some Law"), "2012", date(2012, 1, 2), date(2012, 1, 1))
