"""Signed notes as C2SP writes them (c2sp.org/signed-note): a text, and under it who signed it.

Whoever has the other tools of that form can check ours, and the other way round. Signatures are Ed25519; those of
other kinds or of keys that nobody here knows are skipped, as the specification wants it. What is read here may come
from anybody: it is bounded, and whatever is not exactly in the form is refused.
"""

import base64
import binascii
import re
from collections.abc import Iterable
from hashlib import sha256
from typing import TYPE_CHECKING

import attrs

from precinct.basics.errors import BadInput, MissingExtra
from precinct.basics.ledger_errors import Unproven

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

MAX_SIZE = 1_000_000
"""Bytes of the longest note that is read; a signature that no quantum computer breaks has up to five thousand."""

MAX_SIGNATURES = 100
"""The most signatures that a note may have."""

CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f]")
"""What no note may hold: control characters other than the line break."""

_ED25519 = b"\x01"
_KEY_SIZE = 32
_KEY_TEXT = 1000
_PRIVATE = "PRIVATE+KEY+"
_DASH = "— "


def _named(key: object, attribute: object, name: str) -> None:
    if not _is_name(name):
        raise ValueError(
            f"{name!r} is no name for a key: it needs a letter, and no space, plus or control character"
        )


def _sized(key: object, attribute: object, value: bytes) -> None:
    if len(value) != _KEY_SIZE:
        raise ValueError(f"an Ed25519 key has {_KEY_SIZE} bytes, not {len(value)}")


@attrs.frozen
class VerifyingKey:
    """The public half of a key: checks signatures, and may be shown to everybody.

    Args:
        name: whose it is, for example `station.example/ledger`.
        public: the 32 bytes.
    """

    name: str = attrs.field(validator=_named)
    public: bytes = attrs.field(validator=_sized)

    @property
    def id(self) -> bytes:
        """Four bytes by which a signature says that it is of this key."""
        return sha256(self.name.encode() + b"\n" + _ED25519 + self.public).digest()[:4]

    def to_text(self) -> str:
        """The key in a line: `name+id+base64`."""
        return f"{self.name}+{self.id.hex()}+{to_base64(_ED25519 + self.public)}"

    @classmethod
    def parse(cls, text: str) -> "VerifyingKey":
        """The key of a line.

        Raises:
            BadInput: it is not in that form, or of another kind than Ed25519.
        """
        name, known, public = _parse_key("the public key", text, "")
        key = cls(name, public)
        if known != key.id.hex():
            raise BadInput("the public key", [f"its id is not {key.id.hex()}, which name and key make"])
        return key

    def holds(self, text: str, signature: bytes) -> bool:
        """Whether this key signed a text.

        Raises:
            MissingExtra: the extra `crypto` is not installed.
        """
        try:
            from cryptography.exceptions import InvalidSignature
            from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
        except ImportError as error:
            raise MissingExtra("signatures", "crypto") from error
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(signature, text.encode())
        except (InvalidSignature, ValueError):
            return False
        return True


@attrs.frozen
class SigningKey:
    """The private half of a key: whoever has it signs in its name.

    Args:
        name: whose it is.
        seed: the 32 secret bytes; never shown.
    """

    name: str = attrs.field(validator=_named)
    seed: bytes = attrs.field(validator=_sized, repr=False)

    @classmethod
    def generate(cls, name: str) -> "SigningKey":
        """A new key.

        Raises:
            ValueError: the name will not do.
        """
        from secrets import token_bytes

        return cls(name, token_bytes(_KEY_SIZE))

    def public(self) -> VerifyingKey:
        """The public half.

        Raises:
            MissingExtra: the extra `crypto` is not installed.
        """
        return VerifyingKey(self.name, self._private().public_key().public_bytes_raw())

    def to_text(self) -> str:
        """The key in a line, to be kept secret: `PRIVATE+KEY+name+id+base64`."""
        return f"{_PRIVATE}{self.name}+{self.public().id.hex()}+{to_base64(_ED25519 + self.seed)}"

    @classmethod
    def parse(cls, text: str) -> "SigningKey":
        """The key of a line.

        Raises:
            BadInput: it is not in that form, or of another kind than Ed25519; the message shows nothing of it.
        """
        name, known, seed = _parse_key("the private key", text, _PRIVATE)
        key = cls(name, seed)
        if known != key.public().id.hex():
            raise BadInput("the private key", ["its id is not the one that name and key make"])
        return key

    def sign(self, text: str) -> bytes:
        """The signature of a text: 64 bytes, always the same for the same text."""
        return self._private().sign(text.encode())

    def _private(self) -> "Ed25519PrivateKey":
        try:
            from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
        except ImportError as error:
            raise MissingExtra("signatures", "crypto") from error
        return Ed25519PrivateKey.from_private_bytes(self.seed)


@attrs.frozen
class Signature:
    """A line under a note.

    Args:
        name: the key's name, as the line says it.
        id: the key's four bytes, as the line says them.
        value: what the key made of the text.
    """

    name: str
    id: bytes
    value: bytes


