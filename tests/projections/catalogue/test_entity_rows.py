from uuid import UUID

import pytest
from sqlalchemy import create_engine

from watchgraph.domain.claims import Claim
from watchgraph.domain.identifiers import claim_id, evidence_id
from watchgraph.domain.proposals import propose
from watchgraph.domain.statements import Evidence, Origin, Policy, Qualification, Stance, Statement
from watchgraph.domain.values import Code, Money, Text
from watchgraph_projections.catalogue.entity_rows import kind_rows, label
from watchgraph_projections.catalogue.kinds import KIND_TABLES
from watchgraph_projections.catalogue.nodes import ClaimNode, EntityNode
from watchgraph_projections.catalogue.working_set import WorkingSet

BANK = UUID(int=1)
SOURCE = UUID(int=2)


def bank(*names: str) -> EntityNode:
    """An entity that a record each calls by these names."""
    entity = EntityNode(1, BANK, "Organisation", "census", register=False, public_role=False)
    for name in names:
        origin = Origin(dataset="census", record=name)
        add(entity, Statement(origin=origin, subject=BANK, predicate="name", object=Text(text=name, lang="en")))
    return entity


def loan(*bases: str) -> EntityNode:
    """A loan of which a record gives an amount in each of these price bases: 1, 2, 3 …"""
    entity = EntityNode(1, BANK, "FinancialFacility", "census", register=False, public_role=False)
    for number, base in enumerate(bases, start=1):
        statement = Statement(
            origin=Origin(dataset="census", record="loan"),
            subject=BANK,
            predicate="amountConstant",
            object=Money(amount=str(number), currency="USD", date="2021", basis=base),
            qualifiers=(Qualification(name="basis", value=Code(scheme="deflator", code=base)),),
        )
        add(entity, statement)
    return entity


def add(entity: EntityNode, statement: Statement) -> None:
    claim, key = claim_id(statement), len(entity.claims) + 2
    place = evidence_id(claim, artifact=None, source=SOURCE, locator=str(key), stance=Stance.SUPPORTS)
    evidence = Evidence(id=place, source=SOURCE, stance=Stance.SUPPORTS, locator=str(key))
    policy = Policy(id="dataset-trust", version=1)
    body = propose(statement, (evidence,), votes_needed=1, policy=policy, note=None)
    entity.claims[key] = ClaimNode(key, claim, Claim.born(claim, "importer", body), entity, 20261123)


def amount_shown(entity: EntityNode) -> object:
    with create_engine("sqlite://").connect() as nothing:
        (row,) = kind_rows(entity, (None, None), WorkingSet(nothing)).values()
    return row[KIND_TABLES["FinancialFacility"][0].c.keys().index("amount_constant")]


@pytest.mark.parametrize("acronym", ["CDB", "C.D.B.", "CDB 2"])
def test_of_names_equally_supported_an_acronym_is_not_shown(acronym: str) -> None:
    shown = {
        label(bank(*names))[0] for names in ((acronym, "China Development Bank"), ("China Development Bank", acronym))
    }

    assert shown == {"China Development Bank"}


@pytest.mark.parametrize("slug", ["meta", " meta", "meta-platforms", "META"])
def test_of_names_equally_supported_one_as_it_is_written_is_shown_and_no_slug(slug: str) -> None:
    shown = {label(bank(*names))[0] for names in ((slug, "Meta"), ("Meta", slug))}

    assert shown == {"Meta"}


@pytest.mark.parametrize("names", [(" Meta ", "Meta"), ("Meta", "Meta\t"), (" Meta",)])
def test_white_space_around_a_name_is_not_shown(names: tuple[str, ...]) -> None:
    shown, claim = label(bank(*names))

    assert shown == "Meta"
    assert claim == (names.index("Meta") if "Meta" in names else 0) + 2


def test_an_acronym_is_shown_where_it_is_the_only_or_the_better_supported_name() -> None:
    alone, supported = bank("CDB"), bank("CDB", "China Development Bank")
    supported.claims[2].confidence = 80

    assert label(alone)[0] == label(supported)[0] == "CDB"


@pytest.mark.parametrize("order", [1, -1])
def test_of_several_price_bases_that_of_the_newest_year_is_shown_before_it_was_adjusted(order: int) -> None:
    bases = ["USD_2009_AIDATA", "USD_2021_AIDATA", "USD_2021_AIDATA_ADJUSTED", "USD_2014_AIDATA"]

    assert amount_shown(loan(*bases[::order])) == {1: 2_000, -1: 3_000}[order]
    assert amount_shown(loan("USD_2014_AIDATA", "USD_2021_AIDATA_ADJUSTED")) == 2_000
    assert amount_shown(loan("USD_2014_AIDATA")) == 1_000
