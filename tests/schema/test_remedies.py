"""What a message adds to an unknown name."""

import pytest
from graphql import parse, validate

from watchgraph_schema.remedies import MOST_NAMES, remedy
from watchgraph_schema.schema import CORE


@pytest.mark.parametrize(
    ("document", "named"),
    [
        ('{ aggregate(of: "Place") { rule { title } } }', "There are name"),
        ("{ claims(direction: 1) { totalCount } }", "There are where, order, descending"),
        ("{ claims(where: {states: [FOO]}) { totalCount } }", "There are PROPOSED, ACCEPTED"),
        ('{ claims(where: {states: ["FOO"]}) { totalCount } }', "There are PROPOSED, ACCEPTED"),
        ("{ claims(where: {colour: 1}) { totalCount } }", "There are ids, refs"),
    ],
)
def test_message_on_an_unknown_name_tells_those_that_there_are(document: str, named: str) -> None:
    (error,) = validate(CORE, parse(document))

    assert remedy(error.message).startswith(f" {named}")


@pytest.mark.parametrize(
    "document", ["{ claim(id: 1) { sentense } }", '{ entities(kinds: ["Organization"]) { totalCount } }']
)
def test_message_that_names_a_near_miss_gets_nothing_more(document: str) -> None:
    (error,) = validate(CORE, parse(document))

    assert remedy(error.message) == ""


def test_everyday_word_for_a_kind_leads_to_the_kind() -> None:
    (error,) = validate(CORE, parse("{ entities(where: {kinds: [VENDOR]}) { totalCount } }"))

    assert remedy(error.message).endswith("SOURCE; did you mean Organisation, those with `supplies`?")


def test_field_that_every_type_has_takes_no_arguments_to_name() -> None:
    (error,) = validate(CORE, parse("{ __typename(a: 1) }"))

    assert remedy(error.message) == ""


def test_message_names_some_of_many() -> None:
    (error,) = validate(CORE, parse("{ claims(where: {colour: 1}) { totalCount } }"))

    assert remedy(error.message).count(",") == MOST_NAMES
    assert remedy(error.message).endswith(", …")