@attrs.frozen
class Note:
    """A signed text; nothing is known of it until `require_signed`.

    Args:
        text: what was signed; ends with a line break.
        signatures: the lines under it.
    """

    text: str
    signatures: tuple[Signature, ...]

    @classmethod
    def parse(cls, raw: bytes, what: str = "the note") -> "Note":
        """Read a note.

        Args:
            raw: its bytes.
            what: how a message calls it.

        Raises:
            BadInput: it is not in the form.
        """
        text, blank, under = decoded(raw, what).rpartition("\n\n")
        lines = under.split("\n")
        if not blank or lines.pop() or not lines:
            raise BadInput(what, ["after a blank line there must be signatures, each a whole line"])
        if len(lines) > MAX_SIGNATURES:
            raise BadInput(what, [f"it has {len(lines)} signatures, and {MAX_SIGNATURES} are read"])
        return cls(text + "\n", tuple(_parse_signature(line, what) for line in lines))

    def to_text(self) -> str:
        """The note as a text, for a file."""
        lines = (f"{_DASH}{one.name} {to_base64(one.id + one.value)}\n" for one in self.signatures)
        return f"{self.text}\n{''.join(lines)}"

    def require_signed(self, keys: Iterable[VerifyingKey]) -> tuple[VerifyingKey, ...]:
        """See that somebody whom one trusts has signed.

        Args:
            keys: those that one trusts.

        Returns:
            those of them that have signed.

        Raises:
            Unproven: none has, or a signature in the name of one is another's.
            MissingExtra: the extra `crypto` is not installed.
        """
        trusted = tuple(keys)
        signed: dict[VerifyingKey, None] = {}
        for one in self.signatures:
            for key in trusted:
                if (key.name, key.id) == (one.name, one.id):
                    if not key.holds(self.text, one.value):
                        raise Unproven(f"the signature in the name of {key.name} is not by its key")
                    signed[key] = None
        if not signed:
            raise Unproven(
                f"none of the trusted keys has signed it: {', '.join(key.name for key in trusted)}"
            )
        return tuple(signed)


def sign(text: str, keys: Iterable[SigningKey]) -> Note:
    """Sign a text.

    Args:
        text: what is signed.
        keys: who signs.

    Raises:
        ValueError: the text does not end with a line break, or holds other control characters.
        MissingExtra: the extra `crypto` is not installed.
    """
    if not text.endswith("\n") or CONTROL.search(text):
        raise ValueError("a note is lines of text, each with a line break at its end")
    return Note(text, tuple(Signature(key.name, key.public().id, key.sign(text)) for key in keys))


def decoded(raw: bytes, what: str) -> str:
    """The text of a file from outside.

    Raises:
        BadInput: it is too long, no UTF-8, or holds control characters other than line breaks.
    """
    if len(raw) > MAX_SIZE:
        raise BadInput(what, [f"it has more than {MAX_SIZE} bytes"])
    try:
        text = raw.decode()
    except UnicodeDecodeError as error:
        raise BadInput(what, [f"it is no UTF-8 at byte {error.start}"]) from error
    if CONTROL.search(text):
        raise BadInput(what, ["it holds a control character"])
    return text


def from_base64(text: str, what: str, where: str, size: int | None = None) -> bytes:
    """The bytes of a base64 text that nobody could have written otherwise.

    Args:
        text: the text.
        what: how a message calls the whole.
        where: the line or part.
        size: how many bytes there must be.

    Raises:
        BadInput: it is something else.
    """
    try:
        raw = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise BadInput(what, [f"{where} is no base64"]) from error
    if to_base64(raw) != text:
        raise BadInput(what, [f"{where} is base64 that says the same in another way"])
    if size is not None and len(raw) != size:
        raise BadInput(what, [f"{where} has {len(raw)} bytes and must have {size}"])
    return raw


def to_base64(raw: bytes) -> str:
    """Bytes as base64, in the one way that `from_base64` reads."""
    return base64.b64encode(raw).decode()


# --- inside ----------------------------------------------------------------------------------------


def _is_name(name: str) -> bool:
    return bool(name) and not any(sign.isspace() or sign == "+" or sign < " " for sign in name)


def _parse_key(what: str, text: str, prefix: str) -> tuple[str, str, bytes]:
    line = text.removesuffix("\n")
    parts = line.removeprefix(prefix).split("+", 2)
    if len(line) > _KEY_TEXT or not line.startswith(prefix) or len(parts) != 3 or not _is_name(parts[0]):
        raise BadInput(what, [f"it must be one line: {prefix}name+id+base64"])
    name, known, encoded = parts
    raw = from_base64(encoded, what, "what stands after the id")
    if raw[:1] != _ED25519:
        raise BadInput(what, ["it is of another kind than Ed25519"])
    if len(raw) != 1 + _KEY_SIZE:
        raise BadInput(what, [f"it has {len(raw) - 1} bytes and must have {_KEY_SIZE}"])
    return name, known, raw[1:]


def _parse_signature(line: str, what: str) -> Signature:
    dash, name, encoded = line[:2], *line[2:].partition(" ")[::2]
    if dash != _DASH or not _is_name(name):
        raise BadInput(what, ["a signature must be a dash, a name and base64, with one space between"])
    raw = from_base64(encoded, what, "a signature")
    if len(raw) < 5:
        raise BadInput(what, ["a signature is too short to name its key"])
    return Signature(name, raw[:4], raw[4:])
