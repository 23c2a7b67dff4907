"""A small pack of one of everything, which tests may spoil, and how to write and walk it."""

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

Files = dict[str, dict[str, Any]]
Write = Callable[[Files], Path]

_ENTRY = {"since": date(2020, 1, 1), "cite": ["OLD 1"], "row": "1.1", "confidence": "verified"}
_NEW = {"since": date(2026, 1, 1), "cite": ["NEW 2"], "row": "1.1", "confidence": "excerpt"}
_WORDS = {"zh": "词", "en": "words"}

SMALL: Files = {
    "pack": {"name": "small", "version": "1", "zone": "Asia/Shanghai", "notice": _WORDS, **_WORDS},
    "instruments": {
        "OLD": {"version": "1", "since": date(2020, 1, 1), "until": date(2025, 12, 31), **_WORDS},
        "NEW": {"version": "2", "since": date(2026, 1, 1), **_WORDS},
        "LOW": {"version": "1", "since": date(2020, 1, 1), **_WORDS},
    },
    "words": {"theft": _WORDS, "insult": _WORDS},
    "citations": {
        "case.open": {"on": [_ENTRY, {**_NEW, "note": _WORDS, "overrides": ["LOW 3"]}]},
        "case.sober": {"on": [{"since": date(2020, 1, 1), "confidence": "house"}]},
        "case.gone": {"on": [_ENTRY, {"since": date(2023, 1, 1), "repealed": True}]},
    },
    "limits": {
        "case.time": {
            **_WORDS,
            "unit": "days",
            "held": False,
            "on": [{**_ENTRY, "amount": 30}, {**_NEW, "amount": 60}],
        },
        "case.none": {**_WORDS, "unset": True},
    },
    "values": {"fine.max": {**_WORDS, "unit": "yuan", "on": [{**_NEW, "amount": 1000}]}},
    "choices": {"case.acts": {**_WORDS, "on": [{**_NEW, "names": ["theft", "insult"]}]}},
    "acts": {
        "A1": {
            "acts": ["theft"],
            "on": [
                {
                    **_NEW,
                    "grades": [
                        {"grade": "light", "detention_days": [0, 5], "fine": [0, 500], "join": "or"},
                        {"grade": "serious", "detention_days": [5, 10], "warning": False},
                    ],
                }
            ],
        }
    },
    "notes": {
        "case.heard": {**_WORDS, "moves": ["Open", "Close"], "why": _WORDS, "on": [_ENTRY, _NEW]},
        "case.told": {**_WORDS, "moves": ["Close"], "why": _WORDS, "on": [_NEW]},
    },
    "sections": {"1": {**_WORDS, "whole": True}},
    "rows": {"1.10": _WORDS, "1.9": {**_WORDS, "beyond": _WORDS}, "1.1": _WORDS},
    "calendar": {"2026": {"holidays": [date(2026, 1, 1)], "working_weekends": [date(2026, 1, 4)]}},
}


def fresh(value: Any) -> Any:
    """A copy in which no two places share a table, which `deepcopy` would keep shared."""
    if isinstance(value, dict):
        return {key: fresh(item) for key, item in value.items()}
    return [fresh(item) for item in value] if isinstance(value, list) else value


def toml(value: object) -> str:
    """A value as TOML."""
    match value:
        case bool():
            return str(value).lower()
        case str():
            return json.dumps(value)
        case Mapping():
            return "{" + ", ".join(f"{json.dumps(key)} = {toml(item)}" for key, item in value.items()) + "}"
        case list():
            return "[" + ", ".join(map(toml, value)) + "]"
        case _:
            return str(value)


def walk(value: Any, place: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    """Every value inside a value, with its place."""
    yield place, value
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in items:
        yield from walk(item, (*place, key))
