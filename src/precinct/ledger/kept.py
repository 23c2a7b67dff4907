"""The shapes of all versions of tables that ever shipped, kept as files beside the code: `KIND.VERSION.shape.json`."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from precinct.ledger.comparing import Difference, compare
from precinct.ledger.door import LARGEST_INPUT
from precinct.ledger.shape import Shape, read_shape, shape_of
from precinct.workflow.table import AnyTable


def keep_shapes(folder: Path, tables: Iterable[AnyTable]) -> list[Path]:
    """Keep the shape of every table whose version has none yet. What is there is never written again.

    Args:
        folder: where they are kept.
        tables: the tables of today.

    Returns:
        the files that were written.
    """
    written = []
    for table in tables:
        file = folder / f"{table.kind}.{table.version}.shape.json"
        if not file.exists():
            file.write_text(shape_of(table).to_json(), "utf-8")
            written.append(file)
    return written


def kept_shapes(folder: Path) -> Iterator[Shape]:
    """The shapes that are kept in a folder, in the order of their names.

    Raises:
        BadInput: a file is no shape, with every problem.
        OSError: a file or the folder cannot be read.
    """
    for file in sorted(folder.glob("*.shape.json")):
        with file.open("rb") as stream:
            yield read_shape(file.name, stream.read(LARGEST_INPUT + 1))


def differences_in(folder: Path, tables: Iterable[AnyTable]) -> Iterator[tuple[Shape, Difference]]:
    """Every difference between the shapes that are kept and the tables of today, safe ones too.

    Args:
        folder: where they are kept.
        tables: the tables of today; a shape of another kind is passed over.

    Raises:
        BadInput: a file is no shape.
    """
    known = {table.kind: table for table in tables}
    for shape in kept_shapes(folder):
        if shape.kind in known:
            yield from ((shape, difference) for difference in compare(shape, known[shape.kind]))


def find_unsettled(folder: Path, tables: Iterable[AnyTable]) -> list[str]:
    """What must be done before the tables may be used on ledgers that older ones wrote; none means nothing.

    Args:
        folder: where the shapes of all versions that ever shipped are kept.
        tables: the tables of today.

    Raises:
        BadInput: a file is no shape.
    """
    tables = list(tables)
    known = {table.kind for table in tables}
    there: set[tuple[str, int]] = set()
    found: list[str] = []
    for shape in kept_shapes(folder):
        there.add((shape.kind, shape.version))
        if shape.kind not in known:
            found.append(
                f"{shape.kind}@{shape.version}: the kind is gone, but ledgers hold its entries; keep its table"
            )
    found += [
        f"{shape.kind}@{shape.version}: {difference.to('en')}"
        for shape, difference in differences_in(folder, tables)
        if not difference.settled
    ]
    found += [
        f"{table.kind}@{table.version}: its shape is not kept yet; keep it when this version ships"
        for table in tables
        if (table.kind, table.version) not in there
    ]
    return found
