"""Which tests stand for a file, the nearest first, and how long they may take with a mutant of it."""

from pathlib import Path

_NO_SEARCH = [
    *(
        f"--ignore=tests/matters/{file}"
        for file in ("test_common.py", "test_every_guard.py", "custody/test_time.py")
    ),
    "--deselect=tests/matters/exhibit/test_exhibit.py::test_the_chain_of_any_walk_is_whole",
]
"""These search whole workflows, which takes longer than a mutant may."""

_STATION = ["tests/station/test_station.py", "tests/station/test_deadlines.py"]
"""What a station does with matters; the others are of races and crowds, whatever the matters are."""

_MEMORY, _SQLITE, _POSTGRES = (
    [f"tests/ledger/test_recorder.py::Test{store}"] for store in ("Memory", "Sqlite", "Postgres")
)
"""The contract, asked of one store."""
_SQLITE.append("tests/ledger/test_recorder.py::TestSqliteInNoOrderOfItsOwn")

_NO_PROCESS = ["-k", "not processes and not a_killed_process"]
"""Processes of their own know nothing of a mutant; and they take their time."""

_FILE = ["tests/ledger/test_sqlite.py", *_NO_PROCESS]
_SERVER = ["tests/ledger/test_postgres.py", *_NO_PROCESS]
_BYTES = ["tests/ledger/test_tampering.py"]
_CODEC = ["tests/ledger/test_codec.py", "-k", "not administrative_case and not criminal_case and not custody"]

_LEDGER: dict[str, list[list[str]]] = {
    "annotation": [["tests/ledger/test_comparing.py"]],
    "chain": [["tests/ledger/test_chain.py"], _MEMORY, ["tests/ledger/test_shipped.py"]],
    "checkpoint": [["tests/ledger/test_checkpoint.py"]],
    "codec": [["tests/ledger/test_shipped.py", "tests/ledger/test_older.py"], _CODEC],
    "codec_kinds": [["tests/ledger/test_shipped.py", "tests/ledger/test_older.py"], _CODEC],
    "comparing": [["tests/ledger/test_comparing.py"], ["tests/ledger/test_shipped.py"]],
    "door": [["tests/ledger/test_door.py", *_CODEC[1:]]],
    "fit": [["tests/ledger/test_older.py", "tests/ledger/test_shipped.py"], _CODEC],
    "kept": [["tests/ledger/test_shipped.py"]],
    "memory": [_MEMORY],
    "merkle": [["tests/ledger/test_merkle.py"]],
    "note": [["tests/ledger/test_note.py"], ["tests/ledger/test_checkpoint.py"]],
    "older": [
        ["tests/ledger/test_older.py", "tests/ledger/test_comparing.py"],
        ["tests/ledger/test_shipped.py"],
    ],
    "postgres": [_POSTGRES, _SERVER],
    "postgres_shape": [["tests/ledger/test_postgres_verify.py"], _SERVER],
    "postgres_verify": [["tests/ledger/test_postgres_verify.py"], _POSTGRES, _SERVER],
    "proof": [["tests/ledger/test_proof.py", "tests/ledger/test_checkpoint.py"]],
    "recorder": [_MEMORY],
    "rows": [["tests/ledger/test_rows.py"], _SQLITE, _FILE],
    "shape": [["tests/ledger/test_comparing.py"], ["tests/ledger/test_shipped.py"]],
    "sqlite": [_SQLITE, _FILE, _BYTES],
    "sqlite_file": [
        ["tests/ledger/test_sqlite_file.py", "tests/ledger/test_sqlite_copy.py"],
        _FILE,
        _SQLITE,
        _BYTES,
    ],
    "sqlite_copy": [["tests/ledger/test_sqlite_copy.py", "tests/cli/test_ledger.py"]],
    "sqlite_verify": [["tests/ledger/test_sqlite_copy.py"], _FILE, _BYTES, _SQLITE],
    "stored": [["tests/ledger/test_stored.py"], _MEMORY, _CODEC],
}
"""By the beginning of the file's name, the longest first."""

_STATION_TESTS = {
    "consulting": ["sealing"],
    "delivery": ["subscribing", "reading"],
    "migration": ["migration"],
    "origin": ["reading", "sealing"],
    "reading": ["reading", "station"],
    "reading_room": ["reading", "station", "sealing"],
    "records": ["records", "station", "sealing", "reading", "subscribing", "worklist", "marks"],
    "related": ["worklist", "station"],
    "repeats": ["repeats"],
    "seals": ["sealing"],
    "station": ["station", "deadlines", "repeats", "sealing"],
    "unit": ["station", "repeats", "sealing", "races", "due_index"],
}
"""The tests of a file of the station, where they are not those of its name."""


def seconds_for(file: str) -> int:
    """How many seconds of the processor the tests may take with a mutant of a file; an endless loop takes them all."""
    return 40 if Path(file).parts[0] in {"ledger", "station"} else 240


def tests_of(file: str) -> list[list[str]]:
    """The tests that stand for a file; the later ones are asked only if those before see nothing."""
    room, *rest = Path(file).parts
    if room == "ledger":
        return _of_the_ledger(file)
    if room == "station":
        stem = Path(rest[0]).stem
        near = [f"tests/station/test_{name}.py" for name in _STATION_TESTS.get(stem, [stem])]
        return [near, [one for one in _STATION if one not in near] or [_STATION[0]]]
    if room == "law":
        return [["tests/law"], ["tests/jurisdictions", "tests/matters/test_penalties.py", _STATION[1]]]
    if room == "matters":
        kind = Path(rest[0]).stem
        near = ["tests/matters/test_rows.py"]
        near += [path for path in (f"tests/matters/{kind}",) if Path(path).exists()]
        near += [
            path for path in map(str, sorted(Path("tests/matters").glob("test_*.py"))) if path not in near
        ]
        # Not the laws of the engine: they would search the mutant's workflow for minutes. The answers are those to
        # every worked example of a move, so that no example is asked again.
        return [[*near, *_NO_SEARCH], ["tests/jurisdictions/test_cn_answers.py"], _STATION]
    if file.endswith(".toml"):
        return [["tests/jurisdictions/test_cn_facts.py"], ["tests/jurisdictions"]]
    return [
        ["tests/jurisdictions"],
        ["tests/docs/test_coverage_page.py", "tests/cli/test_law.py"],
        ["tests/law"],
    ]


def _of_the_ledger(file: str) -> list[list[str]]:
    if file.endswith(".sql"):
        # Not the ledgers that shipped, which say of every change that it is one.
        return [_SERVER, _POSTGRES] if "postgres" in file else [_FILE, _SQLITE]
    stem = Path(file).stem
    return next(
        (tests for name, tests in sorted(_LEDGER.items(), reverse=True) if stem.startswith(name)),
        [_MEMORY],
    )
