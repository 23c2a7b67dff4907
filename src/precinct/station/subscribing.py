"""Who reads along: entries are handed to subscribers, in order, each at least once.

A subscriber's bookmark stands in the ledger. It moves after the handler has returned, so a process that dies between
the two hands the entry over again, and none is ever left out. A handler that must not do a thing twice keeps the
position beside what it did.
"""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from itertools import islice
from typing import Literal

import attrs

from precinct.basics.clock import Clock
from precinct.basics.ledger_errors import UnknownStored, UpcastFailed
from precinct.ledger.stored import Bookmark, Parked, Stored
from precinct.station.delivery import Delivery, delivery_of
from precinct.station.marks import with_marks
from precinct.station.records import Records

_LONGEST_WAIT = timedelta(seconds=1)
"""So long at most `follow` waits before it asks whether it should stop."""


Handler = Callable[[Delivery], None]
"""Does something about an entry; it fails by raising an exception, of whatever class."""


def _positive(instance: object, attribute: "attrs.Attribute[timedelta]", value: timedelta) -> None:
    if not isinstance(value, timedelta) or value <= timedelta(0):
        raise ValueError(f"{attribute.name} must be a time longer than none, not {value!r}")


@attrs.frozen(kw_only=True)
class Retry:
    """What happens when a handler fails.

    Args:
        attempts: how often an entry is handed over at most, 1 or more.
        pause: how long to wait after the first failure; twice as long after each further one.
        longest: no pause is longer. A next attempt that is further ahead than this was set by a clock that stood
            wrong, and does not count.
        then: after the last attempt, `"park"` puts the entry aside and goes on with the next one; `"stop"` waits for
            somebody to `resume`, because what comes later makes no sense without it.
    """

    attempts: int = attrs.field(
        default=5, validator=[attrs.validators.instance_of(int), attrs.validators.ge(1)]
    )
    pause: timedelta = attrs.field(default=timedelta(seconds=1), validator=_positive)
    longest: timedelta = attrs.field(default=timedelta(hours=1), validator=_positive)
    then: Literal["park", "stop"] = attrs.field(
        default="park", validator=attrs.validators.in_(("park", "stop"))
    )

    def after(self, failures: int) -> timedelta:
        """How long to wait after so many failures in a row, 1 or more."""
        pause = self.pause
        for _ in range(1, failures):
            if pause >= self.longest:
                break
            pause *= 2
        return min(pause, self.longest)


@attrs.frozen
class Subscriber:
    """Somebody who reads along.

    Args:
        name: under which the ledger keeps the bookmark. Two processes under one name get in each other's way.
        handler: what is done with each entry.
        retry: what happens when that fails.
        every: the bookmark moves after so many entries, and whenever nothing is left or something failed. A process
            that is killed hands over again what came since; with 1, a single entry.
    """

    name: str = attrs.field(validator=attrs.validators.min_len(1))
    handler: Handler = attrs.field(validator=attrs.validators.is_callable())
    retry: Retry = attrs.field(factory=Retry, validator=attrs.validators.instance_of(Retry))
    every: int = attrs.field(default=1, validator=[attrs.validators.instance_of(int), attrs.validators.ge(1)])


@attrs.frozen
class Progress:
    """How a subscriber stands.

    Args:
        subscriber: its name.
        position: the last entry that it is done with.
        behind: how many entries come after that.
        failures: how often in a row the next one has failed.
        problem: the class of the error that it failed with; never its message, which may quote the entry.
        retry_at: when it is tried again; None where nothing waits.
        parked: what was given up.
    """

    subscriber: str
    position: int
    behind: int
    failures: int = 0
    problem: str = ""
    retry_at: datetime | None = None
    parked: tuple[Parked, ...] = ()


