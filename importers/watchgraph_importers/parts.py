"""Whether files hold an edition in whole: told by a file's name, or by the rows that the publisher's table has."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from watchgraph.domain.events.base import Event
from watchgraph.domain.events.datasets import ImportCompleted
from watchgraph_importers.inputs import Input
from watchgraph_importers.publishers import Published, Table
from watchgraph_importers.staging import Outcome, Part


def is_part(edition: Published, inputs: Sequence[Input], outcomes: Mapping[Part, Mapping[Outcome, int]]) -> bool:
    """Whether the files are known to hold a part of the edition. outcomes: of the rows of each table that was read.

    A row that was refused was there; one that is no data is none of the publisher's rows.
    """
    if any(table.extract for each in inputs for table in each.tables):
        return True
    read = Counter[Table]()
    for (file, sheet), rows in outcomes.items():
        data = sum(count for outcome, count in rows.items() if outcome is not Outcome.NOT_DATA)
        read.update(dict.fromkeys(_tables_of(inputs, file, sheet), data))
    return any(table.declared is not None and read[table] < table.declared for table in edition.tables)


def was_part(edition: str, events: Iterable[Event]) -> bool:
    """Whether an edition was known to be here in part when it was last imported."""
    former = [
        each.edition.part for each in events if isinstance(each, ImportCompleted) and each.edition.name == edition
    ]
    return bool(former) and former[-1]


def _tables_of(inputs: Sequence[Input], file: str, sheet: str) -> Iterable[Table]:
    tables = {table for each in inputs if each.file.name == file for table in each.tables}
    return (table for table in tables if table.sheet in {None, sheet})
