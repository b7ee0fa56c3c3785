"""`claim`: the audit view."""

from datetime import UTC, datetime

from watchgraph_server.audits import audits
from watchgraph_server.commands import audit_pages
from watchgraph_server.output import write_json
from watchgraph_server.stores import Store
from watchgraph_server.terminal import console


def claim(name: str, valid_at: str | None, recorded_at: str | None, *, as_json: bool) -> None:
    """Print the page of each claim that the id or reference names. Raises UnknownClaimError."""
    asked = {"validAt": valid_at, "recordedAt": recorded_at}
    moment = {clock: when for clock, when in asked.items() if when is not None}
    with Store.open() as store:
        found = audits(store.catalogue, name, moment)
    if as_json:
        write_json(found)
        return
    out = console()
    for audit in found:
        audit_pages.show(out, audit, valid_at or datetime.now(UTC).date().isoformat())
    out.print()
