from hypothesis import given
from hypothesis import strategies as st

from precinct.basics.text import Text
from precinct.law.row import Row, row_ids, row_order

WORDS = Text("词", "words")


@given(st.permutations([*(f"{s}.{n}" for s in (1, 2, 10) for n in (1, 2, 9, 10, 11)), "A2", "A10", "T1"]))
def test_rows_are_sorted_as_a_person_counts(ids: list[str]) -> None:
    ordered = [f"{s}.{n}" for s in (1, 2, 10) for n in (1, 2, 9, 10, 11)] + ["A2", "A10", "T1"]
    assert sorted(ids, key=row_order) == ordered


def test_an_entry_may_name_several_rows() -> None:
    assert row_ids("5.4, 7.17") == ("5.4", "7.17")
    assert row_ids("14b.8") == ("14b.8",)
    assert row_ids("") == ()


def test_a_row_knows_its_section() -> None:
    sections = {row_id: Row(row_id, WORDS).section for row_id in ("5.14", "14b.1", "A9", "T10")}
    assert sections == {"5.14": "5", "14b.1": "14b", "A9": "A", "T10": "T"}
