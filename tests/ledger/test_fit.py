"""What fits a field is what it declares, and nothing near it."""

from typing import Any, Literal

import pytest

from precinct.ledger.fit import fit_of


@pytest.mark.parametrize(
    ("declared", "fits", "others"),
    [
        (Literal["b", "d"], ["b", "d"], ["", "a", "c", "e", 1, None]),
        (Literal[1, 3], [1, 3], [0, 2, 4, True, 1.0, "1"]),
        (Literal[True], [True], [1, False, "True"]),
    ],
)
def test_one_of_some_values_is_none_before_between_or_after_them(
    declared: Any, fits: list[object], others: list[object]
) -> None:
    fit = fit_of(declared, "a field")
    assert [value for value in (*fits, *others) if fit(value)] == fits
