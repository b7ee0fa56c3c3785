"""What entities are called: what is asked holds where one name, title or identifier of an entity meets all of it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import msgspec
from sqlalchemy import ColumnElement, Connection, FromClause, Select, func, literal, not_, or_, select, union_all

from watchgraph.domain.statements import Polarity
from watchgraph_projections.catalogue import tables
from watchgraph_projections.catalogue.dialects import Found
from watchgraph_projections.catalogue.kinds import SOURCE_KIND
from watchgraph_projections.catalogue.moments import CLAIMS, Moment
from watchgraph_projections.catalogue.namings import IDENTIFIER, NAME, gives
from watchgraph_projections.catalogue.queries import among, contains
from watchgraph_projections.views.claim_filters import ClaimFilter, conditions
from watchgraph_projections.views.rows import found_by, table_at
from watchgraph_projections.views.slots import Structure

SCHEME: Final = "scheme"


class _Value(msgspec.Struct):
    code: str = ""


class _Qualifier(msgspec.Struct):
    name: str
    value: _Value


_QUALIFIERS: Final = msgspec.json.Decoder(list[_Qualifier])


@dataclass(frozen=True, slots=True, kw_only=True)
class Calling:
    """What one name has to be like; None and an empty tuple ask for nothing.

    predicate: NAME, TITLE or IDENTIFIER. scheme: the register of an identifier. text: it is this. texts: it is one of
    these. words: it contains them. claim: the claim that gives it is such. lacking: there is to be none. Whatever the
    day that is asked about, a former name is a name.
    """

    predicate: Structure[str] = NAME
    scheme: str | None = None
    text: str | None = None
    texts: tuple[str, ...] = ()
    words: str | None = None
    claim: ClaimFilter | None = None
    lacking: bool = False


def called(wanted: Calling, rows: FromClause, moment: Moment) -> ColumnElement[bool]:
    """Compare what entities are called, by rows that have their key, and their kind where sources are among them.

    Who is called so is looked up by the name; where the name is not known, names are looked up by whose they are.
    """
    known = wanted.text is not None or bool(wanted.texts)
    found = _by_name(wanted, rows, moment) if known else _by_owner(wanted, rows, moment)
    return not_(found) if wanted.lacking else found


def schemes(connection: Connection) -> frozenset[str]:
    """Everybody whose identifiers somebody has, or had."""
    claims = tables.claim
    found = select(claims.c.qualifiers).where(claims.c.predicate == IDENTIFIER).distinct()
    stated = (each for listed in connection.scalars(found) for each in _QUALIFIERS.decode(listed))
    return frozenset({each.value.code for each in stated if each.name == SCHEME})


def spelt(connection: Connection, identifiers: Sequence[str]) -> Mapping[str, int]:
    """Those of these identifiers that anything has or had, each with a claim that gives it."""
    claims = tables.claim
    found = select(claims.c.text, func.min(claims.c.key).label("key")).where(
        claims.c.predicate == IDENTIFIER, among(claims.c.text, identifiers)
    )
    return {row.text: row.key for row in connection.execute(found.group_by(claims.c.text))}


def _by_name(wanted: Calling, rows: FromClause, moment: Moment) -> ColumnElement[bool]:
    claims = table_at(moment, CLAIMS, "calling")
    named = select(claims.c.subject).where(*_such(wanted, claims, moment))
    if not _has_sources(wanted, rows):
        return rows.c.key.in_(named)
    return rows.c.key.in_(union_all(named, _sources(wanted, moment)))


def _by_owner(wanted: Calling, rows: FromClause, moment: Moment) -> ColumnElement[bool]:
    claims = table_at(moment, CLAIMS, "calling")
    found = select(claims.c.subject).where(claims.c.subject == rows.c.key, *_such(wanted, claims, moment)).exists()
    return or_(found, rows.c.key.in_(_sources(wanted, moment))) if _has_sources(wanted, rows) else found


def _such(wanted: Calling, claims: FromClause, moment: Moment) -> Iterable[ColumnElement[bool]]:
    if wanted.predicate in {NAME, IDENTIFIER}:
        yield from gives(wanted.predicate, claims)
    else:
        yield from (claims.c.predicate == wanted.predicate, claims.c.standing == 1)
        yield claims.c.polarity == str(Polarity.AFFIRMED)
    if wanted.scheme is not None:
        yield Found(claims.c.qualifiers, literal('"code":"').concat(wanted.scheme).concat('"')) > 0
    yield from _like(wanted, claims.c.text)
    yield moment.holds(claims)
    if wanted.claim is not None:
        yield from conditions(wanted.claim, claims, moment)


def _like(wanted: Calling, text: ColumnElement[object]) -> Iterable[ColumnElement[bool]]:
    if wanted.text is not None:
        yield text == wanted.text
    if wanted.texts:
        yield among(text, wanted.texts)
    if wanted.words is not None:
        yield contains(text, wanted.words)


def _has_sources(wanted: Calling, rows: FromClause) -> bool:
    """Whether sources are among the rows: what they are called no claim says, but their registration."""
    return wanted.predicate == NAME and wanted.claim is None and "kind" in rows.c


def _sources(wanted: Calling, moment: Moment) -> Select[int]:
    source, found = found_by(moment, (tables.entity, tables.entity_at), "titled", "kind", (SOURCE_KIND,))
    return select(source.c.key).where(found, *_like(wanted, source.c.label), moment.holds(source))
