"""Lets `st.from_type(Mediation)` work: Hypothesis calls `register` when it is itself imported, and only then.

Hypothesis wants the class itself, and importing it here would make everybody who imports Hypothesis pay for
precinct. So a finder waits for the modules that hold the classes, and registers them when somebody else
imports them; the strategies are imported when the first value is drawn.
"""

import sys
from collections.abc import Callable, Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from types import ModuleType
from typing import Any

_TYPES = {
    "precinct.people.person": ("Actor", "Party"),
    "precinct.workflow.context": ("Context",),
    "precinct.matters.report": ("Report",),
    "precinct.matters.administrative_case": ("AdministrativeCase",),
    "precinct.matters.criminal_case": ("CriminalCase",),
    "precinct.matters.mediation": ("Mediation",),
    "precinct.matters.custody": ("Custody",),
    "precinct.matters.exhibit": ("Exhibit",),
    "precinct.matters.sealing": ("Sealing",),
}
"""The modules and the classes in them that have a strategy."""


def register() -> None:
    """Register the strategies of `precinct.testing` for their types, without importing either."""
    for name in _TYPES:
        if name in sys.modules:
            _register_types(sys.modules[name])
    if not any(isinstance(finder, _Waiting) for finder in sys.meta_path):
        sys.meta_path.insert(0, _Waiting())


class _Waiting(MetaPathFinder):
    """Finds nothing itself; it only hears of the modules that are looked for."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname not in _TYPES:
            return None
        spec = PathFinder.find_spec(fullname, path, target)
        if spec is not None and spec.loader is not None:
            execute: Callable[[ModuleType], None] = spec.loader.exec_module

            def execute_and_register(module: ModuleType) -> None:
                execute(module)
                _register_types(module)

            # One loader of one module is changed, and not its class.
            spec.loader.exec_module = execute_and_register  # type: ignore[method-assign]
        return spec


def _register_types(module: ModuleType) -> None:
    from hypothesis import strategies as st

    for name in _TYPES[module.__name__]:
        st.register_type_strategy(getattr(module, name), _strategy_for)


def _strategy_for(cls: Any) -> Any:
    """The strategy for one of the types, under the law of `cn`."""
    from precinct.jurisdictions.cn import cn
    from precinct.testing import strategies

    if cls.__name__ == "Actor":
        return strategies.actors()
    if cls.__name__ == "Party":
        return strategies.parties()
    if cls.__name__ == "Context":
        return strategies.contexts(cn)
    kind = next(table.kind for table in cn.tables if table.matter is cls)
    return strategies.matters(cn.workflow(kind), cn)
