"""Run what is asked for by name, or everything: each file here with a `main` is one long run."""

import argparse
import pkgutil
import sys
import time
from importlib import import_module

import tests.torture


def runs() -> list[str]:
    """The names of the long runs."""
    names = [
        module.name for module in pkgutil.iter_modules(tests.torture.__path__) if module.name != "__main__"
    ]
    return [name for name in names if hasattr(import_module(f"tests.torture.{name}"), "main")]


def run() -> None:
    """Run them one after the other, and say what each found and how long it took."""
    parser = argparse.ArgumentParser(prog="python -m tests.torture", description=tests.torture.__doc__)
    parser.add_argument("names", nargs="*", choices=[*runs(), []], help="which; all if none is named")
    parser.add_argument("--part", type=float, default=1.0, help="do only this part of each, such as 0.01")
    asked = parser.parse_args()
    for name in asked.names or runs():
        started = time.perf_counter()
        for line in import_module(f"tests.torture.{name}").main(asked.part):
            print(f"{name}: {line}", flush=True)
        print(f"{name}: {time.perf_counter() - started:.0f} s", flush=True)


if __name__ == "__main__":
    sys.exit(run())
