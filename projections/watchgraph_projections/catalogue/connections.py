"""What a request reads with: a connection lent for as long as it takes, in one transaction, no longer than it may."""

from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from math import inf
from threading import TIMEOUT_MAX, get_ident
from time import monotonic
from typing import TYPE_CHECKING, ClassVar, Final

from sqlalchemy import Connection, Engine, event
from sqlalchemy.engine import ExceptionContext

from watchgraph.errors import WatchgraphError
from watchgraph.postgresql import DatabaseUnavailableError
from watchgraph_projections.catalogue.dialects import Backend, Statement
from watchgraph_projections.catalogue.standing import STANDING, Standing

if TYPE_CHECKING:
    from watchgraph_projections.catalogue.postgres_flights import Flights

KEPT: Final = 16
"""Connections that stay open while nobody reads."""

Bound = Mapping[str, object] | tuple[object, ...]


class ReadTimeoutError(WatchgraphError):
    """What is asked takes longer than one request may."""

    code = "too-slow"


class StatementRefusedError(WatchgraphError):
    """The database does not prepare or run a statement."""

    code = "statement-refused"


class CatalogueMissingError(WatchgraphError):
    """There is nothing to read yet."""

    code = "catalogue-missing"


class OtherLayoutError(WatchgraphError):
    """The tables are those of another version of the program."""

    code = "other-layout"


class Reading(ABC):
    """All that one request reads, through one connection: every answer of it shows one standing.

    connection: for statements made with SQLAlchemy. file: stands for the tables that are read, and no others.
    backend: what the database is.
    """

    backend: ClassVar[Backend]

    def __init__(self, connection: Connection, file: object) -> None:
        self.connection = connection
        self.file = file
        self._seconds = self._until = inf
        self._cut_off = False
        self._standing: Standing | None = None
        connection.info[Reading] = self

    @property
    def standing(self) -> Standing:
        """The last commit folded and the day shown."""
        if self._standing is None:
            position, day = self._row(STANDING.on(self.backend), ())
            assert isinstance(position, int)
            assert isinstance(day, int)
            self._standing = Standing(position, day)
        return self._standing

    @property
    def seconds_left(self) -> float:
        """How long it may still take; less than nothing where the time is up."""
        return min(self._until - monotonic(), TIMEOUT_MAX)

    def one(self, statement: Statement, values: tuple[object, ...] = ()) -> tuple[object, ...]:
        """The only row of a statement, whatever the database. Raises what `row` raises."""
        return self.row(statement.on(self.backend), values)

    def row(self, statement: str, values: Bound = ()) -> tuple[object, ...]:
        """The only row of a statement written for this database, which keeps it prepared.

        Raises ReadTimeoutError, StatementRefusedError, and DatabaseUnavailableError where nothing answers.
        """
        self.check()
        return self._row(statement, values)

    def check(self) -> None:
        """Raise ReadTimeoutError where the time is up."""
        if self.is_late():
            raise self.too_slow()

    def too_slow(self) -> ReadTimeoutError:
        return ReadTimeoutError(
            f"This takes longer than {self._seconds:g} seconds, the longest that one request may read: ask for "
            "smaller pages, fewer levels or narrower filters"
        )

    def begin(self, seconds: float) -> None:
        """Begin a transaction. Statements that are not done in time are cut off.

        Raises DatabaseUnavailableError and CatalogueMissingError.
        """
        self._cut_off = False
        self.allow(seconds)
        self._standing = None
        self._begin()

    def end(self) -> None:
        """End the transaction."""
        self._until = inf
        self._end()

    def allow(self, seconds: float) -> None:
        """Give statements from now on so long, together."""
        self._seconds, self._until = seconds, monotonic() + seconds

    def cut_off(self) -> None:
        """End the time that it may take now: nobody waits for what is read. Any thread may call it."""
        self._cut_off = True
        self._until = 0.0

    @contextmanager
    def sparing(self, part: float) -> Iterator[None]:
        """Give what is read meanwhile only a part of the time that is left, so that the rest of a request has some."""
        seconds, until = self._seconds, self._until
        self.allow(self.seconds_left * part)
        try:
            yield
        finally:
            self.allow(until - monotonic())
            self._seconds = seconds
            if self._cut_off:
                self._until = 0.0

    def is_late(self) -> bool:
        """Whether the time is up."""
        return monotonic() > self._until

    def about_to_run(self, _statement: str) -> None:
        """Be told of a statement that is made with SQLAlchemy. Raises ReadTimeoutError."""
        self.check()

    @abstractmethod
    def failure(self, error: BaseException) -> WatchgraphError | None:
        """What an error of the driver means for whoever asked; None for what the next in line should see itself."""

    @abstractmethod
    def close(self) -> None:
        """Close the connection."""

    @abstractmethod
    def _row(self, statement: str, values: Bound) -> tuple[object, ...]: ...

    @abstractmethod
    def _begin(self) -> None: ...

    @abstractmethod
    def _end(self) -> None: ...


