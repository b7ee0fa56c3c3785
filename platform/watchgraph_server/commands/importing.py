"""`import`: publishers' files into the log, in one commit an edition."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from watchgraph.errors import WatchgraphError
from watchgraph.log import Actor
from watchgraph.settings import Settings
from watchgraph_importers.fetching import Fetched, open_client
from watchgraph_importers.files import SourceFile, gather
from watchgraph_importers.geonames import GEONAMES
from watchgraph_importers.identification import Identification
from watchgraph_importers.identity.known import CatalogueNames
from watchgraph_importers.known_publishers import PUBLISHERS
from watchgraph_importers.listings import listed
from watchgraph_importers.own_tables import draft_of, import_table
from watchgraph_importers.pipeline import ImportStore, Manner
from watchgraph_importers.registry import (
    ALL,
    REFERENCE,
    TABLE,
    Run,
    fetch_named,
    import_all,
    import_named,
    is_fetched,
    nobodys,
)
from watchgraph_importers.reports import ImportReport
from watchgraph_server.commands.import_pages import (
    show_listing,
    show_nobodys,
    show_reference,
    show_reports,
    show_sum,
)
from watchgraph_server.outcomes import BAD_INPUT, BadInputError, exit_status, stable_code
from watchgraph_server.output import write, write_json
from watchgraph_server.progress import Course, course
from watchgraph_server.stores import Store, log_of
from watchgraph_server.terminal import Say, console


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The words on the command line.

    source: the folder of all publishers' folders, for the name `all`. mapping: of one's own table, for `table`.
    part: the files of one publisher are an extract of the edition.
    """

    name: str
    paths: Sequence[Path] = ()
    source: Path | None = None
    mapping: Path | None = None
    quarantine: Path | None = None
    dry: bool = False
    part: bool = False
    as_json: bool = False


def listing(*, as_json: bool) -> None:
    """Say what there is to import, and what was imported last."""
    with log_of(Settings()) as log:
        found = listed((GEONAMES, *PUBLISHERS.values()), log)
    if as_json:
        write_json([{"name": REFERENCE}, *found])
        return
    out = console()
    show_reference(out)
    for each in found:
        show_listing(out, each)


def run(asked: Asked) -> int:
    """Import what was asked for; return the exit status. Raises what the pipeline refuses, but for `all`."""
    with Store.open() as store, course(silent=asked.as_json) as shown:
        runs = []
        for each in _runs(store, asked, shown):
            runs.append(each)
            if not asked.as_json:
                show_reports(console(), each)
        if not asked.dry:
            store.follower.catch_up(progress=shown.fold)
    if asked.as_json:
        write_json([line for each in runs for line in _lines(each)])
    elif len(runs) > 1:
        show_sum(console(), runs)
        show_nobodys(console(), nobodys(asked.source) if asked.source is not None else [])
    return max(map(_status, runs), default=0)


def _runs(store: Store, asked: Asked, shown: Course) -> Iterator[Run]:
    target = _target(store)
    manner = Manner(dry=asked.dry, part=asked.part, quarantine=asked.quarantine, begun=shown.begin, watch=shown.rows)
    _check_options(asked)
    if asked.name == ALL and asked.source is not None:
        yield from import_all(asked.source, target, importer, manner=manner)
    elif asked.name == TABLE and asked.mapping is not None:
        slugs = {each.dataset.slug for each in (GEONAMES, *PUBLISHERS.values())}
        for path in asked.paths:
            report = import_table(path, asked.mapping, target, importer(TABLE), taken=slugs, manner=manner)
            yield Run(name=TABLE, reports=(report,))
    else:
        paths = asked.paths
        if not paths and is_fetched(asked.name):
            paths = [each.path for each in _fetched(asked.name, store.settings.fetched_path / asked.name)]
        who = importer(asked.name)
        yield Run(name=asked.name, reports=import_named(asked.name, paths, target, who, manner=manner))


def _check_options(asked: Asked) -> None:
    """Raise BadInputError where the words do not fit together."""
    if (asked.name == ALL) != (asked.source is not None) or (asked.name == ALL and asked.paths):
        raise BadInputError("say where the publishers' folders lie: watchgraph import all --from DIR")
    if asked.name == ALL and asked.part:
        raise BadInputError("--part speaks of the files of one publisher: import them by its name")
    if (asked.name == TABLE) != (asked.mapping is not None) or (asked.name == TABLE and not asked.paths):
        raise BadInputError(
            "a table of your own needs a mapping: watchgraph import table FILE --mapping MAP.toml; "
            "--draft in its place writes a first one"
        )


def fetch(name: str, folder: Path | None, *, as_json: bool) -> None:
    """Fetch a publisher's files into a folder, by default one beside the store, and say what came."""
    found = _fetched(name, folder or Settings().fetched_path / name)
    if as_json:
        write_json(found)
        return
    for each in found:
        write(f"{each.path}: {'new' if each.changed else 'unchanged'}, {each.size} bytes, SHA-256 {each.sha256}")


def _fetched(name: str, folder: Path) -> list[Fetched]:
    with open_client() as client:
        return fetch_named(name, folder, client)


def draft(paths: Sequence[Path], sheet: str | None) -> None:
    """Print a first mapping of a table."""
    if len(paths) != 1:
        raise BadInputError("a draft is made of one table: watchgraph import table FILE --draft > MAP.toml")
    (found,) = gather(paths)
    file = SourceFile.read(found.path)
    write(draft_of(file, sheet))


def importer(name: str) -> Actor:
    """Name the actor that an importer is in the log."""
    return Actor(id=f"importer:{name}", role="IMPORTER", channel="IMPORT")


def _target(store: Store) -> ImportStore:
    return ImportStore(
        log=store.log,
        staging=store.settings.staging_path,
        identification=Identification(store.log, CatalogueNames(store.follower)),
    )


def import_files(store: Store, name: str, paths: Sequence[Path] = (), *, say: Say) -> tuple[ImportReport, ...]:
    """Import a publisher's files and bring the read models up to them; without paths, the files that come with it.

    say: is told how far it has come.
    """
    manner = Manner(watch=lambda rows: say(f"Importing {name}: {rows} rows checked"))
    reports = import_named(name, paths, _target(store), importer(name), manner=manner)
    store.follower.catch_up(progress=lambda at, head: say(f"Folding: position {at} of {head}"))
    return reports


def _lines(run: Run) -> Iterator[object]:
    """List what a program is told of a run: each report, and the refusal."""
    yield from run.reports
    if run.refusal is not None:
        yield {"publisher": run.name, "error": told(run.refusal)}


def told(error: WatchgraphError) -> dict[str, object]:
    """Describe a refusal for a program."""
    return {"code": stable_code(error), "message": str(error), **error.details()}


def _status(run: Run) -> int:
    if run.refusal is not None:
        return exit_status(run.refusal)
    return BAD_INPUT if any(report.dry and report.broken for report in run.reports) else 0
