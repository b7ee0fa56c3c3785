import asyncio
import re
import signal
import socket
import threading
from collections.abc import Callable
from pathlib import Path
from queue import Queue

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from tests.platform.server.clients import running
from tests.processes import PATIENCE_SECONDS, got, posted
from typer.testing import Result

from watchgraph_server import connections, graphql_requests, shares, turned_away
from watchgraph_server.commands import serving
from watchgraph_server.outcomes import BadInputError

Run = Callable[..., Result]

PAGE = Path(__file__).parents[3] / "docs" / "serving.md"
NUMBER = re.compile(r"\d[\d,]*\b")
QUESTION = {"query": '{ claimsByRef(ref: "C042") { totalCount } }'}


def test_address_that_is_taken_is_bad_input() -> None:
    with serving.listen("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]

        with pytest.raises(BadInputError, match="Address already in use"):
            serving.listen("127.0.0.1", port)


def test_the_page_says_which_limits_requests_and_connections_have() -> None:
    limits = {
        "connections": [connections.MOST_CONNECTIONS, shares.USUAL],
        "the head of a request": [
            connections.SLOWEST_HEAD_SECONDS,
            turned_away.LARGEST_HEAD / 1_024,
            turned_away.MOST_LINES,
            turned_away.HEAD_TOO_LARGE.status,
            graphql_requests.LARGEST_QUERY_STRING,
            turned_away.TARGET_TOO_LONG.status,
        ],
        "the body of a request": [
            turned_away.SLOWEST_BODY_SECONDS,
            turned_away.BODY_TOO_SLOW.status,
            graphql_requests.LARGEST_BODY / 1_000,
            turned_away.LARGEST_REQUEST / 1_000,
            turned_away.BODY_TOO_LARGE.status,
        ],
        "requests sent ahead of their answers": [turned_away.MOST_WAITING, turned_away.TOO_MANY.status],
        "a connection without a request": [connections.SLOWEST_HEAD_SECONDS, serving.IDLE_SECONDS],
    }

    rows = dict(re.findall(r"^\| ([\w ]+) \| (.*) \|$", PAGE.read_text(), re.MULTILINE))

    assert {what: [int(each.replace(",", "")) for each in NUMBER.findall(rows[what])] for what in limits} == limits


def test_address_is_written_as_a_url() -> None:
    with serving.listen("127.0.0.1", 0) as listener:
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+", serving.address(listener))


def test_demo_takes_another_port_where_the_usual_one_is_taken() -> None:
    chosen = serving.free_port("127.0.0.1")
    if chosen == 0:
        return  # somebody else on this machine has the usual one: that is the case already

    with serving.listen("127.0.0.1", chosen):
        assert serving.free_port("127.0.0.1") == 0


@pytest.fixture
def announced(monkeypatch: pytest.MonkeyPatch) -> Queue[str]:
    """Where a server of this process listens, as soon as it does."""
    addresses, tell = Queue[str](), serving.address

    def told(listener: socket.socket) -> str:
        addresses.put(tell(listener))
        return tell(listener)

    monkeypatch.setattr(serving, "address", told)
    return addresses


def ask_and_stop(announced: "Queue[str]", answers: list[object]) -> None:
    """Ask as soon as the server is up, then interrupt it as Ctrl-C does."""
    url = announced.get(timeout=PATIENCE_SECONDS)
    try:
        body = posted(f"{url}/graphql", QUESTION).json()
        answers.extend((url, body["data"] if "data" in body else body["errors"][0]["extensions"]["code"]))
    finally:
        signal.raise_signal(signal.SIGINT)


@pytest.mark.parametrize("command", ["serve", "demo"])
def test_server_answers_where_it_says_and_stops_when_interrupted(
    command: str, run: Run, reference_folder: Path, announced: "Queue[str]"
) -> None:
    answers: list[object] = []
    client = threading.Thread(target=ask_and_stop, args=[announced, answers])

    client.start()
    result = run(command, "--port", "0", folder=reference_folder)
    client.join()

    assert result.exit_code == 0
    assert answers[1:] == [{"claimsByRef": {"totalCount": 1}}]
    assert f"{answers[0]}/graphql" in result.stdout


def test_an_answer_under_way_is_finished_when_the_server_is_told_to_stop() -> None:
    asked = threading.Event()
    replies: list[int] = []

    async def slow(_: Request) -> Response:
        asked.set()
        await asyncio.sleep(0.3)
        return Response("done")

    with running(Starlette(routes=[Route("/", slow)])) as url:
        client = threading.Thread(target=lambda: replies.append(got(url).status_code))
        client.start()
        asked.wait(PATIENCE_SECONDS)
    client.join()

    assert replies == [200]


def test_server_answers_what_its_operators_list_and_nothing_else_where_they_say_so(
    run: Run, reference_folder: Path, tmp_path: Path, announced: "Queue[str]"
) -> None:
    (tmp_path / "world.graphql").write_text("{ claims { totalCount } }", "utf-8")
    answers: list[object] = []
    client = threading.Thread(target=ask_and_stop, args=[announced, answers])

    client.start()
    words = ["--documents", str(tmp_path), "--only-documents"]
    result = run("serve", "--port", "0", *words, folder=reference_folder)
    client.join()

    assert result.exit_code == 0
    assert answers[1:] == ["untrusted-document"]


def test_server_does_not_start_with_documents_that_it_cannot_answer(
    run: Run, reference_folder: Path, tmp_path: Path
) -> None:
    (tmp_path / "wrong.graphql").write_text("{ nothing }", "utf-8")

    result = run("serve", "--port", "0", "--documents", str(tmp_path), folder=reference_folder)

    assert result.exit_code == 2
    assert "'wrong' cannot be answered here" in result.stderr


def test_server_reads_all_documents_that_it_is_given(run: Run, reference_folder: Path, tmp_path: Path) -> None:
    for name, query in (("first", "{ claims { totalCount } }"), ("second", "{ sources { totalCount } }")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "same.graphql").write_text(query, "utf-8")

    words = [word for name in ("first", "second") for word in ("--documents", str(tmp_path / name))]
    result = run("serve", "--port", "0", *words, folder=reference_folder)

    assert result.exit_code == 2
    assert "name different documents 'same': rename one of them" in result.stderr


def test_server_goes_through_a_port_that_is_taken_to_bad_input(run: Run, reference_folder: Path) -> None:
    with serving.listen("127.0.0.1", 0) as taken:
        result = run("serve", "--port", str(taken.getsockname()[1]), folder=reference_folder)

    assert result.exit_code == 2
