"""The jurisdictions that the command line knows by name."""

from collections.abc import Callable, Mapping
from pathlib import Path

from precinct.basics.errors import BadInput
from precinct.jurisdictions.bare import bare
from precinct.law.reading import read_pack
from precinct.matters.procedure import Procedure


def _cn() -> Procedure:
    from precinct.jurisdictions.cn import cn

    return cn


def _exemplar() -> Procedure:
    from precinct.jurisdictions.exemplar import exemplar

    return exemplar


SHIPPED: Mapping[str, Callable[[], Procedure]] = {
    "cn": _cn,
    "bare": lambda: bare("UTC"),
    "exemplar": _exemplar,
}
"""Each by its name, opened when it is asked for."""


def open_procedure(name: str) -> Procedure:
    """The procedure of a jurisdiction.

    Args:
        name: the name of one that ships, or the folder of a pack.

    Raises:
        BadInput: there is no such folder.
        BadPack: it cannot be used; with every problem.
    """
    if name in SHIPPED:
        return SHIPPED[name]()
    folder = Path(name)
    if not folder.is_dir():
        raise BadInput(f"the pack {name}", [f"is no folder and none of {', '.join(SHIPPED)}"])
    return Procedure(read_pack(folder))
