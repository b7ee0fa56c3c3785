"""What was searched or imported, and what is missing: so that "nothing found" can be told from "nobody looked"."""

from collections.abc import Sequence
from typing import Annotated

import strawberry

from watchgraph.vocabulary import PREDICATES, nearest
from watchgraph_projections.comparisons.answers import Lack
from watchgraph_projections.comparisons.extents import Extent, extents
from watchgraph_projections.views.coverages import Covered, KnownEdition, covered, editions_with, predicates_of
from watchgraph_projections.views.datasets import CoverageList
from watchgraph_projections.views.pages import count
from watchgraph_schema.arguments import AsOfArgument, LicenceArgument, reader_of
from watchgraph_schema.comparisons import Missing
from watchgraph_schema.connections import Connection, listed, paged
from watchgraph_schema.context import Info, Reader
from watchgraph_schema.datasets import Coverage, RowCount, coverage_of, row_count
from watchgraph_schema.describing import described, resolved, worked_out
from watchgraph_schema.errors import BadArgumentError, UnknownTopicError
from watchgraph_schema.fixed_lists import fixed
from watchgraph_schema.known_editions import checked_dataset
from watchgraph_schema.known_ids import known_ids
from watchgraph_schema.list_parts import LARGEST_PAGE
from watchgraph_schema.node_ids import kept_id
from watchgraph_schema.nodes import Node
from watchgraph_schema.predicates import Predicate, predicate_of
from watchgraph_schema.prices import NUMBERS, SURVEY, costing
from watchgraph_schema.shown import LazyEntity, shown_by_key

LONGEST_TOPIC = 100

PlaceArgument = Annotated[
    strawberry.ID | None,
    strawberry.argument(
        description="Id of a place or any other entity, with all that is part of it; everything if absent."
    ),
]
TopicArgument = Annotated[
    str | None,
    strawberry.argument(
        description="A family of predicates (`SUPPLY`), a predicate (`banned`), or words of its label or of the topic "
        "of a declared search, whatever the case. What is none of these is refused: it would look as if nobody had "
        "looked."
    ),
]
DatasetArgument = Annotated[str | None, strawberry.argument(description="Short name of a data set; all if absent.")]


@described
class EditionCoverage(Node):
    """An edition that states something, and how much of it is here."""

    extent: strawberry.Private[Extent]

    @resolved
    def id(self) -> strawberry.ID:
        """Its id, to ask `node` with."""
        return kept_id("EditionCoverage", self.extent.dataset, self.extent.edition)

    @resolved
    def dataset(self) -> str:
        """Short name of its data set."""
        return self.extent.dataset

    @resolved
    def edition(self) -> str:
        """Its name."""
        return self.extent.edition

    @resolved
    def declared(self) -> int | None:
        """How many records the publisher's whole edition has; null where nobody says."""
        return self.extent.declared

    @resolved
    def here(self) -> int:
        """How many records of it are here: all where all rows were read, else those that state more than a name."""
        return self.extent.here

    @resolved
    def partial(self) -> bool:
        """Whether records of the whole edition are known to be missing here, be their number known or not."""
        return self.extent.partial

    @resolved
    def rows(self) -> list[RowCount]:
        """What became of its rows; the counts add up to all."""
        return [row_count(outcome, rows) for outcome, rows in self.extent.rows]

    @resolved
    def covers(self) -> list[str]:
        """Predicates that it has columns for; of others it says nothing."""
        return sorted(self.extent.covers)


@described
class PredicateCoverage(Node):
    """What is said under one predicate by one data set."""

    row: strawberry.Private[Covered]
    place: strawberry.Private[int | None]

    @resolved
    def id(self) -> strawberry.ID:
        """Its id, to ask `node` with."""
        return kept_id("PredicateCoverage", self.row.predicate, self.place or "", self.row.dataset or "")

    @resolved
    def predicate(self) -> Predicate:
        """The predicate."""
        return predicate_of(PREDICATES[self.row.predicate])

    @resolved
    def dataset(self) -> str | None:
        """Short name of the data set; null for claims read in documents by contributors."""
        return self.row.dataset

    @resolved
    def claim_count(self) -> int:
        """How many standing claims there are."""
        return self.row.claims


