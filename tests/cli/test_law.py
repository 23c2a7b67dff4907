"""What the law says, as the command line tells it."""

import pytest

from precinct.cli import main
from precinct.cli.law import packs
from precinct.jurisdictions.cn import cn
from precinct.jurisdictions.worked import read_examples
from precinct.law.changes import Sort
from tests.jurisdictions.worked.conftest import Pack, pack

Out = pytest.CaptureFixture[str]
__all__ = ["pack"]


def told(out: Out, *arguments: str, status: int = 0) -> str:
    assert main(arguments) == status
    return out.readouterr().out


@pytest.mark.parametrize(
    "asked",
    [
        ["check", "bare"],
        ["cn", "show", "5.5"],
        ["cn", "limits", "--on", "2026-01-01"],
        ["cn", "limits"],
        ["cn", "diff", "2025-12-31", "2026-01-01"],
        ["cn", "coverage"],
    ],
    ids=" ".join,
)
def test_whatever_is_shown_says_that_it_is_no_advice_in_the_language_that_is_asked(
    capsys: Out, asked: list[str]
) -> None:
    law = packs.open_procedure(asked[1] if asked[0] == "check" else asked[0]).law
    english, chinese = told(capsys, "law", *asked), told(capsys, "--lang", "zh", "law", *asked)
    assert law.notice.en in english
    assert law.notice.zh in chinese
    assert law.notice.en not in chinese


def test_a_row_is_shown_with_both_versions_and_their_marks(capsys: Out) -> None:
    text = told(capsys, "law", "cn", "show", "5.5")
    assert "5.5 what a station may decide [enforced]" in text
    assert "administrative_case.within_station_power" in text
    assert "administrative_case Decide" in text
    assert (
        "2012-10-26 – 2025-12-31: 500 yuan — Public Security Administration Punishments Law (2012) art. 91"
        in text
    )
    assert (
        "since 2026-01-01: 1000 yuan — Public Security Administration Punishments Law (2025) art. 109" in text
    )
    assert "a fine up to a thousand may be a thousand (examples/counting.toml, 2026-01-05)" in text
    assert "[excerpt]" in told(capsys, "law", "cn", "show", "7.9")
    assert "house rule" in told(capsys, "law", "cn", "show", "10.8")


def test_a_row_out_of_scope_says_why(capsys: Out) -> None:
    beyond = next(row for row in cn.law.rows.values() if row.beyond is not None)
    assert beyond.beyond is not None
    assert beyond.beyond.en in told(capsys, "law", "cn", "show", beyond.id)


def test_a_shown_row_says_where_and_why_no_guard_decides_it(capsys: Out) -> None:
    text = told(capsys, "law", "cn", "show", "10.2")
    assert "10.2 travel time of papers is not counted [shown]" in text
    assert "shown at: criminal_case SendForProsecution" in text
    assert "no guard decides it, because: what is recorded is when a paper was sent" in text


@pytest.mark.parametrize("section", cn.law.sections)
def test_a_row_of_each_section_can_be_shown(capsys: Out, section: str) -> None:
    row_id = next(key for key, row in cn.law.rows.items() if row.section == section)
    for language in ("en", "zh"):
        assert row_id in told(capsys, "--lang", language, "law", "cn", "show", row_id)


def test_a_row_that_is_not_there_is_told_with_its_neighbours(capsys: Out) -> None:
    assert main(["law", "cn", "show", "5.41"]) == 2
    assert "has no row 5.41; near it: 5." in capsys.readouterr().err


def test_limits_are_those_of_the_day_with_length_and_citation(capsys: Out) -> None:
    before, after = (told(capsys, "law", "cn", "limits", "--on", day) for day in ("2025-12-31", "2026-01-01"))
    assert "custody.inquiry_extended" in after
    assert "custody.inquiry_extended" not in before
    assert (
        "12 hours (liberty is restricted) — Public Security Administration Punishments Law (2025) art. 97"
        in after
    )
    assert "custody.restraint_approval: the law sets no number" in after
    assert "how time is counted" in after
    for code in cn.law.limits():
        assert (f"\n{code}: " in after) is cn.law.has_limit(
            code, packs.open_procedure("cn").law.instruments["L25"].since
        )


def test_changes_come_before_mere_renumbering(capsys: Out) -> None:
    text = told(capsys, "law", "cn", "diff", "2025-12-31", "2026-01-01")
    heads = [
        "numbers (",
        "lengths of time (",
        "ranges of penalty (",
        "rules that stand on another law (",
        "the same rule in another article (",
    ]
    assert sorted(heads, key=text.index) == heads
    assert "before: 500 yuan — Public" in text
    assert "after: 1000 yuan — Public" in text
    assert "before: none" in text
    assert told(capsys, "law", "cn", "diff", "2025-12-30", "2025-12-31").endswith("0 change(s)\n")


def test_every_sort_of_change_has_a_head() -> None:
    from precinct.cli.law.differences import _HEADS

    assert set(_HEADS) == set(Sort)


@pytest.mark.parametrize(
    "asked",
    [["cn", "limits", "--on", "soon"], ["cn", "diff", "2026-01-01", "x"], ["de", "show", "1"], ["cn"], []],
)
def test_what_cannot_be_asked_is_refused(capsys: Out, asked: list[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["law", *asked])
    assert left.value.code == 2


def test_check_runs_the_examples_of_a_folder_and_fails_for_what_is_wrong(capsys: Out, pack: Pack) -> None:
    value = '["x"]\nzh = "例"\nrows = ["5.5"]\nvalue = "fine.station_max"\non = 2026-01-01\nis = 1\n'
    folder = pack(any=value)
    text = told(capsys, "law", "check", str(folder), status=1)
    assert "worked examples: 1, run 1 times" in text
    assert "- example examples/any.toml [x]: on 2026-01-01: 1000" in text
    (folder / "pack.toml").write_text("[", encoding="utf-8")
    assert "pack.toml: is no TOML" in told(capsys, "law", "check", str(folder), status=1)
    assert main(["law", "check", "nowhere"]) == 2
    assert "is no folder and none of cn, bare" in capsys.readouterr().err


def test_check_says_how_much_it_looked_at(capsys: Out) -> None:
    main(["law", "check", "cn"])
    text = capsys.readouterr().out
    assert cn.law.folder is not None
    assert f"worked examples: {len(read_examples(cn.law.folder, cn))}" in text
    assert f"rows: {len(cn.law.rows)}, enforced" in text
