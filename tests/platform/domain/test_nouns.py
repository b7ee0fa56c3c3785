"""The small aggregates fold their events, and refuse those of others."""

from uuid import UUID

import msgspec
import pytest

from watchgraph.domain.aggregates import Aggregate
from watchgraph.domain.contributors import Contributor
from watchgraph.domain.coverages import Coverage
from watchgraph.domain.datasets import Dataset
from watchgraph.domain.disputes import Dispute
from watchgraph.domain.entities import Entity
from watchgraph.domain.errors import AlreadyRegisteredError, PersonRetypedError, UnexpectedEventError
from watchgraph.domain.events.base import Event
from watchgraph.domain.events.claims import ClaimAccepted
from watchgraph.domain.events.contributors import ContributorErased, ContributorRegistered
from watchgraph.domain.events.coverages import CoverageDeclared
from watchgraph.domain.events.datasets import DatasetRegistered, Edition, ImportCompleted, ReleaseCut, RowCounts
from watchgraph.domain.events.disputes import DisputeOpened
from watchgraph.domain.events.entities import EntityRegistered
from watchgraph.domain.events.judgements import JudgementRecorded, JudgementReverted
from watchgraph.domain.events.sources import ReliabilityRated, SourceRegistered
from watchgraph.domain.judgements import Judgement, Verdict
from watchgraph.domain.nouns import NOUNS, fold
from watchgraph.domain.sources import Source
from watchgraph.domain.units import claim_unit, record_unit
from watchgraph.domain.values import Sealed
from watchgraph.log import EVENTS

ONE = UUID("3a1f8c1e-6a52-5f0c-9b51-2d8f0e7a4c10")
OTHER = UUID("b7d0c6a2-0d1f-5b86-8a3e-51c9f2e4d711")

FIRST: dict[type[Aggregate], Event] = {
    Contributor: ContributorRegistered(roles=("REVIEWER",)),
    Coverage: CoverageDeclared(
        place=ONE, topic="x", databases=("y",), languages=("en",), from_date="2019", to_date="2020", result="FOUND"
    ),
    Dataset: DatasetRegistered(slug="example", title="E", publisher="P"),
    Dispute: DisputeOpened(claims=(ONE,), grounds="VALUE", text=Sealed("dispute:1", "text", "x")),
    Entity: EntityRegistered(kind="Place", dataset="d", native="x"),
    Judgement: JudgementRecorded(left=ONE, right=OTHER, verdict="SAME", basis="x"),
    Source: SourceRegistered(identity="url:https://example.org/", title="x", tier="NGO"),
}
IMPORT = ImportCompleted(
    edition=Edition(name="2020", published="2020", covers=()),
    files={"a.csv": "ab", "b.csv": "cd"},
    mapping=1,
    rows=RowCounts(stated_anew=1, stated_again=0, refused=0, not_data=0),
    licence="CC0-1.0",
)


def test_every_topic_belongs_to_a_noun() -> None:
    assert {topic.partition(".")[0] for topic in EVENTS} == set(NOUNS)


@pytest.mark.parametrize("noun", FIRST)
def test_a_stream_holds_events_of_one_noun(noun: type[Aggregate]) -> None:
    born = fold(ONE, [("ann", FIRST[noun])])

    assert isinstance(born, noun)
    assert (born.id, born.version) == (ONE, 1)
    with pytest.raises(UnexpectedEventError):
        born.apply("ann", ClaimAccepted())
    with pytest.raises(UnexpectedEventError):
        noun.born(ONE, "ann", ClaimAccepted())


def test_nothing_folds_to_nothing() -> None:
    assert fold(ONE, []) is None


def test_a_data_set_knows_the_bytes_that_were_imported_whatever_their_names() -> None:
    dataset = Dataset.born(ONE, "importer", FIRST[Dataset])
    dataset.apply("importer", IMPORT)
    dataset.apply("editor", ReleaseCut(name="2026.1", position=7, digest="ab"))

    assert dataset.imported({"other.csv": "cd", "a.csv": "ab"}, 1)
    assert not dataset.imported({"a.csv": "ab"}, 1)
    assert not dataset.imported(IMPORT.files, 2)
    assert [release.name for release in dataset.releases] == ["2026.1"]
    assert dataset.version == 3


def test_a_judgement_is_replaced_and_reverted() -> None:
    judgement = Judgement.born(ONE, "ann", FIRST[Judgement])
    judgement.apply("bob", JudgementRecorded(left=ONE, right=OTHER, verdict="DISTINCT", basis="y"))
    replaced = (judgement.verdict, judgement.judge)
    judgement.apply("ann", JudgementReverted(reason="z"))

    assert replaced == (Verdict.DISTINCT, "bob")
    assert judgement.verdict is None


def test_a_search_is_replaced_by_its_repetition() -> None:
    first = FIRST[Coverage]
    assert isinstance(first, CoverageDeclared)
    coverage = Coverage.born(ONE, "ann", first)

    coverage.apply("bob", msgspec.structs.replace(first, result="NONE_FOUND"))

    assert (coverage.declared.result, coverage.declared_by) == ("NONE_FOUND", "bob")


def test_a_source_keeps_its_last_rating() -> None:
    source = Source.born(ONE, "ann", FIRST[Source])

    source.apply("bob", ReliabilityRated(rating="A", rationale="x"))

    assert source.reliability == "A"


def test_an_erased_contributor_stays_erased() -> None:
    contributor = Contributor.born(ONE, "ed", FIRST[Contributor])
    contributor.apply("ed", ContributorErased())

    assert contributor.erased
    with pytest.raises(AlreadyRegisteredError):
        contributor.register_again(("REVIEWER",))


@pytest.mark.parametrize(("kind", "other"), [("Person", "Organisation"), ("Organisation", "Person")])
def test_nobody_becomes_a_person_or_stops_being_one_by_a_change_of_kind(kind: str, other: str) -> None:
    entity = Entity.born(ONE, "importer", EntityRegistered(kind=kind, dataset="d", native="1"))

    with pytest.raises(PersonRetypedError, match="register it anew"):
        entity.retype(other, "was mistaken")


def test_an_entity_cannot_become_a_register_s() -> None:
    entity = Entity.born(ONE, "ann", FIRST[Entity])

    with pytest.raises(AlreadyRegisteredError):
        entity.register_again(EntityRegistered(kind="Place", dataset="d", native="x", register=True))


def test_units_of_different_nouns_never_share_a_name() -> None:
    assert record_unit("d", "1") == "record:d/1"
    assert claim_unit(ONE) == f"claim:{ONE}"
