"""The SQL scripts that make a store's tables; a schema's number is how many of them it has seen."""

from functools import cache

from precinct.basics.folders import folder_of


@cache
def scripts_of(store: str) -> tuple[str, ...]:
    """The scripts that make today's schema, in order.

    Args:
        store: the name of their folder, such as `sqlite`.
    """
    folder = folder_of("precinct.ledger", __file__) / "sql" / store
    names = sorted(script.name for script in folder.iterdir() if script.name.endswith(".sql"))
    return tuple((folder / name).read_text(encoding="utf-8") for name in names)
