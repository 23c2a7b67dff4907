"""The contract of a jurisdiction: what must be true of any, whatever its law says."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import attrs

from precinct.basics.errors import FoundProblems
from precinct.basics.text import Language, Named, Text
from precinct.jurisdictions.worked.example import Example
from precinct.jurisdictions.worked.places import examples_of, places_of
from precinct.jurisdictions.worked.reading import gather
from precinct.jurisdictions.worked.running import run_example
from precinct.law.changes import supported_days
from precinct.law.citation import Citation
from precinct.law.pack import Pack
from precinct.law.reading import read_pack
from precinct.law.value import Value, citations_of
from precinct.matters.procedure import Procedure
from precinct.workflow.soundness import find_problems

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable


class About(Named):
    """What a finding is about."""

    PACK = "pack", "法律包"
    TABLE = "table", "流程表"
    CITATION = "citation", "依据"
    NOTE = "note", "提示"
    WORDS = "words", "译文"
    EXAMPLE = "example", "示例"
    ROW = "row", "规则"


@attrs.frozen
class Finding:
    """Something that is not as it must be.

    Args:
        about: what it is about.
        where: the file, code, table, example or row.
        what: what is wrong. What a file's reader or a table's check has found is told in English alone.
    """

    about: About
    where: str
    what: Text

    def to(self, language: Language) -> str:
        """The finding in a line."""
        return f"{self.about.text.to(language)} {self.where}: {self.what.to(language)}"

    def __str__(self) -> str:
        return self.to("en")


def check_pack(of: "Procedure | Path | Traversable") -> tuple[Finding, ...]:
    """All that is wrong with a jurisdiction; nothing where it keeps the contract.

    Its pack can be read; every table that ships is sound under it; every guard is cited on every day that the
    pack supports, by what is in force on it; every time limit is known; notes name moves that there are; words
    are there in both languages; every worked example holds; every row has a place or a reason to have none,
    and every enforced one an example.

    Args:
        of: the procedure, or the folder of its pack. Examples are looked for where the pack was read.
    """
    if isinstance(of, Procedure):
        procedure = of
    else:
        try:
            procedure = Procedure(read_pack(of))
        except FoundProblems as error:
            return tuple(
                Finding(About.PACK, error.what, Text(problem, problem)) for problem in error.problems
            )
    unsound = tuple(_unsound(procedure))
    if unsound:
        return unsound  # no workflow can be made, so no move can be asked
    law = procedure.law
    examples, problems = ((), ()) if law.folder is None else gather(law.folder, procedure)
    checks: list[Callable[[Procedure], Iterable[Finding]]] = [
        _uncited,
        _not_in_force,
        _misplaced,
        _untranslated,
    ]
    return (
        *(finding for check in checks for finding in check(procedure)),
        *(Finding(About.EXAMPLE, *_parted(problem)) for problem in problems),
        *_contradicted(procedure, examples),
        *_without_place(law),
        *_without_example(law, examples),
    )


def _unsound(procedure: Procedure) -> Iterator[Finding]:
    for table in procedure.tables:
        for problem in find_problems(table.asked_under(procedure.law), procedure.law):
            yield Finding(About.TABLE, table.kind, Text(problem, problem))


def _uncited(procedure: Procedure) -> Iterator[Finding]:
    law = procedure.law
    codes = {
        condition.code
        for kind in procedure.kinds
        for condition in procedure.workflow(kind).table.conditions()
    }
    cited = law.tables()["citations"]
    for code in () if law.house else sorted(codes):
        for day in supported_days(law):
            if not cited[code].known_on(day):
                yield Finding(About.CITATION, code, Text(f"{day} 没有依据", f"is not cited on {day}"))


def _not_in_force(procedure: Procedure) -> Iterator[Finding]:
    law = procedure.law
    told: set[tuple[str, str]] = set()
    for code, day, citation in _cited(law):
        for place in (citation, *citation.overrides):
            if place.instrument is None or place.instrument.in_force(day):
                continue
            named = f"{place.instrument.key} {place.article}"
            if (code, named) not in told:
                told.add((code, named))
                text = Text(
                    f"{day} 引用的 {named} 未生效", f"names {named} on {day}, when it is not in force"
                )
                yield Finding(About.CITATION, code, text)


def _cited(law: Pack) -> Iterator[tuple[str, date, Citation]]:
    """Every citation with its code, on the day since which it is cited and on every later day of a change."""
    supported = supported_days(law)
    for table in law.tables().values():
        for code, dated in table.items():
            for day in sorted({*dated.changes(), *supported}):
                if dated.known_on(day):
                    yield from ((code, day, citation) for citation in citations_of(dated.on(day)))


def _misplaced(procedure: Procedure) -> Iterator[Finding]:
    law = procedure.law
    for code in sorted(law.note_codes()):
        note = next(note for _, note in law.noted(code).series if note is not None)
        if note.kind not in procedure.kinds:
            yield Finding(
                About.NOTE,
                code,
                Text(f"没有事项 {note.kind!r}", f"is about {note.kind!r}, which is no kind of matter"),
            )
            continue
        workflow = procedure.workflow(note.kind)
        moves = {action.__name__ for action in (*workflow.openings, *workflow.actions)}
        for move in note.moves:
            if move not in moves:
                yield Finding(
                    About.NOTE,
                    code,
                    Text(
                        f"{note.kind} 没有步骤 {move}",
                        f"is to be shown at {move}, which {note.kind} does not have",
                    ),
                )


def _untranslated(procedure: Procedure) -> Iterator[Finding]:
    law = procedure.law
    texts = {"notice": law.notice, "name": law.text} | {
        f"word {name}": text for name, text in law.words.items()
    }
    texts |= {f"instrument {key}": one.name for key, one in law.instruments.items()}
    texts |= {f"row {key}": row.text for key, row in law.rows.items()}
    for table in law.tables().values():
        for code, dated in table.items():
            for _, value in dated.series:
                for name in ("text", "why"):
                    if (text := getattr(value, name, None)) is not None:
                        texts[f"{code} {name}"] = text
    for code in sorted(law.values()):
        for _, value in law.tables()["values"][code].series:
            if isinstance(value, Value) and value.unit not in law.words:
                yield Finding(
                    About.WORDS,
                    code,
                    Text(
                        f"单位 {value.unit} 不在 words.toml 中",
                        f"is counted in {value.unit}, which is not in words.toml",
                    ),
                )
                break
    for where, text in texts.items():
        if not (text.zh.strip() and text.en.strip()):
            yield Finding(About.WORDS, where, Text("缺少译文", "lacks a language"))


def _contradicted(procedure: Procedure, examples: Iterable[Example]) -> Iterator[Finding]:
    for example in examples:
        for result in run_example(procedure, example):
            if not result.passed:
                yield Finding(
                    About.EXAMPLE,
                    example.where,
                    Text(f"{result.at}：{result.seen.zh}", f"on {result.at}: {result.seen.en}"),
                )


def _without_place(law: Pack) -> Iterator[Finding]:
    if not law.rows:
        return
    places = places_of(law)
    for row_id in sorted(places.keys() - law.rows.keys()):
        yield Finding(
            About.ROW,
            row_id,
            Text(
                f"没有这条规则，但 {places[row_id].names()} 引用了它",
                f"is no row, but {places[row_id].names()} name it",
            ),
        )
    for row_id, row in law.rows.items():
        if row.beyond is None and row_id not in places:
            yield Finding(
                About.ROW,
                row_id,
                Text("既未执行也未提示，且未说明原因", "is neither enforced nor shown, and nothing says why"),
            )
        elif row.beyond is not None and row_id in places:
            yield Finding(
                About.ROW,
                row_id,
                Text(
                    f"列为不在范围，但 {places[row_id].names()} 引用了它",
                    f"is called beyond this pack, but {places[row_id].names()} name it",
                ),
            )


def _without_example(law: Pack, examples: Iterable[Example]) -> Iterator[Finding]:
    if not law.rows:
        return
    shown = examples_of(examples)
    for row_id, place in places_of(law).items():
        if place.enforced and row_id not in shown:
            yield Finding(
                About.ROW, row_id, Text("已执行，但没有示例", "is enforced, but no worked example shows it")
            )


def _parted(problem: str) -> tuple[str, Text]:
    where, _, what = problem.partition(": ")
    return where, Text(what, what)
