"""What `import` prints for people."""

from collections.abc import Mapping, Sequence
from typing import Final

from rich.console import Console
from rich.text import Text

from watchgraph.domain.events.datasets import RowCounts
from watchgraph_importers.errors import SHOWN
from watchgraph_importers.listings import EditionListing, Listing
from watchgraph_importers.registry import REFERENCE, Run
from watchgraph_importers.reports import ImportReport, total
from watchgraph_server.terminal import heading, row

DIM: Final = "dim"


def show_reference(out: Console) -> None:
    """Print that there are the reference claims."""
    heading(out, REFERENCE)
    row(out, "data set", "the reference claims that come with this program; or your own file of claims")
    row(out, "try", f"watchgraph import {REFERENCE}")


def show_listing(out: Console, each: Listing) -> None:
    """Print what a publisher has, and what was imported last."""
    heading(out, each.name)
    row(out, "data set", f"{each.title} ({each.publisher})")
    row(out, "licence", each.licence)
    if each.rhythm:
        row(out, "rhythm", each.rhythm)
    for edition in each.editions:
        row(out, "edition", _edition(edition))
    if each.folder != each.name:
        row(out, "folder", f"{each.folder}, with others")
    by_hand = not each.fetched and any(edition.files for edition in each.editions)
    row(out, "try", f"watchgraph import {each.name}" + (" FOLDER" if by_hand else ""))


def _edition(edition: EditionListing) -> str:
    size = "" if edition.declared is None else f"{edition.declared} records in whole"
    last = edition.last
    if last is None:
        known = "never imported"
    else:
        known = f"imported {last.recorded[:10]} at position {last.position}, {total(last.rows)} rows"
    facts = ", ".join(filter(None, (edition.published or "undated", size)))
    return f"{edition.name} ({facts}): {'; '.join(filter(None, (', '.join(_plain(edition.files)), known)))}"


def _plain(names: Sequence[str]) -> list[str]:
    """Leave out the names of packed files where those of plain ones stand beside them."""
    return [name for name in names if name.removesuffix(".gz") not in set(names) - {name}]


def show_reports(out: Console, run: Run) -> None:
    """Print what became of one importer's files."""
    for report in run.reports:
        _show(out, report)
    if run.refusal is not None:
        heading(out, run.name)
        row(out, "refused", str(run.refusal))


def show_sum(out: Console, runs: Sequence[Run]) -> None:
    """Print the total of several importers."""
    reports = [report for run in runs for report in run.reports]
    refused = [run.name for run in runs if run.refusal is not None]
    heading(out, "all together")
    row(out, "importers", f"{len(runs) - len(refused)} of {len(runs)} done, {len(reports)} editions")
    row(out, "rows", _counted(_added([report.rows for report in reports])))
    row(out, "events", f"{sum(report.appended for report in reports)}")
    if refused:
        row(out, "refused", f"{', '.join(refused)}: nothing of a refused edition was written")


def show_nobodys(out: Console, folders: Sequence[str]) -> None:
    """Print which folders nobody reads."""
    if folders:
        row(out, "not read", f"{', '.join(folders)}: no publisher's folder has such a name")


def _added(rows: Sequence[RowCounts]) -> RowCounts:
    return RowCounts(
        stated_anew=sum(each.stated_anew for each in rows),
        stated_again=sum(each.stated_again for each in rows),
        refused=sum(each.refused for each in rows),
        not_data=sum(each.not_data for each in rows),
    )


def _counted(rows: RowCounts) -> str:
    return (
        f"{rows.stated_anew} stated anew, {rows.stated_again} again, {rows.refused} refused, {rows.not_data} no data; "
        f"{total(rows)} in all"
    )


def _show(out: Console, report: ImportReport) -> None:
    heading(out, f"{report.publisher} {report.edition}" + (" (tried, nothing written)" if report.dry else ""))
    if report.known:
        why = "these files were imported before" if report.files else "all that there is to state is stated"
        row(out, "known", f"{why}; nothing was changed")
    _show_rows(out, report)
    if report.position is not None:
        row(out, "appended", f"{report.appended} events, up to position {report.position}")
    elif report.dry and report.broken:
        row(out, "to append", "nothing, until what is wrong is put right; --quarantine leaves wrong rows out")
    elif report.dry:
        row(out, "to append", f"{report.appended} events")
        _show_counts(out, report.events)
    if report.proposed:
        row(out, "for review", f"{report.proposed} claims that no policy accepts: proposed only, never counted")
    _show_problems(out, report)
    for note in report.notes:
        row(out, "file", Text(f"{note.file}: {note.note}", style=DIM))


def _show_rows(out: Console, report: ImportReport) -> None:
    row(out, "rows", _counted(report.rows))
    if len(report.tables) > 1:
        for table in report.tables:
            name = f"{table.file} [{table.sheet}]" if table.sheet else table.file
            row(out, "", Text(f"{name}: {_counted(table.rows)}", style=DIM))
    _show_counts(out, report.reasons)
    if report.declared is not None:
        row(out, "whole", f"the publisher's whole edition has {report.declared} records")
    elif report.part:
        row(out, "whole", "the files are a part of the publisher's edition; how many records it has is not known")


def _show_counts(out: Console, counts: Mapping[str, int]) -> None:
    for what, count in sorted(counts.items()):
        row(out, "", Text(f"{count}: {what}", style=DIM))


def _show_problems(out: Console, report: ImportReport) -> None:
    for problem in report.problems[:SHOWN]:
        row(out, "wrong", str(problem))
    if report.broken > SHOWN:
        row(out, "", f"and {report.broken - SHOWN} more; --json lists them")
    if report.quarantine is not None:
        right = f"correct it there, then: watchgraph import {report.publisher} {report.quarantine}"
        row(out, "quarantine", f"{report.rows.refused} rows are in {report.quarantine}; {right}")
