"""How cells of the Metropolitan Police's deployments are read: dates, durations, zeros, names of sites, sources."""

import re
from datetime import date
from typing import Final

from watchgraph.domain.events.sources import SourceRegistered
from watchgraph.domain.urls import canonical_url
from watchgraph.domain.values import Quantity
from watchgraph_importers.cells import address, exactly
from watchgraph_importers.errors import FieldError
from watchgraph_importers.printed_dates import british_date, iso_date
from watchgraph_importers.publishers import Row

FORCE: Final = "Metropolitan Police Service"
ZERO: Final = frozenset({"-", "\N{EN DASH}", "\N{EM DASH}"})
NOTHING: Final = frozenset({"", "n/a", "N/A", "na", "NA"})
"""How the file says that there is no figure: the deployment was stopped before there was any."""

STOPPED: Final = re.compile(r"\s*\((?P<note>[^)]*stopped[^)]*)\)", re.IGNORECASE)
RUNNING_NUMBER: Final = re.compile(
    r"\s+(?:(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]* \d\d|20\d\d(?: \d+)?|\d)$"
)
"""What follows a place where several deployments have to be told apart: `Oxford Circus 2022 3`."""

DURATION: Final = re.compile(r"(\d{1,2}):(\d\d)(?::(\d\d))?")


def day_of(row: Row) -> date:
    """Read the date. Raises FieldError (not-a-date).

    A real date comes as ISO 8601 and has day and month exchanged; one that cannot, as its day is above 12, has not.
    """
    text = row["Date"]
    real = iso_date(text)
    if real is not None:
        return real.replace(month=real.day, day=real.month) if real.day <= 12 else real  # noqa: PLR2004 - months
    written = british_date(text)
    if written is None:
        raise FieldError("not-a-date", "Date", "should be a day, such as 21/02/2020")
    return written


def minutes_of(row: Row) -> Quantity | None:
    """Read the hours and minutes that the deployment took. Raises FieldError (not-a-duration)."""
    text = row["Duration"]
    if text in NOTHING or text in ZERO:
        return None
    found = DURATION.fullmatch(text)
    if found is None:
        raise FieldError("not-a-duration", "Duration", "should be hours and minutes, such as 05:38:00")
    minutes = str(int(found[1]) * 60 + int(found[2]))
    return Quantity(min=minutes, max=minutes, unit="minute")


def source_of(name: str) -> SourceRegistered:
    """Describe a publication of the police that the file names, by its address or by its title alone."""
    url = address(name)
    return SourceRegistered(
        identity=f"url:{canonical_url(url)}" if url else f"work:{FORCE}|{name}|",
        title=name.rpartition("/")[2] or name,
        tier="PRIMARY_OFFICIAL",
        url=url,
        publisher=FORCE,
        language="en",
    )


def counted(row: Row, column: str, unit: str) -> Quantity | None:
    """Read a number, a dash being zero; None where there is no figure. Raises FieldError (not-a-number)."""
    return None if row[column] in NOTHING else exactly(row, column, unit, zero=ZERO)


def site_of(name: str) -> str:
    """Take from the name of a deployment what tells it apart from others at the same spot, and what befell it."""
    return RUNNING_NUMBER.sub("", STOPPED.sub("", name))
