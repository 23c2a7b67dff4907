"""Which process opened a ledger: no other one may use what is open, not even a child that inherited it by a fork."""

import os
from threading import RLock

from precinct.basics.ledger_errors import OpenedBeforeFork


class Opener:
    """The process that opened a ledger, and the lock that its threads share.

    Args:
        place: how the ledger is called in errors.
    """

    def __init__(self, place: str) -> None:
        self._place = place
        self._process = os.getpid()
        self._lock = RLock()

    @property
    def is_another(self) -> bool:
        """Whether this process is a child of the one that opened the ledger."""
        return os.getpid() != self._process

    @property
    def lock(self) -> RLock:
        """The lock; in a child it may be held by a thread that is no longer there, so nobody waits for it.

        Raises:
            OpenedBeforeFork: this process is a child of the one that opened the ledger.
        """
        if os.getpid() != self._process:  # `is_another`, written out: this is asked at every use
            raise OpenedBeforeFork(self._place)
        return self._lock
