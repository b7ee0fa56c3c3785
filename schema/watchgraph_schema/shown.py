"""Makes the objects that many modules answer with. Claims, entities and sources hold each other, so it imports late."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import strawberry

from watchgraph_projections.views.claims import ClaimRow
from watchgraph_projections.views.entities import EntityRow
from watchgraph_projections.views.sources import SourceRow
from watchgraph_schema.compiling.symbols import Choice, Each, Symbol, only, optional
from watchgraph_schema.context import Reader
from watchgraph_schema.stored_lists import rows_of_texts

if TYPE_CHECKING:
    from watchgraph_schema.claims import Claim
    from watchgraph_schema.entities import Entity
    from watchgraph_schema.sources import Source

LazyEntity = Annotated["Entity", strawberry.lazy("watchgraph_schema.entities")]
LazyClaim = Annotated["Claim", strawberry.lazy("watchgraph_schema.claims")]
LazySource = Annotated["Source", strawberry.lazy("watchgraph_schema.sources")]


def shown(reader: Reader, row: EntityRow) -> "Entity":
    """Show an entity as its kind."""
    from watchgraph_schema.kinds import CLASSES  # noqa: PLC0415  # see above

    kind = row.kind
    if isinstance(kind, Symbol):
        made = {name: cls(reader=reader, row=row) for name, cls in CLASSES.items()}
        return Choice(kind, made)
    return CLASSES[kind](reader=reader, row=row)


async def name_by_key(reader: Reader, key: int | None) -> str | None:
    """The name of the entity with this key; None for None, and for one without a name."""
    row = None if key is None else await reader.entities.load(key)
    return None if row is None else optional(row.label)


async def shown_by_key(reader: Reader, key: int | None) -> "Entity | None":
    """Read and show the entity with this key; None for None."""
    row = None if key is None else await reader.entities.load(key)
    return None if row is None else shown(reader, row)


async def shown_by_id(reader: Reader, public: str | None) -> "Entity | None":
    """Read and show the entity that this id leads to; None for None."""
    row = None if public is None else await reader.entities_by_id.load(public)
    return None if row is None else shown(reader, row)


async def sources_by_id(reader: Reader, ids: Sequence[str], most: int) -> "list[Source]":
    """Read and show the sources that the first of these ids lead to, without those that are not known."""
    from watchgraph_schema.sources import Source  # noqa: PLC0415  # see above

    if isinstance(ids, Symbol):
        scope, public = rows_of_texts(ids, most)
        item = only(Source, await shown_by_id(reader, public))
        return Each(scope, item, sparse=True)  # type: ignore[return-value]  # stands for it
    found = await reader.entities_by_id.load_many(list(ids[:most]))
    made = [only(Source, shown(reader, row)) for row in found if row is not None]
    return [each for each in made if each is not None]


def claim_of(reader: Reader, row: ClaimRow) -> "Claim":
    """Show a claim."""
    from watchgraph_schema.claims import Claim  # noqa: PLC0415  # see above

    return Claim(reader=reader, row=row)


async def claim_by_id(reader: Reader, public: str | None) -> "Claim | None":
    """Read and show the claim with this public id; None for None."""
    row = None if public is None else await reader.claims_by_id.load(public)
    return None if row is None else claim_of(reader, row)


async def claim_by_key(reader: Reader, key: int) -> "Claim | None":
    """Read and show the claim with this key."""
    row = await reader.claims.load(key)
    return None if row is None else claim_of(reader, row)


async def source_by_key(reader: Reader, key: int | None) -> "Source | None":
    """Read and show the source with this key; None for None. What a column of sources holds is known to be one."""
    from watchgraph_schema.sources import Source  # noqa: PLC0415  # see above

    row = None if key is None else await reader.entities.load(key)
    if row is None or key is None:
        return None
    if isinstance(key, Symbol):
        return Source(reader=reader, row=row, details=await reader.sources.load(key))
    return only(Source, shown(reader, row))


def source_of(reader: Reader, row: SourceRow) -> "Source":
    """Show a source already read."""
    from watchgraph_schema.sources import Source  # noqa: PLC0415  # see above

    return Source.of(reader, row)
