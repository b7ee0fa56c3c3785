"""Looking at what may be silent: nobody waits for it longer than it takes to say so."""

import logging
import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from time import monotonic
from typing import Final, Generic, TypeVar

from watchgraph.errors import WatchgraphError

logger = logging.getLogger(__name__)

SILENT: Final = "does not answer"
UNREADABLE: Final = "cannot be read"
AWAY: Final = frozenset({"database-unavailable", "graph-unavailable"})

T = TypeVar("T")


class Look(Generic[T]):
    """Asks something on a thread of its own, once at a time: who comes meanwhile hears what comes of that.

    So what is silent for long holds one thread, however often somebody looks at it. name: of what is asked.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self._lock = threading.Lock()
        self._under_way: Future[T] | None = None

    def begin(self, ask: Callable[[], T]) -> "Future[T]":
        """Ask, unless somebody is being asked already."""
        with self._lock:
            if self._under_way is None or self._under_way.done():
                self._under_way = found = Future[T]()
                threading.Thread(target=_answer, args=[found, ask], name=f"look-{self.name}", daemon=True).start()
            return self._under_way


def _answer(found: "Future[T]", ask: Callable[[], T]) -> None:
    try:
        found.set_result(ask())
    except BaseException as error:  # noqa: BLE001  # whoever waits for it is told
        found.set_exception(error)


@dataclass(frozen=True, slots=True)
class Round:
    """Hears several looks, all together no longer than until a moment (monotonic).

    unread: by its name how each is that brought nothing, in words for everybody.
    """

    until: float
    unread: dict[str, str] = field(default_factory=dict)

    def heard(self, name: str, found: "Future[T]") -> T | None:
        """What came of a look; None where nothing did in time. Of what is only away there is nothing to trace."""
        try:
            return found.result(max(0.0, self.until - monotonic()))
        except TimeoutError:
            self._failed(name, SILENT, None)
        except WatchgraphError as error:
            away = error.code in AWAY
            self._failed(name, SILENT if away else UNREADABLE, None if away else error)
        except Exception as error:  # noqa: BLE001  # logged and told
            self._failed(name, UNREADABLE, error)
        return None

    def _failed(self, name: str, how: str, error: Exception | None) -> None:
        self.unread[name] = how
        logger.warning("A part of the server is not well", exc_info=error, extra={"part": name, "how": how})
