"""The connections that this process has to SQLite files, because locks of a file belong to the process.

POSIX has two surprises. Whoever opens a file once more and closes it again lets go of all locks that his process has on it;
then another process may take the log away under a ledger that is in use. So nobody looks at the bytes of a
file that is held. And a child that was forked inherits the connections without their locks: it must not use them, nor
close them, nor open the file anew, because SQLite keeps a list for the whole process and takes the lock for given.
"""

import os
import sqlite3
import sys
from contextlib import suppress
from pathlib import Path
from threading import RLock
from weakref import WeakSet

from precinct.basics.ledger_errors import OpenedBeforeFork


class Held(sqlite3.Connection):
    """A connection that its process remembers until it is closed or forgotten."""

    process = 0
    file: tuple[int, int] | None = None

    def close(self) -> None:
        """Close it; in a child of the process that opened it, leave it as it is."""
        if self.process == os.getpid():
            super().close()
            with lock:
                _held.discard(self)


lock: RLock = RLock()
"""Held while a file is looked at and while one is opened, so that neither falls between the other's steps."""

_held: WeakSet[Held] = WeakSet()
_inherited: list[Held] = []


def hold(path: Path, patience: float, readonly: bool) -> Held:
    """A connection that this process holds from now on.

    Args:
        path: the file, absolute.
        patience: seconds to wait for another process that writes.
        readonly: refuse to write; else the file is made if there is none.
    """
    address = f"{path.as_uri()}?mode={'ro' if readonly else 'rwc'}"
    with lock:
        if not readonly:
            with suppress(OSError):  # it is there already, or SQLite will say why it cannot be
                make(path.resolve())  # what a link leads to, or SQLite would make that, for everybody to read
        connection = sqlite3.connect(
            address,
            uri=True,
            timeout=patience,
            isolation_level=None,
            check_same_thread=False,
            factory=Held,
        )
        connection.process = os.getpid()
        connection.file = _identity(path)
        _held.add(connection)
    return connection


def make(path: Path) -> None:
    """Make an empty file that only its owner may read; what SQLite puts beside it gets the same rights.

    Raises:
        FileExistsError: one is there.
        OSError: it cannot be made.
    """
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))


def holds(path: Path) -> bool:
    """Whether this process has a connection to a file.

    Raises:
        OpenedBeforeFork: the process that this one was forked from had one then.
    """
    identity = _identity(path)
    if identity is None:
        return False
    if any(one.file == identity for one in _inherited):
        raise OpenedBeforeFork(str(path))
    return any(one.file == identity for one in _held)


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


def _in_the_child() -> None:
    lock.release()
    inherited = list(_held)
    if inherited:
        # One reference more than there are, so that they outlive even the end of the interpreter: closing a
        # connection writes to the log that the parent is using.
        from ctypes import py_object, pythonapi

        for one in inherited:
            pythonapi.Py_IncRef(py_object(one))
    _inherited.extend(inherited)
    _held.clear()


if sys.platform != "win32":
    os.register_at_fork(before=lock.acquire, after_in_parent=lock.release, after_in_child=_in_the_child)
