"""The documentation is tested: every Python block of README.md and docs/ runs, from top to bottom of its page."""

import os
import tempfile
from pathlib import Path
from typing import Any

from sybil import Sybil
from sybil.parsers.markdown import ClearNamespaceParser, PythonCodeBlockParser, SkipParser


def _enter_an_empty_folder(namespace: dict[str, Any]) -> None:
    folder = tempfile.TemporaryDirectory(prefix="precinct-docs-", ignore_cleanup_errors=True)
    namespace["_left"], namespace["_folder"] = Path.cwd(), folder
    os.chdir(folder.name)


def _leave_it(namespace: dict[str, Any]) -> None:
    os.chdir(namespace["_left"])
    namespace["_folder"].cleanup()


pytest_collect_file = Sybil(
    parsers=[PythonCodeBlockParser(), SkipParser(), ClearNamespaceParser()],
    pattern="*.md",  # in any folder that pytest is pointed at: `testpaths` says which
    setup=_enter_an_empty_folder,  # a page may open a ledger file
    teardown=_leave_it,
).pytest()
