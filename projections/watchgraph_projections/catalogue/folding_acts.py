"""Folding the events of data sets, coverage and contributors."""

import msgspec

from watchgraph.domain import edtf
from watchgraph.domain.events.contributors import ContributorErased, ContributorRegistered
from watchgraph.domain.events.coverages import CoverageDeclared
from watchgraph.domain.events.datasets import DatasetRegistered, ImportCompleted, ReleaseCut
from watchgraph.log import Recorded
from watchgraph_projections.catalogue.page import FOLDS, Page
from watchgraph_projections.catalogue.rows import row_of


def _json(value: object) -> str:
    return msgspec.json.encode(value, order="sorted").decode()


@FOLDS.of(DatasetRegistered)
def _dataset_registered(page: Page, event: Recorded, body: DatasetRegistered) -> None:
    row = (event.position, str(event.stream), body.slug, body.title, body.publisher, body.home_page, body.licence)
    page.working.streams[event.stream] = event.position
    page.memory.datasets[event.stream] = body.slug
    page.working.versions["dataset"].put(row, event.commit)


@FOLDS.of(ImportCompleted)
def _import_completed(page: Page, event: Recorded, body: ImportCompleted) -> None:
    slug, edition = page.memory.datasets[event.stream], body.edition
    page.memory.know(slug, body)
    row = (
        slug,
        edition.name,
        body.mapping,
        edition.published,
        edtf.published_by(edition.published),
        _json(edition.covers),
        int(edition.complete),
        _json(body.files),
        body.licence,
        None if body.policy is None else f"{body.policy.id}/{body.policy.version}",
        _json(body.rows),
        edition.declared,
        int(edition.part),
    )
    page.working.versions["edition"].put(row, event.commit)


@FOLDS.of(ReleaseCut)
def _release_cut(page: Page, event: Recorded, body: ReleaseCut) -> None:
    """Nothing but the history shows it yet."""


@FOLDS.of(CoverageDeclared)
def _coverage_declared(page: Page, event: Recorded, body: CoverageDeclared) -> None:
    key = page.working.streams.setdefault(event.stream, event.position)
    place = page.working.entities[body.place].key
    lists = (_json(body.databases), _json(body.languages), _json(body.queries))
    row = (key, str(event.stream), place, body.topic, *lists, body.from_date, body.to_date, body.result)
    page.working.versions["coverage"].put(row, event.commit)


@FOLDS.of(ContributorRegistered)
def _contributor_registered(page: Page, event: Recorded, body: ContributorRegistered) -> None:
    key = page.working.streams.setdefault(event.stream, event.position)
    page.working.versions["contributor"].put((key, str(event.stream), _json(body.roles), 0), event.commit)


@FOLDS.of(ContributorErased)
def _contributor_erased(page: Page, event: Recorded, body: ContributorErased) -> None:
    row_of(page.working.versions["contributor"], page.working.streams[event.stream]).put(event.commit, erased=1)
    page.touched.units |= set(body.units)
