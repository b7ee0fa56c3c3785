"""Watchgraph's own reference claims, from a file in which a fact-checker corrects one claim in one line.

Publisher: Watchgraph; the file is part of the package. Format: JSON Lines. Licence: CC0-1.0 for our wording; each
source keeps its own. Rhythm: with each release. A record is a claim's reference (`C042`) and may have several lines.
"""

from collections.abc import Iterator
from importlib import resources
from typing import Final

from watchgraph.domain import datasets, edtf
from watchgraph.domain.events.datasets import DatasetRegistered
from watchgraph.domain.events.sources import SourceRegistered
from watchgraph.errors import WatchgraphError
from watchgraph.vocabulary import PREDICATES
from watchgraph.vocabulary.predicates import Persistence
from watchgraph_importers.acts import Act, NotData
from watchgraph_importers.errors import FieldError, FileRefusedError, ImportRefusedError, ManyFieldsError, Problem
from watchgraph_importers.files import SourceFile
from watchgraph_importers.publishers import Format, Published, Publisher, Row, Table
from watchgraph_importers.reference.lines import LINES, DatasetLine, Line, first_key, read_line
from watchgraph_importers.reference.reading import Reading
from watchgraph_importers.tables import LINE

FILE: Final = "reference.jsonl"
NAME: Final = "reference"
ORDER: Final = ("dataset", "source", "entity", "liveness", "lineage", "claim", "evidence", "rank", "dispute")
"""What others rest on is read first, wherever it stands in the file."""


def packaged() -> SourceFile:
    """Return the file that comes with the package."""
    content = resources.files(__package__).joinpath(FILE).read_bytes()
    return SourceFile.of(FILE, content)


def publisher_of(file: SourceFile) -> Publisher:
    """Describe the data set that a claim file holds. Raises ImportRefusedError where its first line does not say so."""
    lines = list(_sound_lines(file))
    head = next((line for line in lines if isinstance(line, DatasetLine)), None)
    if head is None and (broken := _broken_header(file)):
        raise ImportRefusedError(broken, len(broken))
    if head is None or not head.edition.strip() or "." in head.edition:
        right = "the first line should give dataset, title, publisher, edition (without a point), published and licence"
        raise ImportRefusedError([Problem(file=file.name, line=1, rule="missing-header", right=right)], 1)
    reading = Reading(head.dataset, lines)
    return Publisher(
        name=NAME,
        dataset=_dataset(file.name, head),
        source=_source(head),
        mapping=1,
        scope=tuple(PREDICATES),
        editions=(
            Published(
                name=head.edition,
                published=head.published,
                tables=(Table(file=r".*\.jsonl", format=Format.LINES, read=frozenset({LINE})),),
                covers=tuple(sorted({line.predicate for line in reading.claims})),
                complete=True,
            ),
        ),
        claims=lambda row: _acts(reading, row),
        order=_order,
    )


def _dataset(file: str, head: DatasetLine) -> DatasetRegistered:
    """Describe the data set. Raises ImportRefusedError where the log could not hold it for ever."""
    body = DatasetRegistered(
        slug=head.dataset, title=head.title, publisher=head.publisher, home_page=head.home_page, licence=head.licence
    )
    try:
        edtf.parse(head.published, Persistence.OCCURRENCE)
        return datasets.check(body)
    except WatchgraphError as error:
        raise ImportRefusedError([Problem(file=file, line=1, rule=error.code, right=str(error))], 1) from error


def _source(head: DatasetLine) -> SourceRegistered:
    return SourceRegistered(
        identity=f"dataset:{head.dataset}:file",
        title=head.title,
        tier="DATASET",
        publisher=head.publisher,
        published=head.published,
        licence=head.licence,
        language="en",
    )


def _sound_lines(file: SourceFile) -> Iterator[Line]:
    """Yield the lines that can be read; the others are reported when their turn comes."""
    try:
        for text in file.lines():
            try:
                line = read_line(text)
            except (FieldError, ManyFieldsError):
                continue
            if line is not None:
                yield line
    except FileRefusedError as error:
        raise ImportRefusedError([error.problem], 1) from error


def _broken_header(file: SourceFile) -> list[Problem]:
    """Say what is wrong with a first line that means to be the header; empty where it does not."""
    text = next(iter(file.lines()), "")
    try:
        if first_key(text) == "dataset":
            read_line(text)
    except FieldError as error:
        errors: tuple[FieldError, ...] = (error,)
    except ManyFieldsError as error:
        errors = error.errors
    else:
        errors = ()
    return [Problem(file=file.name, line=1, field=each.field, rule=each.rule, right=str(each)) for each in errors]


def _order(row: Row) -> int:
    """Sort by what the line is; a broken line comes first and is reported."""
    try:
        first = first_key(row[LINE])
    except FieldError:
        return 0
    return ORDER.index(first) if first in LINES else 0


def _acts(reading: Reading, row: Row) -> Iterator[Act]:
    line = read_line(row[LINE])
    if line is None:
        yield NotData("blank")
    elif isinstance(line, DatasetLine):
        yield NotData("header")
    else:
        yield from reading.acts(line)
