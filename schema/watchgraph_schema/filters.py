"""Filters and orders of lists of entities. Those of a kind are made from the vocabulary, by its headline predicates."""

from collections.abc import Iterable
from enum import Enum, StrEnum
from functools import cache
from types import GenericAlias
from typing import Annotated, Final

import strawberry

from watchgraph.argument_places import at
from watchgraph.vocabulary import KINDS, PREDICATES
from watchgraph.vocabulary.predicates import Predicate, ValueType
from watchgraph_projections.catalogue.containment import holders
from watchgraph_projections.catalogue.kinds import column_name, headlines, snake_case
from watchgraph_projections.catalogue.namings import IDENTIFIER, NAME, TITLE
from watchgraph_projections.statistics.ends import leads_to
from watchgraph_projections.statistics.marks import COUNTABLE
from watchgraph_projections.views.callings import Calling
from watchgraph_projections.views.entity_filters import LABEL, Condition, EntityFilter
from watchgraph_projections.views.features import PLACE
from watchgraph_projections.views.kinds import KindList
from watchgraph_projections.views.ranked_values import RANKED
from watchgraph_schema.claim_filters import WITHIN_DOC, ClaimWhere, claim_filter
from watchgraph_schema.codes import EntityKind
from watchgraph_schema.combinations import ALL_DOC, ANY_DOC, NOT_DOC, Where, check_size, parts
from watchgraph_schema.comparing import calling, compared
from watchgraph_schema.conditions import IdentifierCondition, TextCondition, condition_type
from watchgraph_schema.context import Reader
from watchgraph_schema.describing import Inputs, described_input, made_input
from watchgraph_schema.enums import describe_enum
from watchgraph_schema.given import at_least_none, some, some_values
from watchgraph_schema.kinds import field_name, in_words, value_type_of
from watchgraph_schema.known_ids import Admitted, known_ids
from watchgraph_schema.named_codes import named_codes

_IDS: Final = "Only these, by id."
_WITHIN: Final = f"Only these, by id, and what is part of them: {WITHIN_DOC}"
_NAME: Final = (
    "Compares its names. One of them has to meet all of this, whichever: the best, an alias, an abbreviation, a former "
    'one whatever the day, one in another language. `{eq: "Hikvision"}` is Hangzhou Hikvision Digital Technology, too. '
    "`not` asks that none is so. Case and accents count: `search` forgives them."
)
_TITLE: Final = (
    'Compares the titles that publishers give its record, any of them: `{contains: "Railway"}`. They may name private '
    'persons: `search` does not read them, and they are shown by `claims(where: {predicates: ["title"]})` alone.'
)
_IDENTIFIER: Final = (
    'Compares its identifiers in others\' registers: `{scheme: "ISO_3166_1_ALPHA_2", eq: "KE"}` is Kenya. '
    "See `externalIds`."
)
_CLAIM: Final = "Only subjects of such a claim; `standing: true` leaves out what does not stand."
_OBJECT: Final = 'Only what such a claim leads to, its objects: `objectOf: {predicates: ["lender"]}` finds who lends.'
_SOURCES: Final = "How many documents the standing claims about it rest on, at least."


@described_input
class EntityWhere:
    """Which entities are wanted. Conditions add up; what is absent asks for nothing.

    Example: `{kinds: [ORGANISATION], not: {hasClaim: {predicates: ["supplies"]}}, minSources: 3}`.
    """

    ids: list[strawberry.ID] | None = strawberry.field(default=None, description=_IDS)
    kinds: list[EntityKind] | None = strawberry.field(default=None, description="Kinds, any of them.")
    name: TextCondition | None = strawberry.field(default=None, description=_NAME)
    within: list[strawberry.ID] | None = strawberry.field(default=None, description=_WITHIN)
    title: TextCondition | None = strawberry.field(default=None, description=_TITLE)
    external_id: IdentifierCondition | None = strawberry.field(default=None, description=_IDENTIFIER)
    has_claim: ClaimWhere | None = strawberry.field(default=None, description=_CLAIM)
    object_of: ClaimWhere | None = strawberry.field(default=None, description=_OBJECT)
    min_sources: int | None = strawberry.field(default=None, description=_SOURCES)
    and_: list["EntityWhere"] | None = strawberry.field(name="and", default=None, description=ALL_DOC)
    or_: list["EntityWhere"] | None = strawberry.field(name="or", default=None, description=ANY_DOC)
    not_: "EntityWhere | None" = strawberry.field(name="not", default=None, description=NOT_DOC)


EntityArgument = Annotated[EntityWhere | None, strawberry.argument(description="Which entities; all if absent.")]


@cache
def where_type(kind: str) -> type[object]:
    """The filter of a kind: ids, name, claims, one condition a headline predicate, and parts of its own type."""
    name, public = f"{kind}Where", {column_name(each): field_name(kind, each) for each in headlines(kind)}
    fields: Inputs = {
        "ids": (GenericAlias(list, (strawberry.ID,)), _IDS),
        "name": (TextCondition, _NAME),
        "within": (GenericAlias(list, (strawberry.ID,)), _WITHIN),
        "external_id": (IdentifierCondition, _IDENTIFIER),
        "has_claim": (ClaimWhere, _CLAIM),
        "object_of": (ClaimWhere, _OBJECT),
        "min_sources": (int, _SOURCES),
        "and_": (f"list[{name}]", ALL_DOC),
        "or_": (f"list[{name}]", ANY_DOC),
        "not_": (name, NOT_DOC),
    }
    if kind in PREDICATES[TITLE].domain:
        fields["title"] = (TextCondition, _TITLE)
    for predicate in headlines(kind):
        fields[column_name(predicate)] = (
            condition_type(predicate),
            f"Compares “{predicate.label}”{_by_name(predicate)}.",
        )
    doc = f"Which {in_words(KINDS[kind].plural)} are wanted. Conditions add up; what is absent asks for nothing."
    return made_input(name, doc, fields, public)


