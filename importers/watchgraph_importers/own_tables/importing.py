"""A mapped table on its way: the mapping becomes a publisher, and the pipeline does the rest."""

import re
from collections.abc import Collection
from pathlib import Path

from watchgraph.domain.events.datasets import ImportCompleted
from watchgraph.domain.events.sources import SourceRegistered
from watchgraph.domain.identifiers import dataset_id
from watchgraph.log import Actor, Log
from watchgraph_importers import quarantines
from watchgraph_importers.errors import ImportRefusedError
from watchgraph_importers.files import SourceFile
from watchgraph_importers.inputs import Input
from watchgraph_importers.own_tables.checks import problems_of, registered, used_columns
from watchgraph_importers.own_tables.columns import OwnClaims
from watchgraph_importers.own_tables.mappings import OwnMapping, read_mapping
from watchgraph_importers.pipeline import ORDERLY, ImportStore, Manner, run_inputs
from watchgraph_importers.publishers import Format, Published, Publisher, Table
from watchgraph_importers.reports import ImportReport


def import_table(
    path: Path,
    mapping_path: Path,
    store: ImportStore,
    actor: Actor,
    *,
    taken: Collection[str] = (),
    manner: Manner = ORDERLY,
) -> ImportReport:
    """Import a table (or its corrected rows) as a mapping says. taken: slugs that belong to others.

    The mapping is an artifact of the import like the table: another one is a newer mapping of the same edition.
    Raises ImportRefusedError for a mapping or a table with anything wrong in it.
    """
    table, notes = SourceFile.read(path), SourceFile.read(mapping_path)
    mapping = read_mapping(notes)
    wrong = list(problems_of(mapping))
    if mapping.dataset.slug in taken:
        right = f"{mapping.dataset.slug!r} is the slug of another publisher: take one of your own"
        wrong.append(mapping.problem("taken-slug", right, "dataset", "slug"))
    if wrong:
        raise ImportRefusedError(wrong, len(wrong))
    publisher = publisher_of(mapping, table, _version(mapping, notes, store.log))
    edition = publisher.editions[0]
    inputs = (
        Input(file=table, tables=edition.tables, corrects=quarantines.is_one(table)),
        Input(file=notes, tables=()),
    )
    return run_inputs(publisher, edition, inputs, store, actor, manner=manner)


def publisher_of(mapping: OwnMapping, table: SourceFile, version: int) -> Publisher:
    """Describe the mapping's data set as the pipeline wants it. version: of the mapping."""
    predicates = {part.predicate for parts in mapping.columns.values() for part in parts if part.predicate}
    covers = tuple(sorted(predicates | {"name"}))
    return Publisher(
        name=mapping.dataset.slug,
        dataset=registered(mapping),
        source=SourceRegistered(
            identity=f"dataset:{mapping.dataset.slug}:table",
            title=mapping.dataset.title,
            tier="DATASET",
            url=mapping.dataset.home_page,
            publisher=mapping.dataset.publisher,
            licence=mapping.dataset.licence,
        ),
        mapping=version,
        scope=covers if mapping.dataset.trusted else (),
        editions=(
            Published(
                name=mapping.edition.name,
                published=mapping.edition.published,
                tables=(_table(mapping, table),),
                covers=covers,
                complete=mapping.edition.complete,
                declared=mapping.edition.declared,
            ),
        ),
        claims=OwnClaims(mapping),
    )


def _table(mapping: OwnMapping, file: SourceFile) -> Table:
    used = used_columns(mapping)
    return Table(
        file=re.escape(file.name),
        read=used,
        ignored=frozenset(mapping.columns) - used,
        sheet=mapping.table.sheet,
        format=Format.CSV if mapping.table.sheet is None else Format.WORKBOOK,
        delimiter=mapping.table.delimiter,
        header=mapping.table.header,
    )


def _version(mapping: OwnMapping, notes: SourceFile, log: Log) -> int:
    """Number the mapping: the same bytes as before have the number of then, others the next."""
    events = [event.body for event in log.stream(dataset_id(mapping.dataset.slug))]
    before = [body for body in events if isinstance(body, ImportCompleted)]
    same = [body.mapping for body in before if notes.sha256 in body.files.values()]
    return same[-1] if same else 1 + max((body.mapping for body in before), default=0)
