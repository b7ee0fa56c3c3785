"""The data set: a publisher's continuing database, its imports, and the releases cut from our own."""

import re
from typing import Self
from uuid import UUID

from watchgraph.domain.aggregates import Aggregate, unexpected
from watchgraph.domain.errors import AlreadyRegisteredError, WrongIdentityError
from watchgraph.domain.events.base import Event
from watchgraph.domain.events.datasets import DatasetRegistered, ImportCompleted, ReleaseCut
from watchgraph.domain.urls import check_url

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")

REGISTERS = frozenset({"iso3166", "geonames"})
"""Official registers: an entity for each code, the same for all publishers. No data set may go by their names."""


class Dataset(Aggregate, kw_only=True):
    """State of one data set, with its imports and releases in order."""

    registered: DatasetRegistered
    imports: tuple[ImportCompleted, ...] = ()
    releases: tuple[ReleaseCut, ...] = ()

    @classmethod
    def born(cls, id_: UUID, _actor: str, body: Event, /) -> Self:
        if not isinstance(body, DatasetRegistered):
            raise unexpected(body, "dataset")
        return cls(id=id_, registered=body)

    def apply(self, actor: str, body: Event) -> None:
        self.version += 1
        match body:
            case ImportCompleted():
                self.imports = (*self.imports, body)
            case ReleaseCut():
                self.releases = (*self.releases, body)
            case _:
                raise unexpected(body, "dataset")

    def imported(self, files: dict[str, str], mapping: int) -> bool:
        """Whether these very bytes (name to SHA-256) were imported with this version of our mapping."""
        hashes = sorted(files.values())
        return any(done.mapping == mapping and sorted(done.files.values()) == hashes for done in self.imports)

    def register_again(self, body: DatasetRegistered) -> list[DatasetRegistered]:
        """Nothing happens where the particulars are the same. Raises AlreadyRegisteredError otherwise."""
        if body != self.registered:
            raise AlreadyRegisteredError(f"data set {body.slug} is registered already with other particulars")
        return []


def check(body: DatasetRegistered) -> DatasetRegistered:
    """Return the body if it is sound.

    Raises WrongIdentityError for a slug that could not stay in ids for ever, BadUrlError for the home page.
    """
    if not _SLUG.fullmatch(body.slug):
        raise WrongIdentityError(f"{body.slug!r} is no slug: use lower-case letters, digits and single hyphens")
    if body.slug in REGISTERS:
        raise WrongIdentityError(f"{body.slug!r} is an official register: its entities are no publisher's")
    if body.home_page is not None:
        check_url(body.home_page)
    return body
