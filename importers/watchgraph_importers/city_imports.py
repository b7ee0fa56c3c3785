"""What GeoNames says of the cities that a store has, where no other import has stated it: as a commit of its own.

A store that an older version filled has such cities, and one in which people registered or identified some. Repeating
is safe: where nothing is missing nothing is appended.
"""

import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Final
from uuid import uuid5

from watchgraph.domain.events.datasets import ImportCompleted, RowCounts
from watchgraph.domain.identifiers import canonical
from watchgraph.log import Actor, ConflictError
from watchgraph_importers.edition_imports import IMPORT, ImportStore
from watchgraph_importers.errors import ImportContestedError
from watchgraph_importers.geonames import EDITION, GEONAMES
from watchgraph_importers.reports import ImportReport
from watchgraph_importers.staging import Staging

ATTEMPTS: Final = 3
REPORT: Final = ImportReport(
    publisher=GEONAMES.name,
    dataset=GEONAMES.dataset.slug,
    edition=EDITION.name,
    files={},
    rows=RowCounts(stated_anew=0, stated_again=0, refused=0, not_data=0),
)
"""What every report has; where nothing is missing, all that it has."""


def import_cities(store: ImportStore, actor: Actor, *, dry: bool = False) -> ImportReport:
    """State what is missing. The rows of the report are cities; it is `known` where nothing is missing.

    Raises ImportContestedError where others write to the same streams all the time.
    """
    for _ in range(ATTEMPTS):
        with _staging(store) as staging:
            completed = _describe(store, staging)
            if completed is None:
                return replace(REPORT, known=True, dry=dry)
            report = replace(REPORT, files=completed.files, rows=completed.rows, events=staging.topics(), dry=dry)
            try:
                return report if dry else replace(report, position=_append(store, staging, actor))
            except ConflictError:
                continue
    raise ImportContestedError(f"{GEONAMES.name}: others wrote to the same streams {ATTEMPTS} times; try again")


@contextmanager
def _staging(store: ImportStore) -> Iterator[Staging]:
    """Open a staging file, which is small and begun anew each time."""
    path = store.staging / f"{GEONAMES.name}.sqlite"
    try:
        staging = Staging.open(path)
        if staging.size():
            staging.discard()
            staging = Staging.open(path)
    except sqlite3.OperationalError as error:
        raise ImportContestedError(f"{path}: another import works on it ({error})") from error
    try:
        yield staging
    finally:
        staging.discard()


def _describe(store: ImportStore, staging: Staging) -> ImportCompleted | None:
    if store.identification is None:
        return None
    store.identification.learn()
    return store.identification.describe(staging, store.now())


def _append(store: ImportStore, staging: Staging, actor: Actor) -> int:
    """Append what is staged: a command of its own for the claims that it states."""
    claims = sorted({stream for stream, _, topic, _ in staging.events() if topic.startswith("claim.")})
    identity = canonical([GEONAMES.dataset.slug, EDITION.name, str(GEONAMES.mapping), claims])
    return store.log.append_staged(
        staging.events(),
        size=staging.size(),
        command=uuid5(IMPORT, identity),
        actor=actor,
        digest=hashlib.sha256(identity.encode()).hexdigest(),
    )
