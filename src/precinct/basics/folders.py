"""Where the files are that come with a package."""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable


def folder_of(package: str, file: str) -> "Path | Traversable":
    """The folder of a package, to read what comes with its code.

    Args:
        package: the package's `__name__`.
        file: its `__file__`.
    """
    folder = Path(file).parent
    if folder.is_dir():
        return folder
    # Only out of an archive; to import this alone costs more than to load the law of a country.
    from importlib.resources import files

    return files(package)
