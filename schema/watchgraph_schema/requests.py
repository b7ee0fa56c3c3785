"""A GraphQL request, and the answer that goes back."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import NamedTuple

import msgspec

from watchgraph_projections.catalogue.standing import Standing

Charge = Callable[[int], None]
"""Is given the points that a request costs, before anything is read."""


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """A GraphQL request.

    operation_name: needed only where the document holds several operations. at: the position and day that are now for
    it, not after where the catalogue stands; if absent, where it stands. explained: whether the answer's `extensions`
    say what it cost, how it was answered and how long that took. request: the id that caller and log know it by; one is
    made where something fails if absent. surcharge: points that it costs beside what the document does.
    """

    query: str
    variables: Mapping[str, object] | None = None
    operation_name: str | None = None
    at: Standing | None = None
    explained: bool = False
    request: str | None = None
    surcharge: int = 0


class Path(StrEnum):
    """How an answer was found: by one statement, or field by field."""

    COMPILED = "compiled"
    EXECUTED = "executed"


class Spent(NamedTuple):
    """Seconds: on the document, until it was priced; then on the answer, its statement made or found, and read."""

    parsing: float
    reading: float


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What goes back.

    content: a JSON object; if media is given, something of that type. understood: whether the document was run at all;
    complete: and without any error. spent: how long it took; None where it was kept.
    """

    content: bytes
    standing: Standing
    understood: bool
    complete: bool
    path: Path = Path.EXECUTED
    spent: Spent | None = None
    media: str | None = None

    @property
    def is_quick(self) -> bool:
        """Whether the next of its kind may be expected at once: it takes a statement that is made, or was kept."""
        return self.path is Path.COMPILED or (self.complete and self.spent is None)

    @property
    def body(self) -> Mapping[str, object]:
        """The content, read."""
        return msgspec.json.decode(self.content, type=dict[str, object])

    def with_extensions(self, **more: object) -> "Answer":
        """The same answer, with more beside its data."""
        parts = msgspec.json.decode(self.content, type=dict[str, msgspec.Raw])
        extensions = msgspec.json.decode(parts["extensions"], type=dict[str, object])
        parts["extensions"] = msgspec.Raw(msgspec.json.encode({**extensions, **more}))
        return msgspec.structs.replace(self, content=msgspec.json.encode(parts))
