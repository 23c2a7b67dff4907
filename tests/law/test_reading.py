import time
from datetime import date, datetime
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from precinct.basics.errors import BadPack
from precinct.law.reading import read_pack
from precinct.law.strict import LARGEST_FILE
from tests.law.packs import SMALL, Files, Write, fresh, walk


def at(content: Any, place: tuple[str | int, ...]) -> Any:
    for step in place:
        content = content[step]
    return content


# Tables with fixed keys: those that hold free names (codes, years, words) take any key that is a table.
FIXED = [
    place
    for place, value in walk(SMALL)
    if isinstance(value, dict) and (len(place) > 1 or place == ("pack",))
]
LEAVES = [place for place, value in walk(SMALL) if not isinstance(value, dict | list)]
NEEDED = {
    "name",
    "version",
    "zh",
    "en",
    "notice",
    "since",
    "cite",
    "row",
    "confidence",
    "amount",
    "unit",
    "held",
    "on",
    "names",
    "acts",
    "grades",
    "grade",
    "moves",
    "why",
    "holidays",
    "working_weekends",
}
NEEDED_PLACES = [
    place
    for place, _ in walk(SMALL)
    if len(place) > 1 and place[-1] in NEEDED and not ("case.sober" in place and place[-1] == "cite")
]


def problems(folder: Path, zone: str | None = None) -> tuple[str, ...]:
    with pytest.raises(BadPack) as refused:
        read_pack(folder, zone=zone)
    assert refused.value.problems
    return refused.value.problems


def spoil(*places: tuple[str | int, ...]) -> Files:
    """The small pack with an unknown key in each of these tables."""
    content: Files = fresh(SMALL)
    for place in places:
        at(content, place)["surprise"] = 1
    return content


def test_the_small_pack_is_sound(write: Write) -> None:
    pack = read_pack(write(SMALL))
    assert pack.cite("case.open", date(2026, 1, 1))[0].article == "2"
    assert pack.limit("case.time", date(2025, 12, 31)).amount == 30
    assert pack.unlimited("case.none")


@given(st.sets(st.sampled_from(FIXED), min_size=1))
def test_every_unknown_key_is_told_and_all_at_once(write: Write, places: set[tuple[str | int, ...]]) -> None:
    told = problems(write(spoil(*places)))
    assert len(told) == len(places)
    assert all("'surprise'" in problem for problem in told)
    assert {problem.partition(".toml")[0] for problem in told} == {place[0] for place in places}


@pytest.mark.parametrize("place", LEAVES, ids=str)
def test_every_value_of_a_wrong_type_is_told(write: Write, place: tuple[str | int, ...]) -> None:
    content: Files = fresh(SMALL)
    at(content, place[:-1])[place[-1]] = 1.5
    told = problems(write(content))
    assert any(problem.startswith(f"{place[0]}.toml") and "1.5" in problem for problem in told)


@pytest.mark.parametrize("place", NEEDED_PLACES, ids=str)
def test_every_missing_key_is_told(write: Write, place: tuple[str | int, ...]) -> None:
    content: Files = fresh(SMALL)
    del at(content, place[:-1])[place[-1]]
    told = problems(write(content))
    wanted = "has no citation" if place[-1] == "cite" else f"has no {place[-1]}"
    assert any(problem.startswith(f"{place[0]}.toml") and wanted in problem for problem in told)


@pytest.mark.parametrize("place", [place for place in LEAVES if place[-1] in {"zh", "en"}], ids=str)
def test_a_blank_translation_is_told(write: Write, place: tuple[str | int, ...]) -> None:
    content: Files = fresh(SMALL)
    at(content, place[:-1])[place[-1]] = " "
    assert [f"{place[-1]} is blank" in problem for problem in problems(write(content))] == [True]


def test_notes_rows_and_overrides_are_read(write: Write) -> None:
    pack = read_pack(write(SMALL))
    assert list(pack.rows) == ["1.1", "1.9", "1.10"]
    assert [row.id for row in pack.rows.values() if row.beyond is not None] == ["1.9"]
    before, after = date(2025, 12, 31), date(2026, 1, 1)
    assert [note.code for note in pack.notes("case", "Close", before)] == ["case.heard"]
    assert [note.code for note in pack.notes("case", "Close", after)] == ["case.heard", "case.told"]
    assert [note.code for note in pack.notes("case", "Open", after)] == ["case.heard"]
    assert not pack.notes("report", "Close", after)
    assert pack.note("case.heard", before).citations[0].article == "1"
    (cited,) = pack.cite("case.open", after)
    assert [place.article for place in cited.overrides] == ["3"]
    assert not pack.cite("case.open", before)[0].overrides
    assert [section.whole for section in pack.sections.values()] == [True]


