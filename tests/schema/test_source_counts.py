"""How many sources there are by what is known of them: all of them, and no others."""

from collections import Counter
from collections.abc import Callable

import pytest
from tests.schema.replies import Ask, asking

from watchgraph_projections.catalogue.reading import Catalogue, read_moment
from watchgraph_projections.views.source_counts import SourceProperty, source_counts
from watchgraph_projections.views.sources import EVERY_SOURCE
from watchgraph_schema.documents import prepared
from watchgraph_schema.prices import CONDITION, WHOLE_LIST

Shown = dict[str, object]
SHOWN: dict[str, Callable[[Shown], object]] = {
    "PUBLISHER": lambda source: source["publisher"],
    "TIER": lambda source: source["tier"],
    "LANGUAGE": lambda source: source["language"],
    "LIVENESS": lambda source: source["liveness"],
    "RELIABILITY": lambda source: source["reliability"],
    "LICENCE": lambda source: source["licence"],
    "YEAR": lambda source: str(source["published"] or "")[:4] or None,
}
PAGE = """query ($after: String) { sources(first: 100, after: $after) { pageInfo { hasNextPage endCursor }
  nodes { publisher tier language reliability licence published liveness { status } } } }"""
COUNTS = "{ values { value count } otherCount }"


@pytest.fixture
def ask_postgres(reference_in_postgres: Catalogue) -> Ask:
    return asking(reference_in_postgres)


def every_source(ask: Ask) -> list[Shown]:
    found: list[Shown] = []
    after: object = None
    while True:
        reply = ask(PAGE, {"after": after})
        for each, status in zip(
            reply.all("sources.nodes.*"), reply.all("sources.nodes.*.liveness.status"), strict=True
        ):
            assert isinstance(each, dict)
            found.append({**each, "liveness": status})
        after = reply.at("sources.pageInfo.endCursor")
        if not reply.at("sources.pageInfo.hasNextPage"):
            return found


@pytest.mark.parametrize("by", SHOWN)
def test_every_source_is_counted_once_under_its_value_in_either_database(ask: Ask, ask_postgres: Ask, by: str) -> None:
    expected = Counter(SHOWN[by](each) for each in every_source(ask))

    replies = [one(f"{{ sourceCounts(by: {by}) {COUNTS} }}") for one in (ask, ask_postgres)]

    ordered = sorted(expected.items(), key=lambda item: (-item[1], str(item[0] or "")))
    assert replies[0].at("sourceCounts.values") == [{"value": value, "count": count} for value, count in ordered]
    assert replies[0].number("sourceCounts.otherCount") == 0
    assert replies[1].at("sourceCounts") == replies[0].at("sourceCounts")


def test_the_filter_is_that_of_sources(ask: Ask) -> None:
    where = '{languages: ["en"], tiers: [MEDIA]}'

    reply = ask(f"{{ sourceCounts(by: LANGUAGE, where: {where}) {COUNTS} sources(where: {where}) {{ totalCount }} }}")

    assert reply.at("sourceCounts.values") == [{"value": "en", "count": reply.number("sources.totalCount")}]


def test_before_the_first_import_and_without_any_licence_there_are_none(ask: Ask) -> None:
    reply = ask(f'{{ sourceCounts(by: TIER, asOf: {{recordedAt: "0"}}) {COUNTS} }}')

    assert reply.at("sourceCounts") == {"values": [], "otherCount": 0}


def test_rarer_values_than_those_shown_are_counted_together(reference_catalogue: Catalogue) -> None:
    with reference_catalogue.reading() as reading:
        moment = read_moment(reading, None, None)
        every, some = (
            source_counts(reading.connection, moment, EVERY_SOURCE, SourceProperty.TIER, most) for most in (100, 2)
        )

    assert some.values == every.values[:2]
    assert some.others == sum(each.count for each in every.values[2:]) > 0


def test_a_filter_costs_what_going_through_all_sources_does() -> None:
    plain, filtered = (
        prepared(f"{{ sourceCounts(by: TIER{where}) {{ otherCount }} }}").cost().points
        for where in ("", ', where: {titleContains: "a", publisherContains: "b"}')
    )

    assert filtered - plain == WHOLE_LIST + CONDITION
