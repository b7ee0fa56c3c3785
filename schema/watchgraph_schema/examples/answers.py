"""Real answers about the reference data, for examples: what fields hold, and documents that lead to each type.

They stand in a file that `python -m tests.schema.examples.test_answers` writes; a test asks for all of them again.
"""

import json
from collections.abc import Mapping
from functools import cache
from importlib import resources

FILE = "answers.json"


@cache
def answered() -> Mapping[str, str]:
    """`Type.field` to what it holds somewhere, as JSON; `Type` to a document that finds one."""
    found: Mapping[str, str] = json.loads(resources.files(__package__).joinpath(FILE).read_text("utf-8"))
    return found
