"""What is seen of a request once it is answered, for those who count, trace or list requests."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from graphql import FieldNode

from watchgraph_schema.documents import prepared
from watchgraph_schema.questions import by_id
from watchgraph_schema.requests import Question

ADDRESSES: Final = ("/graphql", "/q", "/cite", "/places.geojson", "/explore", "/schema.graphql", "/health", "/metrics")
OTHER: Final = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """address: one of a few. operation: what was asked, one of the schema's; empty where nothing was.

    path: how it was answered, compiled or executed; empty where nobody knows. headers: of the request.
    """

    request: str
    method: str
    address: str
    status: int
    seconds: float
    operation: str
    path: str
    headers: Mapping[bytes, bytes]


Observe = Callable[[Observation], None]


def address_of(path: str) -> str:
    """Name the address that a path leads to: one of a closed list, whatever callers think of."""
    return next((each for each in ADDRESSES if path == each or path.startswith(f"{each}/")), OTHER)


def operation_of(path: str, question: Question | None) -> str:
    """Name what was asked: the first root field of a document, or the question at an address of its own."""
    if question is not None:
        return _first_field(question)
    name = path.removeprefix("/q/").upper()
    return name if name in by_id() else ""


def _first_field(question: Question) -> str:
    try:
        asked = prepared(question.query, question.operation_name).operation.selection_set.selections[0]
    except Exception:  # noqa: BLE001  # what is wrong with it the caller was told
        return ""
    return asked.name.value if isinstance(asked, FieldNode) else "fragment"
