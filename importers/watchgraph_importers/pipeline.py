"""One pipeline for all publishers: read, check, stage, and append as one commit.

An import of the same files by the same mapping appends nothing. One that was killed goes on from its staging file.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from watchgraph.log import Actor, ConflictError
from watchgraph_importers.edition_imports import EditionImport, ImportStore, Manner
from watchgraph_importers.errors import ImportContestedError
from watchgraph_importers.files import SourceFile, gather
from watchgraph_importers.inputs import Input, named_input, sort_out
from watchgraph_importers.publishers import Published, Publisher
from watchgraph_importers.reports import ImportReport
from watchgraph_importers.staging import remove

__all__ = ["ATTEMPTS", "ORDERLY", "ImportStore", "Manner", "run_import", "run_imports", "run_inputs"]

ATTEMPTS: Final = 3
ORDERLY: Final = Manner()


def run_imports(
    publisher: Publisher,
    paths: Iterable[Path],
    store: ImportStore,
    actor: Actor,
    *,
    manner: Manner = ORDERLY,
    beside: Sequence[Publisher] = (),
) -> tuple[ImportReport, ...]:
    """Import the editions found at the paths (files, or folders of files), the oldest first, one commit each.

    beside: publishers whose files lie in the same folder. Raises NoFilesError where there is no file of this
    publisher, ImportRefusedError at the first edition with anything wrong in it.
    """
    files = sort_out(publisher, gather(paths), beside)
    reports = [
        _run(EditionImport(publisher, edition, files.inputs[edition.name], store, manner), actor)
        for edition in sorted(publisher.editions, key=lambda edition: edition.published)
        if edition.name in files.inputs
    ]
    return (replace(reports[0], notes=tuple(files.notes)), *reports[1:])


def run_import(
    publisher: Publisher,
    edition: Published,
    files: Sequence[SourceFile],
    store: ImportStore,
    actor: Actor,
    *,
    manner: Manner = ORDERLY,
) -> ImportReport:
    """Import one edition as one commit, from files that are what their names say.

    Raises ImportRefusedError with all that is wrong (nothing is written then), ImportContestedError where others
    write to the same streams all the time.
    """
    return run_inputs(publisher, edition, [named_input(edition, file) for file in files], store, actor, manner=manner)


def run_inputs(
    publisher: Publisher,
    edition: Published,
    inputs: Sequence[Input],
    store: ImportStore,
    actor: Actor,
    *,
    manner: Manner = ORDERLY,
) -> ImportReport:
    """Import one edition as one commit, from files whose tables are known; the same errors as `run_import`."""
    return _run(EditionImport(publisher, edition, inputs, store, manner), actor)


def _run(work: EditionImport, actor: Actor) -> ImportReport:
    if (before := work.known()) is not None:
        remove(work.path)
        return before
    work.announce()
    for _ in range(ATTEMPTS):
        with work.staging() as staging:
            work.stage(staging)
            work.identify(staging)
            try:
                report = work.commit(staging, actor)
            except ConflictError:
                staging.discard()
            else:
                staging.discard()
                return report
    raise ImportContestedError(f"{work.name}: others wrote to the same streams {ATTEMPTS} times; try again")