def entry(content: Files) -> dict[str, Any]:
    found: dict[str, Any] = content["limits"]["case.time"]["on"][0]
    return found


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"cite": ["NOPE 3"]}, "'NOPE' is not in instruments.toml"),
        ({"cite": ["83"]}, "'83' is not in instruments.toml"),
        ({"cite": ["OLD"]}, "without an article"),
        ({"cite": ["OLD "]}, "without an article"),
        ({"cite": []}, "has no citation"),
        ({"cite": ["NEW 2"]}, "when it is not in force"),
        ({"since": date(2019, 12, 31)}, "when it is not in force"),
        ({"since": date(2026, 1, 1)}, "when it is not in force"),
        ({"since": datetime(2020, 1, 1, 8)}, "since must be a day"),  # noqa: DTZ001
        ({"confidence": "sure"}, "confidence must be one of"),
        ({"amount": True}, "amount must be a whole number"),
        ({"amount": "30"}, "amount must be a whole number"),
        ({"amount": 0}, "amount must be a whole number from 1"),
        ({"amount": -3}, "amount must be a whole number from 1"),
    ],
)
def test_a_bad_entry_is_told(write: Write, small: Files, change: dict[str, Any], told: str) -> None:
    entry(small).update(change)
    found = problems(write(small))
    assert any(told in problem for problem in found)
    assert all(problem.startswith("limits.toml [case.time]") for problem in found)


def test_what_is_recalled_needs_not_name_where(write: Write, small: Files) -> None:
    entry(small).update(cite=[], confidence="recalled")
    found = read_pack(write(small)).limit("case.time", entry(small)["since"]).citations
    assert [(place.instrument, place.to("en")) for place in found] == [(None, "recalled")]


def test_a_citation_that_outlives_its_instrument_is_told(write: Write, small: Files) -> None:
    del small["limits"]["case.time"]["on"][1]
    assert "OLD ends on 2025-12-31 and no entry follows" in problems(write(small))[0]
    small["limits"]["case.time"]["on"].append(
        {**SMALL["limits"]["case.time"]["on"][1], "since": date(2026, 1, 2)}
    )
    assert "OLD ends on 2025-12-31 and no entry follows" in problems(write(small))[0]


@pytest.mark.parametrize("since", [date(2020, 1, 1), date(2019, 1, 1)])
def test_days_that_do_not_rise_are_told(write: Write, small: Files, since: date) -> None:
    small["citations"]["case.sober"]["on"].append({"since": since, "confidence": "house"})
    assert [("each must be later" in problem) for problem in problems(write(small))] == [True]


@pytest.mark.parametrize(
    ("table", "change", "told"),
    [
        (("acts", "A1", "on", 0, "grades", 0), {"fine": [500, 0]}, "must rise"),
        (("acts", "A1", "on", 0, "grades", 0), {"fine": [500]}, "two whole numbers"),
        (("acts", "A1", "on", 0, "grades", 1), {"grade": "light"}, "a grade twice"),
        (("acts", "A1", "on", 0, "grades", 1), {"join": "and"}, "what is not there"),
        (("acts", "A1", "on", 0, "grades", 1), {"join": "with"}, "join must be one of"),
        (("acts", "A1"), {"acts": ["arson"]}, "'arson', which is not in words.toml"),
        (("acts",), {"A2": SMALL["acts"]["A1"]}, "which another table has, too"),
        (("choices", "case.acts", "on", 0), {"names": ["theft", "theft"]}, "a name twice"),
        (("choices", "case.acts", "on", 0), {"names": ["arson"]}, "'arson', which is not in words.toml"),
        (("instruments", "OLD"), {"until": date(2019, 1, 1)}, "before it begins"),
        (("limits", "case.time"), {"unit": "fortnights"}, "unit must be one of"),
        (("limits", "case.none"), {"on": []}, "unknown key 'on'"),
        (("limits", "case.time"), {"on": []}, "has no day on which it begins"),
        (("pack",), {"zone": "Mars/Olympus"}, "'Mars/Olympus' does not exist"),
        (("pack",), {"zone": "../../etc/passwd"}, "does not exist"),
        (("pack",), {"limits": "some"}, 'can only be "unset"'),
        (("citations", "case.open", "on", 1), {"overrides": ["NOPE 3"]}, "'NOPE' is not in instruments.toml"),
        (("citations", "case.open", "on", 1), {"overrides": ["LOW"]}, "without an article"),
        (("citations", "case.open", "on", 1), {"overrides": ["OLD 1"]}, "overrides OLD 1 on 2026-01-01"),
        (("citations", "case.sober", "on", 0), {"overrides": ["LOW 3"]}, "cites nothing that could"),
        (("notes", "case.heard"), {"moves": []}, "never be shown"),
        (("notes", "case.heard"), {"moves": ["Open", "Open"]}, "a name twice"),
        (("notes",), {"heard": SMALL["notes"]["case.heard"]}, "no name such as"),
        (("calendar", "2026"), {"holidays": [date(2025, 1, 1)]}, "in another year"),
        (("calendar", "2026"), {"holidays": [date(2026, 1, 1)] * 2}, "a day twice"),
        (("calendar", "2026"), {"working_weekends": [date(2026, 1, 5)]}, "no Saturday or Sunday"),
        (("calendar",), {"2028": {"holidays": [], "working_weekends": []}}, "leaves out 2027"),
        (("calendar",), {"next": {"holidays": [], "working_weekends": []}}, "is no year"),
        (("citations",), {"mediation": {"parties_sober": {"on": []}}}, "stands in quotes"),
    ],
)
def test_a_bad_table_is_told(
    write: Write, small: Files, table: tuple[str | int, ...], change: dict[str, Any], told: str
) -> None:
    at(small, table).update(change)
    assert any(
        problem.startswith(f"{table[0]}.toml") and told in problem for problem in problems(write(small))
    )


