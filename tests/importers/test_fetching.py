import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
from tests.importers.census import CENSUS

from watchgraph_importers import fetching, registry
from watchgraph_importers.addresses import UnsafeAddressError, checked, is_public
from watchgraph_importers.errors import FileRefusedError, NoFilesError
from watchgraph_importers.fetching import Fetcher, NotFetchedError, open_client

ADDRESS = "https://data.example.org/files/census-2020.csv"
BODY = b"id,cameras,year\na,10,2019\n"
PUBLIC = "93.184.215.14"

Answer = Callable[[httpx.Request], httpx.Response]
Made = Callable[..., Fetcher]


@pytest.fixture
def pauses() -> list[float]:
    return []


@pytest.fixture
def made(tmp_path: Path, pauses: list[float]) -> Iterator[Made]:
    """Make a fetcher whose server answers so."""
    clients: list[httpx.Client] = []

    def make(answer: Answer, hosts: dict[str, list[str]] | None = None) -> Fetcher:
        client = httpx.Client(transport=httpx.MockTransport(answer))
        clients.append(client)
        known = hosts or {}
        return Fetcher(
            client=client,
            folder=tmp_path / "fetched",
            resolve=lambda host: known.get(host, [PUBLIC]),
            pause=pauses.append,
            jitter=lambda: 1,
        )

    yield make
    for client in clients:
        client.close()


def served(body: bytes = BODY, status: int = 200, headers: dict[str, str] | None = None) -> httpx.Response:
    """Answer piece by piece, as a server does."""
    return httpx.Response(status, stream=httpx.ByteStream(body), headers=headers)


def answering(*answers: httpx.Response) -> tuple[Answer, list[httpx.Request]]:
    """Answer one after the other, and keep what was asked."""
    asked: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        given = answers[min(len(asked), len(answers)) - 1]
        return httpx.Response(given.status_code, stream=given.stream, headers=given.headers)

    return answer, asked


def test_a_file_is_fetched_from_the_address_that_was_checked(made: Made) -> None:
    answer, asked = answering(served())

    fetched = made(answer).fetch(ADDRESS)

    (request,) = asked
    assert (request.url.host, request.headers["Host"]) == (PUBLIC, "data.example.org")
    assert request.extensions["sni_hostname"] == "data.example.org"
    assert (fetched.path.name, fetched.path.read_bytes(), fetched.changed) == ("census-2020.csv", BODY, True)


def test_a_file_is_asked_for_again_only_if_it_changed(made: Made) -> None:
    tag = {"ETag": '"1"', "Last-Modified": "Mon, 01 Jan 2024 00:00:00 GMT"}
    answer, asked = answering(served(headers=tag), httpx.Response(304))
    fetcher = made(answer)
    first = fetcher.fetch(ADDRESS)

    second = fetcher.fetch(ADDRESS)

    assert (asked[1].headers["If-None-Match"], asked[1].headers["If-Modified-Since"]) == tuple(tag.values())
    assert (second.sha256, second.changed) == (first.sha256, False)


def test_a_file_that_somebody_changed_here_is_fetched_anew(made: Made) -> None:
    answer, asked = answering(served(headers={"ETag": '"1"'}))
    fetcher = made(answer)
    fetcher.fetch(ADDRESS).path.write_bytes(b"other")

    fetcher.fetch(ADDRESS)

    assert "If-None-Match" not in asked[1].headers


def test_what_may_pass_is_tried_again_with_growing_pauses(made: Made, pauses: list[float]) -> None:
    broken = httpx.Response(503)
    answer, asked = answering(broken, broken, served())

    made(answer).fetch(ADDRESS)

    assert (len(asked), pauses) == (3, [1, 2])


def test_the_pause_that_a_server_asks_for_is_made_within_reason(made: Made, pauses: list[float]) -> None:
    answers = [httpx.Response(429, headers={"Retry-After": after}) for after in ("7", "9999", "Mon, 01 Jan 2024")]
    answer, _ = answering(*answers, served())

    made(answer).fetch(ADDRESS)

    assert pauses == [7, 60, 4]


def test_a_server_that_never_answers_is_given_up(made: Made, pauses: list[float], tmp_path: Path) -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectTimeout("nothing came", request=request)

    with pytest.raises(NotFetchedError, match="tried 4 times; last: nothing came"):
        made(answer).fetch(ADDRESS)

    assert len(pauses) == 3
    assert not (tmp_path / "fetched").exists()


def test_half_a_download_is_no_file(made: Made, tmp_path: Path) -> None:
    answer, _ = answering(served(BODY, headers={"Content-Length": "9999"}))

    with pytest.raises(NotFetchedError, match="26 of 9999 bytes came"):
        made(answer).fetch(ADDRESS)

    assert list((tmp_path / "fetched").iterdir()) == []


def test_a_file_that_was_there_survives_a_failed_fetch(made: Made) -> None:
    answer, _ = answering(served(), httpx.Response(404))
    fetcher = made(answer)
    path = fetcher.fetch(ADDRESS).path

    with pytest.raises(NotFetchedError, match="404"):
        fetcher.fetch(ADDRESS)

    assert path.read_bytes() == BODY


def test_a_web_page_in_place_of_the_file_is_refused(made: Made) -> None:
    answer, _ = answering(served(b"<!doctype html><title>Sign in</title>"))

    with pytest.raises(FileRefusedError, match="html-page"):
        made(answer).fetch(ADDRESS)


