"""The identity pass of an import, on the log, the catalogue and staging files as they are."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import UUID

import pytest

from watchgraph.domain.events.datasets import DatasetRegistered
from watchgraph.domain.events.entities import EntityRegistered
from watchgraph.domain.events.judgements import JudgementRecorded, JudgementReverted
from watchgraph.domain.events.sources import SourceRegistered
from watchgraph.domain.identifiers import country_id, entity_id, judgement_id
from watchgraph.log import Actor, KeyStore, Log, NewEvent
from watchgraph_importers.acts import Act, EntityKey, Stated
from watchgraph_importers.identification import Identification
from watchgraph_importers.identity.known import CatalogueNames
from watchgraph_importers.naming import named
from watchgraph_importers.pipeline import ImportStore, run_imports
from watchgraph_importers.publishers import Published, Publisher, Row, Table
from watchgraph_projections.catalogue.digest import state_hash
from watchgraph_projections.follower import Follower

LONDON_GB, LONDON_CA = "2643743", "6058560"


@dataclass(frozen=True, slots=True)
class Desk:
    """A store with read models, and who imports into it."""

    store: ImportStore
    follower: Follower
    actor: Actor
    folder: Path

    def take(self, dataset: str, *lines: str, edition: str = "2020") -> None:
        self.folder.mkdir(exist_ok=True)
        path = self.folder / f"{dataset}-{edition}.csv"
        path.write_text("\n".join(("place,country,state", *lines)) + "\n", encoding="utf-8")
        run_imports(publisher(dataset), [path], self.store, self.actor)

    def judgements(self) -> list[JudgementRecorded]:
        return [event.body for event in self.store.log.scan(0) if isinstance(event.body, JudgementRecorded)]

    def same(self) -> set[frozenset[UUID]]:
        return {frozenset((each.left, each.right)) for each in self.judgements() if each.verdict == "SAME"}

    def shape(self) -> list[tuple[UUID, int, str]]:
        return [(event.stream, event.version, event.body.TOPIC) for event in self.store.log.scan(0)]

    def restarted(self) -> "Desk":
        """Go on as a program started anew would: nothing is remembered."""
        known = Identification(self.store.log, CatalogueNames(self.follower))
        return replace(self, store=replace(self.store, identification=known))


@contextmanager
def opened(folder: Path, actor: Actor) -> Iterator[Desk]:
    store = folder / "store"
    with (
        closing(KeyStore.open(store / "keys.sqlite")) as keys,
        closing(Log.open(store / "log.sqlite", keys)) as log,
        closing(Follower.open(log, store, day=20261126)) as follower,
    ):
        known = Identification(log, CatalogueNames(follower))
        yield Desk(ImportStore(log=log, staging=store / "staging", identification=known), follower, actor, folder)


@pytest.fixture
def desk(tmp_path: Path, actor: Actor) -> Iterator[Desk]:
    with opened(tmp_path, actor) as desk:
        yield desk


def claims(row: Row) -> Iterator[Act]:
    """A row: a place, and where the file says that it lies. What is in brackets describes a place without a name."""
    dataset = row.file.partition("-")[0]
    native = "|".join((row["place"], row["country"], row["state"]))
    here = EntityKey(dataset=dataset, kind="Place", native=native)
    name = row["place"].strip("()")
    yield named(here, name, "place", record=native, sort="RAW" if name == row["place"] else "ROLE_LABEL")
    around = here
    for column in ("state", "country"):
        if row[column]:
            place = EntityKey(dataset=dataset, kind="Place", native=row[column])
            yield named(place, row[column], column, record=row[column])
            yield Stated(record=f"{native} {column}", subject=around, predicate="partOf", object=place, column=column)
            around = place


def publisher(dataset: str) -> Publisher:
    table = Table(file=rf"{dataset}-\d+\.csv", read=frozenset({"place", "country", "state"}))
    editions = tuple(
        Published(name=year, published=year, tables=(replace(table, file=rf"{dataset}-{year}\.csv"),), covers=("name",))
        for year in ("2020", "2021")
    )
    return Publisher(
        name=dataset,
        dataset=DatasetRegistered(slug=dataset, title="A gazetteer", publisher="Somebody"),
        source=SourceRegistered(identity=f"dataset:{dataset}:all", title="A gazetteer", tier="DATASET"),
        mapping=1,
        scope=("name", "partOf"),
        editions=editions,
        claims=claims,
    )


def _killed(*_: object, **__: object) -> int:
    raise KeyboardInterrupt


def place(dataset: str, native: str) -> UUID:
    return entity_id(dataset, "Place", native)


def city(code: str) -> UUID:
    return entity_id("geonames", "Place", code)


def test_a_country_meets_the_register_s_whatever_it_is_called(desk: Desk) -> None:
    desk.take("one", "Viet Nam,,", "Zanzibar,,")

    assert desk.same() == {frozenset((place("one", "Viet Nam||"), country_id("VN")))}
    (registered, *_) = [event.body for event in desk.store.log.stream(country_id("VN"))]
    assert registered == EntityRegistered(kind="Place", dataset="iso3166", native="VN", register=True)


def test_a_city_meets_the_register_s_in_the_country_that_its_file_states(desk: Desk) -> None:
    desk.take("one", "London,United Kingdom,", "London,Canada,Ontario")

    assert frozenset((place("one", "London|United Kingdom|"), city(LONDON_GB))) in desk.same()
    assert frozenset((place("one", "London|Canada|Ontario"), city(LONDON_CA))) in desk.same()


def test_names_meet_those_of_earlier_imports(desk: Desk) -> None:
    desk.take("one", "Somaliland,,", "Kern County,United States,California")

    desk.restarted().take("two", "SOMALILAND,,", "Kern County,USA,California")

    assert frozenset((place("one", "Somaliland||"), place("two", "SOMALILAND||"))) in desk.same()
    counties = (
        place("one", "Kern County|United States|California"),
        place("two", "Kern County|USA|California"),
    )
    assert frozenset(counties) in desk.same()


def test_a_state_is_one_by_its_letters_and_by_its_name_and_can_be_parted_again(desk: Desk) -> None:
    desk.take("one", "California,United States,", "Ontario,Canada,")

    desk.restarted().take("two", "CA,USA,", "CA,Canada,", "CA,,")

    pair = (place("one", "California|United States|"), place("two", "CA|USA|"))
    assert [each for each in desk.same() if place("two", "CA|USA|") in each] == [frozenset(pair)]
    assert not any({place("two", "CA|Canada|"), place("two", "CA||")} & each for each in desk.same())
    (judgement,) = [event.body for event in desk.store.log.stream(judgement_id(*pair))]
    assert isinstance(judgement, JudgementRecorded)
    assert (judgement.rule, judgement.verdict) == ("state-names/1", "SAME")


def test_descriptions_in_place_of_names_are_never_matched(desk: Desk) -> None:
    desk.take("one", "(Somaliland),,", "(SOMALILAND),,")

    desk.restarted().take("two", "Somaliland,,", "(Viet Nam),,")

    assert desk.judgements() == []


def test_judgements_say_why_and_by_which_rule(desk: Desk) -> None:
    desk.take("one", "Phillipines,,")

    (judgement,) = desk.judgements()
    assert judgement.rule == "country-names/2"
    assert judgement.score == 92
    assert judgement.basis == "'Phillipines' is 'philippines' misspelt, a name of PH (ISO 3166-1)"


def test_what_may_be_meant_is_left_to_a_person(desk: Desk) -> None:
    desk.take("one", "Portland,United States,")

    (doubt,) = [each for each in desk.judgements() if each.verdict == "UNSURE"]
    assert "the largest of several" in doubt.basis


def test_a_newer_edition_judges_nothing_again(desk: Desk) -> None:
    desk.take("one", "Viet Nam,,", "London,Canada,Ontario")
    before = len(desk.judgements())

    desk.restarted().take("one", "Viet Nam,,", "London,Canada,Ontario", edition="2021")

    assert len(desk.judgements()) == before


def test_a_judgement_that_was_taken_back_is_not_given_again(desk: Desk) -> None:
    desk.take("one", "Viet Nam,,")
    pair = judgement_id(place("one", "Viet Nam||"), country_id("VN"))
    desk.store.log.append(
        [NewEvent(pair, 2, JudgementReverted(reason="it is a shop"))], UUID(int=1), desk.actor, digest="x"
    )

    desk.restarted().take("one", "Viet Nam,,", "Laos,,", edition="2021")

    assert [event.body.TOPIC for event in desk.store.log.stream(pair)] == ["judgement.recorded", "judgement.reverted"]


def test_nothing_joins_what_somebody_judged_distinct(desk: Desk) -> None:
    desk.take("one", "Somaliland,,")
    left, right = sorted((place("one", "Somaliland||"), place("two", "SOMALILAND||")))
    apart = JudgementRecorded(left=left, right=right, verdict="DISTINCT", basis="another place of that name")
    native = EntityRegistered(kind="Place", dataset="two", native="SOMALILAND||")
    desk.store.log.append(
        [
            NewEvent(place("two", "SOMALILAND||"), 1, native),
            NewEvent(judgement_id(left, right), 1, apart),
        ],
        UUID(int=1),
        desk.actor,
        digest="x",
    )

    desk.restarted().take("two", "SOMALILAND,,", "somaliland,,")

    assert frozenset((left, right)) not in desk.same()
    assert len(desk.same()) == 1


def test_an_import_killed_after_its_pass_comes_to_the_same_events(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = ("Viet Nam,,", "London,Canada,Ontario", "Portland,United States,", "Kern County,United States,California")

    with monkeypatch.context() as during:
        during.setattr(Log, "append_staged", _killed)
        with pytest.raises(KeyboardInterrupt):
            desk.take("one", *lines)
    assert desk.store.log.head() == 0
    desk.restarted().take("one", *lines)

    with opened(tmp_path / "undisturbed", desk.actor) as undisturbed:
        undisturbed.take("one", *lines)
        assert desk.shape() == undisturbed.shape()


def test_what_was_staged_and_never_committed_is_forgotten(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as during:
        during.setattr(Log, "append_staged", _killed)
        with pytest.raises(KeyboardInterrupt):
            desk.take("one", "Somaliland,,")

    desk.take("two", "SOMALILAND,,")

    assert desk.judgements() == []


def test_the_read_models_are_those_of_a_rebuild(desk: Desk) -> None:
    desk.take("one", "Viet Nam,,", "London,Canada,Ontario", "Somaliland,,")
    desk.take("two", "Vietnam,,", "SOMALILAND,,", "London,Canada,Ontario")
    desk.follower.catch_up(20261126)

    def digest() -> str:
        with desk.follower.place.reading() as connection:
            return state_hash(connection)

    followed = digest()
    desk.follower.rebuild(day=20261126)
    assert digest() == followed
