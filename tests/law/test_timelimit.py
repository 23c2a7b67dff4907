import pytest

from precinct.basics.text import Text
from precinct.law.timelimit import LONGEST, TimeLimit, Unit


@pytest.mark.parametrize("amount", [0, -1, LONGEST + 1, True, 1.5])
def test_an_amount_is_a_whole_number_from_one(amount: int) -> None:
    with pytest.raises(ValueError, match="whole number"):
        TimeLimit("x", amount, Unit.DAYS, False, (), Text("期限", "limit"))


@pytest.mark.parametrize(
    ("amount", "unit", "zh", "en"),
    [
        (8, Unit.HOURS, "8小时", "8 hours"),
        (1, Unit.MONTHS, "1个月", "1 month"),
        (3, Unit.WORKING_DAYS, "3个工作日", "3 working days"),
    ],
)
def test_the_length_is_told_in_words(amount: int, unit: Unit, zh: str, en: str) -> None:
    limit = TimeLimit("x", amount, unit, False, (), Text("期限", "limit"))
    assert limit.length == Text(zh, en)
