"""Ids of what has no UUID of its own: the type, a colon, and what it is found again by.

What the catalogue holds is found by its keys. An item of an answer that is worked out is found by asking the same
question again, as of the same moment: its id holds both.
"""

import base64
import binascii
from dataclasses import replace
from typing import Annotated, Generic, NamedTuple, TypeVar

import msgspec
import strawberry
from sqlalchemy import ColumnElement

from watchgraph_projections.catalogue.moments import Moment
from watchgraph_projections.views.pages import Cut, Place
from watchgraph_schema.compiling.symbols import expressed
from watchgraph_schema.compiling.texts import Joined, Text
from watchgraph_schema.context import Reader
from watchgraph_schema.errors import BadIdError

QuestionT = TypeVar("QuestionT")
Integer = Annotated[int, msgspec.Meta(ge=-(2**62), le=2**62)]
LONGEST_ID = 8_000
SHOWN_OF_ID = 60


class Asked(msgspec.Struct, Generic[QuestionT], frozen=True, array_like=True):
    """A question and the moment that it was asked of, with the place of one item in its answer.

    sort: what the answer is ordered by before `tie`; None where by nothing.
    """

    question: QuestionT
    day: Integer
    position: Integer
    without: tuple[str, ...]
    tie: Integer
    sort: Integer | None = None

    def reader(self, reader: Reader) -> Reader:
        """Read as of that moment. Raises BadIdError for one that has not come yet."""
        here = reader.moment
        if self.position > here.position:
            raise BadIdError("That id is of a later moment than is asked about")
        if (self.day, self.position, self.without) == (here.day, here.position, here.without):
            return reader
        return reader.at(replace(here, day=self.day, position=self.position, without=self.without, now=False))

    @property
    def cut(self) -> Cut:
        """The part of the answer that is this item."""
        return Cut(size=1, after=Place(sort=self.sort, tie=self.tie - 1))


def _joined(kind: str, *keys: Text) -> ColumnElement[object]:
    return Joined([kind, *[piece for key in keys for piece in (":", key)]])


@expressed(_joined, sure=True)
def kept_id(kind: str, *keys: object) -> strawberry.ID:
    """The id of what the catalogue holds under keys."""
    return strawberry.ID(":".join([kind, *map(str, keys)]))


def asked_id(kind: str, question: object, moment: Moment, tie: int, sort: int | None = None) -> strawberry.ID:
    """The id of an item of an answer."""
    asked = Asked(question, moment.day, moment.position, moment.without, tie, sort)
    return kept_id(
        kind, base64.urlsafe_b64encode(msgspec.json.encode(asked, order="deterministic")).decode().rstrip("=")
    )


class Held(NamedTuple):
    """What an id of an item of an answer asks again, equal for all items of one answer; the id, where it is none.

    question: as JSON; empty where the id is none. moment: the rest.
    """

    question: bytes
    moment: bytes

    def read(self) -> object:
        """The question as plain values; None where there is none, or none that can be read."""
        try:
            return msgspec.json.decode(self.question) if self.question else None
        except (ValueError, msgspec.DecodeError, RecursionError):
            return None


def question_in(text: str) -> Held:
    """What an id asks again."""
    try:
        parts = msgspec.json.decode(_decoded(text.partition(":")[2]), type=list[msgspec.Raw])
        question, day, position, without, *_ = parts
    except (ValueError, msgspec.DecodeError, RecursionError):
        return Held(b"", text.encode())
    return Held(bytes(question), b" ".join(map(bytes, (day, position, without))))


def _decoded(text: str) -> bytes:
    written = text if len(text) <= LONGEST_ID and text.isascii() else "?"
    return base64.b64decode(written + "=" * (-len(written) % 4), altchars=b"-_", validate=True)


def read_asked(text: str, question: type[QuestionT]) -> Asked[QuestionT]:
    """Read what follows the type. Raises BadIdError for what `asked_id` did not write."""
    try:
        return msgspec.json.decode(_decoded(text), type=Asked[question])  # type: ignore[valid-type]  # made while it runs
    except (binascii.Error, msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise BadIdError(f"{text[:SHOWN_OF_ID]!r} is no id of ours: take an `id` as it is") from error
