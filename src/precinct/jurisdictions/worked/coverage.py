"""The page that says of every row of the table of facts where it is enforced or shown, or why it is neither."""

from collections.abc import Iterable, Iterator

import attrs

from precinct.basics.text import Language, Named
from precinct.jurisdictions.worked.example import Example
from precinct.jurisdictions.worked.places import Place, examples_of, places_of
from precinct.law.counting import RULES
from precinct.law.pack import Pack
from precinct.law.row import Row, Section


class Standing(Named):
    """What a pack does with a row."""

    ENFORCED = "enforced", "已执行"
    SHOWN = "shown", "已提示"
    BEYOND = "beyond", "不在范围"
    OPEN = "open", "待定"


@attrs.frozen
class Covered:
    """One row with all that a pack has of it.

    Args:
        row: the row.
        place: what enforces and shows it, None where nothing does.
        examples: the worked examples that show it.
    """

    row: Row
    place: Place | None
    examples: tuple[Example, ...]

    @property
    def standing(self) -> Standing:
        """What the pack does with it."""
        if self.place is None:
            return Standing.OPEN if self.row.beyond is None else Standing.BEYOND
        return Standing.ENFORCED if self.place.enforced else Standing.SHOWN


def covered(law: Pack, examples: Iterable[Example]) -> tuple[Covered, ...]:
    """Every row of a pack, in their order, with what the pack has of it.

    Args:
        law: the pack.
        examples: its worked examples.
    """
    places, shown = places_of(law), examples_of(examples)
    return tuple(Covered(row, places.get(key), shown.get(key, ())) for key, row in law.rows.items())


def coverage_page(law: Pack, examples: Iterable[Example], language: Language) -> str:
    """The page as markdown.

    Args:
        law: the pack.
        examples: its worked examples.
        language: the language of the page.
    """
    return _Page(law, covered(law, examples), language).whole()


_TABLES = {
    "citations": ("守卫", "guard"),
    "limits": ("期限", "limit"),
    "values": ("数值", "number"),
    "choices": ("范围", "choice"),
    "acts": ("幅度", "range"),
}


class _Page:
    def __init__(self, law: Pack, rows: tuple[Covered, ...], language: Language) -> None:
        self.law = law
        self.language: Language = language
        self.by_section: dict[str, list[Covered]] = {}
        for one in rows:
            self.by_section.setdefault(one.row.section, []).append(one)
        known = [key for key in law.sections if key in self.by_section]
        self.order = [*known, *(key for key in self.by_section if key not in law.sections)]

    def whole(self) -> str:
        return "\n".join([*self._head(), *self._totals(), *self._sections()]) + "\n"

    def _say(self, zh: str, en: str) -> str:
        return zh if self.language == "zh" else en

    def _head(self) -> Iterator[str]:
        name = self.law.text.to(self.language)
        yield f"# {self._say('规则覆盖', 'Where each rule stands')}: {name}"
        yield ""
        yield self._say(
            f"由 `precinct law {self.law.name} coverage` 生成，请勿手工修改。",
            f"Made by `precinct law {self.law.name} coverage`; do not edit it by hand.",
        )
        yield self.law.notice.to(self.language)
        yield ""
        yield self._say(
            "**已执行**：由守卫、期限、数值、范围或者幅度执行。**已提示**：在有关步骤提示，无法由守卫判断，并说明原因。"
            "**不在范围**：说明原因。**待定**：尚无着落。",
            "**Enforced**: by a guard, a time limit, a number, a closed set or a range. **Shown**: told at a move, because no"
            " guard can decide it, with the reason. **Beyond**: not here, with the reason. **Open**: has no place yet.",
        )
        yield ""

    def _totals(self) -> Iterator[str]:
        heads = (
            self._say("部分", "section"),
            self._say("条数", "rows"),
            *(standing.text.to(self.language) for standing in Standing),
            self._say("有着落", "enforced or shown"),
            self._say("已执行且有示例", "enforced and worked"),
        )
        yield f"| {' | '.join(heads)} |"
        yield "|---|" + "---:|" * (len(heads) - 1)
        for key in self.order:
            yield self._total(self._title(key), self.by_section[key])
        meant = [
            one
            for key in self.order
            for one in self.by_section[key]
            if (section := self.law.sections.get(key)) is not None and section.whole
        ]
        if meant:
            yield self._total(f"**{self._say('应当完整的部分', 'those meant to be whole')}**", meant)
        yield self._total(
            f"**{self._say('合计', 'all')}**", [one for rows in self.by_section.values() for one in rows]
        )
        yield ""

    def _total(self, title: str, rows: list[Covered]) -> str:
        number = {standing: sum(one.standing is standing for one in rows) for standing in Standing}
        placed = number[Standing.ENFORCED] + number[Standing.SHOWN]
        worked = sum(one.standing is Standing.ENFORCED and bool(one.examples) for one in rows)
        cells = (
            title,
            str(len(rows)),
            *(str(number[standing]) for standing in Standing),
            f"{100 * placed // len(rows)} %",
            f"{worked} / {number[Standing.ENFORCED]}",
        )
        return f"| {' | '.join(cells)} |"

    def _title(self, key: str) -> str:
        section: Section | None = self.law.sections.get(key)
        return key if section is None else f"{key} {section.text.to(self.language)}"

    def _sections(self) -> Iterator[str]:
        heads = (
            self._say("条", "row"),
            self._say("内容", "what"),
            self._say("着落", "place"),
            self._say("示例", "worked examples"),
        )
        for key in self.order:
            yield f"## {self._title(key)}"
            yield ""
            yield f"| {' | '.join(heads)} |"
            yield "|---|---|---|---|"
            for one in self.by_section[key]:
                cells = (one.row.id, one.row.text.to(self.language), self._place(one), self._examples(one))
                yield f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |"
            yield ""

    def _place(self, one: Covered) -> str:
        standing = one.standing.text.to(self.language)
        if one.place is None:
            return standing if one.row.beyond is None else f"{standing}: {one.row.beyond.to(self.language)}"
        by_label: dict[str, list[str]] = {}
        for table, codes in one.place.enforced.items():
            for code in codes:
                label = ("计算规则", "rule of counting") if code in RULES else _TABLES[table]
                by_label.setdefault(self._say(*label), []).append(f"`{code}`")
        parts = [f"{label} {', '.join(codes)}" for label, codes in by_label.items()]
        said = f"{standing}: {'; '.join(parts)}" if parts else ""
        shown = [self._note(code) for code in one.place.shown]
        if not shown:
            return said
        told = f"{Standing.SHOWN.text.to(self.language)}: {'; '.join(shown)}"
        return f"{said}<br>{told}" if said else told

    def _note(self, code: str) -> str:
        note = next(note for _, note in self.law.noted(code).series if note is not None)
        at, because = self._say("于", "at"), self._say("原因", "because")
        return f"`{code}` {at} {', '.join(note.moves)} ({because}: {note.why.to(self.language)})"

    def _examples(self, one: Covered) -> str:
        return "; ".join(example.text.to(self.language) for example in one.examples)
