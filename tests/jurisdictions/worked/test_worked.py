"""Worked examples: what they may say is read strictly, and what they say of the law is asked of it."""

from pathlib import Path

import pytest

from precinct.basics.errors import BadPack
from precinct.jurisdictions.worked import Example, ExampleResult, read_examples, run_example
from precinct.law.reading import read_pack
from precinct.matters.procedure import Procedure
from tests.jurisdictions.worked.conftest import Pack

PROPOSED = """
[situations.a_proposed_fine]
kind = "administrative_case"
matter = { state = "notified", act = "theft", act_day = 2026-01-02, hearing_waived = true, proposed_by = "102", parties = [ { id = "wen", name = "温某", capacity = "offender" } ] }
"""
FINE = """
["a fine"]
zh = "罚款"
rows = ["5.5"]
in = "a_proposed_fine"
on = 2026-01-05T10:00:00
matter = { penalty = { kind = "fine", fine = 1000 } }
do = "Decide"
by = ["unit_head"]
how = { companions = 1, filmed = true, in_case_room = true }
"""
VALUE = """
["the highest station fine"]
zh = "罚款上限"
rows = ["5.5"]
value = "fine.station_max"
"""


def results(folder: Path) -> tuple[ExampleResult, ...]:
    procedure = Procedure(read_pack(folder))
    examples = read_examples(folder, procedure)
    return tuple(result for example in examples for result in run_example(procedure, example))


def verdicts(folder: Path) -> list[bool]:
    return [result.passed for result in results(folder)]


def problems(folder: Path) -> tuple[str, ...]:
    with pytest.raises(BadPack) as refused:
        read_examples(folder, Procedure(read_pack(folder)))
    return refused.value.problems


@pytest.mark.parametrize(
    ("expected", "holds"),
    [
        ('allowed = true\nto = "decided"\ndue = { "case.decision_service" = 2026-01-08T00:00:00 }', True),
        ("allowed = true", True),
        ('allowed = true\nto = "notified"', False),
        ('allowed = true\ndue = { "case.decision_service" = 2026-01-07T00:00:00 }', False),
        ('allowed = true\ndue = { "case.time" = 2026-01-07T00:00:00 }', False),
        ('refused = ["administrative_case.within_station_power"]', False),
    ],
)
def test_a_move_that_is_allowed(pack: Pack, expected: str, holds: bool) -> None:
    assert verdicts(pack(any=PROPOSED + FINE + expected)) == [holds]


@pytest.mark.parametrize(
    ("expected", "holds"),
    [
        ('refused = ["administrative_case.within_station_power"]', True),
        ('refused = ["administrative_case.within_station_power", "engine.role"]', False),
        ('refused = ["engine.role"]', False),
        ("allowed = true", False),
    ],
)
def test_a_move_that_is_refused_by_exactly_these_guards(pack: Pack, expected: str, holds: bool) -> None:
    refused = FINE.replace("fine = 1000", "fine = 1001")
    assert verdicts(pack(any=PROPOSED + refused + expected)) == [holds]


def test_a_move_is_run_at_every_moment_and_the_day_chooses_the_law(pack: Pack) -> None:
    both = FINE.replace("on = 2026-01-05T10:00:00", "on = [2025-12-31T23:59:59, 2026-01-01T00:00:00]")
    found = results(pack(any=PROPOSED + both + "allowed = true"))
    assert [result.passed for result in found] == [False, True]
    assert "administrative_case.within_station_power" in found[0].seen.en
    assert "administrative_case.within_station_power" in found[0].seen.zh
    assert [result.at.isoformat() for result in found] == [
        "2025-12-31T23:59:59+08:00",
        "2026-01-01T00:00:00+08:00",
    ]


def test_a_situation_is_built_on_key_by_key(pack: Pack) -> None:
    folder = pack(
        any=PROPOSED
        + FINE.replace("fine = 1000 }", 'fine = 1000 }, proposed_by = "101"')
        + 'refused = ["administrative_case.author_is_not_approver"]'
    )
    assert verdicts(folder) == [True]


