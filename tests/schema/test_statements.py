"""The number of SQL statements depends on the question, never on the length of the lists."""

import pytest
from tests.schema.replies import Ask

NESTED = """{ %s(first: %d) { totalCount nodes {
  id name names { nodes { text } } externalIds { totalCount }
  claims(first: 3) { totalCount nodes {
    sentence certainty assessment { supporting { sources { name } } } value { text }
    qualifiers { value { ... on EntityValue { entity { name } } } }
    evidence { nodes { source { title } relays { title } chain { entity { name } } } }
    rivals { nodes { claim { sentence } } } corroborates { totalCount }
    history { nodes { topic } } recorded { at } disputes { nodes { id party { name } } }
  } }
  citedSources { nodes { title citedBy { totalCount } takesFrom { totalCount } artifacts { totalCount } } }
  neighbours { nodes { entity { name } claims { nodes { id } } } }
  mergedFrom { nodes { id judgements { nodes { id } } } }
  %s
} } }"""

HEADLINES = "hasStatus { code claim { ref } } plannedCameras { min } deployedIn { entity { name } }"


@pytest.mark.parametrize(("field", "own"), [("deployments", HEADLINES), ("organisations", ""), ("entities", "")])
def test_a_longer_list_costs_no_more_statements(ask: Ask, field: str, own: str) -> None:
    short, long = ask(NESTED % (field, 3, own)), ask(NESTED % (field, 20, own))

    assert short.codes == long.codes == []
    assert len(long.all(f"{field}.nodes.*.id")) > len(short.all(f"{field}.nodes.*.id"))
    assert len(long.statements) <= len(short.statements) + SLACK


SLACK = 2
"""A short list may have nothing of a sort to look up, and spare a statement."""


def test_a_default_read_names_no_table_of_versions(ask: Ask) -> None:
    reply = ask(NESTED % ("deployments", 5, HEADLINES))

    assert not [statement for statement in reply.statements if "_at " in statement]
