"""How a citation is written where the law is shown: with its mark, and with what it displaces."""

from datetime import date

from precinct.basics.text import Text
from precinct.cli.law.words import citation, content, history
from precinct.jurisdictions.cn import cn
from precinct.law.citation import Citation, Confidence, Instrument
from precinct.law.dated import Dated
from precinct.law.pack import Pack
from precinct.law.value import Choice, Value

NEW = Instrument("NEW", Text("新法", "New Law"), "2", date(2026, 1, 1))
LOW = Instrument("LOW", Text("规定", "Provisions"), "1", date(2020, 1, 1))
CITED = Citation(
    NEW, "119", "5.8", Confidence.EXCERPT, None, (Citation(LOW, "37", "5.8", Confidence.EXCERPT),)
)
LAW: Pack = cn.law


def test_a_citation_names_what_it_overrides() -> None:
    assert citation(CITED, "en") == "New Law (2) art. 119 [excerpt], overrides Provisions (1) art. 37"
    assert citation(CITED, "zh") == "《新法》(2) 第119条 [仅见摘录]，取代《规定》(1) 第37条"


def test_what_is_repealed_says_so() -> None:
    value = Value("x", 5, "yuan", (CITED,), Text("数", "number"))
    dated = Dated("x", ((date(2026, 1, 1), value), (date(2026, 6, 1), None)))
    english = list(history(dated, LAW, "en"))
    assert english[0].startswith("2026-01-01 – 2026-05-31: 5 yuan — New Law (2) art. 119")
    assert english[1] == "since 2026-06-01: repealed"
    assert list(history(dated, LAW, "zh"))[1] == "2026-06-01 起: 废止"


def test_names_are_written_in_the_language_that_is_asked() -> None:
    choice = Choice("x", frozenset({"theft", "fraud"}), (), Text("", ""))
    assert content(choice, LAW, "en") == "fraud, theft"
    assert set(content(choice, LAW, "zh").split("、")) == {"诈骗", "盗窃"}
    assert content(None, LAW, "zh") == "无"
