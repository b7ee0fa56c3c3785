from uuid import UUID

import pytest

from watchgraph.domain.claims import Claim
from watchgraph.domain.identifiers import claim_id, evidence_id
from watchgraph.domain.proposals import propose
from watchgraph.domain.statements import Evidence, Origin, Policy, Stance, Statement
from watchgraph.domain.values import Text
from watchgraph_projections.catalogue.entity_rows import label
from watchgraph_projections.catalogue.nodes import ClaimNode, EntityNode

BANK = UUID(int=1)
SOURCE = UUID(int=2)


def bank(*names: str) -> EntityNode:
    """An entity that a record each calls by these names."""
    entity = EntityNode(1, BANK, "Organisation", "census", register=False, public_role=False)
    for key, name in enumerate(names, start=2):
        origin = Origin(dataset="census", record=name)
        statement = Statement(origin=origin, subject=BANK, predicate="name", object=Text(text=name, lang="en"))
        claim = claim_id(statement)
        place = evidence_id(claim, artifact=None, source=SOURCE, locator=name, stance=Stance.SUPPORTS)
        evidence = Evidence(id=place, source=SOURCE, stance=Stance.SUPPORTS, locator=name)
        policy = Policy(id="dataset-trust", version=1)
        body = propose(statement, (evidence,), votes_needed=1, policy=policy, note=None)
        entity.claims[key] = ClaimNode(key, claim, Claim.born(claim, "importer", body), entity)
    return entity


@pytest.mark.parametrize("acronym", ["CDB", "C.D.B.", "CDB 2"])
def test_of_names_equally_supported_an_acronym_is_not_shown(acronym: str) -> None:
    shown = {
        label(bank(*names))[0] for names in ((acronym, "China Development Bank"), ("China Development Bank", acronym))
    }

    assert shown == {"China Development Bank"}


def test_an_acronym_is_shown_where_it_is_the_only_or_the_better_supported_name() -> None:
    alone, supported = bank("CDB"), bank("CDB", "China Development Bank")
    supported.claims[2].confidence = 80

    assert label(alone)[0] == label(supported)[0] == "CDB"
