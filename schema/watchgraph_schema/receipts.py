"""The claims and entities under numbers, looked up when one of them is asked for."""

from collections.abc import Mapping, Sequence
from functools import cached_property

from watchgraph_projections.statistics.aggregates import entities, entities_of, receipts, receipts_of
from watchgraph_projections.statistics.answers import Receipts
from watchgraph_projections.statistics.queries import Query
from watchgraph_schema.claim_filters import ClaimWhere
from watchgraph_schema.connections import Connection
from watchgraph_schema.context import Reader
from watchgraph_schema.fixed_lists import Ledger
from watchgraph_schema.shown import LazyClaim, LazyEntity


class Under:
    """The claims and entities under the numbers over all groups, looked up when one of them is asked for."""

    def __init__(self, reader: Reader, query: Query) -> None:
        self.reader = reader
        self.query = query

    @cached_property
    def receipts(self) -> Receipts:
        """Their keys, by kind and step."""
        return self.reader.kept(
            "receipts", self.query, lambda: receipts(self.reader.connection, self.reader.moment, self.query)
        )

    @cached_property
    def members(self) -> Receipts:
        """Keys of the entities, likewise."""
        return self.reader.kept(
            "members", self.query, lambda: entities(self.reader.connection, self.reader.moment, self.query)
        )

    def claims(self, keys: Sequence[int], where: ClaimWhere | None) -> Connection[LazyClaim]:
        """Answer with claims by key, or with those of them that are wanted."""
        return Ledger(self.reader).claims(keys, where)

    def entities(self, keys: Sequence[int]) -> Connection[LazyEntity]:
        """Answer with entities by key."""
        return Ledger(self.reader).entities(keys)


class Page:
    """Groups that are shown together: the claims under their numbers are looked up together."""

    def __init__(self, reader: Reader, query: Query, buckets: Sequence[str]) -> None:
        self.reader = reader
        self._query = query
        self._buckets = buckets

    @cached_property
    def receipts(self) -> Mapping[str, Receipts]:
        """Their keys, by group."""
        return self.reader.kept(
            "receipts of groups",
            (self._query, self._buckets),
            lambda: receipts_of(self.reader.connection, self.reader.moment, self._query, self._buckets),
        )

    @cached_property
    def members(self) -> Mapping[str, Receipts]:
        """Keys of the entities, by group."""
        return self.reader.kept(
            "members of groups",
            (self._query, self._buckets),
            lambda: entities_of(self.reader.connection, self.reader.moment, self._query, self._buckets),
        )


class UnderGroup(Under):
    """The claims under the numbers of one group of a page."""

    def __init__(self, page: Page, query: Query, bucket: str) -> None:
        super().__init__(page.reader, query)
        self._page = page
        self._bucket = bucket

    @cached_property
    def receipts(self) -> Receipts:
        return self._page.receipts[self._bucket]

    @cached_property
    def members(self) -> Receipts:
        return self._page.members[self._bucket]
