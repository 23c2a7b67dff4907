"""What an action brings: a sum or a count is refused below its least, and what must be named is not left empty."""

from collections.abc import Iterator
from typing import Any, get_args

import attrs
import pytest

from precinct.matters.procedure import TABLES

ACTIONS = {row.action for table in TABLES for row in (*table.openings, *(row for _, row in table.rows()))}
FROM_ONE = {("Classify", "urgency"), ("TakeUp", "times"), ("Credit", "days")}
"""Counts that begin with one; every other sum and count may be nothing at all."""


def _records(cls: Any, known: set[type[Any]]) -> None:
    """The attrs classes that an action is made of."""
    if isinstance(cls, type) and attrs.has(cls) and cls not in known:
        known.add(cls)
        attrs.resolve_types(cls)
        for field in attrs.fields(cls):
            _records(field.type, known)
    for part in get_args(cls):
        _records(part, known)


ASSUMED = {
    ("AdministrativeCase", "own_statement_only"): True,
    ("AdministrativeCase", "copy_filed"): True,
    ("CriminalCase", "times"): 1,
    ("Classify", "urgency"): 2,
    ("DataList", "sealed"): True,
    ("Obtain", "original"): True,
    ("Propose", "from_dispute"): True,
    ("Propose", "minor"): True,
    ("Question", "alone"): True,
    ("SettleOnTheSpot", "from_dispute"): True,
    ("SettleOnTheSpot", "minor"): True,
    ("TakeUp", "times"): 1,
    ("TakeUp", "papers_complete"): True,
}
"""What counts as told where nobody says so; everything else counts as not having happened."""


def test_what_nobody_tells_did_not_happen() -> None:
    known = set[type[Any]]()
    for cls in (*ACTIONS, *(table.matter for table in TABLES)):
        _records(cls, known)
    told = {
        (cls.__name__, field.name): field.default
        for cls in known
        if cls.__module__.startswith("precinct.matters")
        for field in attrs.fields(cls)
        if isinstance(field.default, int) and field.default
    }
    assert told == ASSUMED


def _validated(sort: str) -> Iterator[Any]:
    known = set[type[Any]]()
    for action in ACTIONS:
        _records(action, known)
    for cls in sorted(known, key=lambda cls: cls.__name__):
        for field in attrs.fields(cls):
            validator: Any = field.validator
            if type(getattr(validator, "validator", None)).__name__ == sort:  # what may be left out
                validator = validator.validator
            if type(validator).__name__ == sort:
                yield pytest.param(cls, field.evolve(validator=validator), id=f"{cls.__name__}.{field.name}")


AMOUNTS, NAMED = [*_validated("_NumberValidator")], [*_validated("_MinLengthValidator")]


def test_counts_that_begin_with_one_are_there() -> None:
    found = {(cls.__name__, field.name) for cls, field in (param.values for param in AMOUNTS)}
    assert found > FROM_ONE


@pytest.mark.parametrize(("cls", "field"), AMOUNTS)
def test_an_amount_has_its_least(cls: type[Any], field: Any) -> None:
    least = int((cls.__name__, field.name) in FROM_ONE)
    for amount in (least, least + 1, 1_000_000):
        field.validator(None, field, amount)
    with pytest.raises(ValueError, match=field.name):
        field.validator(None, field, least - 1)


@pytest.mark.parametrize(("cls", "field"), NAMED)
def test_what_must_be_named_is_not_left_empty(cls: type[Any], field: Any) -> None:
    field.validator(None, field, "一")
    with pytest.raises(ValueError, match=field.name):
        field.validator(None, field, "")