def _by_name(predicate: Predicate) -> str:
    """Say of codes that are no words that their names do, too."""
    codes = named_codes(predicate)
    if codes is None:
        return ""
    code, name = next(iter(codes.names.items()))
    part = name.split()[0].lower()
    return f', by code, by name or by part of it: `{{eq: "{code}"}}`, `{{eq: "{name}"}}`, `{{contains: "{part}"}}`'


def order_type(kind: str) -> type[Enum]:
    """What entities of a kind can be ordered by."""
    documented = {"RECORDED": "When this log took them.", "NAME": "Their best name."}
    for predicate in headlines(kind):
        if value_type_of(predicate) not in {ValueType.ENTITY, ValueType.GEO}:
            words = f"{predicate.label}{_compared(kind, predicate)}"
            documented[_order(kind, predicate)] = f"Their {words}; those without one come lowest."
    members = StrEnum(f"{kind}Order", {name: name for name in documented})  # type: ignore[misc]  # of the vocabulary
    return describe_enum(members, f"What {in_words(KINDS[kind].plural)} are ordered by.", documented)


def _compared(kind: str, predicate: Predicate) -> str:
    """Say how amounts are compared: those of several currencies are in no order."""
    if value_type_of(predicate) is not ValueType.MONEY:
        return ""
    if column_name(predicate) in RANKED:
        aside = "; what may not be added up is among them: `where: {countable: {eq: YES}}` leaves it out"
        countable = any(each.name == COUNTABLE for each in headlines(kind))
        return f", those in money of a later year above the others{aside if countable else ''}"
    others = [_order(kind, each) for each in headlines(kind) if any(one.leading for one in each.qualifiers)]
    better = f" (`{others[0]}` compares better)" if others else ""
    return f", as bare numbers whatever the currency{better}"


def _order(kind: str, predicate: Predicate) -> str:
    return snake_case(field_name(kind, predicate)).upper()


def kind_list(reader: Reader, kind: str, where: Where | None, order: str, *, descending: bool) -> KindList:
    """Read a filter and an order of a kind."""
    columns = {_order(kind, predicate): column_name(predicate) for predicate in headlines(kind)}
    sort = {"RECORDED": None, "NAME": LABEL, **columns}[order]
    return KindList(kind=kind, filter=entity_filter(reader, where, kind), sort=sort, down=descending)


def entity_filter(
    reader: Reader, where: Where | None, kind: str | None = None, argument: str = "where"
) -> EntityFilter:
    """Read a filter. kind: that whose headlines it compares, None for entities of any kind. argument: what gave it.

    Raises errors with a code for names, ids and values that are none, empty lists, and filters that are too large.
    """
    if where is None:
        return EntityFilter()
    with at(argument):
        check_size(where)
        return _filter(reader, where, kind)


def _filter(reader: Reader, where: Where, of_kind: str | None) -> EntityFilter:
    said, named = getattr(where, "has_claim", None), getattr(where, "object_of", None)
    return EntityFilter(
        kinds=some_values(getattr(where, "kinds", None), "kinds"),
        ids=known_ids(reader, some(getattr(where, "ids", None), "ids"), "ids"),
        called=tuple(_callings(reader, where)),
        where=tuple(_conditions(reader, where, of_kind)),
        within=known_ids(reader, some(getattr(where, "within", None), "within"), "within", _holding(of_kind)),
        said=() if said is None else (claim_filter(reader, said, "hasClaim"),),
        named=() if named is None else (claim_filter(reader, named, "objectOf"),),
        min_sources=at_least_none(getattr(where, "min_sources", None), "minSources"),
        **parts(where, lambda part: _filter(reader, part, of_kind)),
    )


@cache
def _holding(kind: str | None) -> Admitted | None:
    """What entities of a kind can be part of; None where any kind is asked for."""
    if kind is None:
        return None
    ways = [each.name for each in headlines(kind) if PLACE in leads_to(each)]
    hint = f"; name what leads to a place: `{ways[0]}: {{within: …}}`" if ways else ""
    return Admitted(holders({kind}), f"no {KINDS[kind].label} is part of such{hint}")


def _callings(reader: Reader, where: Where) -> Iterable[Calling]:
    yield from calling(reader, NAME, getattr(where, "name", None))
    yield from calling(reader, TITLE, getattr(where, "title", None))
    yield from calling(reader, IDENTIFIER, getattr(where, "external_id", None))


def _conditions(reader: Reader, where: Where, of_kind: str | None) -> Iterable[Condition]:
    for predicate in () if of_kind is None else headlines(of_kind):
        condition = getattr(where, column_name(predicate), None)
        if condition is not None and of_kind is not None:
            yield from compared(reader, predicate, condition, field_name(of_kind, predicate))
