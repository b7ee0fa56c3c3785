"""May the amounts of a record be added up? The publisher's own words decide: status, umbrella, standing, advice.

`aidata-countable/2` derives nothing that the cells do not say: it gives one reason, the first that holds, so that a
sum can list what it left out once. The first version did not ask whether the publisher counts a flow as official
finance, and added companies' investments to the loans of banks.
"""

from collections.abc import Callable
from typing import Final, NamedTuple

from watchgraph_importers.aidata.codes import STATUSES, flag, is_unknown
from watchgraph_importers.publishers import Row


class Decision(NamedTuple):
    """What was decided, and the cell that decided. reason: code of `not-countable-reason`; empty where it counts."""

    reason: str
    column: str


BY_STATUS: Final = {
    "CANCELLED": "CANCELLED",
    "SUSPENDED": "SUSPENDED",
    "PLEDGE": "PLEDGE",
    "PIPELINE": "PIPELINE",
}
LATER: Final = frozenset({"PLEDGE", "PIPELINE"})
"""Statuses that only say something where the record is no umbrella."""

OFFICIAL: Final = "is_official_finance"
"""Of the releases on Africa alone: what later ones hold is official finance."""


def decide(row: Row, title: str, status: str) -> Decision | None:
    """Decide for one row by the columns that it has; None where nothing says how far the project has come.

    title, status: names of the columns. Raises FieldError for a cell that is in no codebook.
    """
    for holds, reason, column in _SIGNS:
        if holds(row):
            named = reason == "INACTIVE" and "duplicat" in row[title].casefold()
            return Decision("DUPLICATE", title) if named else Decision(reason, column)
    text = row[status]
    code = STATUSES.read(text, status).code if text and not is_unknown(text) else ""
    if code in BY_STATUS and code not in LATER:
        return Decision(BY_STATUS[code], status)
    if flag(row["umbrella"], "umbrella"):
        return Decision("UMBRELLA", "umbrella")
    if code in LATER:
        return Decision(BY_STATUS[code], status)
    if flag(row[OFFICIAL], OFFICIAL) is False:
        return Decision("UNOFFICIAL", OFFICIAL)
    return _advised(row, code, status)


def _advised(row: Row, code: str, status: str) -> Decision | None:
    recommended = flag(row["recommended_for_research"], "recommended_for_research")
    if recommended is not None:
        return Decision("" if recommended else "NOT_RECOMMENDED", "recommended_for_research")
    return Decision("", status) if code else None


Sign = tuple[Callable[[Row], bool], str, str]

_SIGNS: Final[tuple[Sign, ...]] = (
    (lambda row: row["verified"] == "Suspicious", "SUSPICIOUS", "verified"),
    (lambda row: row["active"] == "Inactive", "INACTIVE", "active"),
)
