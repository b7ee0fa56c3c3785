"""Nobody keeps all connections: each address block has a share of them."""

import time
from collections.abc import Mapping

import pytest
from tests.platform.server.clients import PATIENCE, connected, running, until_closed

from watchgraph.settings import Settings
from watchgraph_projections.catalogue.reading import Catalogue
from watchgraph_server.asgi import application
from watchgraph_server.shares import USUAL, Shares

REQUEST = b"GET /health/live HTTP/1.1\r\nhost: test\r\nconnection: close\r\n\r\n"


def is_served(url: str, source: str = "127.0.0.1") -> bool:
    with connected(url, source) as connection:
        try:
            connection.sendall(REQUEST)
        except OSError:
            return False
        return until_closed(connection).startswith(b"HTTP/1.1 200")


def test_a_block_that_has_its_share_gets_no_more_until_it_lets_one_go_and_others_are_served(
    catalogue: Catalogue,
) -> None:
    with (
        running(application(catalogue, settings=Settings(connections_per_block=2))) as url,
        connected(url, "127.0.0.1") as one,
        connected(url, "127.0.0.2"),
    ):
        refused = is_served(url), is_served(url, "127.0.0.3")
        others = is_served(url, "127.0.1.1")

        one.sendall(REQUEST)
        answered = until_closed(one)
        late = time.monotonic() + PATIENCE
        while not (again := is_served(url)) and time.monotonic() < late:
            time.sleep(0.01)

    assert refused == (False, False)
    assert others
    assert answered.startswith(b"HTTP/1.1 200")
    assert again


def test_proxies_keep_as_many_as_they_like(catalogue: Catalogue) -> None:
    settings = Settings(connections_per_block=1, proxies=("127.0.0.0/30",))
    with running(application(catalogue, settings=settings)) as url, connected(url), connected(url):
        served = is_served(url)

    assert served


@pytest.mark.parametrize(
    ("given", "address", "most"),
    [
        ({}, "192.0.2.1", USUAL),
        ({}, "2001:db8::1", USUAL),
        ({}, "127.0.0.1", None),
        ({}, "", None),
        ({"connections_per_block": 3}, "127.0.0.1", 3),
        ({"connections_per_block": 3, "proxies": ("192.0.2.7", "2001:db8::/32")}, "192.0.2.1", 3),
        ({"connections_per_block": 3, "proxies": ("192.0.2.7", "2001:db8::/32")}, "192.0.2.7", None),
        ({"connections_per_block": 3, "proxies": ("192.0.2.7", "2001:db8::/32")}, "::ffff:192.0.2.7", None),
        ({"connections_per_block": 3, "proxies": ("192.0.2.7", "2001:db8::/32")}, "2001:db8::1", None),
    ],
)
def test_the_share_is_what_the_settings_say(given: Mapping[str, object], address: str, most: int | None) -> None:
    shares = Shares(Settings.model_validate(given))

    taken = [shares.take(address) for _ in range(USUAL + 1)]

    assert taken.count(True) == (USUAL + 1 if most is None else most)


def test_what_is_given_back_can_be_taken_again() -> None:
    shares = Shares(Settings(connections_per_block=1))
    shares.take("192.0.2.1")

    refused = shares.take("192.0.2.2")
    shares.give_back("192.0.2.1")

    assert not refused
    assert shares.take("192.0.2.2")