@described
class CoverageReport:
    """What there is of a place, a topic or a data set, and what is missing."""

    reader: strawberry.Private[Reader]
    place_key: strawberry.Private[int | None]
    topic: strawberry.Private[str | None]
    dataset: strawberry.Private[str | None]

    @property
    def _asked(self) -> object:
        return self.place_key, self.topic, self.dataset, self.reader.without

    @resolved
    async def place(self) -> LazyEntity | None:
        """The place that is asked about; null where everything is."""
        return await shown_by_key(self.reader, self.place_key)

    @costing(NUMBERS)
    @paged
    def editions(self) -> Connection[EditionCoverage]:
        """Editions that state something of it, by data set, the oldest first."""
        return fixed(self.reader, ("editions covered", self._asked), self._known(), self._extent)

    @costing(NUMBERS)
    @paged
    def predicates(self) -> Connection[PredicateCoverage]:
        """What is said of it, by predicate and data set, the most first."""
        found = what_is_covered(self.reader, self.place_key, self.topic, self.dataset)
        return fixed(self.reader, ("predicates covered", self._asked), found, self._predicate)

    @paged
    def searches(self) -> Connection[Coverage]:
        """Searches that somebody declared, those of places within it among them.

        Each says where, in which languages, with which words, and whether anything was found.
        """
        return listed(self.reader, self._searches(deep=True), coverage_of)

    @costing(SURVEY)
    @resolved
    def missing(self) -> list[Missing]:
        """What is known to be missing: rows of editions, at most 100 editions, and any search of all of the place."""
        partial = [each for each in map(self._found, self._known()) if each.partial][:LARGEST_PAGE]
        lacks = [
            Missing(lack=Lack.PART_IMPORTED, text=each.text, dataset=each.dataset, edition=each.edition)
            for each in partial
        ]
        if not self._declared(deep=False):
            of = "a search of all of it, only of places within it" if self._declared(deep=True) else "a search"
            text = f"nobody declared {of}: that nothing is found says nothing"
            lacks.append(Missing(lack=Lack.NOT_STATED, text=text, dataset=None, edition=None))
        return lacks

    def _searches(self, *, deep: bool) -> CoverageList:
        return CoverageList(topic=self.topic, place=self.place_key, deep=deep)

    def _declared(self, *, deep: bool) -> bool:
        return count(self.reader.connection, self._searches(deep=deep), self.reader.moment) > 0

    def _predicate(self, _: Reader, row: Covered) -> PredicateCoverage:
        return PredicateCoverage(row=row, place=self.place_key)

    def _known(self) -> list[KnownEdition]:
        return editions_with(self.reader.connection, self.reader.moment, self.place_key, self.dataset)

    def _extent(self, _: Reader, known: KnownEdition) -> EditionCoverage:
        return EditionCoverage(extent=self._found(known))

    def _found(self, known: KnownEdition) -> Extent:
        connection, moment = self.reader.connection, self.reader.moment
        return self.reader.kept("extent", known, lambda: extents(connection, moment, *known)[0])


@described
class CoverageQuestions:
    """What was looked at."""

    @worked_out
    @resolved
    async def coverage(
        self,
        info: Info,
        place: PlaceArgument = None,
        topic: TopicArgument = None,
        dataset: DatasetArgument = None,
        as_of: AsOfArgument = None,
        licence: LicenceArgument = None,
    ) -> CoverageReport | None:
        """What was searched or imported of a place, a topic or a data set, and what is missing of it.

        Of a place, what is said of the places within it counts, too: of a country, that of its cities.

        Example: `coverage(dataset: "watchgraph-reference") { editions { nodes { edition declared here } } missing {
        text } }`.
        """
        reader = reader_of(info, as_of, licence)
        return CoverageReport(
            reader=reader,
            place_key=None if place is None else await _key(reader, place),
            topic=None if topic is None else _topic(reader, topic),
            dataset=checked_dataset(reader, dataset),
        )


def what_is_covered(reader: Reader, place: int | None, topic: str | None, dataset: str | None) -> Sequence[Covered]:
    """What is said, by predicate and data set; kept."""
    asked = (place, topic, dataset)
    return reader.kept("coverage", asked, lambda: covered(reader.connection, reader.moment, *asked))


async def _key(reader: Reader, place: str) -> int:
    (public,) = known_ids(reader, [place], "place")
    row = await reader.entities_by_id.load(public)
    if row is None:
        raise BadArgumentError(f"`place`: all that speaks of {place} is under licences that are left out")
    return row.key


def _topic(reader: Reader, given: str) -> str:
    """Read a topic. Raises BadArgumentError, and UnknownTopicError for one that nothing could ever be found under."""
    topic = given.strip()
    if not 0 < len(topic) <= LONGEST_TOPIC:
        raise BadArgumentError(f"`topic` has 1 to {LONGEST_TOPIC} characters")
    if predicates_of(topic) or count(reader.connection, CoverageList(topic=topic), reader.moment):
        return topic
    families = sorted({each.family for each in PREDICATES.values()})
    near = nearest(topic, [*families, *PREDICATES]) or f"; families are {', '.join(families)}"
    raise UnknownTopicError(f"`topic`: no predicate and no declared search is called {topic!r}{near}")
