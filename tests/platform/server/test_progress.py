import io
import sys

import pytest
from rich.console import Console
from rich.progress import Progress

from watchgraph_server.progress import Bar, Lines, Patience, Silence, course


class Terminal(io.StringIO):
    """An error output that somebody watches."""

    def isatty(self) -> bool:
        return True


def test_a_pipe_gets_a_line_when_something_begins_and_one_now_and_then(capsys: pytest.CaptureFixture[str]) -> None:
    with course() as shown:
        shown.begin("census 2020", 50_000)
        for done in (200, 20_000, 20_200, 40_000):
            shown.rows(done)
        shown.begin("census 2021", None)
        shown.fold(1, 2)

    assert isinstance(shown, Lines)
    assert capsys.readouterr().err.splitlines() == [
        "census 2020: reading about 50,000 rows",
        "census 2020: 20,000 rows checked",
        "census 2020: 40,000 rows checked",
        "census 2021: reading",
    ]


def test_a_program_is_told_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    with course(silent=True) as shown:
        shown.begin("census 2020", 1)
        shown.rows(20_000)
        shown.fold(1, 2)

    assert isinstance(shown, Silence)
    assert capsys.readouterr().err == ""


def test_who_waits_long_for_read_models_is_told_how_far_they_are(capsys: pytest.CaptureFixture[str]) -> None:
    seconds = iter([0, 1.9, 2.1, 2.1, 5, 12.2, 12.2])
    told = Patience(lambda: next(seconds))

    for position in (1_000, 20_000, 50_000, 80_000):
        told(position, 449_883)

    assert [line.rpartition(": ")[2] for line in capsys.readouterr().err.splitlines()] == [
        "event 20,000 of 449,883",
        "event 80,000 of 449,883",
    ]


def test_a_terminal_gets_a_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", Terminal())

    with course() as shown:
        assert isinstance(shown, Bar)


def test_the_bar_says_what_it_shows_and_how_far_it_is() -> None:
    progress = Progress(console=Console(file=io.StringIO()), disable=False)
    bar = Bar(progress)
    (task,) = progress.tasks

    bar.begin("census 2020", 100)
    bar.rows(40)
    reading = (task.description, task.completed, task.total)
    bar.fold(5, 10)

    assert reading == ("census 2020", 40, 100)
    assert (task.description, task.completed, task.total) == ("read models", 5, 10)
