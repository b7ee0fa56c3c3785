"""Enums of the closed lists that the vocabulary declares: what it adds there is a value here."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from sqlalchemy import ColumnElement, case, func

from watchgraph.vocabulary import CODE_LISTS, KINDS, PREDICATES
from watchgraph.vocabulary.predicates import ValueType
from watchgraph_projections.catalogue.kinds import snake_case
from watchgraph_schema.compiling.symbols import expressed, symbolic
from watchgraph_schema.enums import describe_enum

_KINDS: Final[Mapping[str, str]] = {snake_case(name).upper(): name for name in KINDS}
_SHOWN: Final = 3
"""Predicates of a family that its description names."""


def _codes(scheme: str) -> Mapping[str, str]:
    return {code: code for code in CODE_LISTS[scheme].codes}


class EntityKind(StrEnum):
    """Root types of what claims are about, each a type of this schema."""

    vars().update(_KINDS)


class PredicateFamily(StrEnum):
    """Groups of predicates, by what they speak of."""

    vars().update({name: name for name in sorted({each.family for each in PREDICATES.values()})})


class SourceTier(StrEnum):
    """Sorts of sources."""

    vars().update(_codes("source-tier"))


class LivenessStatus(StrEnum):
    """What was found where a source had been."""

    vars().update(_codes("liveness"))


class Reliability(StrEnum):
    """How reliable a source has been."""

    vars().update(_codes("reliability"))


class LineageRelation(StrEnum):
    """How one source hangs on another."""

    vars().update(_codes("lineage"))


class DisputeGround(StrEnum):
    """On what ground claims are disputed."""

    vars().update(_codes("dispute-ground"))


class CoverageResult(StrEnum):
    """What a declared search brought."""

    vars().update(_codes("coverage-result"))


class NameKind(StrEnum):
    """Sorts of names."""

    vars().update(_codes("name-kind"))


def _family(name: str) -> str:
    labels = [f"“{each.label}”" for each in PREDICATES.values() if each.family == name]
    more = f" and {len(labels) - _SHOWN} more" if len(labels) > _SHOWN else ""
    return f"Has {', '.join(labels[:_SHOWN])}{more}."


OF_LISTS: Final[Mapping[str, type[StrEnum]]] = {
    "source-tier": SourceTier,
    "liveness": LivenessStatus,
    "reliability": Reliability,
    "lineage": LineageRelation,
    "dispute-ground": DisputeGround,
    "coverage-result": CoverageResult,
    "name-kind": NameKind,
}
"""The enum of each code list that fields of this schema answer with, or take."""

for _scheme, _enum in OF_LISTS.items():
    describe_enum(_enum, CODE_LISTS[_scheme].doc, CODE_LISTS[_scheme].codes)
describe_enum(EntityKind, EntityKind.__doc__ or "", {code: KINDS[name].doc for code, name in _KINDS.items()})
describe_enum(PredicateFamily, PredicateFamily.__doc__ or "", {each: _family(each) for each in PredicateFamily})
describe_enum(
    ValueType,
    "What the value of a predicate is.",
    {
        "ENTITY": "Another entity.",
        "QUANTITY": "A number or a range with its unit.",
        "MONEY": "An amount of money.",
        "DATE": "A date (EDTF).",
        "TEXT": "Words.",
        "CODE": "A code of one of the vocabulary's lists.",
        "GEO": "A point on the map.",
        "URL": "A web address.",
    },
)


def kind_of(name: str) -> EntityKind:
    """The kind of this name; a symbol is written as GraphQL calls it."""
    return kind_code(name) if symbolic(name) else EntityKind(name)  # type: ignore[return-value]  # stands for one


def _in_sql(name: ColumnElement[object]) -> ColumnElement[object]:
    of_several_words = {called: code for code, called in _KINDS.items() if code != called.upper()}
    return case(of_several_words, value=name, else_=func.upper(name))


@expressed(_in_sql, sure=True)
def kind_code(name: str) -> str:
    """A kind as GraphQL calls it."""
    return EntityKind(name).name
