"""Signed notes are those of C2SP: the published keys and notes hold, and nothing that is only like them."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from precinct.basics.errors import BadInput, MissingExtra
from precinct.basics.ledger_errors import Unproven
from precinct.ledger.note import MAX_SIGNATURES, MAX_SIZE, Note, SigningKey, VerifyingKey, sign

# Published with golang.org/x/mod/sumdb/note, from which the specification was made.
PETER_PRIVATE = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
PETER = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
ENOCH = "EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop"
TEXT = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
BY_PETER = "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
BY_ENOCH = "— EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ=\n"

peter, enoch = VerifyingKey.parse(PETER), VerifyingKey.parse(ENOCH)


def opened(text: str, *keys: VerifyingKey) -> tuple[VerifyingKey, ...]:
    return Note.parse(text.encode()).require_signed(keys)


def test_the_published_note_is_made_from_the_published_key() -> None:
    key = SigningKey.parse(PETER_PRIVATE)
    assert key.public() == peter
    assert sign(TEXT, [key]).to_text() == f"{TEXT}\n{BY_PETER}"


def test_keys_are_written_as_they_are_read() -> None:
    assert peter.to_text() == PETER
    assert SigningKey.parse(PETER_PRIVATE + "\n").to_text() == PETER_PRIVATE
    assert peter.id.hex() == "c74f20a3"


def test_a_new_key_signs_and_its_secret_is_never_shown() -> None:
    key = SigningKey.generate("station.example/ledger")
    assert SigningKey.parse(key.to_text()) == key
    assert VerifyingKey.parse(key.public().to_text()) == key.public()
    assert opened(sign("hi\n", [key]).to_text(), key.public()) == (key.public(),)
    assert key != SigningKey.generate("station.example/ledger")
    assert repr(key) == "SigningKey(name='station.example/ledger')"


def test_signatures_of_unknown_keys_are_skipped() -> None:
    both = f"{TEXT}\n{BY_PETER}{BY_ENOCH}"
    assert opened(both, peter) == (peter,)
    assert opened(both, enoch) == (enoch,)
    assert opened(both, enoch, peter) == (peter, enoch)
    assert opened(f"{TEXT}\n{BY_PETER}{BY_PETER}", peter, peter) == (peter,)
    # The same name with another id, and the same id with another name, are other keys.
    other_id = BY_ENOCH.replace("rwz+", "rwz/")
    assert opened(f"{TEXT}\n{other_id}{BY_PETER}", peter, enoch) == (peter,)
    other_name = BY_ENOCH.replace("EnochRoot", "Enoch")
    assert opened(f"{TEXT}\n{other_name}{BY_PETER}", peter, enoch) == (peter,)


def test_a_note_that_nobody_known_has_signed_proves_nothing() -> None:
    with pytest.raises(Unproven, match="none of the trusted keys has signed it: EnochRoot"):
        opened(f"{TEXT}\n{BY_PETER}", enoch)
    with pytest.raises(Unproven):
        opened(f"{TEXT}\n{BY_PETER}")


def test_a_wrong_signature_of_a_known_key_spoils_the_whole_note() -> None:
    wrong = BY_ENOCH.replace("5n2t", "5n3t")
    with pytest.raises(Unproven, match="in the name of EnochRoot is not by its key"):
        opened(f"{TEXT}\n{BY_PETER}{wrong}", peter, enoch)
    longer = BY_PETER.replace("— PeterNeumann x08go/ZJ", "— PeterNeumann x08go/ZJABCD")
    with pytest.raises(Unproven):
        opened(f"{TEXT}\n{longer}", peter)


def test_a_text_may_have_empty_lines() -> None:
    key = SigningKey.parse(PETER_PRIVATE)
    note = sign("one\n\ntwo\n\n", [key])
    assert opened(note.to_text(), peter) == (peter,)
    assert Note.parse(note.to_text().encode()) == note


_BAD = {
    "no signature": TEXT,
    "no signature after the blank line": TEXT + "\n",
    "the last line is not whole": f"{TEXT}\n{BY_PETER}"[:-1],
    "a control character": f"\x01{TEXT}\n{BY_PETER}",
    "a carriage return": f"{TEXT}\r\n{BY_PETER}",
    "a space in a name": f"{TEXT}\n{BY_PETER.replace('PeterN', 'Peter N')}",
    "a plus in a name": f"{TEXT}\n{BY_PETER.replace('PeterN', 'Peter+N')}",
    "no name": f"{TEXT}\n{BY_PETER.replace('PeterNeumann', '')}",
    "another dash": f"{TEXT}\n{BY_PETER.replace('—', '-')}",
    "a line that is none": f"{TEXT}\n{BY_PETER}Unexpected line.\n",
    "no base64": f"{TEXT}\n{BY_PETER.replace('x08g', 'x0.g')}",
    "base64 that says the same otherwise": f"{TEXT}\n{BY_PETER.replace('nAM=', 'nAN=')}",
    "too short for a key": f"{TEXT}\n— PeterNeumann x08gow==\n",
    "too many signatures": f"{TEXT}\n{BY_PETER * (MAX_SIGNATURES + 1)}",
    "too long": f"{'x' * MAX_SIZE}\n\n{BY_PETER}",
}


@pytest.mark.parametrize("text", _BAD.values(), ids=_BAD.keys())
def test_what_is_only_like_a_note_is_refused(text: str) -> None:
    with pytest.raises(BadInput):
        Note.parse(text.encode())


def test_what_is_no_text_is_refused() -> None:
    with pytest.raises(BadInput, match="no UTF-8 at byte 0"):
        Note.parse(b"\xff" + f"{TEXT}\n{BY_PETER}".encode())


def test_a_hundred_signatures_are_read() -> None:
    assert opened(f"{TEXT}\n{BY_PETER * MAX_SIGNATURES}", peter) == (peter,)


@pytest.mark.parametrize("right", [PETER, PETER_PRIVATE])
def test_no_other_text_is_a_key(right: str) -> None:
    parse = SigningKey.parse if right == PETER_PRIVATE else VerifyingKey.parse
    wrong = {right[:at] + chr(ord(right[at]) + 1) + right[at + 1 :] for at in range(len(right))}
    wrong |= {right[at:] for at in range(1, len(right))} | {right[:-at] for at in range(1, len(right))}
    wrong |= {right + "\n\n", right + " ", "\n" + right, right.replace("+", " "), right + "A" * 1000}
    for text in wrong:
        with pytest.raises(BadInput) as caught:
            parse(text)
        assert right[-20:] not in str(caught.value)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", "another kind than Ed25519"),
        ("PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADK", "must have 32"),
    ],
)
def test_a_key_of_another_kind_or_size_is_refused(text: str, why: str) -> None:
    with pytest.raises(BadInput, match=why):
        VerifyingKey.parse(text)


@pytest.mark.parametrize("name", ["", "a b", "a+b", "a\nb", "a\u00a0b", "a\x01b"])
def test_a_name_that_a_line_could_not_hold_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="no name for a key"):
        SigningKey.generate(name)
    with pytest.raises(ValueError, match="32 bytes"):
        VerifyingKey("a", b"short")


@pytest.mark.parametrize("text", ["", "no line break", "a\x00b\n"])
def test_what_is_no_text_cannot_be_signed(text: str) -> None:
    with pytest.raises(ValueError, match="lines of text"):
        sign(text, [SigningKey.parse(PETER_PRIVATE)])


@given(st.binary(max_size=200) | st.text(max_size=80).map(lambda text: f"{text}\n\n{BY_PETER}".encode()))
def test_whatever_is_read_as_a_note_is_written_the_same(raw: bytes) -> None:
    try:
        note = Note.parse(raw)
    except BadInput:
        return
    assert note.to_text().encode() == raw


def test_without_the_extra_the_error_says_what_to_install() -> None:
    code = f"""
import sys
sys.modules["cryptography"] = None
from precinct.basics.errors import MissingExtra
from precinct.ledger.note import Note, SigningKey, VerifyingKey
note = Note.parse({f"{TEXT}{chr(10)}{BY_PETER}".encode()!r})
for use in (
    lambda: note.require_signed([VerifyingKey.parse({PETER!r})]),
    lambda: SigningKey.generate("a").public(),
):
    try:
        use()
    except MissingExtra as error:
        print(error)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert (
        done.stdout.splitlines()
        == ["signatures: the library is missing; pip install 'precinct-workflow[crypto]'"] * 2
    )
    assert issubclass(MissingExtra, ImportError)