def test_a_download_without_end_is_cut(made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "MAX_BYTES", 1_000)
    answer, _ = answering(served(b"x" * 2_000))

    with pytest.raises(NotFetchedError, match="MiB come"):
        made(answer).fetch(ADDRESS)


def test_a_server_that_sends_byte_by_byte_is_given_up(made: Made) -> None:
    answer, _ = answering(served())
    ticks = iter((0.0, 601.0))

    with pytest.raises(NotFetchedError, match="not there after 600 seconds"):
        replace(made(answer), clock=lambda: next(ticks)).fetch(ADDRESS)


def test_a_packed_answer_to_a_plain_question_is_refused(made: Made) -> None:
    answer, _ = answering(served(b"x", headers={"Content-Encoding": "gzip"}))

    with pytest.raises(NotFetchedError, match="packs the file"):
        made(answer).fetch(ADDRESS)


# Where an address may lead


def test_three_steps_on_are_followed_and_no_more(made: Made) -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        step = int(request.url.params.get("step", "0"))
        if step == int(request.url.params["until"]):
            return served()
        until = request.url.params["until"]
        return httpx.Response(302, headers={"Location": f"/x.csv?step={step + 1}&until={until}"})

    fetcher = made(answer)

    assert fetcher.fetch("https://data.example.org/x.csv?until=3").size == len(BODY)
    with pytest.raises(NotFetchedError, match="more than 3 times"):
        fetcher.fetch("https://data.example.org/x.csv?until=4")


@pytest.mark.parametrize(
    "location", ["http://data.example.org/x", "https://inside.example.org/x", "file:///etc/passwd", "https://[::1]/x"]
)
def test_no_step_leads_out_of_the_public_internet(location: str, made: Made) -> None:
    answer, asked = answering(httpx.Response(302, headers={"Location": location}))
    fetcher = made(answer, {"inside.example.org": ["10.0.0.8"], "::1": ["::1"]})

    with pytest.raises(UnsafeAddressError):
        fetcher.fetch(ADDRESS)

    assert len(asked) == 1


@pytest.mark.parametrize(
    "address",
    [
        "http://data.example.org/x",
        "ftp://data.example.org/x",
        "file:///etc/passwd",
        "https://user:word@data.example.org/x",
        "https://data.example.org:8443/x",
        "https:///x",
        "https://",
        "data.example.org/x",
        "https://data.example.org:port/x",
        "https://\x00/x",
    ],
)
def test_only_plain_https_is_asked(address: str) -> None:
    with pytest.raises(UnsafeAddressError):
        checked(address, lambda _: [PUBLIC])


@pytest.mark.parametrize(
    "ips",
    [
        ["127.0.0.1"],
        ["169.254.169.254"],
        ["10.1.2.3"],
        ["192.168.0.1"],
        ["172.16.0.1"],
        ["100.64.0.1"],
        ["0.0.0.0"],  # noqa: S104 - an address to be refused
        ["224.0.0.1"],
        ["::1"],
        ["::"],
        ["fe80::1%eth0"],
        ["fc00::1"],
        ["::ffff:127.0.0.1"],
        ["::ffff:10.0.0.1"],
        [PUBLIC, "127.0.0.1"],
        ["not an address"],
        [],
    ],
)
def test_a_host_with_any_address_inside_is_refused(ips: list[str]) -> None:
    with pytest.raises(UnsafeAddressError, match="not on the public internet"):
        checked(ADDRESS, lambda _: ips)


def test_a_public_address_is_one_in_either_form() -> None:
    assert is_public("2606:2800:21f:cb07:6820:80da:af6b:8b2c")
    assert is_public(f"::ffff:{PUBLIC}")


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "2130706433", "0x7f000001", "[::1]"])
def test_this_machine_is_refused_however_it_is_written(host: str) -> None:
    with pytest.raises(UnsafeAddressError), open_client() as client:
        Fetcher(client=client, folder=Path("unused")).fetch(f"https://{host}/x")


def test_the_name_of_a_file_cannot_leave_its_folder() -> None:
    names = [
        checked(f"https://e.org/{path}", lambda _: [PUBLIC]).file_name for path in ("a%2F..%2Fb", "%2e%2e", "", "a:b")
    ]

    assert names == ["b", "download", "download", "a_b"]


# By the name of a publisher


def test_a_publisher_without_addresses_says_where_its_files_are_to_be_got(tmp_path: Path) -> None:
    with open_client() as client, pytest.raises(NoFilesError, match=r"by hand from https://doi\.org"):
        registry.fetch_named("aigs-2022", tmp_path, client)


def test_all_addresses_of_a_publisher_are_fetched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    edition = replace(CENSUS.editions[0], addresses=(ADDRESS, ADDRESS))
    monkeypatch.setattr(registry, "PUBLISHERS", {"census": replace(CENSUS, editions=(edition,))})
    monkeypatch.setattr(fetching, "checked", lambda address, _: checked(address, lambda _: [PUBLIC]))
    answer, asked = answering(served())

    with httpx.Client(transport=httpx.MockTransport(answer)) as client:
        found = registry.fetch_named("census", tmp_path, client)

    assert ([each.path.name for each in found], len(asked)) == (["census-2020.csv"], 1)
    note = json.loads((tmp_path / ".census-2020.csv.fetched.json").read_text())
    assert note["address"] == ADDRESS
