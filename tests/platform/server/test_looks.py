from concurrent.futures import Future
from threading import Event
from time import monotonic

import pytest
from tests.processes import PATIENCE_SECONDS

from watchgraph.errors import WatchgraphError
from watchgraph.postgresql import DatabaseRefusedError, DatabaseUnavailableError
from watchgraph_server.looks import Look, Round


def test_what_is_silent_is_told_and_asked_by_one_thread_however_often_somebody_looks() -> None:
    speak, asked = Event(), list[int]()

    def ask() -> int:
        asked.append(1)
        speak.wait(PATIENCE_SECONDS)
        return 7

    look, visit = Look[int]("catalogue"), Round(monotonic())
    first, second = look.begin(ask), look.begin(ask)

    assert visit.heard("catalogue", second) is None
    assert visit.unread == {"catalogue": "does not answer"}
    speak.set()
    assert Round(monotonic() + PATIENCE_SECONDS).heard("catalogue", first) == 7
    assert (first, len(asked)) == (second, 1)
    assert look.begin(ask).result(PATIENCE_SECONDS) == 7


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (DatabaseUnavailableError("PostgreSQL does not answer (database 'd' at db.example.org)"), "does not answer"),
        (DatabaseRefusedError("PostgreSQL refuses: permission denied (database 'd' at h)"), "cannot be read"),
        (OSError("/home/me/store/log.sqlite"), "cannot be read"),
    ],
)
def test_how_a_look_failed_is_told_without_a_place(error: WatchgraphError | OSError, words: str) -> None:
    failed, visit = Future[int](), Round(monotonic())
    failed.set_exception(error)

    assert visit.heard("log", failed) is None
    assert visit.unread == {"log": words}
