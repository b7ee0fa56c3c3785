"""How a derived file spells the bodies that the AI Incident Database names by slugs.

The file is a cross product of the roles of an incident, so it says nothing of who had which: only its names are read,
`new york city police department` for the slug `new-york-city-police-department`. Its harmed parties are never read.
"""

from collections.abc import Iterator
from typing import Final

from watchgraph_importers.acts import Act, EntityKey, NotData
from watchgraph_importers.aiid_annotations import SLUG
from watchgraph_importers.naming import named
from watchgraph_importers.parties import Party, parties_in
from watchgraph_importers.publishers import Row

SPELT: Final = ("Deployer", "Developer")


def spellings(row: Row) -> Iterator[Act]:
    """Say what the bodies of a row are called here."""
    found = [(row[column], column) for column in SPELT]
    bodies = {name: column for name, column in found if parties_in(slug := _slug(name)) == [(slug, Party.BODY)]}
    if not bodies:
        yield NotData("names no body")
    for name, column in bodies.items():
        yield named(EntityKey(dataset=SLUG, kind="Organisation", native=_slug(name)), name, column)


def _slug(name: str) -> str:
    return name.replace(" ", "-")
