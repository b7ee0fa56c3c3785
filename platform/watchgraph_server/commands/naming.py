"""`entities`: every name met and the entity that it means."""

import csv
import sys
from collections.abc import Iterable, Mapping

from watchgraph_importers.identity.mentions import Role
from watchgraph_importers.identity.rosters import Listed, Roster
from watchgraph_importers.known_publishers import PUBLISHERS
from watchgraph_server.outcomes import BadInputError
from watchgraph_server.output import write_json
from watchgraph_server.stores import Store
from watchgraph_server.terminal import console, heading, item


def entities(dataset: str | None, kind: str | None, *, as_csv: bool, as_json: bool) -> None:
    """Print the names. Raises BadInputError for a kind that there is not."""
    if kind is not None and kind not in [*Role]:
        raise BadInputError(f"{kind!r} is no kind of name: use one of {', '.join(Role)}")
    with Store.open() as store, store.catalogue.connect() as connection:
        names = (
            name
            for name in Roster(connection, folders())
            if dataset in {None, name.dataset} and kind in {None, name.kind}
        )
        if as_json:
            write_json([name._asdict() for name in names])
        elif as_csv:
            _write_csv(names)
        else:
            _show(names)


def folders() -> Mapping[tuple[str, str], str]:
    """Tell in which folder the files of each data set and edition come."""
    return {
        (publisher.dataset.slug, edition.name): publisher.folder
        for publisher in PUBLISHERS.values()
        for edition in publisher.editions
    }


def _write_csv(names: Iterable[Listed]) -> None:
    """Write names exactly as the files have them, also one that a spreadsheet would take for a formula."""
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(Listed._fields)
    writer.writerows(names)


def _show(names: Iterable[Listed]) -> None:
    out = console()
    shown = ("", "")
    for name in names:
        if (name.dataset, name.kind) != shown:
            shown = (name.dataset, name.kind)
            heading(out, f"{name.dataset}: {name.kind}")
        item(out, f"{name.raw}  {name.entity_id}")
    if shown == ("", ""):
        out.print("No names: import something first (`watchgraph import`), or ask for less.")
