"""The statements that write the graph. Each may be repeated: what is there already is found and left as it is."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Final

from watchgraph.vocabulary import KINDS
from watchgraph_projections.graph.neo4j.changes import Edge, Record
from watchgraph_projections.graph.neo4j.models import EDGES, KIND_LABELS
from watchgraph_projections.graph.neo4j.servers import Statement

_COMMITS: Final = """
unwind $rows as row
merge (c:Commit {position: row.position})
set c.at = datetime(row.at)
"""
_VERSIONS: Final = """
unwind $rows as row
merge (v:EntityVersion {key: row.key, recorded_from: row.recorded_from})
set v += row
"""
_END_VERSIONS: Final = """
unwind $rows as row
match (v:EntityVersion {key: row.key, recorded_from: row.recorded_from})
set v.recorded_to = row.recorded_to
"""
_UNNAME: Final = """
unwind $rows as row
match (v:EntityVersion {key: row.key, recorded_from: row.recorded_from})
set v.label = null
with row
match (e:Entity {key: row.key, recorded_from: row.recorded_from})
set e.label = null
"""
_UNKIND: Final = f"""
unwind $keys as key
match (e:Entity {{key: key}})
remove e:{KIND_LABELS}
"""
_ENTITIES: Final = {
    kind: f"""
unwind $rows as row
merge (e:Entity {{key: row.key}})
set e:{kind}
set e += row
"""
    for kind in KINDS
}
_EDGES: Final = {
    predicate: f"""
unwind $rows as row
match (s:Entity {{key: row.subject}})
match (o:Entity {{key: row.object}})
merge (s)-[c:{type_} {{claim: row.claim, recorded_from: row.recorded_from}}]->(o)
set c += row.properties
"""
    for predicate, type_ in EDGES.items()
}
_END_EDGES: Final = {
    predicate: f"""
unwind $rows as row
match ()-[c:{type_} {{claim: row.id, recorded_from: row.recorded_from}}]->()
set c.recorded_to = row.recorded_to
"""
    for predicate, type_ in EDGES.items()
}


def commit_statements(rows: Sequence[Record]) -> Iterator[Statement]:
    """Note commits."""
    yield from _some(_COMMITS, rows)


def entity_statements(versions: Sequence[Record], ended: Sequence[Record]) -> Iterator[Statement]:
    """Write versions, the oldest first, and show each entity as the last of them says.

    ended: versions that they replace, and perhaps others.
    """
    last = {row["key"]: row for row in versions}
    replaced = [row for row in ended if row["key"] in last]
    was = {row["key"]: row["kind"] for row in replaced}
    yield from _some(_VERSIONS, versions)
    yield from _some(_END_VERSIONS, [{name: row[name] for name in _ENDING} for row in replaced])
    retyped = [key for key, row in last.items() if was.get(key, row["kind"]) != row["kind"]]
    if retyped:
        yield Statement(_UNKIND, {"keys": retyped})
    for kind, rows in _grouped(last.values(), "kind"):
        shown = [{name: row[name] for name in row if name != "recorded_to"} for row in rows]
        yield from _some(_ENTITIES[kind], [row | {"merged": row["cluster"] != row["key"]} for row in shown])


_ENDING: Final = ("key", "recorded_from", "recorded_to")


def edge_statements(edges: Iterable[Edge]) -> Iterator[Statement]:
    """Write versions of claims; they come by predicate."""
    for predicate, found in groupby(edges, key=lambda edge: edge.predicate):
        rows = [
            {
                "subject": edge.subject,
                "object": edge.object,
                "claim": edge.claim,
                "recorded_from": edge.recorded_from,
                "properties": edge.properties,
            }
            for edge in found
        ]
        yield Statement(_EDGES[predicate], {"rows": rows})


def ended_edge_statements(ended: Sequence[Record]) -> Iterator[Statement]:
    """Let versions of claims end."""
    for predicate, rows in _grouped(ended, "predicate"):
        yield from _some(_END_EDGES[predicate], rows)


def unnaming_statements(rows: Sequence[Record]) -> Iterator[Statement]:
    """Take redacted names out, of versions of any age."""
    yield from _some(_UNNAME, rows)


def _grouped(rows: Iterable[Record], name: str) -> Iterator[tuple[str, list[Record]]]:
    ordered = sorted(rows, key=lambda row: str(row[name]))
    for value, found in groupby(ordered, key=lambda row: str(row[name])):
        yield value, list(found)


def _some(text: str, rows: Sequence[Record]) -> Iterator[Statement]:
    if rows:
        yield Statement(text, {"rows": rows})