def test_an_opening_finds_no_matter_and_others_may_stand_beside(pack: Pack) -> None:
    opening = """
["a mediation is proposed"]
zh = "提出调解"
rows = ["7.1"]
on = 2026-01-05T10:00:00
do = "Propose"
with = { case = "c1", case_accepted_at = 2026-01-04T10:00:00, act = "insult", circumstance = "close_ties", parties = [ { id = "a", name = "甲", capacity = "victim" }, { id = "b", name = "乙", capacity = "offender" } ] }
related = [ { kind = "administrative_case", id = "c1", state = "in_mediation" } ]
allowed = true
"""
    (result,) = results(pack(mediation=opening))
    assert result.passed, result.seen.en
    assert isinstance(result.example, Example)


@pytest.mark.parametrize(
    ("form", "holds"),
    [
        ('value = "fine.station_max"\non = 2025-12-31\nis = 500', True),
        ('value = "fine.station_max"\non = 2026-01-01\nis = 500', False),
        ('value = "fine.station_max"\non = 2012-10-25\nnone = true', True),
        ('value = "fine.station_max"\non = 2026-01-01\nnone = true', False),
        ('limit = "custody.inquiry_extended"\non = 2025-12-31\nnone = true', True),
        ('limit = "custody.inquiry_extended"\non = 2026-01-01\nnone = true', False),
        (
            'limit = "case.time"\non = 2026-01-05\nstart = 2026-01-05T09:30:00\ndue = 2026-02-05T00:00:00',
            True,
        ),
        (
            'limit = "case.time"\non = 2026-01-05\nstart = 2026-01-05T09:30:00\ndue = 2026-02-05T00:00:01',
            False,
        ),
        (
            'limit = "case.time"\nextended = ["case.extension"]\non = 2026-01-05\nstart = 2026-01-05T09:30:00\ndue = 2026-03-07T00:00:00',
            True,
        ),
        (
            'limit = "case.time"\non = 2000-01-05\nstart = 2026-01-05T09:30:00\ndue = 2026-02-05T00:00:00',
            False,
        ),
        ('choice = "mediation.permitted_acts"\non = 2026-01-05\nhas = ["insult"]\nlacks = ["theft"]', True),
        ('choice = "mediation.permitted_acts"\non = 2026-01-05\nhas = ["theft"]', False),
        ('choice = "mediation.permitted_acts"\non = 2026-01-05\nlacks = ["insult"]', False),
        ('choice = "mediation.permitted_acts"\non = 2000-01-05\nnone = true', True),
        ('choice = "mediation.permitted_acts"\non = 2026-01-05\nnone = true', False),
        (
            'act = "theft"\ngrade = "basic"\non = 2026-01-01\nis = { detention_days = [5, 10], fine = [0, 2000] }',
            True,
        ),
        (
            'act = "theft"\ngrade = "basic"\non = 2025-12-31\nis = { detention_days = [5, 10], fine = [0, 2000] }',
            False,
        ),
        ('act = "theft"\ngrade = "light"\non = 2025-12-31\nnone = true', True),
        ('act = "theft"\ngrade = "basic"\non = 2000-01-01\nnone = true', True),
        ('act = "theft"\ngrade = "basic"\non = 2025-12-31\nnone = true', False),
    ],
)
def test_numbers_limits_choices_and_ranges(pack: Pack, form: str, holds: bool) -> None:
    (result,) = results(pack(any=f'["x"]\nzh = "x"\nrows = ["5.5"]\n{form}'))
    assert result.passed is holds, result.seen.en
    assert result.seen.zh
    assert result.seen.en


