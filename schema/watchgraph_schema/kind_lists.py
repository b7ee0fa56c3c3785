"""One list a kind, made from the vocabulary."""

from collections.abc import Mapping
from enum import Enum
from types import GenericAlias
from typing import Annotated

import strawberry
from strawberry.types.field import StrawberryField

from watchgraph.vocabulary import KINDS
from watchgraph.vocabulary.kinds import Kind
from watchgraph.vocabulary.predicates import Persistence
from watchgraph_projections.catalogue.kinds import SOURCE_KIND, headlines
from watchgraph_schema.arguments import AsOf, AsOfArgument, LicenceArgument, LicenceWhere, reader_of
from watchgraph_schema.claim_filters import DescendingArgument
from watchgraph_schema.combinations import Where
from watchgraph_schema.connections import Connection, Paged, listed
from watchgraph_schema.context import Info
from watchgraph_schema.describing import COMPILED
from watchgraph_schema.entities import Entity
from watchgraph_schema.filters import kind_list, order_type, where_type
from watchgraph_schema.kinds import CLASSES, in_words
from watchgraph_schema.shown import shown


def _whenever(kind: str) -> str:
    """Say what `validAt` does to a list of the kind, and how to keep to what was so on the day."""
    known = "All that were known by `recordedAt` are here; their fields are those of the day of `validAt`."
    state = next((each.name for each in headlines(kind) if each.persistence is Persistence.STATE), None)
    if state is None:
        return known
    such = f'{{predicates: ["{state}"], standing: true, certainties: [YES, POSSIBLY]}}'
    return f"{known} Those of which that was said of the day: `where: {{hasClaim: {such}}}`."


def _list(kind: Kind) -> StrawberryField:
    where_class, orders = where_type(kind.name), order_type(kind.name)

    def resolve(
        info: Info,
        where: Where | None = None,
        order: Enum = orders["RECORDED"],
        *,
        descending: bool = False,
        as_of: AsOf | None = None,
        licence: LicenceWhere | None = None,
    ) -> Connection[Entity]:
        reader = reader_of(info, as_of, licence)
        return listed(reader, kind_list(reader, kind.name, where, order.value, descending=descending), shown)

    resolve.__annotations__ |= {
        "where": Annotated[
            where_class | None, strawberry.argument(description=f"Which {in_words(kind.plural)}; all if absent.")
        ],
        "order": Annotated[orders, strawberry.argument(description="What to order by.")],
        "descending": DescendingArgument,
        "as_of": AsOfArgument,
        "licence": LicenceArgument,
    }
    made: StrawberryField = strawberry.field(
        name=kind.plural,
        description=f"{kind.doc} Merged ones appear once, as what they were merged into. {_whenever(kind.name)}",
        graphql_type=GenericAlias(Connection, (CLASSES[kind.name],)) | None,
        extensions=[Paged()],
        metadata={COMPILED: True},
    )(resolve)
    return made


KIND_LISTS: Mapping[str, StrawberryField] = {
    kind.plural: _list(kind) for kind in KINDS.values() if kind.name != SOURCE_KIND
}
"""Plural of a kind to the field that lists it; sources have a list of their own."""
