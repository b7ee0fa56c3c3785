"""Qualifiers of claims as the catalogue writes them."""

import msgspec
from sqlalchemy import literal_column

from watchgraph.vocabulary import PREDICATES
from watchgraph_projections.catalogue.dialects import Plucked
from watchgraph_schema.compiling.symbols import computed


class StoredQualifier(msgspec.Struct, frozen=True, kw_only=True):
    """One circumstance. value: JSON; text: the same in words; entity: the shown id of an entity."""

    name: str
    value: msgspec.Raw
    text: str | None = None
    entity: str | None = None


_decoder = msgspec.json.Decoder(tuple[StoredQualifier, ...])


def stored_qualifiers(qualifiers: str) -> tuple[StoredQualifier, ...]:
    """Read them."""
    return _decoder.decode(qualifiers)


@computed()
def qualifier_text(qualifiers: str, name: str) -> str | None:
    """The text of the qualifier of a name; None where there is none."""
    return next((each.text for each in stored_qualifiers(qualifiers) if each.name == name), None)


@computed(sure=True, on_postgresql=lambda qualifiers: Plucked(qualifiers, literal_column("'entity'")))
def entities_among(qualifiers: str) -> str:
    """The ids of the entities among them, as a JSON list."""
    found = [each.entity for each in stored_qualifiers(qualifiers) if each.entity is not None]
    return msgspec.json.encode(found).decode()


@computed()
def circumstance(predicate: str, name: str) -> str | None:
    """What a qualifier of this name means on claims of a predicate."""
    known = PREDICATES[predicate].qualifier(name)
    return None if known is None else known.doc
