"""What is asked field by field ends in time, whatever takes long."""

import json

from watchgraph_projections.catalogue.reading import Catalogue
from watchgraph_schema.answers import executed
from watchgraph_schema.requests import Question


def test_once_the_time_is_up_no_arguments_are_read_any_more(reference_catalogue: Catalogue) -> None:
    late = Catalogue(reference_catalogue._readings, seconds=0)  # noqa: SLF001  # the same, in no time
    many = f"{{or: [{'{}' * 40}]}}"
    query = f'{{ a: __typename b: __type(name: "Query") {{ name }} c: claims(where: {many}) {{ totalCount }} }}'

    found = executed(late, Question(query=query)).body

    assert found["data"] == {"a": "Query", "b": None, "c": None}
    errors = found["errors"]
    assert isinstance(errors, list)
    assert [(each["path"], each["extensions"]["code"]) for each in errors] == [(["b"], "too-slow"), (["c"], "too-slow")]
    assert "longer than 0 seconds" in json.dumps(errors)
