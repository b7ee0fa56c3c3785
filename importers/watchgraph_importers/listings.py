"""What there is to import, and what was imported last."""

from collections.abc import Iterable
from dataclasses import dataclass

from watchgraph.domain.events.datasets import ImportCompleted, RowCounts
from watchgraph.domain.identifiers import dataset_id
from watchgraph.log import Log, Recorded
from watchgraph_importers.publishers import Published, Publisher


@dataclass(frozen=True, slots=True, kw_only=True)
class LastImport:
    """The newest import of an edition. recorded: RFC 3339 UTC. position: of its commit. mapping: our version then."""

    recorded: str
    position: int
    mapping: int
    files: dict[str, str]
    rows: RowCounts


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionListing:
    """An edition. published: EDTF. declared: how many records it has in whole, None where not known.

    files: their names as people write them. last: None where it was never imported.
    """

    name: str
    published: str
    declared: int | None
    files: tuple[str, ...]
    last: LastImport | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A publisher. name: on the command line. folder: in which its files come. fetched: a program can get them."""

    name: str
    folder: str
    dataset: str
    title: str
    publisher: str
    licence: str
    rhythm: str
    home_page: str | None
    fetched: bool
    editions: tuple[EditionListing, ...]


def listed(publishers: Iterable[Publisher], log: Log) -> list[Listing]:
    """Describe the publishers, in their order."""
    return [_listing(publisher, log) for publisher in publishers]


def _listing(publisher: Publisher, log: Log) -> Listing:
    dataset = publisher.dataset
    events = log.stream(dataset_id(dataset.slug))
    return Listing(
        name=publisher.name,
        folder=publisher.folder,
        dataset=dataset.slug,
        title=dataset.title,
        publisher=dataset.publisher,
        licence=dataset.licence,
        rhythm=publisher.rhythm,
        home_page=dataset.home_page,
        fetched=any(edition.addresses for edition in publisher.editions),
        editions=tuple(_edition(edition, events) for edition in publisher.editions),
    )


def _edition(edition: Published, events: Iterable[Recorded]) -> EditionListing:
    globs = {glob: None for table in edition.tables for glob in table.globs}
    return EditionListing(
        name=edition.name,
        published=edition.published,
        declared=edition.declared,
        files=tuple(globs),
        last=_last(edition.name, events),
    )


def _last(edition: str, events: Iterable[Recorded]) -> LastImport | None:
    """Find the newest import of an edition, or of a printing of it (`2026-11.02`)."""
    last = None
    for event in events:
        body = event.body
        if isinstance(body, ImportCompleted) and (body.edition.name == edition or _is_printing(body, edition)):
            last = LastImport(
                recorded=event.envelope.recorded,
                position=event.commit,
                mapping=body.mapping,
                files=dict(body.files),
                rows=body.rows,
            )
    return last


def _is_printing(body: ImportCompleted, edition: str) -> bool:
    first, _, number = body.edition.name.rpartition(".")
    return first == edition and number.isdecimal()
