"""What caches may keep, for how long, and by which tag they know it again."""

from pathlib import Path

import httpx
import pytest
from tests.histories import DAYS, History
from tests.stores import Store

from watchgraph_projections.catalogue.standing import Standing
from watchgraph_server.caching import FixedTag, current_tag, matching

TAG = current_tag(Standing(position=7, day=20261126))
FIXED = '{ places(asOf: {recordedAt: "0", validAt: "2019"}) { totalCount } }'


def test_a_tag_is_weak_and_names_position_and_day() -> None:
    assert TAG == b'W/"7-20261126"'


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
