"""Cursors: opaque text that says in which list, in what order and at which moment a row stands."""

import base64
import binascii
from hashlib import blake2b
from typing import Annotated

import msgspec

from watchgraph_projections.catalogue.moments import Moment
from watchgraph_projections.views.pages import Place
from watchgraph_schema.compiling.symbols import computed
from watchgraph_schema.errors import BadCursorError

_DIGEST = 6
_LONGEST = 2_000


Integer = Annotated[int, msgspec.Meta(ge=-(2**63), le=2**63 - 1)]


class Cursor(msgspec.Struct, frozen=True, kw_only=True, array_like=True, forbid_unknown_fields=True):
    """What a cursor says. list_name: list and order. day, position: the moment that the list was read at."""

    list_name: str
    day: Integer
    position: Integer
    sort: Integer | str | None
    tie: Integer | str

    @property
    def place(self) -> Place:
        """Where its row stands."""
        return Place(sort=self.sort, tie=self.tie)


def write(list_name: str, moment: Moment, place: Place) -> str:
    """Write the cursor of a row. Its check digits catch a change by accident; it holds no secret."""
    return cursor_text(list_name, moment.day, moment.position, place.sort, place.tie)


@computed(sure=True)
def cursor_text(list_name: str, day: int, position: int, sort: int | str | None, tie: int | str) -> str:
    """Write the cursor of a row of which these columns are known."""
    body = msgspec.json.encode(Cursor(list_name=list_name, day=day, position=position, sort=sort, tie=tie))
    return base64.urlsafe_b64encode(_check(body) + body).decode().rstrip("=")


def read(text: str) -> Cursor:
    """Read a cursor. Raises BadCursorError for what `write` did not make."""
    body = _body(text)
    try:
        return msgspec.json.decode(body, type=Cursor)
    except msgspec.DecodeError as error:
        message = "That is no cursor of ours: take `pageInfo.endCursor` or an edge's `cursor` as it is"
        raise BadCursorError(message) from error


def _body(text: str) -> bytes:
    """What the check digits stand for; nothing where they do not fit."""
    if len(text) > _LONGEST or not text.isascii():
        return b""
    try:
        raw = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except binascii.Error:
        return b""
    check, body = raw[:_DIGEST], raw[_DIGEST:]
    return body if check == _check(body) else b""


def _check(body: bytes) -> bytes:
    return blake2b(body, digest_size=_DIGEST, person=b"cursor").digest()
