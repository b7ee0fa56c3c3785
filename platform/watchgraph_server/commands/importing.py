"""`import`: a publisher's files into the log, in one commit an edition."""

from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.text import Text

from watchgraph.log import Actor
from watchgraph_importers.identification import Identification
from watchgraph_importers.identity.known import CatalogueNames
from watchgraph_importers.pipeline import ImportStore
from watchgraph_importers.registry import PUBLISHERS, REFERENCE, import_named
from watchgraph_importers.reports import ImportReport
from watchgraph_server.output import write_json
from watchgraph_server.stores import Store
from watchgraph_server.terminal import Say, console, heading, row, working


def run(name: str | None, paths: Sequence[Path], *, as_json: bool) -> None:
    """Import what the paths hold, or list the publishers. Raises what the pipeline refuses."""
    if name is None:
        _list(as_json=as_json)
        return
    with Store.open() as store, working(f"Importing {name}") as say:
        reports = import_files(store, name, paths, say=say)
    if as_json:
        write_json(reports)
        return
    out = console()
    for report in reports:
        _show(out, report)


def import_files(store: Store, name: str, paths: Sequence[Path] = (), *, say: Say) -> tuple[ImportReport, ...]:
    """Import a publisher's files and bring the read models up to them; without paths, the files that come with it.

    say: is told how far it has come.
    """
    identification = Identification(store.log, CatalogueNames(store.follower))
    target = ImportStore(log=store.log, staging=store.settings.staging_path, identification=identification)
    actor = Actor(id=f"importer:{name}", role="IMPORTER", channel="IMPORT")
    reports = import_named(name, paths, target, actor, watch=lambda rows: say(f"Importing {name}: {rows} rows checked"))
    store.follower.catch_up(progress=lambda at, head: say(f"Folding: position {at} of {head}"))
    return reports


def _list(*, as_json: bool) -> None:
    if as_json:
        write_json(
            [{"name": REFERENCE}, *({"name": each.name, "dataset": each.dataset} for each in PUBLISHERS.values())]
        )
        return
    out = console()
    heading(out, REFERENCE)
    row(out, "data set", "the reference claims that come with this program; or your own file of claims")
    for each in PUBLISHERS.values():
        files = sorted({table.file for edition in each.editions for table in edition.tables})
        heading(out, each.name)
        row(out, "data set", f"{each.dataset.title} ({each.dataset.publisher}, {each.dataset.licence})")
        row(out, "editions", ", ".join(edition.name for edition in each.editions))
        row(out, "files", ", ".join(_plainly(file) for file in files))
        row(out, "try", f"watchgraph import {each.name} FOLDER")


def _plainly(pattern: str) -> str:
    """Write a pattern of file names as people do: `v1.0_*.csv[.gz]`."""
    for regular, plain in ((r"\w+", "*"), (".*", "*"), (r"(\.gz)?", "[.gz]"), (r"\.", ".")):
        pattern = pattern.replace(regular, plain)
    return pattern


def _show(out: Console, report: ImportReport) -> None:
    rows = report.rows
    heading(out, f"{report.publisher} {report.edition}")
    if report.known:
        row(out, "known", "these files were imported before; nothing was changed")
    row(out, "rows", f"{rows.stated_anew} stated anew, {rows.stated_again} again, {rows.refused} refused, "
        f"{rows.not_data} no data; {report.total_rows} in all")  # fmt: skip
    for reason, count in sorted(report.reasons.items()):
        row(out, "", Text(f"{count}: {reason}", style="dim"))
    if report.position is not None:
        row(out, "appended", f"{report.appended} events, up to position {report.position}")
    if report.proposed:
        row(out, "for review", f"{report.proposed} claims that no policy accepts: proposed only, never counted")
