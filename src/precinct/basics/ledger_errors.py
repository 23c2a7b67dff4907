"""What can go wrong with stored entries; the other half of `precinct.basics.errors`.

    LedgerError
    ├── Conflict                     somebody else acted first
    │   └── DeadlineMoved            a deadline does not stand any more as it was seen
    ├── AlreadyRecorded              a unit of work that was sent twice
    ├── KeyReused (ValueError)       another unit of work that was sent under the same key
    ├── Overtaken                    another process reads under the same subscriber's name
    ├── Detached (ValueError)        a matter in hand that the ledger does not have like that
    ├── NoSuchMatter (LookupError)   no stream has that id
    ├── Sealed (PermissionError)     a record that is opened by lawful query alone
    ├── Erased (LookupError)         a record whose content was taken away by law
    ├── UnknownStored (ValueError)   a kind, action, state or field that no workflow knows
    ├── UpcastFailed (RuntimeError)  the function for older entries crashed or answered nonsense
    ├── NotALedger (ValueError)      a file of another program, or no database at all
    ├── NewerLedger (ValueError)     a file that a later precinct wrote
    ├── OlderLedger (ValueError)     a file that an earlier precinct wrote, opened for reading only
    ├── OpenedBeforeFork (ValueError)  a ledger that the parent of this process has open
    ├── Tampered                     an entry was changed, removed or added
    │   └── Miskept                  what is kept beside the entries is not what they say    [beside_errors]
    ├── Miscounted                   a deadline ends otherwise than today's pack counts it   [beside_errors]
    ├── Unproven (ValueError)        a signature or proof that does not hold
    ├── LedgerBusy (TimeoutError)    others held the ledger, or kept its server busy, for too long
    ├── LedgerUnwritable (OSError)   disk full, read-only, input/output error
    ├── LedgerUnreachable (OSError)  no server, or the connection to it broke
    └── Unstorable (TypeError)       a value that no ledger keeps, or could not give back as it was

A message says what, where, and what to do. The same facts are attributes, so nobody parses the message.
"""

from precinct.basics.errors import PrecinctError
from precinct.basics.unknown import unknown


class LedgerError(PrecinctError):
    """The parent of what can go wrong with stored entries."""


class Conflict(LedgerError):
    """Somebody else acted on the matter first; nothing was written.

    Args:
        matter: the id of the matter.
        expected: the version that the caller had seen (0: that it did not exist).
        found: the version that stands.
    """

    def __init__(self, matter: str, expected: int, found: int) -> None:
        self.matter = matter
        self.expected = expected
        self.found = found
        super().__init__(
            f"matter {matter} stands at version {found}, not {expected}; load it again and decide anew"
        )


class DeadlineMoved(Conflict):
    """A deadline was counted anew, told of or taken away since it was looked at; nothing was written.

    Args:
        matter: the id of its matter.
        code: the limit's name in the pack.
        version: the version at which the matter stands; it need not have moved.
    """

    def __init__(self, matter: str, code: str, version: int) -> None:
        self.code = code
        super().__init__(matter, version, version)

    def __str__(self) -> str:
        return f"the deadline {self.code} of matter {self.matter} has changed; load the matter again and decide anew"


class AlreadyRecorded(LedgerError):
    """A unit of work came a second time under the same key; it is recorded once.

    Args:
        key: what its sender called it.
        first: the position of its first entry.
        last: the position of its last entry.
    """

    def __init__(self, key: str, first: int, last: int) -> None:
        self.key = key
        self.first = first
        self.last = last
        super().__init__(
            f"{key!r} was recorded before, at positions {first} to {last}; "
            f"take it as done, or give another unit of work another key"
        )


