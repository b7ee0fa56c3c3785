"""What stands in the Neo4j database: labels, relationship types, constraints and indexes.

Every relationship is one version of one claim, and nothing else is a relationship. The names of types and labels come
from the vocabulary alone, so that they may stand in the text of a statement.
"""

import re
from collections.abc import Iterator
from typing import Final

from watchgraph.vocabulary import KINDS, PREDICATES

MODEL: Final = 1
"""Version of what is declared here. The graph is a cache of the log: one of an older version is built anew."""

_HUMP: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")


def relationship(predicate: str) -> str:
    """The type of a predicate's relationships: `partOf` draws PART_OF."""
    return _HUMP.sub("_", predicate).upper()


EDGES: Final = {name: relationship(name) for name, declared in PREDICATES.items() if declared.edge}
"""Predicates that draw edges, with the types of their relationships."""

KIND_LABELS: Final = ":".join(KINDS)
"""All labels that say what an entity is, as they are taken off."""

_NODES: Final = (
    ("standing_one", "constraint", "(n:Standing) require n.one is unique"),
    ("entity_key", "constraint", "(n:Entity) require n.key is unique"),
    ("entity_id", "constraint", "(n:Entity) require n.id is unique"),
    ("entity_label", "index", "(n:Entity) on (n.label)"),
    ("version", "constraint", "(n:EntityVersion) require (n.key, n.recorded_from) is unique"),
    ("version_id", "index", "(n:EntityVersion) on (n.id, n.recorded_from)"),
    ("commit_position", "constraint", "(n:Commit) require n.position is unique"),
    ("commit_at", "index", "(n:Commit) on (n.at)"),
)


def schema_statements() -> Iterator[str]:
    """Statements that make constraints and indexes where they are missing; again they change nothing."""
    for name, sort, declared in _NODES:
        yield f"create {sort} watchgraph_{name} if not exists for {declared}"
    for type_ in EDGES.values():
        once = f"()-[c:{type_}]-() require (c.claim, c.recorded_from) is unique"
        yield f"create constraint watchgraph_{type_.lower()} if not exists for {once}"
