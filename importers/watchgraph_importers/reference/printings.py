"""Corrections of a claim file between two editions: each changed file is a further printing of its edition.

Without this a fact-checker would have to change the first line with every corrected claim, else the old claim and
the new one would be statements of one edition, and neither would take the other's place.
"""

from dataclasses import replace

from watchgraph.domain.events.datasets import ImportCompleted
from watchgraph.domain.identifiers import dataset_id
from watchgraph.log import Log
from watchgraph_importers.files import SourceFile
from watchgraph_importers.publishers import Published, Publisher


def printing_of(publisher: Publisher, file: SourceFile, log: Log) -> Published:
    """Return the edition of a claim file, under the name of the printing that this file is (`2026-11`, `2026-11.02`).

    The same bytes as the last printing are that printing; other bytes, among them those of an earlier one, the next.
    """
    edition = publisher.editions[0]
    events = [event.body for event in log.stream(dataset_id(publisher.dataset.slug))]
    before = [
        body
        for body in events
        if isinstance(body, ImportCompleted) and body.edition.name.partition(".")[0] == edition.name
    ]
    if not before:
        return edition
    last = before[-1]
    if file.sha256 in last.files.values() and last.mapping == publisher.mapping:
        return replace(edition, name=last.edition.name)
    return replace(edition, name=f"{edition.name}.{len(before) + 1:02}")
