"""Cursors: opaque text that says in which list, in what order and at which moment a row stands."""

import base64
import binascii
from collections.abc import Iterable
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import lru_cache
from hashlib import blake2b
from typing import Annotated, Final

import msgspec

from watchgraph_projections.catalogue.moments import Moment
from watchgraph_projections.views.pages import Listing, Place
from watchgraph_schema.compiling.symbols import computed
from watchgraph_schema.errors import BadCursorError

_DIGEST = 6
_encoded = msgspec.json.Encoder().encode
_IN_ADDRESSES = bytes.maketrans(b"+/", b"-_")
_LONGEST = 2_000
NO_CURSOR: Final = "That is no cursor of ours: take `pageInfo.endCursor` or an edge's `cursor` as it is"


Integer = Annotated[int, msgspec.Meta(ge=-(2**63), le=2**63 - 1)]


class Cursor(msgspec.Struct, frozen=True, kw_only=True, array_like=True, forbid_unknown_fields=True):
    """What a cursor says.

    list_name: list, order and, as a digest, all that decides what is in it. day, position: the moment that the list was
    read at. owner: what the list hangs under; None for a list of its own.
    """

    list_name: str
    day: Integer
    position: Integer
    sort: Integer | str | None
    tie: Integer | str
    owner: Integer | str | None = None

    @property
    def place(self) -> Place:
        """Where its row stands."""
        return Place(sort=self.sort, tie=self.tie)


def titled(name: str, asked: object) -> str:
    """Name a list so that cursors of other lists of the name are told from its own.

    asked: all that decides what is in the list but the moment. The title is the same in every process.
    """
    digest = blake2b(repr(_plain(asked)).encode(errors="surrogatepass"), digest_size=4, person=b"list").digest()
    return f"{name} {base64.urlsafe_b64encode(digest).decode().rstrip('=')}"


@lru_cache(maxsize=1024)
def title_of(listing: Listing[object], without: tuple[str, ...]) -> str:
    """Name a list of the catalogue, by its filter and order and the licences that are left out."""
    return titled(listing.list_name, (listing.lasting, without))


def _plain(asked: object) -> object:
    """Take out what asks for nothing: a condition that is new to a later version must change no title."""
    match asked:
        case Enum():
            return asked.name
        case tuple() | list():
            return [_plain(each) for each in asked]
        case set() | frozenset():
            return sorted(map(str, asked))
    if not is_dataclass(asked):
        return asked
    return type(asked).__name__, *_given(asked)


def _given(asked: object) -> Iterable[object]:
    assert is_dataclass(asked)
    for each in fields(asked):
        value = getattr(asked, each.name)
        if value is not None and value != () and value is not False:
            yield each.name, _plain(value)


def write(list_name: str, moment: Moment, place: Place, owner: int | str | None) -> str:
    """Write the cursor of a row. Its check digits catch a change by accident; it holds no secret."""
    return cursor_text(list_name, moment.day, moment.position, place.sort, place.tie, owner)


@computed(sure=True)
def cursor_text(  # a statement calls it, by places
    list_name: str, day: int, position: int, sort: int | str | None, tie: int | str, owner: int | str | None
) -> str:
    """Write the cursor of a row of which these columns are known."""
    said = (list_name, day, position, sort, tie) if owner is None else (list_name, day, position, sort, tie, owner)
    body = _encoded(said)
    return binascii.b2a_base64(_check(body) + body, newline=False).translate(_IN_ADDRESSES).decode().rstrip("=")


def read(text: str) -> Cursor:
    """Read a cursor. Raises BadCursorError for what `write` did not make."""
    body = _body(text)
    try:
        return msgspec.json.decode(body, type=Cursor)
    except (ValueError, RecursionError) as error:  # msgspec's own, and that of texts that are no UTF-8
        raise BadCursorError(NO_CURSOR) from error


def _body(text: str) -> bytes:
    """What the check digits stand for; nothing where they do not fit, or it is spelt as we do not."""
    if len(text) > _LONGEST or not text.isascii():
        return b""
    try:
        raw = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except binascii.Error:
        return b""
    check, body = raw[:_DIGEST], raw[_DIGEST:]
    spelt = base64.urlsafe_b64encode(raw).rstrip(b"=")
    return body if check == _check(body) and text.encode() == spelt else b""


def _check(body: bytes) -> bytes:
    return blake2b(body, digest_size=_DIGEST, person=b"cursor").digest()
