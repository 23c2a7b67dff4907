"""Where each row of the table of facts has its place: what enforces it, what shows it, which examples work it."""

from collections.abc import Iterable, Iterator, Mapping

import attrs

from precinct.jurisdictions.worked.example import Example
from precinct.law.pack import Pack
from precinct.law.row import row_ids, row_order
from precinct.law.value import citations_of


@attrs.frozen
class Place:
    """What a pack has of one row.

    Args:
        enforced: the codes that enforce it, by the table that has them: citations, limits, values, choices, acts.
        shown: the codes of the notes that show it.
    """

    enforced: Mapping[str, tuple[str, ...]]
    shown: tuple[str, ...]

    def codes(self) -> tuple[str, ...]:
        """All codes, each once."""
        enforcing = (code for codes in self.enforced.values() for code in codes)
        return tuple(dict.fromkeys((*enforcing, *self.shown)))

    def names(self) -> str:
        """All codes in one line."""
        return ", ".join(self.codes())


def places_of(law: Pack) -> dict[str, Place]:
    """The place of every row that some entry names, in the order of the rows."""
    found: dict[str, dict[str, dict[str, None]]] = {}
    for table, code, row_id in _named(law):
        found.setdefault(row_id, {}).setdefault(table, {})[code] = None
    return {
        row_id: Place(
            {table: tuple(codes) for table, codes in found[row_id].items() if table != "notes"},
            tuple(found[row_id].get("notes", ())),
        )
        for row_id in sorted(found, key=row_order)
    }


def examples_of(examples: Iterable[Example]) -> dict[str, tuple[Example, ...]]:
    """The examples of every row that some example names."""
    found: dict[str, tuple[Example, ...]] = {}
    for example in examples:
        for row_id in example.rows:
            found[row_id] = (*found.get(row_id, ()), example)
    return found


def _named(law: Pack) -> Iterator[tuple[str, str, str]]:
    for table, by_code in law.tables().items():
        for code, dated in by_code.items():
            for _, value in dated.series:
                for citation in () if value is None else citations_of(value):
                    for row_id in row_ids(citation.row):
                        yield table, code, row_id
