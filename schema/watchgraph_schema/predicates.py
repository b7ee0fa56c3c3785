"""The vocabulary, as readers of answers need it."""

from collections.abc import Mapping

import strawberry

from watchgraph.vocabulary import PREDICATES, ValueType, predicates
from watchgraph_schema.codes import EntityKind, PredicateFamily
from watchgraph_schema.compiling.symbols import Choice, Symbol
from watchgraph_schema.describing import described


@described
class Predicate:
    """One thing that can be said of an entity, as the vocabulary declares it."""

    name: str = strawberry.field(description="Its name, for filters: `supplies`, `plannedCameras`.")
    label: str = strawberry.field(description="Its name in plain words.")
    definition: str = strawberry.field(description="What a claim with this predicate says.")
    family: PredicateFamily = strawberry.field(description="The group that it belongs to.")
    domain: list[EntityKind] = strawberry.field(description="Kinds that the subject may have.")
    value_type: ValueType | None = strawberry.field(description="What the value is; null for none.")
    single: bool = strawberry.field(
        description="Whether a subject has one value at a time, so that different ones are rivals."
    )
    persists: bool = strawberry.field(
        description="Whether it is a state, which goes on until something says otherwise; else an occurrence."
    )
    draws_edge: bool = strawberry.field(description="Whether standing claims draw an edge of the graph.")
    source: str = strawberry.field(description="Where the definition comes from.")


def predicate_of(declared: predicates.Predicate) -> Predicate:
    """Show a declared predicate."""
    return Predicate(
        name=declared.name,
        label=declared.label,
        definition=declared.doc,
        family=PredicateFamily(declared.family),
        domain=[EntityKind(each) for each in declared.domain],
        value_type=None if declared.range is None else declared.range.type,
        single=declared.cardinality is predicates.Cardinality.ONE,
        persists=declared.persistence is predicates.Persistence.STATE,
        draws_edge=declared.edge,
        source=declared.source,
    )


def predicate_named(name: str) -> Predicate:
    """Show the predicate of this name, or of the name that a symbol stands for."""
    if isinstance(name, Symbol):
        return Choice(name, _SHOWN, alike=False)
    return _SHOWN[name]


_SHOWN: Mapping[str, Predicate] = {name: predicate_of(declared) for name, declared in PREDICATES.items()}
