"""The schema that is checked in is the one that is served."""

from pathlib import Path

from watchgraph_schema.schema import printed

FILE = Path(__file__).parents[2] / "schema" / "schema.graphql"


def test_the_checked_in_schema_is_the_one_that_is_served() -> None:
    assert FILE.read_text() == printed(), "make schema"