class KeyReused(LedgerError, ValueError):
    """Under this key something else was recorded before; nothing was written.

    Args:
        key: what the sender calls both.
        matter: the id of the matter whose recorded entry differs; "" where no entry was recorded.
        action: the name of the action that was recorded there.
        otherwise: what is asked for instead.
    """

    def __init__(self, key: str, matter: str, action: str, otherwise: str) -> None:
        self.key = key
        self.matter = matter
        self.action = action
        self.otherwise = otherwise
        where = f" in matter {matter}" if matter else ""
        super().__init__(
            f"under the key {key!r} {action} was recorded{where}; {otherwise}; "
            f"give another unit of work another key"
        )


class Overtaken(LedgerError):
    """A subscriber's bookmark is not where this process left it: another one reads under the same name.

    Args:
        subscriber: the name.
        expected: the position that was expected.
        found: the position where it is.
    """

    def __init__(self, subscriber: str, expected: int, found: int) -> None:
        self.subscriber = subscriber
        self.expected = expected
        self.found = found
        super().__init__(
            f"the bookmark of {subscriber!r} stands at {found}, not as it was left at {expected}; "
            f"another process reads under this name, so let one of them go on"
        )


class Detached(LedgerError, ValueError):
    """A matter was handed in that is not what the ledger has at that version.

    It comes from a unit of work that was not recorded, from another ledger, or was made by hand.

    Args:
        matter: the id of the matter.
        version: the version that it claims.
    """

    def __init__(self, matter: str, version: int) -> None:
        self.matter = matter
        self.version = version
        super().__init__(
            f"matter {matter} is not what the ledger has at version {version}; load it again and decide anew"
        )


class NoSuchMatter(LedgerError, LookupError):
    """No stream of the ledger has this id."""

    def __init__(self, matter: str) -> None:
        self.matter = matter
        super().__init__(
            f"the ledger holds no matter {matter!r}; check the id, or open the ledger that has it"
        )


class Sealed(LedgerError, PermissionError):
    """The record of a matter is sealed: nobody reads it, and nothing is added to it.

    Args:
        matter: the id of the matter.
        by: the id of the sealing that holds it; "" where only the seal is known.
    """

    def __init__(self, matter: str, by: str = "") -> None:
        self.matter = matter
        self.by = by
        where = f"the sealing {by}" if by else "its sealing"
        super().__init__(
            f"matter {matter} is sealed; who may lawfully look into it does so with Station.consult on {where}, "
            f"and an action on it waits until it is unsealed"
        )


class Erased(LedgerError, LookupError):
    """The content of a matter was erased by law; that it was there, and how it moved, is all that is left.

    Args:
        matter: the id of the matter.
        by: the id of the sealing under which it was erased; "" where that is not known.
    """

    def __init__(self, matter: str, by: str = "") -> None:
        self.matter = matter
        self.by = by
        why = f"the entries of {by} say why" if by else "its headers are still in the ledger"
        super().__init__(
            f"the content of matter {matter} was erased by law; {why}, and nothing brings it back"
        )


class UnknownStored(LedgerError, ValueError):
    """What is stored names something that no workflow of this procedure knows; the entry is as it was.

    Args:
        what: `kind`, `definition`, `action`, `state`, `field`, `payload`, `header` or `deadline`.
        value: what is stored there, or why it cannot be read.
        where: the matter and version.
    """

    def __init__(self, what: str, value: str, where: str) -> None:
        self.what = what
        self.value = value
        self.where = where
        super().__init__(f"{where}: {unknown(what, value)}")


class UpcastFailed(LedgerError, RuntimeError):
    """The function that brings older entries to today's words crashed, or answered what cannot be read.

    Args:
        definition: the workflow and version that wrote the entry.
        where: the matter and version.
        why: what went wrong, without anything that the entry says.
    """

    def __init__(self, definition: str, where: str, why: str) -> None:
        self.definition = definition
        self.where = where
        self.why = why
        super().__init__(
            f"{where} was written under {definition} and could not be brought to today's words: {why}; "
            f"the entry is as it was, mend the table's upcasts"
        )


class NotALedger(LedgerError, ValueError):
    """A file that is no ledger of precinct."""

    def __init__(self, path: str, why: str) -> None:
        self.path = path
        self.why = why
        super().__init__(
            f"{path} is not a ledger of precinct ({why}); nothing was written, choose another file"
        )


