"""A compiled pack is the pack: quicker to load, and passed over as soon as its files say anything else."""

import json
from collections.abc import Callable
from pathlib import Path

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from precinct.basics.errors import BadPack
from precinct.law.compiled import NAME
from precinct.law.lazily import Later, Lazily, joined
from precinct.law.pack import Pack
from precinct.law.reading import compile_folder, read_pack
from tests.law.packs import Files, Write


def content(pack: Pack) -> object:
    """Everything that a pack says, made."""
    tables = {name: dict(table) for name, table in pack.tables().items()}
    head = (pack.name, pack.version, pack.text, pack.zone, pack.notice, pack.waived, pack.unset, pack.house)
    return head, tables, dict(pack.rows), dict(pack.words), dict(pack.instruments), pack.calendar


def lazy(pack: Pack) -> bool:
    """Whether it was loaded from its compiled form."""
    return "Lazily" in repr(pack._citations)


@pytest.fixture
def folder(small: Files, write: Write) -> Path:
    return write(small)


def test_a_compiled_pack_says_what_its_files_say(folder: Path) -> None:
    read = read_pack(folder)
    assert not lazy(read)
    assert compile_folder(folder).name == NAME
    loaded = read_pack(folder)
    assert lazy(loaded)
    assert content(loaded) == content(read)


def test_it_is_passed_over_when_a_byte_has_changed(folder: Path) -> None:
    compile_folder(folder)
    file = folder / "values.toml"
    file.write_bytes(file.read_bytes().replace(b"1000", b"1001"))
    pack = read_pack(folder)
    assert not lazy(pack)
    # It is a number, which the type of any entry cannot say.
    assert pack.tables()["values"]["fine.max"].series[0][1].amount == 1001  # type: ignore[union-attr]


def test_it_is_passed_over_when_a_file_came_or_went(folder: Path) -> None:
    compile_folder(folder)
    (folder / "words.toml").rename(folder / "kept")
    with pytest.raises(BadPack, match="words"):
        read_pack(folder)
    (folder / "kept").rename(folder / "words.toml")
    assert lazy(read_pack(folder))


@pytest.mark.parametrize("rubbish", [b"", b"{}", b"3", b'["x"]', b"\xff", b"[" * 10_000])
def test_a_compiled_form_that_is_damaged_is_passed_over(folder: Path, rubbish: bytes) -> None:
    (folder / NAME).write_bytes(rubbish)
    assert not lazy(read_pack(folder))


def test_it_has_a_line_for_each_name(folder: Path, small: Files) -> None:
    text = compile_folder(folder).read_text("utf-8")
    _, index, *tables = json.loads(text)
    named = {file: list(names) for file, names in index.items()}
    assert named == {f"{stem}.toml": list(small[stem]) for stem in sorted(small)}
    assert len(tables) == sum(map(len, named.values()))
    assert len(text.splitlines()) == len(tables) + len(["[", "the digest", "the names", "]"])


@given(data=st.data())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
def test_it_is_passed_over_when_a_byte_of_its_own_has_changed_or_is_missing(
    folder: Path, data: st.DataObject
) -> None:
    whole = compile_folder(folder).read_bytes()
    at = data.draw(st.integers(0, len(whole) - 1))
    byte = data.draw(
        st.sampled_from([b"", b" ", b"0", b"\n", b'"', b"]"]).filter(lambda b: b != whole[at : at + 1])
    )
    (folder / NAME).write_bytes(whole[:at] + byte + whole[at + 1 :])
    assert not lazy(read_pack(folder))
    (folder / NAME).write_bytes(whole[:at])
    assert not lazy(read_pack(folder))


def test_what_two_threads_make_at_once_is_the_same(folder: Path) -> None:
    compile_folder(folder)
    pack = read_pack(folder)
    tables = (*pack.tables().values(), pack.words, pack.instruments, pack.sections, pack.rows)
    makers: list[Callable[[], object]] = [
        maker for table in tables if isinstance(table, Lazily) for maker in table._makers.values()
    ]
    assert len(makers) == sum(map(len, tables))
    assert [maker() for maker in makers] == [maker() for maker in makers]


def test_a_pack_that_is_changed_is_made_no_further(folder: Path) -> None:
    compile_folder(folder)
    pack = read_pack(folder)
    changed = attrs.evolve(pack, version="2")
    assert changed.tables() == pack.tables()
    assert [list(table._made) for table in changed.tables().values() if isinstance(table, Lazily)] == [[]] * 6


def test_what_has_problems_is_not_compiled(folder: Path) -> None:
    compile_folder(folder)
    (folder / "limits.toml").write_text("[x]\ny = 1\n", encoding="utf-8")
    with pytest.raises(BadPack):
        compile_folder(folder)
    assert not (folder / NAME).exists()


def test_a_lazy_table_makes_each_value_once() -> None:
    made: list[str] = []

    def maker() -> str:
        made.append("a")
        return "A"

    table = Lazily({"a": maker})
    assert (list(table), len(table), "a" in table, "b" in table) == (["a"], 1, True, False)
    assert made == []
    assert (table["a"], table["a"], made) == ("A", "A", ["a"])
    with pytest.raises(KeyError):
        table["b"]


def test_what_is_made_later_is_made_whole_on_the_first_question() -> None:
    made: list[str] = []

    def make() -> dict[str, str]:
        made.append("all")
        return {"a": "A"}

    table = Later(make)
    assert made == []
    assert (list(table), len(table), "a" in table, "b" in table, table["a"]) == (["a"], 1, True, False, "A")
    assert made == ["all"]
    with pytest.raises(KeyError):
        table["b"]


def test_joining_tables_makes_nothing_and_the_later_one_wins() -> None:
    def never() -> str:
        raise AssertionError

    both = joined(Lazily({"a": never, "b": never}), {"b": "B"})
    assert (set(both), both["b"]) == ({"a", "b"}, "B")
