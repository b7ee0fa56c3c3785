"""Which importers there are, by the name on the command line."""

from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from types import MappingProxyType
from typing import Final

from watchgraph.log import Actor
from watchgraph_importers import reference
from watchgraph_importers.aidata import AIDATA_AFRICA, AIDATA_GCDF, AIDATA_GCOF
from watchgraph_importers.aigs import AIGS_2022
from watchgraph_importers.errors import NoFilesError, UnknownPublisherError
from watchgraph_importers.files import SourceFile
from watchgraph_importers.pipeline import ImportStore, Watch, run_import, run_imports
from watchgraph_importers.publishers import Publisher
from watchgraph_importers.reports import ImportReport

PUBLISHERS: Final[Mapping[str, Publisher]] = MappingProxyType(
    {publisher.name: publisher for publisher in (AIGS_2022, AIDATA_AFRICA, AIDATA_GCOF, AIDATA_GCDF)}
)
"""Importers of publishers' files; `reference` reads our own and is not among them."""

REFERENCE: Final = "reference"
NAMES: Final = (REFERENCE, *PUBLISHERS)


def import_named(
    name: str, paths: Sequence[Path], store: ImportStore, actor: Actor, *, watch: Watch | None = None
) -> tuple[ImportReport, ...]:
    """Run the importer of that name over files or folders; `reference` without a path reads the packaged file.

    One report an edition, the oldest first. Raises UnknownPublisherError, NoFilesError, ImportRefusedError,
    ImportContestedError.
    """
    if name == REFERENCE:
        files = [SourceFile.read(path) for path in paths] or [reference.packaged()]
        return tuple(_import_claim_file(file, store, actor, watch) for file in files)
    if name not in PUBLISHERS:
        near = get_close_matches(name, NAMES, n=1)
        hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(NAMES)}"
        raise UnknownPublisherError(f"no importer is called {name!r}; {hint}")
    if not paths:
        raise NoFilesError(f"{name} needs the path of its files, or of their folder")
    return run_imports(PUBLISHERS[name], paths, store, actor, watch)


def _import_claim_file(file: SourceFile, store: ImportStore, actor: Actor, watch: Watch | None) -> ImportReport:
    publisher = reference.publisher_of(file)
    edition = reference.printing_of(publisher, file, store.log)
    return run_import(publisher, edition, [file], store, actor, watch=watch)
