"""A file of working days corrects a calendar, and is refused with every problem."""

from datetime import date
from pathlib import Path

import pytest

from precinct.basics.errors import BadPack
from precinct.law.calendar import WorkCalendar
from precinct.law.calendar_file import calendar_of, corrected, years_of
from precinct.law.pack import Pack


def written(folder: Path, text: str) -> Path:
    file = folder / "days.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_a_calendar_is_made_of_its_years_again(cn: Pack) -> None:
    calendar = cn.calendar
    assert calendar_of(calendar.name, calendar.zone, years_of(calendar)) == calendar


def test_a_year_of_the_file_takes_the_place_of_the_calendar_s_own(cn: Pack, tmp_path: Path) -> None:
    file = written(tmp_path, "[2026]\nholidays = [2026-01-02]\nworking_weekends = []\n")
    after: WorkCalendar = corrected(cn.calendar, file)
    assert (after.is_working(date(2026, 1, 2)), after.is_working(date(2026, 1, 1))) == (False, True)
    assert after.is_working(date(2026, 1, 4)) is False  # the pack has it as a working weekend
    assert years_of(after)[2025] == years_of(cn.calendar)[2025]
    assert after.unpublished == cn.calendar.unpublished


def test_a_published_year_is_no_longer_flagged(cn: Pack, tmp_path: Path) -> None:
    file = written(tmp_path, "[2027]\nholidays = []\nworking_weekends = []\n\n[2028]\npublished = false\n")
    after = corrected(cn.calendar, file)
    assert (after.last_year, after.unpublished) == (2027, {2028})


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "days.toml: has no year"),
        ("[27]\n", "[27]: is no year such as 2026"),
        ("[2027]\npublished = true\n", "published can only be false"),
        ("[2027]\npublished = false\nholidays = []\n", "has the unknown key 'holidays'"),
        ("[2027]\nholidays = [2026-01-01]\nworking_weekends = []\n", "which is in another year"),
        ("[2027]\nholidays = [2027-01-01, 2027-01-01]\nworking_weekends = []\n", "has a day twice"),
        ("[2027]\nholidays = []\nworking_weekends = [2027-01-04]\n", "no Saturday or Sunday"),
        ("[2029]\npublished = false\n", "leaves out 2028"),
        ("[2027\n", "is no TOML"),
    ],
)
def test_what_is_wrong_with_a_file_is_told_and_nothing_is_changed(
    cn: Pack, tmp_path: Path, text: str, told: str
) -> None:
    with pytest.raises(BadPack, match="the calendar in") as refused:
        corrected(cn.calendar, written(tmp_path, text))
    assert any(told in problem for problem in refused.value.problems), refused.value.problems


def test_a_file_that_is_not_there_is_told(cn: Pack, tmp_path: Path) -> None:
    with pytest.raises(BadPack, match="cannot be read"):
        corrected(cn.calendar, tmp_path / "missing.toml")


def test_a_calendar_without_a_published_year_is_none(cn: Pack) -> None:
    with pytest.raises(ValueError, match="no published year"):
        calendar_of("x", cn.zone, {2027: None})
