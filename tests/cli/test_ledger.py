"""`precinct ledger`, as whoever answers for a ledger runs it."""

import sqlite3
import stat
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from precinct.basics.ledger_errors import LedgerUnwritable, Tampered
from precinct.cli import main
from precinct.ledger.note import VerifyingKey
from precinct.ledger.proof import Proof
from precinct.ledger.sqlite import SqliteRecorder
from precinct.ledger.sqlite_copy import back_up
from precinct.ledger.sqlite_file import migrations
from tests.ledger.writing import unit, written

NAME = "station.example/ledger"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    with SqliteRecorder("a.db") as recorder:
        for version in range(1, 6):
            recorder.append(unit(written("R1", version, note="闹事")))
    assert main(["ledger", "keygen", NAME, "a.key"]) == 0
    return tmp_path


def ledger(*arguments: str, lang: str = "en") -> int:
    return main(["--lang", lang, "ledger", *arguments])


def said(capsys: pytest.CaptureFixture[str]) -> str:
    captured = capsys.readouterr()
    return captured.out + captured.err


def by_hand(path: str, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


def cut(path: str) -> None:
    """Take the last entry away and cover it up: chain and tables are whole."""
    with closing(sqlite3.connect(path)) as connection:
        ((guard,),) = connection.execute(
            "SELECT sql FROM sqlite_schema WHERE name = 'entries_are_never_removed'"
        ).fetchall()
    by_hand(
        path,
        "DROP TRIGGER entries_are_never_removed",
        "DELETE FROM entries WHERE position = (SELECT max(position) FROM entries)",
        "UPDATE tip SET position = position - 1, hash = (SELECT hash FROM entries ORDER BY position DESC LIMIT 1)",
        "UPDATE heads SET version = version - 1",
        guard,
    )


# --- verify ----------------------------------------------------------------------------------------


def test_a_ledger_that_is_as_it_was_is_fine_and_not_touched(capsys: pytest.CaptureFixture[str]) -> None:
    before = Path("a.db").read_bytes()
    assert ledger("verify", "a.db") == 0
    assert "5 entries, every one as it was written; the chain ends in " in said(capsys)
    assert ledger("verify", "a.db", lang="zh") == 0
    assert "5 条记录，条条如初" in said(capsys)
    assert Path("a.db").read_bytes() == before


@pytest.mark.parametrize(("lang", "told"), [("en", "the ledger is empty. If"), ("zh", "账本是空的")])
def test_an_empty_ledger_is_told_to_be_empty(
    lang: str, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with SqliteRecorder("new.db") as recorder:
        recorder.append(unit(written("a", 1)))
        Path("copied.db").write_bytes(Path("new.db").read_bytes())  # and not its log
    assert ledger("verify", "copied.db", lang=lang) == 0
    assert said(capsys).startswith(told)


@pytest.mark.parametrize(("lang", "named"), [("en", "version 3 of matter R1"), ("zh", "事项 R1 的第 3 版")])
def test_a_changed_entry_is_named(lang: str, named: str, capsys: pytest.CaptureFixture[str]) -> None:
    by_hand(
        "a.db",
        "DROP TRIGGER entries_are_never_changed",
        "UPDATE entries SET payload = CAST('{}' AS BLOB) WHERE position = 3",
    )
    assert ledger("verify", "a.db", lang=lang) == 1
    out = said(capsys)
    assert named in out
    assert "its payload is not the one that its digest commits to" in out


def test_a_tail_that_was_cut_off_and_covered_up_is_found_by_a_checkpoint(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert ledger("checkpoint", "a.db", "--key", "a.key", "--out", "one") == 0
    cut("a.db")
    assert ledger("verify", "a.db") == 0
    capsys.readouterr()
    assert ledger("verify", "a.db", "--checkpoint", "one", "--key", "a.key.pub") == 1
    assert "position 5: entries are missing, a checkpoint says 5" in said(capsys)


def test_a_backup_names_the_entry_where_the_chain_was_written_anew(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert ledger("backup", "a.db", "b.db") == 0
    assert ledger("checkpoint", "a.db", "--out", "one") == 0
    assert ledger("verify", "a.db", "--backup", "b.db", "--checkpoint", "one") == 0
    assert "all 5 entries of the backup are there as they were" in said(capsys)
    cut("a.db")
    with SqliteRecorder("a.db") as recorder:
        recorder.append(unit(written("R1", 5, note="没事")))
    assert ledger("verify", "a.db", "--backup", "b.db", "--checkpoint", "one") == 1
    out = said(capsys)
    assert "position 5: an entry from 1 to 5 is not the one that a checkpoint was made over" in out
    assert "the first that is not as in the backup: position 5: version 5 of matter R1" in out


def test_a_broken_backup_compares_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    ledger("backup", "a.db", "b.db")
    by_hand("b.db", "DROP TRIGGER entries_are_never_changed")
    assert ledger("verify", "a.db", "--backup", "b.db") == 1
    assert "not those that precinct makes" in said(capsys)


def test_who_signed_is_looked_at_only_with_a_key(capsys: pytest.CaptureFixture[str]) -> None:
    ledger("checkpoint", "a.db", "--key", "a.key", "--out", "one")
    assert ledger("verify", "a.db", "--checkpoint", "one") == 0
    assert f"checkpoint {NAME} over 5 entries: holds (signature not looked at)" in said(capsys)
    assert ledger("verify", "a.db", "--checkpoint", "one", "--key", "a.key.pub") == 0
    assert f"checkpoint {NAME} over 5 entries: holds (signed)" in said(capsys)
    ledger("keygen", NAME, "other.key")
    assert ledger("verify", "a.db", "--checkpoint", "one", "--key", "other.key.pub") == 1
    assert f"none of the trusted keys has signed it: {NAME}" in said(capsys)
    assert (
        ledger("verify", "a.db", "--checkpoint", "one", "--key", "other.key.pub", "--key", "a.key.pub") == 0
    )


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["verify", "none.db"], "No such file"),
        (["verify", "a.db", "--checkpoint", "none"], "No such file"),
        (["verify", "a.db", "--checkpoint", "a.key"], "three lines or more"),
        (["verify", "a.db", "--key", "a.key.pub"], "hand over --checkpoint"),
        (["verify", "a.db", "--checkpoint", "a.key", "--key", "a.key"], "keep this one secret"),
        (["verify", "a.db", "--checkpoint", "a.key", "--key", "a.db"], "no UTF-8|control character"),
        (["checkpoint", "a.db", "--key", "a.key.pub"], "PRIVATE"),
        (["checkpoint", "a.db", "--out", "a.db"], "File exists"),
        (["keygen", NAME, "a.key"], "File exists"),
        (["backup", "a.db", "a.db"], "File exists"),
        (["backup", "none.db", "b.db"], "No such file"),
        (["schema", "none.db"], "No such file"),
        (["prove", "a.db", "R1", "9", "--key", "a.key"], "the versions 1 to 5, and not 9"),
        (["prove", "a.db", "R1", "0", "--key", "a.key"], "and not 0"),
        (["prove", "a.db", "R9", "1", "--key", "a.key"], "no matter 'R9'"),
        (["check-proof", "a.key"], "must begin with c2sp.org"),
    ],
)
def test_what_cannot_be_found_out_is_no_tampering(
    arguments: list[str], why: str, capsys: pytest.CaptureFixture[str]
) -> None:
    secret = Path("a.key").read_text().split("+", 4)[4].strip()
    before = Path("a.db").read_bytes()
    assert ledger(*arguments) == 2
    out = said(capsys)
    assert any(part in out for part in why.split("|"))
    assert secret not in out
    assert Path("a.db").read_bytes() == before


def test_a_file_that_is_no_ledger_is_not_as_it_was(capsys: pytest.CaptureFixture[str]) -> None:
    assert ledger("verify", "a.key") == 1
    assert "is not a ledger of precinct" in said(capsys)


def test_a_text_that_would_do_things_to_a_terminal_is_not_printed(capsys: pytest.CaptureFixture[str]) -> None:
    by_hand(
        "a.db",
        "DROP TRIGGER entries_are_never_changed",
        "UPDATE entries SET matter = char(27) || '[2J' WHERE position = 3",
    )
    assert ledger("verify", "a.db") == 1
    out = said(capsys)
    assert "\x1b" not in out
    assert "\N{REPLACEMENT CHARACTER}[2J" in out


# --- checkpoints, keys, proofs ---------------------------------------------------------------------


def test_a_key_is_secret_and_its_public_half_is_not() -> None:
    assert stat.S_IMODE(Path("a.key").stat().st_mode) == 0o600
    assert VerifyingKey.parse(Path("a.key.pub").read_text()).name == NAME


def test_a_name_that_no_key_can_have_is_asked_wrongly(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        ledger("keygen", "a b", "b.key")
    assert left.value.code == 2
    assert "no name for a key" in said(capsys)


def test_a_checkpoint_is_printed_or_written_and_follows_earlier_ones(
    capsys: pytest.CaptureFixture[str],
) -> None:
    capsys.readouterr()
    assert ledger("checkpoint", "a.db") == 0
    assert said(capsys).split("\n")[:2] == ["a.db", "5"]
    assert ledger("checkpoint", "a.db", "--origin", "here", "--out", "one") == 0
    assert Path("one").read_text().startswith("here\n5\n")
    with SqliteRecorder("a.db") as recorder:
        recorder.append(unit(written("R1", 6)))
    assert ledger("checkpoint", "a.db", "--after", "one", "--key", "a.key", "--out", "two") == 0
    assert Path("two").read_text().startswith(f"{NAME}\n6\n")
    cut("a.db")
    assert ledger("checkpoint", "a.db", "--after", "two", "--out", "three") == 1
    assert not Path("three").exists()


@pytest.mark.parametrize("made", ["new", "kept"])
def test_a_proof_is_made_and_checked_without_the_ledger(
    made: str, capsys: pytest.CaptureFixture[str]
) -> None:
    if made == "kept":
        ledger("checkpoint", "a.db", "--key", "a.key", "--out", "one")
        assert ledger("prove", "a.db", "R1", "2", "--checkpoint", "one", "--out", "p") == 0
    else:
        assert ledger("prove", "a.db", "R1", "2", "--key", "a.key", "--out", "p") == 0
    Path("a.db").unlink()
    capsys.readouterr()
    assert ledger("check-proof", "p", "--key", "a.key.pub") == 0
    out = said(capsys)
    assert f"position 2 of the ledger {NAME} (5 entries, signed) is\n" in out
    assert '["R1", "report", 2' in out
    assert ledger("check-proof", "p", lang="zh") == 0
    assert "未验签名" in said(capsys)
    proof = Proof.parse(Path("p").read_bytes())
    Path("wrong").write_text(proof.to_text().replace("index 1\n", "index 2\n"))
    assert ledger("check-proof", "wrong") == 1
    assert "the hashes do not lead from the entry to the root" in said(capsys)


def test_nothing_is_proven_of_an_entry_that_is_younger_than_the_checkpoint(
    capsys: pytest.CaptureFixture[str],
) -> None:
    ledger("checkpoint", "a.db", "--key", "a.key", "--out", "one")
    with SqliteRecorder("a.db") as recorder:
        recorder.append(unit(written("R2", 1)))
    assert ledger("prove", "a.db", "R2", "1", "--checkpoint", "one") == 2
    assert "over 5 entries, and this one came later" in said(capsys)


def test_that_a_ledger_only_grew_is_proven_and_checked_without_it(
    capsys: pytest.CaptureFixture[str],
) -> None:
    ledger("checkpoint", "a.db", "--key", "a.key", "--out", "one")
    with SqliteRecorder("a.db") as recorder:
        recorder.append(unit(written("R1", 6), written("R2", 1)))
    ledger("checkpoint", "a.db", "--key", "a.key", "--out", "two")
    assert ledger("prove-growth", "a.db", "--since", "one", "--checkpoint", "two", "--out", "grown") == 0
    assert ledger("prove-growth", "a.db", "--since", "one", "--key", "a.key", "--out", "again") == 0
    assert Path("again").read_bytes() == Path("grown").read_bytes()
    assert ledger("prove-growth", "a.db", "--since", "two", "--checkpoint", "one") == 2
    assert "made over 7 entries, the later one over 5" in said(capsys)
    Path("a.db").unlink()
    assert ledger("check-proof", "grown", "--since", "one", "--checkpoint", "two", "--key", "a.key.pub") == 0
    assert f"the ledger {NAME} grew from 5 to 7 entries, and the first are as they were (signed)" in said(
        capsys
    )
    assert ledger("check-proof", "grown", "--since", "one", lang="zh") == 0
    assert "由 5 条增至 7 条，原有各条未变（未验签名）" in said(capsys)
    assert ledger("check-proof", "grown", "--since", "two") == 1
    assert "the earlier checkpoint was made over 7" in said(capsys)
    assert ledger("check-proof", "grown", "--since", "one", "--checkpoint", "one") == 1
    assert "another checkpoint than the one that was kept" in said(capsys)
    ledger("keygen", NAME, "other.key")
    assert ledger("check-proof", "grown", "--since", "one", "--key", "other.key.pub") == 1
    assert ledger("check-proof", "grown") == 2
    assert "hand over --since" in said(capsys)


def test_that_a_ledger_only_grew_is_not_proven_of_another(capsys: pytest.CaptureFixture[str]) -> None:
    ledger("checkpoint", "a.db", "--key", "a.key", "--out", "one")
    cut("a.db")
    with SqliteRecorder("a.db") as recorder:
        recorder.append(unit(*(written("R1", version) for version in range(5, 9))))
    assert ledger("prove-growth", "a.db", "--since", "one", "--key", "a.key", "--out", "grown") == 1
    assert "the 5 entries of one checkpoint are not the beginning of the 8" in said(capsys)
    ledger("checkpoint", "a.db", "--origin", "elsewhere", "--out", "two")
    assert ledger("prove-growth", "a.db", "--since", "one", "--checkpoint", "two", "--out", "grown") == 2
    assert "of another ledger" in said(capsys)
    assert not Path("grown").exists()


def test_a_proof_of_an_entry_begins_nowhere(capsys: pytest.CaptureFixture[str]) -> None:
    ledger("checkpoint", "a.db", "--out", "one")
    ledger("prove", "a.db", "R1", "1", "--key", "a.key", "--out", "p")
    assert ledger("check-proof", "p", "--since", "one") == 2
    assert "leave --since out" in said(capsys)
    assert ledger("check-proof", "p", "--checkpoint", "one") == 1
    assert "another checkpoint than the one that was kept" in said(capsys)


@pytest.mark.parametrize("marks", [{"sealed": (("R1", True),)}, {"erased": ("R1",)}])
def test_what_is_shut_is_not_shown_by_a_proof(
    marks: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    ledger("prove", "a.db", "R1", "2", "--key", "a.key", "--out", "before")
    with SqliteRecorder("a.db") as recorder:
        recorder.append(unit(written("S1", 1), **marks))
    capsys.readouterr()
    assert ledger("prove", "a.db", "R1", "2", "--key", "a.key", "--out", "p") == 2
    out = said(capsys)
    assert "matter R1 is sealed" in out or "matter R1 was erased by law" in out
    assert not Path("p").exists()
    assert '["R1"' not in out
    assert ledger("prove", "a.db", "S1", "1", "--key", "a.key") == 0
    assert ledger("check-proof", "before", "--key", "a.key.pub") == 0, "what was proven before stays so"


# --- copies ----------------------------------------------------------------------------------------


def test_a_backup_is_one_whole_file(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert ledger("backup", "a.db", "b.db", lang="zh") == 0
    assert "b.db：5 条记录，已验" in said(capsys)
    assert sorted(path.name for path in folder.glob("b.db*")) == ["b.db"]
    with SqliteRecorder("a.db", readonly=True) as one, SqliteRecorder("b.db") as other:
        assert one.tip() == other.verify()
        other.append(unit(written("R1", 6)))


def test_a_backup_is_made_while_others_write() -> None:
    stop = threading.Event()

    def write() -> None:
        with SqliteRecorder("a.db", synchronous="NORMAL") as recorder:
            version = 0
            while not stop.is_set():
                version += 1
                recorder.append(unit(written("busy", version)))

    writer = threading.Thread(target=write)
    writer.start()
    try:
        tips = [back_up("a.db", f"{number}.db") for number in range(5)]
    finally:
        stop.set()
        writer.join()
    with SqliteRecorder("a.db") as recorder:
        for tip in tips:
            recorder.verify(tip)


def test_a_backup_of_a_broken_ledger_is_none_and_leaves_nothing(folder: Path) -> None:
    by_hand("a.db", "DROP TRIGGER entries_are_never_changed")
    with pytest.raises(Tampered):
        back_up("a.db", "b.db")
    with pytest.raises(LedgerUnwritable):
        back_up("a.db", folder / "none" / "b.db")
    assert list(folder.glob("b.db*")) == []


def test_the_schema_is_that_of_precinct_or_of_a_file(capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert ledger("schema") == 0
    script = said(capsys)
    assert all(one in script for one in migrations())
    assert ledger("schema", "a.db") == 0
    out = said(capsys)
    assert out.startswith(f"-- schema {len(migrations())}\nCREATE TABLE entries (")
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript(script)
        connection.executescript(
            "".join(f"DROP TABLE {name};" for name in ("entries", "heads", "deadlines", "names"))
            + "DROP TABLE tip; DROP TABLE keys; DROP TABLE bookmarks; DROP TABLE parked;"
        )
        connection.executescript(out)


def test_verify_says_that_bytes_of_what_was_erased_are_left(capsys: pytest.CaptureFixture[str]) -> None:
    with SqliteRecorder("a.db", patience=0.05) as recorder, closing(sqlite3.connect("a.db")) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM tip").fetchall()
        recorder.append(unit(written("R2", 1), erased=("R1",)))
        assert ledger("verify", "a.db") == 0
        assert "bytes of what was erased are still in the file" in said(capsys)
        assert ledger("verify", "a.db", lang="zh") == 0
        assert "尚有残留" in said(capsys)
    SqliteRecorder("a.db").close()
    assert ledger("verify", "a.db") == 0
    assert "still in the file" not in said(capsys)


def test_it_runs_as_a_command_of_its_own() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "precinct", "ledger", "verify", "a.db"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout[:10]) == (0, "5 entries,")
