"""What the catalogue knows of entities, as facts; and that a staging file says the same."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from shutil import copytree

import pytest

from watchgraph.domain.identifiers import country_id
from watchgraph.log import KeyStore, Log
from watchgraph_importers.identity.facts import Is, LiesIn, Named, Registered, Stands
from watchgraph_importers.identity.known import CatalogueNames
from watchgraph_importers.identity.mentions import Role
from watchgraph_projections.follower import Follower


@pytest.fixture
def known(reference_folder: Path, tmp_path: Path) -> Iterator[CatalogueNames]:
    folder = copytree(reference_folder, tmp_path / "copy")
    with (
        closing(KeyStore.open(folder / "keys.sqlite")) as keys,
        closing(Log.open(folder / "log.sqlite", keys)) as log,
        closing(Follower.open(log, folder)) as follower,
    ):
        yield CatalogueNames(follower)


def test_names_roles_and_places_are_told(known: CatalogueNames) -> None:
    facts = set(known.news())

    named = {fact.name: fact.id for fact in facts if isinstance(fact, Named)}
    assert Stands(named["Huawei"], Role.VENDOR) in facts
    assert Stands(named["China Eximbank"], Role.LENDER) in facts
    assert LiesIn(named["Belgrade"], named["Serbia"]) in facts
    kinds = {fact.kind for fact in facts if isinstance(fact, Registered)}
    assert kinds == {"Place", "Organisation", "Product", "Technology", "LegalInstrument"}


def test_a_country_is_known_by_its_code(known: CatalogueNames) -> None:
    assert Is(country_id("RS"), "RS") in set(known.news())


def test_roles_in_qualifiers_are_told(known: CatalogueNames) -> None:
    facts = list(known.news())

    agencies = {fact.id for fact in facts if isinstance(fact, Stands) and fact.role is Role.AGENCY}
    assert agencies & {fact.id for fact in facts if isinstance(fact, Registered) and fact.kind == "Organisation"}


def test_what_was_told_is_not_told_again_until_it_is_forgotten(known: CatalogueNames) -> None:
    first = list(known.news())

    assert list(known.news()) == []
    known.forget()
    assert list(known.news()) == first