def test_a_payload_or_record_that_cannot_be_is_told_with_its_place(pack: Pack) -> None:
    wrong = FINE.replace('kind = "fine", fine = 1000 }', 'kind = "fin", fine = "1000" }, surprise = 1')
    (result,) = results(pack(any=PROPOSED + wrong + "allowed = true"))
    assert not result.passed
    for told in ("'surprise' @ $", "@ $.penalty.kind", "@ $.penalty.fine"):
        assert told in result.seen.en


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (VALUE + "on = 2026-01-01", "has no is"),
        (VALUE + "is = 500", "has no on"),
        (VALUE + "on = 2026-01-01T00:00:00\nis = 500", "on must be a day"),
        (VALUE + "on = 2026-01-01\nis = 500\nsurprise = 1", "unknown key 'surprise'"),
        (VALUE.replace("5.5", "5.99") + "on = 2026-01-01\nis = 500", "rows has '5.99', which does not exist"),
        (
            VALUE.replace("fine.station_max", "fine.max") + "on = 2026-01-01\nis = 500",
            "'fine.max', which does",
        ),
        (VALUE.replace('zh = "罚款上限"', "") + "on = 2026-01-01\nis = 500", "has no zh"),
        (VALUE + 'limit = "case.time"\non = 2026-01-01', "and has value and limit"),
        ('["x"]\nzh = "x"\nrows = ["5.5"]', "and has none"),
        ("x = 1", "must be a table"),
        ("situations = 1", "must be a table of tables"),
        ("[situations.x]\nallowed = true", "unknown key 'allowed'"),
        (FINE + "allowed = true", "in must name a situation of this file, not 'a_proposed_fine'"),
        (PROPOSED + FINE, "has no refused"),
        (PROPOSED + FINE + "allowed = true\nrefused = ['engine.role']", "must be allowed = true, or refused"),
        (PROPOSED + FINE + "refused = ['no.such']", "refused has 'no.such'"),
        (PROPOSED + FINE + "allowed = true\nto = 'nowhere'", "to has 'nowhere'"),
        (PROPOSED + FINE + "refused = ['engine.role']\nto = 'decided'", "unknown key 'to'"),
        (PROPOSED + FINE + "allowed = true\nshows = ['no.such']", "shows has 'no.such'"),
        (PROPOSED + FINE + "allowed = true\ndue = { nix = 2026-01-01T00:00:00 }", "due has 'nix'"),
        (PROPOSED + FINE.replace("Decide", "Devide") + "allowed = true", "do has 'Devide'"),
        (PROPOSED + FINE.replace("unit_head", "boss") + "allowed = true", "by has 'boss'"),
        (PROPOSED + FINE.replace("filmed", "fimled") + "allowed = true", "unknown key 'fimled'"),
        (PROPOSED.replace("notified", "noticed") + FINE + "allowed = true", "matter state has 'noticed'"),
        (PROPOSED.replace("administrative_case", "case") + FINE + "allowed = true", "kind must be one of"),
        (PROPOSED + FINE.replace("Decide", "File") + "allowed = true", "has a matter, but File opens one"),
    ],
)
def test_what_cannot_be_meant_is_told_with_file_and_name(pack: Pack, content: str, told: str) -> None:
    found = problems(pack(any=content))
    assert any(problem.startswith("examples/any.toml") and told in problem for problem in found), found


def test_problems_of_all_files_and_examples_are_told_at_once(pack: Pack) -> None:
    folder = pack(
        one=VALUE + "on = 2026-01-01\nis = 500\nsurprise = 1",
        two="[",
        three=PROPOSED + FINE + "refused = ['x.y']",
    )
    (folder / "examples" / "four.txt").write_text("", encoding="utf-8")
    told = problems(folder)
    assert sorted(problem.partition(".t")[0] for problem in told) == [
        f"examples/{name}" for name in ("four", "one", "three", "two")
    ]


def test_a_pack_without_examples_has_none(tmp_path: Path, pack: Pack) -> None:
    procedure = Procedure(read_pack(pack()))
    assert read_examples(tmp_path, procedure) == ()
