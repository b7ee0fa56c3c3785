"""Comparisons: two sides, a verdict, a coded reason, and the claims of both."""

import strawberry

from watchgraph.vocabulary import PREDICATES
from watchgraph_projections.comparisons import answers
from watchgraph_projections.comparisons.answers import Change, Lack, Reason, Verdict
from watchgraph_schema.claim_filters import WhereArgument
from watchgraph_schema.connections import Connection, paged
from watchgraph_schema.context import Reader
from watchgraph_schema.describing import described, resolved
from watchgraph_schema.enums import describe_enum
from watchgraph_schema.fixed_lists import Ledger, fixed
from watchgraph_schema.node_ids import asked_id
from watchgraph_schema.nodes import Node
from watchgraph_schema.predicates import Predicate, predicate_of
from watchgraph_schema.shown import LazyClaim, LazyEntity, shown_by_key

describe_enum(
    Verdict,
    "How two sides compare.",
    {
        "EQUAL": "Both say the same.",
        "EXPLAINED": "They differ, and a rule finds why: see `reason`.",
        "UNEXPLAINED": "They differ, and no rule finds why.",
        "NOT_ANSWERABLE": "There is nothing here to compare with: see `missing`.",
    },
    name="ComparisonVerdict",
)
describe_enum(
    Reason,
    "Why two sides differ. It is found by rules over what is stored, never written by hand.",
    {
        "UNIVERSE": "Other things were looked at.",
        "DEFINITION": "Other things were meant, or one side counts what is doubtful.",
        "DATE": "They are of different times.",
        "EDITION": "They are of different editions, or of a part of one.",
        "SOURCE_GAP": "One side leaves out what the other rests on.",
        "TRANSCRIPTION": "A copying error.",
    },
    name="ComparisonReason",
)
describe_enum(
    Lack,
    "What is missing for an answer.",
    {
        "NOT_IMPORTED": "A data set, or an edition of it.",
        "PART_IMPORTED": "Rows of an edition.",
        "TABLE_NOT_PUBLISHED": "The table behind the figure: its publisher gave figures only.",
        "NOT_COVERED": "A column: the edition has none for what is asked.",
        "NOT_STATED": "A claim: nothing here speaks of it.",
        "NO_DATA": "What the question itself names.",
    },
    name="ComparisonLack",
)
describe_enum(
    Change,
    "How a later edition differs from an earlier one.",
    {
        "ENTERED": "Only the later one has the record.",
        "LEFT": "Only the earlier one has the record.",
        "CHANGED": "Both give one value, and it is another.",
        "ADDED": "Only the later one says it of the record.",
        "DROPPED": "Only the earlier one says it of the record.",
    },
    name="EditionChange",
)


@described
class Missing:
    """Something that is missing for an answer."""

    lack: Lack = strawberry.field(description="What sort of thing.")
    text: str = strawberry.field(description="What it is, in words.")
    dataset: str | None = strawberry.field(description="Short name of the data set, where it is one.")
    edition: str | None = strawberry.field(description="Name of the edition, where it is one.")


@described
class ComparisonSide:
    """One side of a comparison."""

    side: strawberry.Private[answers.Side]
    ledger: strawberry.Private[Ledger]

    @resolved
    def name(self) -> str:
        """Who says it, which edition states it, or for our own numbers what was counted."""
        return self.side.name

    @resolved
    def text(self) -> str:
        """What is said, as a reader sees it."""
        return self.side.text

    @resolved
    def note(self) -> str | None:
        """What else to know of it, such as what may have to be added."""
        return self.side.note

    @paged
    def claims(self, where: WhereArgument = None) -> Connection[LazyClaim]:
        """The claims that it rests on."""
        return self.ledger.claims(self.side.claims, where)


@described
class Comparison(Node):
    """Two sides that speak of the same, and how they compare."""

    row: strawberry.Private[answers.Comparison]
    ledger: strawberry.Private[Ledger]
    asked: strawberry.Private[object]
    place: strawberry.Private[int]

    @resolved
    def id(self) -> strawberry.ID:
        """Its id, to ask `node` with."""
        return asked_id("Comparison", self.asked, self.ledger.reader.moment, self.place)

    @resolved
    async def subject(self) -> LazyEntity | None:
        """What both speak of."""
        return await shown_by_key(self.ledger.reader, self.row.subject)

    @resolved
    def predicate(self) -> Predicate | None:
        """What is said of it; null where a whole record came or went."""
        return None if self.row.predicate is None else predicate_of(PREDICATES[self.row.predicate])

    @resolved
    def left(self) -> ComparisonSide | None:
        """The published figure, or the earlier edition; null where only the other has it."""
        return self._side(self.row.left)

    @resolved
    def right(self) -> ComparisonSide | None:
        """Our answer, the rival claim, or the later edition; null where there is none."""
        return self._side(self.row.right)

    @resolved
    def verdict(self) -> Verdict:
        """How they compare."""
        return self.row.verdict

    @resolved
    def reason(self) -> Reason | None:
        """Why they differ or cannot be compared; null where both say the same, and where no rule finds why."""
        return self.row.why

    @resolved
    def explanation(self) -> str | None:
        """The reason in words, with its numbers; null only where both say the same."""
        return self.row.words

    @resolved
    def missing(self) -> list[Missing]:
        """What is missing for an answer; empty where there is one."""
        return [
            Missing(lack=each.lack, text=each.text, dataset=each.dataset, edition=each.edition)
            for each in self.row.missing
        ]

    @resolved
    def change(self) -> Change | None:
        """How the later edition differs; null where no editions are compared."""
        return self.row.change

    def _side(self, side: answers.Side | None) -> ComparisonSide | None:
        return None if side is None else ComparisonSide(side=side, ledger=self.ledger)


def compared(reader: Reader, found: list[answers.Comparison], asked: object) -> Connection[Comparison]:
    """Answer with comparisons. asked: the question, to be written into their ids."""
    ledger = Ledger(reader)

    def comparison(_: Reader, numbered: tuple[int, answers.Comparison]) -> Comparison:
        place, row = numbered
        return Comparison(row=row, ledger=ledger, asked=asked, place=place)

    return fixed(reader, ("comparisons", (asked, reader.without)), list(enumerate(found)), comparison)
