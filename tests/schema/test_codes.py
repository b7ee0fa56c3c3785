"""Closed lists are enums: one spelling in what is given and in what is answered, and a meaning for each code."""

import pytest
from graphql import GraphQLEnumType
from tests.schema.replies import Ask
from tests.schema.shapes import SCHEMA

from watchgraph.vocabulary import CODE_LISTS, KINDS, PREDICATES
from watchgraph_schema.codes import OF_LISTS


def values(name: str) -> dict[str, str | None]:
    """The values of an enum with their descriptions."""
    enum = SCHEMA.type_map[name]
    assert isinstance(enum, GraphQLEnumType)
    return {code: value.description for code, value in enum.values.items()}


@pytest.mark.parametrize("scheme", OF_LISTS)
def test_enum_of_a_code_list_has_its_codes_with_their_meanings(scheme: str) -> None:
    shown = values(OF_LISTS[scheme].__name__)

    assert list(shown) == list(CODE_LISTS[scheme].codes)
    assert all((shown[code] or "").startswith(meaning) for code, meaning in CODE_LISTS[scheme].codes.items())


def test_every_kind_is_a_value_and_every_family_of_predicates() -> None:
    assert [name.replace("_", "").lower() for name in values("EntityKind")] == [name.lower() for name in KINDS]
    assert set(values("PredicateFamily")) == {each.family for each in PREDICATES.values()}


def test_kind_of_what_is_found_is_the_kind_that_was_asked_for(ask: Ask) -> None:
    reply = ask(
        "{ entities(kinds: [FINANCIAL_FACILITY, SOURCE]) { nodes { kind __typename } } "
        'search(text: "huawei", kinds: [ORGANISATION]) { nodes { kind field } } }'
    )

    found = {(each["kind"], each["__typename"]) for each in reply.all("entities.nodes.*") if isinstance(each, dict)}
    assert found == {("FINANCIAL_FACILITY", "FinancialFacility"), ("SOURCE", "Source")}
    assert set(reply.all("search.nodes.*.kind")) == {"ORGANISATION"}
    assert set(reply.all("search.nodes.*.field")) == {"NAME"}


def test_codes_of_an_answer_are_taken_by_the_filter(ask: Ask) -> None:
    sources = ask("{ sources(first: 100) { nodes { tier reliability liveness { status } } } }").all("sources.nodes.*")

    for source in sources[:5]:
        assert isinstance(source, dict)
        where = f"tiers: [{source['tier']}], reliabilities: [{source['reliability']}]"
        where += f", liveness: [{source['liveness']['status']}]"
        alike = [each for each in sources if each == source]
        assert ask(f"{{ sources(where: {{{where}}}) {{ totalCount }} }}").at("sources.totalCount") == len(alike)
