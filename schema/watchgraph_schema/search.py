"""Search: names, titles and the quotes that readers are shown, each hit with its reason."""

from enum import StrEnum
from typing import Annotated, Final, NamedTuple

import strawberry

from watchgraph.argument_places import at
from watchgraph.vocabulary import KINDS
from watchgraph_projections.search.folding import fold
from watchgraph_projections.search.hits import CLAIM_KIND, Hit, Match, search
from watchgraph_schema.codes import EntityKind
from watchgraph_schema.connections import Connection, listed
from watchgraph_schema.context import Reader
from watchgraph_schema.describing import described, resolved
from watchgraph_schema.enums import describe_enum
from watchgraph_schema.node_ids import asked_id
from watchgraph_schema.nodes import Node
from watchgraph_schema.shown import LazyClaim, LazyEntity, claim_by_key, shown_by_key

describe_enum(
    Match,
    "How a text matches, the nearest first. Accents, case and script never count.",
    {
        "EQUAL": "It is the words.",
        "BEGINS": "It begins with them.",
        "WHOLE": "It has them as whole words.",
        "PART": "Each of them begins one of its words.",
        "SIMILAR": "At least one of them is nearly one of its words, as if misspelt.",
        "SOME": "It has some of them, and nothing has them all.",
    },
    name="SearchMatch",
)

TextArgument = Annotated[
    str,
    strawberry.argument(
        description=(
            "Words in any script, with or without accents. All must occur, each as the beginning of a word; a word of "
            "five letters or more may have a slip, one of nine or more two: `Hikvsion` finds Hikvision, last of all. "
            "Only if nothing has them all, hits have some of them, the more the earlier, with `match` SOME: "
            "`Huawei Technologies of Atlantis` finds Huawei. Signs other than letters and digits part words, and mean "
            "nothing else."
        )
    ),
]


class FoundKind(StrEnum):
    """Types of what a search finds."""

    vars().update({each.name: each.value for each in EntityKind} | {CLAIM_KIND.upper(): CLAIM_KIND})


describe_enum(
    FoundKind,
    FoundKind.__doc__ or "",
    {
        **{each.name: KINDS[each.value].doc for each in EntityKind},
        CLAIM_KIND.upper(): "A claim, by the words that its evidence quotes.",
    },
)


class SearchField(StrEnum):
    """Where words were found."""

    NAME = "name"
    TITLE = "title"
    QUOTE = "quote"


describe_enum(
    SearchField,
    SearchField.__doc__ or "",
    {
        "NAME": "In a name of an entity.",
        "TITLE": "In the title of a source.",
        "QUOTE": "In the words that evidence quotes.",
    },
)

KindsArgument = Annotated[
    list[FoundKind] | None, strawberry.argument(description="Only things of these types; all if absent.")
]


class Search(NamedTuple):
    """The words that are searched for, and the types that the search keeps to; () for all."""

    text: str
    kinds: tuple[str, ...]


@described
class SearchHit(Node):
    """Something that was found, once, by its best text."""

    hit: strawberry.Private[Hit]
    reader: strawberry.Private[Reader]
    asked: strawberry.Private[Search]

    @resolved
    def kind(self) -> FoundKind:
        """Its type; CLAIM where words of its evidence were found."""
        return FoundKind(self.hit.kind)

    @resolved
    def id(self) -> strawberry.ID:
        """Its id, to ask `node` with; what was found has its own, see `entity` and `claim`."""
        return asked_id("SearchHit", self.asked, self.reader.moment, self.hit.key, self.hit.rank)

    @resolved
    async def entity(self) -> LazyEntity | None:
        """What was found, where it is an entity or a source."""
        return None if self.hit.kind == CLAIM_KIND else await shown_by_key(self.reader, self.hit.key)

    @resolved
    async def claim(self) -> LazyClaim | None:
        """The claim that gives the name or title, or whose evidence holds the quote; null for a source's own title."""
        return None if self.hit.claim is None else await claim_by_key(self.reader, self.hit.claim)

    @resolved
    def field(self) -> SearchField:
        """Where the words were found."""
        return SearchField(self.hit.field)

    @resolved
    def text(self) -> str:
        """The text that holds the words, as it was stated."""
        return self.hit.text

    @resolved
    def words(self) -> list[str]:
        """Those words of the text that were searched for, or may have been meant, as it writes them."""
        return list(self.hit.words)

    @resolved
    def match(self) -> Match:
        """How the text matches."""
        return self.hit.match

    @resolved
    def reason(self) -> str:
        """Why it was found, in one line."""
        words = ", ".join(f"“{word}”" for word in self.hit.words)
        latin = fold(self.hit.text)
        read_as = "" if self.hit.text.isascii() else f" (in plain letters “{latin}”)"
        return f"its {self.hit.field} “{self.hit.text}”{read_as} has {words}{_SHORT_OF.get(self.hit.match, '')}"


_SHORT_OF: Final = {
    Match.SIMILAR: ", nearly what was searched for",
    Match.SOME: ", not all that was searched for",
}


def hits(reader: Reader, asked: Search) -> Connection[SearchHit]:
    """Search at the reader's moment. Raises NothingToSearchError, SearchTooLongError, UnknownKindError."""

    def hit(then: Reader, found: Hit) -> SearchHit:
        return SearchHit(hit=found, reader=then, asked=asked)

    with at("text"):
        listing = search(reader.connection, *asked)
    return listed(reader, listing, hit)