class NewerLedger(LedgerError, ValueError):
    """A ledger whose schema is newer than this precinct."""

    def __init__(self, path: str, found: int, known: int) -> None:
        self.path = path
        self.found = found
        self.known = known
        super().__init__(
            f"{path} has schema {found}, this precinct knows up to {known}; install the precinct that wrote it"
        )


class OlderLedger(LedgerError, ValueError):
    """An earlier precinct wrote this ledger, and it was opened for reading only.

    Args:
        path: the file.
        schema: the number of its schema.
        known: the number of today's.
    """

    def __init__(self, path: str, schema: int, known: int) -> None:
        self.path = path
        self.schema = schema
        self.known = known
        super().__init__(
            f"{path} has schema {schema}, and this precinct reads {known}; "
            f"open it once for writing, which brings it up to date, or read a copy"
        )


class OpenedBeforeFork(LedgerError, ValueError):
    """The parent of this process had the ledger open when it forked; nothing was read or written.

    What is open belongs to one process. A file cannot even be opened anew by a child whose parent had it open then: the
    child could not lock it.

    Args:
        path: the file, or where the ledger is kept.
    """

    def __init__(self, path: str) -> None:
        self.path = path
        super().__init__(
            f"{path} was open when this process was forked, and what is open belongs to one process; "
            f"close it before a fork, and open it in each process afterwards"
        )


class Tampered(LedgerError):
    """The chain of entries is broken.

    Args:
        position: the position of the first entry that does not fit.
        why: what does not fit.
    """

    def __init__(self, position: int, why: str) -> None:
        self.position = position
        self.why = why
        super().__init__(
            f"the ledger is broken at position {position}: {why}; keep the file as it is and compare it with a backup"
        )


class Unproven(LedgerError, ValueError):
    """A checkpoint or proof does not show what it claims.

    Args:
        why: which signature or hash does not hold.
    """

    def __init__(self, why: str) -> None:
        self.why = why
        super().__init__(f"it proves nothing: {why}; ask whoever handed it over for another")


class LedgerBusy(LedgerError, TimeoutError):
    """Others held the ledger, or kept its server busy, for longer than one waits; nothing was recorded.

    Args:
        path: the ledger's file, or where the ledger is kept.
        seconds: the patience for others; some waits are bounded by a multiple of it.
    """

    def __init__(self, path: str, seconds: float) -> None:
        self.path = path
        self.seconds = seconds
        super().__init__(
            f"{path} did not come free, with a patience of {seconds} seconds; nothing was recorded, try again"
        )


class LedgerUnwritable(LedgerError, OSError):
    """The ledger's file cannot be read or written just now: disk full, read-only, an input/output error.

    Args:
        path: the ledger's file.
        why: what the store says.
    """

    def __init__(self, path: str, why: str) -> None:
        self.path = path
        self.why = why
        super().__init__(f"{path} cannot be used ({why}); nothing was written, mend the cause and try again")


class LedgerUnreachable(LedgerError, OSError):
    """The server that keeps the ledger does not answer, or the connection to it broke.

    A unit of work that was under way is recorded whole or not at all, but nobody knows which. Under a key it can be
    sent again.

    Args:
        place: where the ledger is kept.
        why: what is known of it.
    """

    def __init__(self, place: str, why: str) -> None:
        self.place = place
        self.why = why
        super().__init__(
            f"{place} cannot be reached ({why}); if something was being recorded just now, it is "
            f"recorded whole or not at all: look which before you try again, or send it again under its key"
        )


class Unstorable(LedgerError, TypeError):
    """A value that a ledger cannot keep, or could not give back as it was; nothing was written.

    Args:
        where: the action or matter, and the field.
        why: what is wrong with the value.
    """

    def __init__(self, where: str, why: str) -> None:
        self.where = where
        self.why = why
        super().__init__(f"{where} cannot be kept: {why}; put another value there")
