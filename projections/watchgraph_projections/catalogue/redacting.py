"""Which acts redact: they are few among all, and an index keeps to them."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from sqlalchemy import ColumnElement, literal_column

from watchgraph.domain.events.claims import ClaimRedacted
from watchgraph.domain.events.contributors import ContributorErased
from watchgraph.domain.events.disputes import DisputeRedacted
from watchgraph.domain.events.sources import SourceRedacted

KINDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        ClaimRedacted.TOPIC: "claim",
        SourceRedacted.TOPIC: "source",
        DisputeRedacted.TOPIC: "dispute",
        ContributorErased.TOPIC: "contributor",
    }
)
"""The topic of such an act to what it redacts."""


def redacting(topic: ColumnElement[str]) -> ColumnElement[bool]:
    """Whether an act redacts, written out: a database uses the index only for a question that says its condition."""
    return topic.in_([literal_column(f"'{each}'") for each in KINDS])
