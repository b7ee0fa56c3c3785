"""The API as of any moment says what a store cut there says now."""

from pathlib import Path

import pytest
from graphql import get_named_type
from tests.histories import DAYS, History
from tests.oracle import Grown
from tests.schema.replies import asking
from tests.schema.shapes import ROOTS, selection
from tests.stores import Store

LISTS = ("deployments", "organisations", "claims", "sources", "disputes", "judgements", "commits")
ACTS = 60
PAGE = 8


def whole(name: str, as_of: str) -> str:
    named = get_named_type(ROOTS[name].type)
    return f"{name}(first: {PAGE}{as_of}) {{ {selection(named, 1)} }}"


@pytest.mark.unmeasured
@pytest.mark.parametrize("seed", range(1))
def test_an_answer_as_of_a_moment_is_the_answer_of_a_store_that_ends_there(tmp_path: Path, seed: int) -> None:
    history = History(tmp_path / "whole", seed)
    history.begin()
    positions = [history.act() for _ in range(ACTS)]
    store = Store.open(tmp_path / "whole")
    store.catch_up()
    grown = Grown(tmp_path / "whole", tmp_path / "grown")
    moments = [(positions[at], DAYS[at % len(DAYS)]) for at in range(23, ACTS, 30)]

    for position, day in moments:
        grown.at(position, day)
        written = f"{day // 10_000:04}-{day // 100 % 100:02}-{day % 100:02}"
        for name in LISTS:
            as_of = f', asOf: {{validAt: "{written}", recordedAt: "{position}"}}'
            then = asking(store.catalogue)(f"{{ {whole(name, as_of)} }}")
            now = asking(grown.store.catalogue)(f"{{ {whole(name, '')} }}")
            assert then.codes == now.codes == []
            assert then.answer.body["data"] == now.answer.body["data"], (name, position, day)
    store.close()
