"""The picture of a table, as mermaid text. It is drawn from the rows alone, so it cannot say anything else."""

from typing import Any

from precinct.basics.text import Language
from precinct.workflow.action import english_name
from precinct.workflow.table import AnyTable


def to_mermaid(table: AnyTable, language: Language = "en") -> str:
    """A mermaid state diagram: states with both names, moves with the action's; moves that stay are left out.

    Args:
        table: the moves.
        language: `zh` or `en`, for the names of the moves.
    """
    lines = ["stateDiagram-v2"]
    lines += [f"    {state.value} : {state.text.en} {state.text.zh}" for state in table.moves]
    labels: dict[tuple[str, str], list[str]] = {}
    for opening in table.openings:
        _label(labels, "[*]", opening.to.value, opening.action, language)
    for state, rows in table.moves.items():
        for row in rows:
            if row.to is not None and row.to is not state:
                _label(labels, state.value, row.to.value, row.action, language)
    lines += [f"    {source} --> {target} : {', '.join(names)}" for (source, target), names in labels.items()]
    lines += [f"    {state.value} --> [*]" for state in table.moves if state in table.final]
    return "\n".join(lines) + "\n"


def _label(
    labels: dict[tuple[str, str], list[str]], source: str, target: str, action: type[Any], language: Language
) -> None:
    name = action.zh if language == "zh" else english_name(action)
    names = labels.setdefault((source, target), [])
    if name not in names:
        names.append(name)
