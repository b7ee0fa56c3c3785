"""Asks the whole schema and takes its answers apart."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Engine, event

from watchgraph_projections.catalogue.reading import Catalogue
from watchgraph_schema.answers import answer
from watchgraph_schema.requests import Answer, Question


@dataclass(frozen=True)
class Reply:
    """An answer. statements: texts of the SQL that it took."""

    answer: Answer
    statements: list[str]

    def at(self, path: str) -> object:
        """What stands at a path in the data: `claim.rivals.nodes.0.id`."""
        found: object = self.answer.body["data"]
        for step in path.split("."):
            if isinstance(found, list):
                found = found[int(step)]
            else:
                assert isinstance(found, dict), f"nothing at {path}: {self.answer.body}"
                found = found[step]
        return found

    def all(self, path: str) -> list[object]:
        """All that stands at a path in which `*` means each item of a list: `claims.nodes.*.id`. Nulls are left out."""
        return list(_all(self.answer.body["data"], path.split(".")))

    def number(self, path: str) -> int:
        """The number at a path."""
        found = self.at(path)
        assert isinstance(found, int)
        return found

    @property
    def codes(self) -> list[object]:
        """The codes of the errors."""
        errors = self.answer.body.get("errors", [])
        assert isinstance(errors, list)
        return [error["extensions"]["code"] for error in errors]


def _all(found: object, path: Sequence[str]) -> Iterator[object]:
    if not path:
        if found is not None:
            yield found
    elif isinstance(found, list):
        for item in found if path[0] == "*" else [found[int(path[0])]]:
            yield from _all(item, path[1:])
    elif isinstance(found, dict):
        yield from _all(found[path[0]], path[1:])


Ask = Callable[..., Reply]


def asking(catalogue: Catalogue) -> Ask:
    """Ask a catalogue."""

    def asked(query: str, variables: Mapping[str, object] | None = None) -> Reply:
        statements: list[str] = []

        def count(*arguments: object) -> None:
            statements.append(str(arguments[2]))

        event.listen(Engine, "before_cursor_execute", count)
        try:
            found = answer(catalogue, Question(query=query, variables=variables))
        finally:
            event.remove(Engine, "before_cursor_execute", count)
        return Reply(found, statements)

    return asked