class Outbox:
    """Hands entries to subscribers; `Station.outbox` makes it.

    It starts no thread. `deliver` hands over what is there and comes back; `follow` stays and waits for more.
    """

    def __init__(self, records: Records, clock: Clock) -> None:
        self._records = records
        self._recorder = records.recorder
        self._clock = clock

    def deliver(self, subscriber: Subscriber, *, limit: int | None = None) -> Progress:
        """Hand over what the subscriber has not had yet, up to the first failure that is to be tried again.

        Args:
            subscriber: who reads.
            limit: at most so many entries, none if it is not positive; all that are there now if not given.

        Returns:
            how it stands now.

        Raises:
            Overtaken: another process reads under this name; let one of the two go on.
            LedgerError: the ledger cannot be read or written just now. The entry in hand comes again.
        """
        return self._deliver(subscriber, limit, lambda: False)

    def follow(self, subscriber: Subscriber, until: Callable[[], bool]) -> Progress:
        """Hand over what is there and what comes, in this thread, until told to stop.

        Args:
            subscriber: who reads.
            until: whether to stop, such as the `is_set` of a `threading.Event`; asked after each entry, and every
                second where none comes.

        Returns:
            how it stands at the end.

        Raises:
            Overtaken: as for `deliver`.
            LedgerError: as for `deliver`.
        """
        progress = self.progress(subscriber.name)
        while not until():
            if progress.behind and not _rests(progress, subscriber.retry, self._clock()):
                progress = self._deliver(subscriber, None, until)
            else:
                self._wait(progress)
                progress = self.progress(subscriber.name)
        return progress

    def progress(self, subscriber: str) -> Progress:
        """How a subscriber stands, by its name."""
        return self._progress(self._recorder.bookmark(subscriber), self._recorder.parked(subscriber))

    def subscribers(self) -> tuple[Progress, ...]:
        """How everybody stands who ever read along, by name."""
        parked = self._recorder.parked()
        return tuple(
            self._progress(mark, tuple(one for one in parked if one.subscriber == mark.subscriber))
            for mark in self._recorder.bookmarks()
        )

    def take_up(self, subscriber: Subscriber) -> Progress:
        """Hand over once more what was parked, each entry once; what fails again stays parked.

        These come out of order: later entries were handed over before.
        """
        parked = self._recorder.parked(subscriber.name)
        entries = self._records.stored_at(one.position for one in parked)
        for one, (stored, shut) in zip(parked, with_marks(entries, self._recorder), strict=True):
            if not _problem_with(stored, shut, subscriber.handler, self._records):
                self._recorder.take_up(one)
        return self.progress(subscriber.name)

    def resume(self, subscriber: str) -> Progress:
        """Forget the failures of a subscriber that stopped or waits, so that the entry is tried at once.

        Raises:
            Overtaken: it moved in this moment.
        """
        mark = self._recorder.bookmark(subscriber)
        if mark.failures:
            self._recorder.move_bookmark(mark, Bookmark(subscriber, mark.position))
        return self.progress(subscriber)

    def _deliver(self, subscriber: Subscriber, limit: int | None, until: Callable[[], bool]) -> Progress:
        mark = self._recorder.bookmark(subscriber.name)
        if not _rests(mark, subscriber.retry, self._clock()):
            handing_over = _HandingOver(self._records, self._clock, subscriber, mark)
            behind = self._recorder.tip().position - mark.position
            # What is recorded meanwhile, perhaps by the handler itself, comes next time.
            limit = behind if limit is None else min(limit, behind)
            handing_over.run(islice(self._recorder.read_all(mark.position), max(limit, 0)), until)
        return self.progress(subscriber.name)

    def _wait(self, progress: Progress) -> None:
        """Wait for news, or for the moment of the next attempt; what is already there is no news."""
        patience = _LONGEST_WAIT
        if progress.retry_at is not None:
            patience = max(min(patience, progress.retry_at - self._clock()), timedelta(0))
        self._recorder.wait(progress.position + progress.behind, patience)

    def _progress(self, mark: Bookmark, parked: tuple[Parked, ...]) -> Progress:
        behind = self._recorder.tip().position - mark.position
        return Progress(
            mark.subscriber, mark.position, behind, mark.failures, mark.problem, mark.retry_at, parked
        )


class _HandingOver:
    """One run through what a subscriber has not had yet."""

    def __init__(self, records: Records, clock: Clock, subscriber: Subscriber, mark: Bookmark) -> None:
        self._records = records
        self._clock = clock
        self._subscriber = subscriber
        self._mark = mark
        self._done = mark.position

    def run(self, entries: Iterable[Stored], until: Callable[[], bool]) -> None:
        try:
            for stored, shut in with_marks(entries, self._records.recorder):
                problem = _problem_with(stored, shut, self._subscriber.handler, self._records)
                if not problem:
                    self._succeeded(stored.position)
                elif not self._goes_on_after(stored.position, problem):
                    break
                if until():
                    break
        finally:
            # Whatever ends the run: what was done is not handed over again.
            if self._done > self._mark.position:
                self._move(Bookmark(self._subscriber.name, self._done))

    def _succeeded(self, position: int) -> None:
        self._done = position
        if position - self._mark.position >= self._subscriber.every:
            self._move(Bookmark(self._subscriber.name, position))

    def _goes_on_after(self, position: int, problem: str) -> bool:
        """Count a failure; whether the next entry has its turn now."""
        name, retry, now = self._subscriber.name, self._subscriber.retry, self._clock()
        earlier = self._mark.failures if self._done == self._mark.position else 0
        failures = earlier + 1
        if failures < retry.attempts:
            self._move(Bookmark(name, self._done, failures, now + retry.after(failures), problem))
            return False
        if retry.then == "stop":
            self._move(Bookmark(name, self._done, failures, None, problem))
            return False
        self._move(Bookmark(name, position), Parked(name, position, problem, now))
        return True

    def _move(self, after: Bookmark, parked: Parked | None = None) -> None:
        before, self._mark, self._done = self._mark, after, after.position
        self._records.recorder.move_bookmark(before, after, parked)


def _problem_with(stored: Stored, shut: bool, handler: Handler, records: Records) -> str:
    """Hand an entry over; the class of the error that came of it, "" where none did.

    That an entry cannot be read counts as its handler's failure, so that it does not hold up all others. That the ledger
    cannot be read just now does not.
    """
    try:
        delivery = delivery_of(stored, records, shut=shut)
    except (UnknownStored, UpcastFailed) as error:
        return type(error).__name__
    try:
        handler(delivery)
    except Exception as error:  # noqa: BLE001 - whatever it is, it is counted
        return type(error).__name__
    return ""


def _rests(standing: Bookmark | Progress, retry: Retry, now: datetime) -> bool:
    """Whether nothing is to be tried now: it stopped, or the next attempt is later."""
    if retry.then == "stop" and standing.failures >= retry.attempts:
        return True
    # No pause is longer than the rule's longest: whoever says so failed while the clock stood ahead.
    return standing.retry_at is not None and timedelta(0) < standing.retry_at - now <= retry.longest
