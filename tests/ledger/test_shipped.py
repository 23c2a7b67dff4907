"""What every version that ever shipped wrote is still understood, and no table changes without a word about it."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import attrs
import pytest

from precinct import Station, cn
from precinct.basics.beside_errors import Miskept
from precinct.basics.errors import BadInput
from precinct.ledger.kept import find_unsettled, keep_shapes, kept_shapes
from precinct.matters.mediation import MEDIATION
from precinct.matters.mediation.actions import Perform
from precinct.matters.procedure import TABLES, Procedure
from precinct.testing.exploring import Exploration
from precinct.testing.samples import find_breaks, keep_samples, replayed
from precinct.workflow.table import AnyTable
from precinct.workflow.wording import Wording
from tests.ledger.keeping import SHIPPED, as_sql, from_sql, keep_ledger

IF_NOT = "see docs/how_to/change_a_workflow.md; a version that never shipped may be kept anew: delete its files, make samples"


# --- what shipped ----------------------------------------------------------------------------------


def test_no_table_differs_from_what_shipped_without_a_version_and_the_maps_that_it_needs() -> None:
    assert find_unsettled(SHIPPED, TABLES) == [], IF_NOT


def test_every_entry_that_ever_shipped_is_read_and_replayed_to_the_same_matter() -> None:
    assert find_breaks(SHIPPED, cn) == [], IF_NOT


def test_the_samples_hold_nearly_every_action_of_every_table() -> None:
    for table in TABLES:
        text = (SHIPPED / f"{table.kind}.{table.version}.entries.jsonl").read_text("utf-8")
        told = {json.loads(line)["header"][3] for line in text.splitlines()}
        assert len(told) >= 0.85 * len(table.actions), sorted(table.actions.keys() - told)


@pytest.mark.parametrize("sql", sorted(SHIPPED.glob("ledger.*.sql")), ids=lambda sql: sql.stem)
def test_a_ledger_of_every_schema_that_shipped_opens_and_all_is_there(sql: Path, tmp_path: Path) -> None:
    path = tmp_path / "station.db"
    from_sql(sql, path)
    later = datetime(2027, 1, 1, tzinfo=UTC)
    with Station.open(path, procedure=cn, create=False, clock=lambda: later) as station:
        if sql.stem == "ledger.1":  # it did not keep yet who has a matter in hand
            with pytest.raises(Miskept, match="under 1 of its names"):
                station.verify()
            station.rebuild()
        tip = station.verify()
        heads = list(station.heads())
        assert tip.position == sum(head.version for head in heads) > 2
        for head in heads:
            matter = station.matter(head.matter)
            assert (matter.version, matter.state.value) == (head.version, head.state)
        assert station.due()
        assert station.recorder.find(["chen"])
        assert len(list(station.history())) == tip.position
        if sql.stem != "ledger.1":  # it kept none of these
            sent = station.recorder.recorded("terminal 3, message 17")
            (reader,) = station.outbox.subscribers()
            (parked,) = reader.parked
            assert sent is not None
            assert (reader.position, parked.position, parked.problem) == (4, sent.last, "NotImplementedError")
            assert station.sweep()


def test_a_ledger_is_kept_as_it_was(tmp_path: Path) -> None:
    (kept,) = keep_ledger(tmp_path)
    from_sql(kept, tmp_path / "again.db")
    assert as_sql(tmp_path / "again.db") == kept.read_text("utf-8")
    assert list(keep_ledger(tmp_path)) == [], "what is there is not written again"


# --- what would break them -------------------------------------------------------------------------


def procedure(table: AnyTable) -> Procedure:
    """`cn` with another table of mediations."""
    changed = Procedure(cn.law)
    changed.tables = tuple(table if one.kind == table.kind else one for one in TABLES)
    changed._by_kind = {one.kind: one for one in changed.tables}
    return changed


def mine(tmp_path: Path) -> Path:
    """A folder with what shipped of mediations alone."""
    for file in SHIPPED.glob("mediation.*"):
        (tmp_path / file.name).write_bytes(file.read_bytes())
    return tmp_path


def test_an_action_that_is_taken_away_is_found_by_its_shape_and_by_its_entries(tmp_path: Path) -> None:
    moves = {
        state: [row for row in rows if row.action is not Perform] for state, rows in MEDIATION.moves.items()
    }
    without = attrs.evolve(MEDIATION, moves=moves)
    (problem, *others) = find_unsettled(mine(tmp_path), [without])
    assert problem.startswith(
        "mediation@1: refused: version: the table is another, but entries of version 1 exist"
    )
    assert any(
        "needs map: action Perform: is gone, but entries name it; keep it under" in one for one in others
    )


def test_fields_that_an_upcast_loses_are_found_in_the_matter(tmp_path: Path) -> None:
    def forgets(told: Wording) -> Wording:
        return attrs.evolve(told, changes={**told.changes, "officer": "another"} if told.changes else {})

    changed = procedure(attrs.evolve(MEDIATION, version=2, upcasts={1: forgets}))
    folder = mine(tmp_path)
    (folder / "mediation.2.entries.jsonl").touch()
    (folder / "mediation.2.matters.jsonl").touch()
    found = [one for one in find_breaks(folder, changed) if "mediation" in one]
    assert found
    assert all(one.startswith("mediation.1.matters.jsonl: officer of matter mediation-") for one in found)


def test_an_entry_of_today_that_would_be_written_otherwise_is_found(tmp_path: Path) -> None:
    folder = mine(tmp_path)
    file = folder / "mediation.1.entries.jsonl"
    file.write_text(file.read_text("utf-8").replace('"needs":[],', "", 1), "utf-8")
    assert any(
        "would be written otherwise today; raise the table's version" in one
        for one in find_breaks(folder, cn)
    )


def test_samples_and_shapes_that_are_missing_or_of_a_kind_that_is_gone_are_told(tmp_path: Path) -> None:
    folder = mine(tmp_path)
    report = next(table for table in TABLES if table.kind == "report")
    assert find_unsettled(folder, [report]) == [
        "mediation@1: the kind is gone, but ledgers hold its entries; keep its table",
        "report@1: its shape is not kept yet; keep it when this version ships",
    ]
    (folder / "mediation.1.matters.jsonl").unlink()
    found = find_breaks(folder, cn)
    assert "report.1.entries.jsonl is missing; keep samples of report 1" in found
    assert "mediation.1.matters.jsonl is missing; keep samples again" in found
    (folder / "mediation.1.matters.jsonl").write_text('{"id":"another"}\n', "utf-8")
    assert "mediation.1.matters.jsonl is about other matters than mediation.1.entries.jsonl" in find_breaks(
        folder, cn
    )


def test_a_file_that_is_no_shape_is_told_with_its_name(tmp_path: Path) -> None:
    (tmp_path / "report.1.shape.json").write_text('{"kind": 3}', "utf-8")
    with pytest.raises(BadInput, match=r"report\.1\.shape\.json") as caught:
        list(kept_shapes(tmp_path))
    assert "must be text, not a number @ $.kind" in caught.value.problems


# --- keeping ---------------------------------------------------------------------------------------


def test_what_is_kept_is_never_written_again(tmp_path: Path) -> None:
    def never(workflow: Any, procedure: Any) -> Exploration[Any]:
        raise AssertionError

    folder = mine(tmp_path)
    before = {file.name: file.read_bytes() for file in folder.iterdir()}
    assert keep_shapes(folder, [MEDIATION]) == []
    for table in TABLES:
        (folder / f"{table.kind}.{table.version}.entries.jsonl").touch()
    keep_samples(folder, cn, never)
    assert {name: (folder / name).read_bytes() for name in before} == before


def test_what_shipped_is_what_would_be_kept_of_it_today(tmp_path: Path) -> None:
    for file in SHIPPED.glob("*.entries.jsonl"):
        (tmp_path / file.name).write_bytes(file.read_bytes())
    keep_shapes(tmp_path, TABLES)
    keep_samples(tmp_path, cn)
    for file in SHIPPED.iterdir():
        if file.suffix != ".sql":
            assert (tmp_path / file.name).read_bytes() == file.read_bytes(), file.name


def test_entries_that_stand_alone_are_read_and_make_no_matter() -> None:
    file = SHIPPED / "custody.1.entries.jsonl"
    versions = [json.loads(line)["header"][2] for line in file.read_text("utf-8").splitlines()]
    matters = replayed(file, cn)
    assert len(matters) == versions.count(1) > 3
    assert max(versions) > 1
