"""What a server writes about itself: a line of JSON for each record, and no more lines than a reader can bear."""

import json
import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Final, TextIO

A_MINUTE: Final = 60.0
LINES_A_MINUTE: Final = 20
"""Of one message. A caller who provokes more learns nothing, and fills no disk."""
MOST_MESSAGES: Final = 200
LONGEST_TRACE: Final = 8_000

_OF_EVERY_RECORD: Final = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "color_message"}


class Lines(logging.Formatter):
    """Writes ASCII: whatever a caller sent, it begins no line and moves no terminal's cursor."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the record as one line, with what `extra` gave it."""
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        line |= {name: value for name, value in vars(record).items() if name not in _OF_EVERY_RECORD}
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)[-LONGEST_TRACE:]
        return json.dumps(line, default=str)


class Seldom(logging.Filter):
    """Lets a message through a few times a minute; the first of the next minute tells how many were left out."""

    def __init__(self, most: int = LINES_A_MINUTE, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._most = most
        self._clock = clock
        self._seen: dict[tuple[str, str], tuple[float, int]] = {}

    def __len__(self) -> int:
        """How many messages are counted."""
        return len(self._seen)

    def filter(self, record: logging.LogRecord) -> bool:
        """Count the record, by its message without its values. Handlers hold a lock while they ask."""
        key, now = (record.name, str(record.msg)[:LONGEST_TRACE]), self._clock()
        began, count = self._seen.pop(key, (now, 0))
        if now - began >= A_MINUTE:
            if count > self._most:
                record.left_out = count - self._most
            began, count = now, 0
        self._seen[key] = (began, count + 1)
        if len(self._seen) > MOST_MESSAGES:
            del self._seen[next(iter(self._seen))]
        return count < self._most


@contextmanager
def written_to(stream: TextIO) -> Iterator[None]:
    """Write warnings and worse of the whole process to a stream for as long as this lasts."""
    handler = write_to(stream)
    try:
        yield
    finally:
        logging.getLogger().removeHandler(handler)
        logging.captureWarnings(capture=False)


def write_to(stream: TextIO) -> logging.Handler:
    """Write warnings and worse of the whole process to a stream from now on, by the handler that is returned.

    Also those that Python itself gives, which would else stand there as they are.
    """
    logging.captureWarnings(capture=True)
    handler = logging.StreamHandler(stream)
    handler.setFormatter(Lines())
    handler.addFilter(Seldom())
    handler.setLevel(logging.WARNING)
    logging.getLogger().addHandler(handler)
    return handler


@contextmanager
def every_line_to(logger: logging.Logger, stream: TextIO) -> Iterator[None]:
    """Write all that one logger says to a stream, however often it says it, for as long as this lasts."""
    handler = logging.StreamHandler(stream)
    handler.setFormatter(Lines())
    level, propagate = logger.level, logger.propagate
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    logger.propagate = False
    try:
        yield
    finally:
        logger.removeHandler(handler)
        logger.setLevel(level)
        logger.propagate = propagate