def test_problems_of_all_files_are_told_together(write: Write, small: Files) -> None:
    del small["pack"]["notice"]
    del small["instruments"]["NEW"]["zh"]
    del small["words"]["theft"]["en"]
    small["citations"]["case.open"]["on"][0]["cite"] = ["NOPE 1"]
    small["limits"]["case.time"]["unit"] = "weeks"
    small["values"]["fine.max"]["on"][0]["amount"] = "much"
    small["choices"]["case.acts"]["on"][0]["names"] = ["arson"]
    small["acts"]["A1"]["on"][0]["grades"][0]["fine"] = [2, 1]
    small["notes"]["case.heard"]["moves"] = []
    small["rows"]["1.1"]["beyond"] = "no"
    small["sections"]["1"]["whole"] = "all"
    small["calendar"]["2026"]["holidays"] = ["soon"]
    told = problems(write(small))
    # one problem of each file, and no noise that follows from it
    assert sorted(problem.partition(".toml")[0] for problem in told) == sorted(SMALL)


def test_a_file_that_is_no_toml_is_told_beside_the_others_problems(write: Write, small: Files) -> None:
    small["limits"]["case.time"]["unit"] = "weeks"
    folder = write(small)
    (folder / "instruments.toml").write_text("[L", encoding="utf-8")
    (folder / "words.toml").write_bytes(b"\xff\xfe")
    (folder / "pack.toml").write_text("[" * 50_000, encoding="utf-8")
    (folder / "calendar.toml").write_bytes(b"#" * (LARGEST_FILE + 1))
    told = problems(folder)
    assert {problem.partition(":")[0].split(" ")[0] for problem in told} == {
        "instruments.toml",
        "words.toml",
        "pack.toml",
        "calendar.toml",
        "limits.toml",
    }
    assert len(told) == 5


def test_a_misspelt_file_is_told(write: Write, small: Files) -> None:
    folder = write(small)
    (folder / "limit.toml").write_text("", encoding="utf-8")
    (folder / "notes.txt").write_text("not a table", encoding="utf-8")
    assert [problem.split(":")[0] for problem in problems(folder)] == ["limit.toml"]


def test_a_folder_without_a_pack_is_told(tmp_path: Path) -> None:
    assert problems(tmp_path) == ("pack.toml: is missing",)
    assert any("cannot be read" in problem for problem in problems(tmp_path / "nowhere"))


def test_a_pack_without_a_zone_asks_for_one(write: Write, small: Files) -> None:
    del small["pack"]["zone"]
    folder = write(small)
    assert "has no zone" in problems(folder)[0]
    assert "does not exist" in problems(folder, zone="Mars/Olympus")[0]
    assert read_pack(folder, zone="Europe/Berlin").zone.key == "Europe/Berlin"


def test_a_zone_that_is_handed_in_takes_the_place_of_the_named_one(write: Write) -> None:
    pack = read_pack(write(SMALL), zone="Asia/Tokyo")
    assert pack.zone.key == pack.calendar.zone.key == "Asia/Tokyo"


def test_reading_costs_little() -> None:
    """A ceiling far above what was measured (6 ms), to notice a pack that is read in a foolish way."""
    folder = files("precinct.jurisdictions.cn")
    costs = []
    for _ in range(5):
        before = time.process_time()
        read_pack(folder)
        costs.append(time.process_time() - before)
    assert min(costs) < 0.2
