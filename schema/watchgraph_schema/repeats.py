"""How often a document asks for the same in one place. Validation compares every two of those, so they are few."""

from collections import Counter
from collections.abc import Mapping
from typing import Final

from graphql import ExecutableDefinitionNode, FieldNode, FragmentDefinitionNode, FragmentSpreadNode, SelectionSetNode

from watchgraph_schema.errors import TooManyFieldsError, TooManyFragmentsError

MOST_REPEATS: Final = 25
"""More than there are kinds of entities, of each of which a document may ask for the same in a fragment of its own."""
MOST_FRAGMENTS: Final = 60

Place = tuple[str, ...]
"""The names of a field and of those around it, as the answer would have them."""


class Repeats:
    """Counts the fields of each place, fragments put in place, each fragment once.

    For documents whose fragments do not go round in a circle, and whose size is within the limits.
    """

    def __init__(self, fragments: Mapping[str, FragmentDefinitionNode]) -> None:
        if len(fragments) > MOST_FRAGMENTS:
            raise TooManyFragmentsError(
                f"A document has at most {MOST_FRAGMENTS} fragments; this one has {len(fragments)}"
            )
        self._fragments = fragments
        self._found: dict[str, Counter[Place]] = {}

    def check(self, definition: ExecutableDefinitionNode) -> None:
        """Refuse a definition that asks too often. Raises TooManyFieldsError."""
        for place, times in self.of(definition.selection_set).items():
            if times > MOST_REPEATS:
                raise TooManyFieldsError(
                    f"One field is asked for at most {MOST_REPEATS} times in one place, fragments put in place; "
                    f"`{'.'.join(place)[:100]}` is asked for {times:,} times",
                    definition,
                )

    def of(self, held: SelectionSetNode) -> Counter[Place]:
        """How often each place is asked for by what stands there."""
        found: Counter[Place] = Counter()
        for node in held.selections:
            if isinstance(node, FragmentSpreadNode):
                found.update(self._fragment(node.name.value))
            elif isinstance(node, FieldNode):
                name = (node.alias or node.name).value
                found[(name,)] += 1
                if node.selection_set is not None:
                    found.update({(name, *place): times for place, times in self.of(node.selection_set).items()})
            elif (below := getattr(node, "selection_set", None)) is not None:
                found.update(self.of(below))
        return found

    def _fragment(self, name: str) -> Counter[Place]:
        if name not in self._found:
            fragment = self._fragments.get(name)
            self._found[name] = Counter() if fragment is None else self.of(fragment.selection_set)
        return self._found[name]
