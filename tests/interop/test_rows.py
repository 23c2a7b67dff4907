import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from precinct.basics.errors import BadInput
from precinct.interop import rows as rows_module
from precinct.interop.rows import LARGEST_FILE, LONGEST_FIELD, LONGEST_LINE, BadRow, TextRow, read_rows

Read = Callable[[bytes], list[TextRow | BadRow]]


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Read:
    file = tmp_path_factory.mktemp("rows") / "rows.csv"

    def read(content: bytes) -> list[TextRow | BadRow]:
        file.write_bytes(content)
        return list(read_rows(file, needed=("a", "b"), known=("c",)))

    return read


def test_a_good_file_is_read(read: Read) -> None:
    assert read(b'\xef\xbb\xbfa,b\r\n1,"x, ""y"""\r\n\xc3\xa9,\r\n') == [
        TextRow(2, {"a": "1", "b": 'x, "y"'}),
        TextRow(3, {"a": "é", "b": ""}),
    ]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (b"", "row 3 is empty"),
        (b"1", "row 3 has 1 fields, the header has 2"),
        (b"1,2,3", "row 3 has 3 fields"),
        (b"," * 60_000, "row 3 has 60001 fields"),
        (b"x" * 1_000_000 + b",2", f"row 3 is 1000002 bytes long, more than {LONGEST_LINE}"),
        (b"1," + b"x" * (LONGEST_FIELD + 1), f"row 3, b: is {LONGEST_FIELD + 1} characters long"),
        (b"\x00,2", r"row 3 holds the control character '\x00' (character 1)"),
        (b"1,\x1b[2J", r"control character '\x1b' (character 3)"),
        (b"1,\xc2\x9b2J", r"control character '\x9b'"),
        (b"1\r,2", r"control character '\r'"),
        (b"1,\xff\xfe", "row 3 is not UTF-8 (invalid start byte at byte 2)"),
        (b'1,"never closed', "row 3 is not CSV"),
        (b'1,"closed"early', "row 3 is not CSV"),
    ],
)
def test_a_bad_row_is_named_and_spoils_no_other(read: Read, line: bytes, said: str) -> None:
    first, bad, last = read(b"a,b\n1,2\n" + line + b"\n5,6\n")
    assert (first, last) == (TextRow(2, {"a": "1", "b": "2"}), TextRow(4, {"a": "5", "b": "6"}))
    assert isinstance(bad, BadRow)
    assert bad.row == 3
    assert len(bad.problems) == 1
    assert said in bad.problems[0]
    assert len(bad.problems[0]) < 200


def test_the_bounds_are_where_they_are_said_to_be(read: Read) -> None:
    fits = b'"' + b"x" * (LONGEST_FIELD) + b'",'
    assert read(b"a,b\n" + fits) == [TextRow(2, {"a": "x" * LONGEST_FIELD, "b": ""})]
    for length, said in [(LONGEST_LINE, "row 2, a: is"), (LONGEST_LINE + 1, "row 2 is 65537 bytes long")]:
        (bad,) = read(b"a,b\n" + b",".rjust(length, b"x"))
        assert isinstance(bad, BadRow)
        assert bad.problems[0].startswith(said)


def test_every_long_field_of_a_row_is_named(read: Read) -> None:
    long = b"x" * (LONGEST_FIELD + 1)
    (bad,) = read(b"a,b\n" + long + b"," + long)
    assert isinstance(bad, BadRow)
    assert [problem.split(":")[0] for problem in bad.problems] == ["row 2, a", "row 2, b"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", ["row 1 is empty; it must be the header"]),
        (b"\n", ["row 1 is empty; it must be the header"]),
        (b"25,2025\n1,2\n", ["row 1 is no header of this kind of file; it must name a, b"]),
        (b"\x7fELF\x02\x01\x00\n\xff", ["control character"]),
        (b"\xff\xfea\x00,\x00b\x00", ["row 1 is not UTF-8"]),
        (b"a" * 1_000_000, ["bytes long"]),
        (b"a,b" + b"," * 60_000, ["unknown column ''", "the column '' 60000 times"]),
        (
            b"a,c,x,y,c\n",
            ["no column b", "the column 'c' 2 times", "unknown column 'x'", "unknown column 'y'"],
        ),
    ],
)
def test_a_file_without_its_header_is_refused_with_every_reason(
    read: Read, content: bytes, said: list[str]
) -> None:
    with pytest.raises(BadInput) as caught:
        read(content)
    assert len(caught.value.problems) == len(said)
    for sentence, problem in zip(said, caught.value.problems, strict=True):
        assert sentence in problem
    assert caught.value.what.endswith("rows.csv")


def test_too_many_rows_are_refused(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows_module, "MOST_ROWS", 3)
    assert len(read(b"a,b\n" + b"1,2\n" * 3)) == 3
    with pytest.raises(BadInput, match="has 4 rows, more than 3; split it"):
        read(b"a,b\n" + b"1,2\n" * 4)


def test_a_file_without_end_is_not_read_to_its_end() -> None:
    with pytest.raises(BadInput, match=f"larger than {LARGEST_FILE} bytes"):
        list(read_rows(Path("/dev/zero"), needed=("a",), known=()))


@pytest.mark.parametrize("path", ["nowhere.csv", ".", "nul\0.csv"])
def test_what_cannot_be_opened_is_bad_input(path: str, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="cannot be read"):
        list(read_rows(tmp_path / path, needed=("a",), known=()))


@given(st.lists(st.binary(max_size=30).filter(lambda line: b"\n" not in line)))
def test_no_row_is_lost(read: Read, lines: list[bytes]) -> None:
    found = read(b"a,b\n" + b"".join(line + b"\n" for line in lines))
    assert [row.row for row in found] == list(range(2, len(lines) + 2))


# What CSV writers cannot say on one line, and what we refuse.
PRINTABLE = st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=40)


@given(records=st.lists(st.tuples(PRINTABLE, PRINTABLE)))
def test_what_the_standard_library_wrote_is_read_back(
    read: Read, records: list[tuple[str, str]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    file = tmp_path_factory.getbasetemp() / "written.csv"
    with file.open("w", newline="", encoding="utf-8") as stream:
        csv.writer(stream).writerows([("a", "b"), *records])
    assert read(file.read_bytes()) == [
        TextRow(row, {"a": a, "b": b}) for row, (a, b) in enumerate(records, start=2)
    ]
