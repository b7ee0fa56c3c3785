"""Lines of a server's log: one a record, whatever a caller sent, and never a flood of them."""

import io
import json
import logging
import warnings

import pytest

from watchgraph_server import logs
from watchgraph_server.logs import Lines, Seldom, written_to

logger = logging.getLogger("watchgraph_server.tests")


def test_a_record_is_one_line_of_json_with_what_belongs_to_it() -> None:
    stream = io.StringIO()

    with written_to(stream):
        logger.warning("A document was refused", extra={"request": "r-1", "size": 12})

    line = json.loads(stream.getvalue())
    assert {name: line[name] for name in ("level", "message", "request", "size")} == {
        "level": "WARNING",
        "message": "A document was refused",
        "request": "r-1",
        "size": 12,
    }
    assert line["at"].endswith("+00:00")


@pytest.mark.parametrize("sent", ["a\r\nWARNING all is well", "\x1b[2J", "\u2028\u202e", "\ud800", "\x00"])
def test_what_a_caller_sent_neither_begins_a_line_nor_moves_a_cursor(sent: str) -> None:
    record = logging.makeLogRecord({"msg": "A document was refused: %s", "args": (sent,), "begins": sent})

    line = Lines().format(record)

    assert line.isascii()
    assert line.isprintable()
    assert json.loads(line)["begins"] == sent


def test_an_exception_stays_on_the_line_and_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logs, "LONGEST_TRACE", 100)
    stream = io.StringIO()

    with written_to(stream):
        try:
            int("x" * 1_000)
        except ValueError:
            logger.exception("It failed")

    assert stream.getvalue().count("\n") == 1
    assert len(json.loads(stream.getvalue())["exception"]) == 100


def test_a_message_that_repeats_is_written_a_few_times_a_minute_and_what_was_left_out_is_told() -> None:
    now = [0.0]
    seldom = Seldom(most=2, clock=lambda: now[0])

    def written(message: str) -> str | None:
        record = logging.makeLogRecord({"name": "a", "msg": message})
        return Lines().format(record) if seldom.filter(record) else None

    first = [written("once"), written("again"), written("again"), written("again"), written("again")]
    now[0] = 61.0
    later = written("again")

    assert [each is not None for each in first] == [True, True, True, False, False]
    assert later is not None
    assert json.loads(later)["left_out"] == 2


def test_no_number_of_messages_fills_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logs, "MOST_MESSAGES", 10)
    seldom = Seldom()

    for number in range(100):
        seldom.filter(logging.makeLogRecord({"name": "a", "msg": f"message {number}"}))

    assert len(seldom) == 10


def test_warnings_of_the_language_are_lines_like_others() -> None:
    stream = io.StringIO()

    with warnings.catch_warnings(action="always"), written_to(stream):
        warnings.warn("of two\nlines", RuntimeWarning, stacklevel=1)

    line = json.loads(stream.getvalue())
    assert stream.getvalue().count("\n") == 1
    assert (line["level"], line["logger"]) == ("WARNING", "py.warnings")
    assert "RuntimeWarning: of two\nlines" in line["message"]
