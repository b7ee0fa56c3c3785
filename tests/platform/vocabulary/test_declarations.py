"""Every declaration is sound, whoever adds one."""

import re
from collections import Counter
from pathlib import Path

import pytest

from watchgraph.vocabulary import (
    CODE_LISTS,
    FAMILIES,
    KINDS,
    PREDICATES,
    Cardinality,
    CodeList,
    Predicate,
    Range,
    UnknownCodeListError,
    UnknownKindError,
    UnknownPredicateError,
    ValueType,
    code_list,
    kind,
    predicate,
)
from watchgraph.vocabulary.declarations.kinds import DECLARED_KINDS
from watchgraph.vocabulary.reference_pages import markdown

PAGE = Path(__file__).parents[3] / "docs" / "vocabulary.md"
PREDICATE_LIST = list(PREDICATES.values())


def name_of(declared: Predicate) -> str:
    return declared.name


def ranges(declared: Predicate) -> list[Range]:
    own = [] if declared.range is None else [declared.range]
    return own + [qualifier.range for qualifier in declared.qualifiers]


@pytest.mark.parametrize("declared", PREDICATE_LIST, ids=name_of)
def test_a_predicate_reads_well(declared: Predicate) -> None:
    docs = [declared.doc, *(qualifier.doc for qualifier in declared.qualifiers)]

    assert re.fullmatch(r"[a-z]+([A-Z][a-z]*)*", declared.name)
    assert declared.label
    assert declared.source
    assert re.fullmatch(r"[A-Z]+", declared.family)
    assert all(doc.endswith(".") for doc in docs)


@pytest.mark.parametrize("declared", PREDICATE_LIST, ids=name_of)
def test_its_flags_agree_with_its_shape(declared: Predicate) -> None:
    if declared.edge:
        assert declared.range is not None
        assert declared.range.type is ValueType.ENTITY
    if declared.headline:
        assert declared.cardinality is Cardinality.ONE
    if declared.sealed:
        assert declared.range is not None
        assert declared.range.type is ValueType.TEXT
        assert set(declared.sealed) <= set(declared.domain)


@pytest.mark.parametrize("declared", PREDICATE_LIST, ids=name_of)
def test_it_names_only_what_is_declared(declared: Predicate) -> None:
    names = [qualifier.name for qualifier in declared.qualifiers]

    assert declared.domain
    assert set(declared.domain) <= set(KINDS)
    assert len(set(names)) == len(names)
    for expected in ranges(declared):
        assert set(expected.kinds) <= set(KINDS)
        assert (expected.codes is not None) == (expected.type is ValueType.CODE)
        assert expected.codes is None or CODE_LISTS[expected.codes.scheme] is expected.codes


def test_names_and_schemes_are_given_once() -> None:
    predicates = Counter(one.name for family in FAMILIES for one in family.PREDICATES)
    lists = Counter(one.scheme for family in FAMILIES for one in family.LISTS)
    kinds = Counter(one.name for one in DECLARED_KINDS)
    plurals = Counter(one.plural for one in DECLARED_KINDS)

    assert {*predicates.values(), *lists.values(), *kinds.values(), *plurals.values()} == {1}


@pytest.mark.parametrize("codes", CODE_LISTS.values(), ids=lambda codes: codes.scheme)
def test_a_code_list_reads_well(codes: CodeList) -> None:
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", codes.scheme)
    assert codes.doc.endswith(".")
    assert codes.source
    for code, meaning in codes.codes.items():
        assert re.fullmatch(r"[A-Z][A-Z0-9]*(_[A-Z0-9]+)*", code)
        assert meaning.endswith(".")


def test_every_list_but_those_of_events_is_used_by_a_predicate() -> None:
    used = {shape.codes.scheme for one in PREDICATE_LIST for shape in ranges(one) if shape.codes}
    of_families = {codes.scheme for family in FAMILIES for codes in family.LISTS}

    assert of_families <= used


def test_every_kind_can_be_spoken_of() -> None:
    spoken_of = {name for one in PREDICATE_LIST for name in (*one.domain, *ranges(one)[0].kinds)}

    assert set(KINDS) <= spoken_of
    assert all(one.doc.endswith(".") for one in KINDS.values())


def test_a_misspelt_name_is_answered_with_the_nearest() -> None:
    with pytest.raises(UnknownPredicateError, match="usesTechnology") as wrong_predicate:
        predicate("usesTecnology")
    with pytest.raises(UnknownKindError, match="Organisation") as wrong_kind:
        kind("Organization")
    with pytest.raises(UnknownCodeListError, match="source-tier"):
        code_list("source-tiers")
    with pytest.raises(UnknownPredicateError) as nothing_near:
        predicate("zzzz")

    assert wrong_predicate.value.code == "unknown-predicate"
    assert wrong_kind.value.code == "unknown-kind"
    assert "nearest" not in str(nothing_near.value)


def test_a_known_name_gives_its_declaration() -> None:
    assert predicate("supplies").edge
    assert kind("FinancialFacility").plural == "financialFacilities"
    assert code_list("deployment-status").codes["LIVE"]


def test_the_reference_page_is_what_the_declarations_say() -> None:
    assert PAGE.read_text(encoding="utf-8") == markdown(), "run `make docs`"
