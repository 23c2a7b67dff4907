"""`precinct law cn show 5.14`: one row of the table of facts and all that the pack has of it."""

import argparse
import sys
from collections.abc import Iterator
from difflib import get_close_matches
from typing import Any

from precinct.basics.text import Language, Text
from precinct.cli.law.packs import open_procedure
from precinct.cli.law.words import head, history
from precinct.cli.words import say
from precinct.jurisdictions.worked.coverage import Covered, covered
from precinct.jurisdictions.worked.reading import gather
from precinct.law.counting import RULES
from precinct.law.pack import Pack
from precinct.matters.procedure import Procedure
from precinct.workflow.action import OpeningRow, Row


def run(arguments: argparse.Namespace) -> int:
    """Print the row; the status is 2 where there is none."""
    language: Language = arguments.lang
    procedure = open_procedure(arguments.pack)
    law = procedure.law
    examples = () if law.folder is None else gather(law.folder, procedure)[0]
    rows = {one.row.id: one for one in covered(law, examples)}
    found = rows.get(arguments.row)
    if found is None:
        near = ", ".join(get_close_matches(arguments.row, rows)) or say(language, "无", "none")
        print(
            say(
                language,
                f"{law.name} 没有规则 {arguments.row}；相近的：{near}",
                f"{law.name} has no row {arguments.row}; near it: {near}",
            ),
            file=sys.stderr,
        )
        return 2
    print(head(law, language))
    for line in _lines(found, procedure, language):
        print(line)
    return 0


def _lines(found: Covered, procedure: Procedure, language: Language) -> Iterator[str]:
    law, row = procedure.law, found.row
    yield f"{row.id} {row.text.to(language)} [{found.standing.text.to(language)}]"
    if row.beyond is not None:
        yield f"  {row.beyond.to(language)}"
    if found.place is None:
        return
    for table, codes in found.place.enforced.items():
        for code in codes:
            yield ""
            yield from _entry(table, code, procedure, language)
    for code in found.place.shown:
        yield ""
        yield from _note(code, law, language)
    if found.examples:
        yield ""
        yield say(language, "示例", "worked examples")
    for example in found.examples:
        days = ", ".join(map(str, example.days))
        yield f"  {example.text.to(language)} ({example.file}, {days})"


_LABELS = {
    "citations": Text("守卫", "guard"),
    "limits": Text("期限", "time limit"),
    "values": Text("数值", "number"),
    "choices": Text("范围", "closed set"),
    "acts": Text("处罚幅度", "range of penalty"),
}


def _entry(table: str, code: str, procedure: Procedure, language: Language) -> Iterator[str]:
    law = procedure.law
    dated = law.tables()[table][code]
    label = Text("计算规则", "rule of counting") if code in RULES else _LABELS[table]
    text = None if table in {"citations", "acts"} else getattr(dated.on(dated.changes()[0]), "text", None)
    if table == "acts":
        text = law.word(code)
    moves: list[str] = []
    if table == "citations":
        text, moves = (RULES[code], []) if code in RULES else _asked(code, procedure)
    yield f"{label.to(language)} {code}" + (f": {text.to(language)}" if text is not None else "")
    if moves:
        yield f"  {say(language, '步骤', 'asked at')}: {', '.join(moves)}"
    for line in history(dated, law, language):
        yield f"  {line}"


def _asked(code: str, procedure: Procedure) -> tuple[Text | None, list[str]]:
    """The sentence of a guard, and the moves at which it is asked."""
    text: Text | None = None
    moves: dict[str, None] = {}
    for table in procedure.tables:
        rows: list[Row[Any] | OpeningRow[Any]] = [*table.openings, *(row for _, row in table.rows())]
        for row in rows:
            for condition in row.conditions:
                if condition.code == code:
                    text = condition.text
                    moves[f"{table.kind} {row.action.__name__}"] = None
    return text, list(moves)


def _note(code: str, law: Pack, language: Language) -> Iterator[str]:
    dated = law.noted(code)
    note = next(note for _, note in dated.series if note is not None)
    yield f"{say(language, '提示', 'note')} {code}: {note.text.to(language)}"
    yield f"  {say(language, '步骤', 'shown at')}: {', '.join(f'{note.kind} {move}' for move in note.moves)}"
    yield f"  {say(language, '不由守卫判断的原因', 'no guard decides it, because')}: {note.why.to(language)}"
    for line in history(dated, law, language):
        yield f"  {line}"
