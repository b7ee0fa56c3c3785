"""Walks a list to its end."""

from typing import TypeVar

from sqlalchemy import Connection

from watchgraph_projections.catalogue.moments import Moment
from watchgraph_projections.views.pages import Cut, Listing, count, read_page

RowT = TypeVar("RowT")


def walked(connection: Connection, listing: Listing[RowT], moment: Moment, size: int) -> list[RowT]:
    """All rows, page by page: as many as the list says that it has."""
    found: list[RowT] = []
    after = None
    while True:
        page = read_page(connection, listing, moment, Cut(size=size, after=after))
        found += [listing.row(values) for values in page.values]
        if not page.has_next:
            assert count(connection, listing, moment) == len(found)
            return found
        after = page.places[-1]
