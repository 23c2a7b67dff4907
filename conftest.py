"""The documentation is tested: every Python block of README.md and docs/ runs, from top to bottom of its page.

What a page shows is compared with what there is, where a comment before the block says so:
`<!-- prints -->` (what the Python blocks printed since the last such block), `<!-- file: PATH -->` (a file of
this project, run), `<!-- quotes: PATH -->` (lines of one, not run), `<!-- draws: KIND -->` (the picture of a
workflow).
"""

import io
import os
import re
import tempfile
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

from sybil import Example, Sybil
from sybil.evaluators.python import PythonEvaluator
from sybil.parsers.markdown import ClearNamespaceParser, CodeBlockParser, SkipParser

ROOT = Path(__file__).parent
_PROMISE = re.compile(
    r"<!-- (prints|file: (?P<file>\S+)|quotes: (?P<quotes>\S+)|draws: (?P<kind>\S+)) -->\n$"
)


def _enter_an_empty_folder(namespace: dict[str, Any]) -> None:
    folder = tempfile.TemporaryDirectory(prefix="precinct-docs-", ignore_cleanup_errors=True)
    namespace["_left"], namespace["_folder"], namespace["_printed"] = Path.cwd(), folder, io.StringIO()
    os.chdir(folder.name)


def _leave_it(namespace: dict[str, Any]) -> None:
    os.chdir(namespace["_left"])
    namespace["_folder"].cleanup()


def _promise(example: Example) -> re.Match[str] | None:
    return _PROMISE.search(example.document.text[: example.start])


def _flat(text: str) -> str:
    """A text without the indentation that a page may give it."""
    return "\n".join(line.strip() for line in text.strip().splitlines())


def _run(example: Example) -> str | None:
    """Run a Python block and keep what it prints; one that shows a file is compared with it."""
    promise = _promise(example)
    shown = promise and (promise["file"] or promise["quotes"])
    if promise and shown:
        text, whole = _flat((ROOT / shown).read_text(encoding="utf-8")), promise["file"] is not None
        block = _flat(example.parsed)
        if block != text if whole else block not in text:
            return f"{shown} says something else"
        if not whole:
            return None
    with redirect_stdout(example.namespace["_printed"]):
        PythonEvaluator()(example)
    return None


def _compare(example: Example) -> str | None:
    """Compare what a page shows with what there is."""
    promise = _promise(example)
    if promise is None:
        return None
    if promise["kind"]:
        from precinct.matters.procedure import TABLES
        from precinct.workflow.drawing import to_mermaid

        real = next(to_mermaid(table) for table in TABLES if table.kind == promise["kind"])
    else:
        real = example.namespace["_printed"].getvalue()
        example.namespace["_printed"] = io.StringIO()
    return None if _flat(example.parsed) == _flat(real) else f"the page shows something else than\n{real}"


pytest_collect_file = Sybil(
    parsers=[
        CodeBlockParser("python", _run),
        CodeBlockParser("text", _compare),
        CodeBlockParser("mermaid", _compare),
        SkipParser(),
        ClearNamespaceParser(),
    ],
    pattern="*.md",  # in any folder that pytest is pointed at: `testpaths` says which
    setup=_enter_an_empty_folder,  # a page may open a ledger file
    teardown=_leave_it,
).pytest()
