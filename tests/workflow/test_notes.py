"""What an officer must know is shown at its move, on the days of its law, and decides nothing."""

from datetime import UTC, date, datetime

from precinct.jurisdictions.cn import cn
from precinct.matters.administrative_case import AdministrativeCase, AdministrativeState, File, Serve, Stop
from precinct.people.person import officer

NIGHT = datetime(2026, 1, 5, 12, tzinfo=UTC)
TRAVEL = "administrative_case.papers_travel"


def test_a_note_is_shown_at_its_moves_alone() -> None:
    workflow = cn.administrative_case
    assert TRAVEL in [note.code for note in workflow.notes(Serve, date(2026, 1, 5))]
    assert TRAVEL not in [note.code for note in workflow.notes(Stop, date(2026, 1, 5))]
    assert TRAVEL not in [note.code for note in workflow.notes(File, date(2026, 1, 5))]
    assert TRAVEL not in [note.code for note in workflow.notes(Serve, date(2019, 1, 1))]


def test_an_option_has_the_notes_of_its_action_open_or_not() -> None:
    case = AdministrativeCase(
        id="1",
        state=AdministrativeState.DECIDED,
        version=1,
        act="insult",
        act_day=date(2026, 1, 2),
        parties=(),
    )
    options = {
        option.action: option
        for option in cn.administrative_case.options(case, cn.context(officer("1", "民警"), NIGHT))
    }
    for action, option in options.items():
        assert option.notes == cn.administrative_case.notes(action, date(2026, 1, 5))
    assert options[Serve].notes
