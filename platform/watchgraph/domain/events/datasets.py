"""Events of a data set's stream. A data set is the publisher's continuing database, not a file of it."""

from typing import ClassVar

import msgspec

from watchgraph.domain.events.base import Event
from watchgraph.domain.statements import Policy


class DatasetRegistered(Event, frozen=True, kw_only=True):
    """A publisher's database. slug: part of every id that it states; never changed. licence: SPDX or NOASSERTION."""

    TOPIC: ClassVar[str] = "dataset.registered"
    slug: str
    title: str
    publisher: str
    home_page: str | None = None
    licence: str = "NOASSERTION"


class Edition(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One edition as one import read it.

    published: EDTF. covers: predicates that this edition has columns for; of others it says nothing.
    complete: a record that is missing from it is no longer listed; never so for an extract.
    declared: how many records the publisher's whole edition has, whatever part of it was read; None where not known.
    part: the files are known to hold a part of it, be its size known or not.
    """

    name: str
    published: str
    covers: tuple[str, ...]
    complete: bool = False
    declared: int | None = None
    part: bool = False


class RowCounts(msgspec.Struct, frozen=True, kw_only=True):
    """What became of the rows of the file; they add up to its rows."""

    stated_anew: int
    stated_again: int
    refused: int
    not_data: int


class ImportCompleted(Event, frozen=True, kw_only=True):
    """The last event of an import's commit. artifact: SHA-256 of the file; files: every file read, name to SHA-256.

    policy: under which its claims were born accepted; scope: the predicates that it covers. mapping: our version.
    """

    TOPIC: ClassVar[str] = "dataset.import-completed"
    edition: Edition
    files: dict[str, str]
    mapping: int
    rows: RowCounts
    licence: str
    policy: Policy | None = None
    scope: tuple[str, ...] = ()


class ReleaseCut(Event, frozen=True, kw_only=True):
    """A citable release of our own data. position: the log position that it stands at; digest: its state hash."""

    TOPIC: ClassVar[str] = "dataset.release-cut"
    name: str
    position: int
    digest: str


DatasetEvent = DatasetRegistered | ImportCompleted | ReleaseCut
