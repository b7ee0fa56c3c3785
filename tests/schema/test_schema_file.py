"""The schema that is checked in is the one that is served."""

import os
import subprocess
import sys
from pathlib import Path

from watchgraph_schema.schema import printed

FILE = Path(__file__).parents[2] / "schema" / "schema.graphql"


def test_the_checked_in_schema_is_the_one_that_is_served() -> None:
    assert FILE.read_text() == printed(), "make schema"


SHOW = """
from graphql import get_introspection_query, graphql_sync
from watchgraph_schema.schema import CORE
print(graphql_sync(CORE, get_introspection_query()).data)
"""


def shown(seed: str) -> str:
    """What a process of its own shows of the schema. seed: which decides how sets are in order there."""
    told = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", SHOW],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONHASHSEED": seed},
    )
    return told.stdout


def test_every_process_shows_the_schema_in_the_same_order() -> None:
    assert shown("1") == shown("2")


UNREAD = """
import sys
from pathlib import Path
from watchgraph_projections.catalogue.reading import Catalogue
from watchgraph_schema.answers import answer
from watchgraph_schema.requests import Question
from watchgraph_schema.schema import CORE
catalogue = Catalogue.open(Path(sys.argv[1]))
for document in sys.argv[2:]:
    assert "errors" not in answer(catalogue, Question(query=document)).body
    print("Example: " in CORE.type_map["Claim"].fields["sentence"].description)
"""


def test_examples_take_no_memory_until_somebody_reads_the_schema(reference_folder: Path) -> None:
    asked = "{ claims(first: 1) { nodes { sentence } } }"
    read = '{ __type(name: "Claim") { fields { description } } }'

    told = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", UNREAD, str(reference_folder), asked, read], capture_output=True, text=True, check=True
    )

    assert told.stdout.split() == ["False", "True"]
