"""The vocabulary: kinds of entities, predicates and code lists, declared once; everything else derives from it."""

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from types import MappingProxyType
from typing import ClassVar

from watchgraph.errors import WatchgraphError
from watchgraph.vocabulary.codes import CodeList
from watchgraph.vocabulary.declarations import (
    activities,
    cameras,
    countries,
    deployments,
    effects,
    enforcement,
    facilities,
    figures,
    finance,
    incidents,
    lists,
    litigation,
    names,
    openness,
    operations,
    opinions,
    policy,
    statutes,
    supply,
    surveys,
)
from watchgraph.vocabulary.declarations.kinds import DECLARED_KINDS
from watchgraph.vocabulary.kinds import Kind
from watchgraph.vocabulary.other_words import meant_by
from watchgraph.vocabulary.predicates import (
    Cardinality,
    Persistence,
    Predicate,
    Qualifier,
    Range,
    ValueType,
)

__all__ = [
    "CODE_LISTS",
    "KINDS",
    "PREDICATES",
    "Cardinality",
    "CodeList",
    "Kind",
    "Persistence",
    "Predicate",
    "Qualifier",
    "Range",
    "UnknownCodeListError",
    "UnknownKindError",
    "UnknownPredicateError",
    "ValueType",
    "code_list",
    "kind",
    "predicate",
]

FAMILIES = (
    names,
    deployments,
    operations,
    cameras,
    supply,
    finance,
    facilities,
    litigation,
    statutes,
    policy,
    enforcement,
    openness,
    effects,
    surveys,
    activities,
    incidents,
    opinions,
    countries,
    figures,
)

KINDS: Mapping[str, Kind] = MappingProxyType({kind.name: kind for kind in DECLARED_KINDS})
PREDICATES: Mapping[str, Predicate] = MappingProxyType(
    {predicate.name: predicate for family in FAMILIES for predicate in family.PREDICATES}
)
CODE_LISTS: Mapping[str, CodeList] = MappingProxyType(
    {codes.scheme: codes for module in (lists, *FAMILIES) for codes in module.LISTS}
)


class UnknownPredicateError(WatchgraphError):
    """No predicate has this name."""

    code: ClassVar[str] = "unknown-predicate"


class UnknownKindError(WatchgraphError):
    """No kind of entity has this name."""

    code: ClassVar[str] = "unknown-kind"


class UnknownCodeListError(WatchgraphError):
    """No code list has this scheme."""

    code: ClassVar[str] = "unknown-code-list"


def nearest(name: str, names: Iterable[str]) -> str:
    """Say which of the names come nearest, for the end of a message; empty where none is near."""
    lowered = {known.lower(): known for known in names}
    found = [lowered[match] for match in get_close_matches(name.lower(), lowered, n=3, cutoff=0.5)]
    return f"; nearest: {', '.join(found)}" if found else ""


def predicate(name: str) -> Predicate:
    """Return the declaration. Raises UnknownPredicateError with the nearest names."""
    found = PREDICATES.get(name)
    if found is None:
        raise UnknownPredicateError(f"unknown predicate {name!r}{nearest(name, PREDICATES)}")
    return found


def kind(name: str) -> Kind:
    """Return the declaration. Raises UnknownKindError with what an everyday word means, or the nearest names."""
    found = KINDS.get(name)
    if found is None:
        raise UnknownKindError(f"unknown kind {name!r}{meant_by(name) or nearest(name, KINDS)}")
    return found


def code_list(scheme: str) -> CodeList:
    """Return the declaration. Raises UnknownCodeListError with the nearest schemes."""
    found = CODE_LISTS.get(scheme)
    if found is None:
        raise UnknownCodeListError(f"unknown code list {scheme!r}{nearest(scheme, CODE_LISTS)}")
    return found