class Readings(ABC):
    """Lends readings of one catalogue, and keeps them open for the next request. Threads share it."""

    def __init__(self, made: Engine) -> None:
        self._engine = _timed(made)
        self._idle: deque[Reading] = deque()
        self._lent: dict[int, Reading] = {}
        self._closed = False

    @contextmanager
    def lend(self, seconds: float) -> Iterator[Reading]:
        """Lend one on the catalogue as it is: a rebuild may have put another in its place."""
        self._look()
        reading = self._begun(seconds)
        self._lent[get_ident()] = reading
        try:
            yield reading
        finally:
            self._lent.pop(get_ident(), None)
            self._put_back(reading)

    def cut_off(self, thread: int) -> None:
        """End the time of the reading that a thread was lent last, if it has it still. Any thread may call it."""
        reading = self._lent.get(thread)
        if reading is not None:
            reading.cut_off()

    def flights(self, _seconds: float) -> "Flights | None":
        """Make a way to read on a running loop; None where a thread does it as well."""
        return None

    def close(self) -> None:
        """Close those that are not lent; the others when they come back."""
        self._closed = True
        while self._idle:
            self._idle.pop().close()

    @abstractmethod
    def _look(self) -> None:
        """See whether another catalogue has taken the place of the one that is read."""

    @abstractmethod
    def _opened(self, connection: Connection) -> Reading:
        """Make a reading of a new connection."""

    @abstractmethod
    def _is_current(self, reading: Reading) -> bool:
        """Whether the reading can be lent again."""

    def _begun(self, seconds: float) -> Reading:
        """Begin one that was kept and still has its connection, else a new one."""
        while (reading := self._kept()) is not None:
            try:
                reading.begin(seconds)
            except DatabaseUnavailableError:
                reading.close()
            except BaseException:
                self._put_back(reading)
                raise
            else:
                return reading
        reading = self._opened(self._engine.connect())
        try:
            reading.begin(seconds)
        except BaseException:
            reading.close()
            raise
        return reading

    def _kept(self) -> Reading | None:
        while True:
            try:
                reading = self._idle.pop()
            except IndexError:
                return None
            if self._is_current(reading):
                return reading
            reading.close()

    def _put_back(self, reading: Reading) -> None:
        try:
            reading.end()
        finally:
            if not self._closed and self._is_current(reading) and len(self._idle) < KEPT:
                self._idle.append(reading)
            else:
                reading.close()


def check_of(connection: Connection) -> Callable[[], None]:
    """What raises ReadTimeoutError once the time is up of the reading that a connection belongs to, if it does to any.

    For work between statements: these are kept to the time by themselves.
    """
    reading: Reading | None = connection.info.get(Reading)
    return (lambda: None) if reading is None else reading.check


def _timed(made: Engine) -> Engine:
    """Keep statements made with SQLAlchemy to the time, too."""
    event.listen(made, "before_cursor_execute", _before)
    event.listen(made, "handle_error", _failed)
    return made


def _before(connection: Connection, _cursor: object, statement: str, *_: object) -> None:
    reading: Reading | None = connection.info.get(Reading)
    if reading is not None:
        reading.about_to_run(statement)


def _failed(context: ExceptionContext) -> None:
    reading: Reading | None = None if context.connection is None else context.connection.info.get(Reading)
    meaning = None if reading is None else reading.failure(context.original_exception)
    if meaning is not None:
        raise meaning from context.original_exception
