"""What caches may keep, for how long, and by which tag they know it again."""

import re
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from pathlib import Path
from shutil import copytree

import httpx
import pytest
from sqlalchemy import Connection
from tests.histories import DAYS, Clock, History
from tests.stores import Store

from watchgraph_projections.catalogue.reading import Catalogue
from watchgraph_projections.catalogue.standing import Standing
from watchgraph_server.caching import RULES_DIGEST, CurrentTag, FixedTag, matching

TAG = b'W/"7-20261126"'
FIXED = '{ places(asOf: {recordedAt: "0", validAt: "2019"}) { totalCount } }'


class CountingCatalogue:
    """A catalogue that tells how often it was read."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self.reads = 0

    def connect(self) -> AbstractContextManager[Connection]:
        self.reads += 1
        return self._catalogue.connect()


def made(folder: Path, clock: Clock | None = None) -> Store:
    """A store, whose log begins when its clock does."""
    history = History(folder, seed=5, clock=clock)
    history.begin()
    return Store.open(folder, DAYS[3])


def test_a_tag_is_weak_and_names_position_day_rules_and_log(tmp_path: Path) -> None:
    store = made(tmp_path)
    standing = store.catalogue.standing()

    tag = CurrentTag(store.catalogue).of(standing)
    store.close()

    assert re.fullmatch(rb'W/"%d-%d-%s[0-9a-f]{8}"' % (*standing, RULES_DIGEST), tag)


def test_another_store_that_stands_at_the_same_place_has_other_tags(tmp_path: Path) -> None:
    store = made(tmp_path / "one")
    copied = Store.open(copytree(tmp_path / "one", tmp_path / "copy"), DAYS[3])
    other = made(tmp_path / "other", Clock(datetime(2025, 1, 1, tzinfo=UTC)))
    standing = store.catalogue.standing()

    tags = [CurrentTag(each.catalogue).of(standing) for each in (store, copied, other)]
    fixed = [FixedTag(each.catalogue).read() for each in (store, copied, other)]

    assert other.catalogue.standing() == standing
    assert tags[0] == tags[1] != tags[2]
    assert fixed[0] == fixed[1] != fixed[2]
    for each in (store, copied, other):
        each.close()


def test_which_log_it_is_is_read_once_however_many_ask_and_commits_come(tmp_path: Path) -> None:
    store = made(tmp_path)
    counting = CountingCatalogue(store.catalogue)
    tag = CurrentTag(counting)  # type: ignore[arg-type]  # has what the tag needs

    tags = {tag.of(Standing(position, 20261126)) for position in (7, 7, 8, 9)}
    store.close()

    assert counting.reads == 1
    assert len(tags) == 3


@pytest.mark.parametrize("header", [b'W/"7-20261126"', b'"7-20261126"', b'"x", W/"7-20261126"', b"*"])
def test_an_answer_is_known_again_by_its_tag(header: bytes) -> None:
    assert matching(header, [b'"other"', TAG]) in {TAG, b'"other"'}
    assert matching(header, [TAG]) == TAG


@pytest.mark.parametrize("header", [b"", b'"7-20261127"', b"7-20261126", b'W/"7-20261126', b'w/"7-20261126"'])
def test_another_tag_is_not_it(header: bytes) -> None:
    assert matching(header, [TAG]) is None


async def test_what_is_asked_as_of_a_day_and_a_position_is_kept_for_a_day(client: httpx.AsyncClient) -> None:
    fixed = await client.get("/graphql", params={"query": FIXED})

    again = await client.get("/graphql", params={"query": FIXED}, headers={"if-none-match": fixed.headers["etag"]})

    assert fixed.headers["cache-control"] == again.headers["cache-control"] == "public, max-age=86400"
    assert again.status_code == 304


async def test_a_tag_of_what_is_so_now_is_no_tag_of_what_stays(client: httpx.AsyncClient) -> None:
    now = await client.get("/graphql", params={"query": "{ places { totalCount } }"})
    fixed = await client.get("/graphql", params={"query": FIXED})

    assert now.headers["etag"] != fixed.headers["etag"]
    assert now.headers["cache-control"] != fixed.headers["cache-control"]


def test_the_tag_of_what_stays_outlives_commits_but_no_redaction(tmp_path: Path) -> None:
    history = History(tmp_path / "store", seed=5)
    history.begin()
    store = Store.open(tmp_path / "store", DAYS[3])
    tag = FixedTag(store.catalogue)

    before = tag.read()
    history.commit(history.propose())
    store.catch_up(DAYS[3])
    after_an_act = tag.read()
    history.commit(history.redaction(next(iter(history.claims))))
    store.catch_up(DAYS[3])
    after_a_redaction = tag.read()
    anew = FixedTag(store.catalogue).read()
    store.close()

    assert before == after_an_act
    assert after_an_act != after_a_redaction == anew
