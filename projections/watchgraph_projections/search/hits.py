"""Finds names, titles and quotes, and says of each hit which text matched. Ranked by a rule, not by chance.

The order depends on the hits alone, never on what else is stored, so that a search as of an earlier moment gives
what it gave then: texts that equal the words, then those that begin with them, then those that have them as whole
words, then those in which a word begins with them, then those that have a word which may have been meant; names before
titles before quotes, short before long, old before new. Only where there is none of these are those hits that have some
of the words, more of them before fewer.
"""

import operator
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import reduce
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Connection,
    FromClause,
    RowMapping,
    Select,
    SelectBase,
    Text,
    and_,
    case,
    cast,
    exists,
    func,
    literal,
    select,
    union_all,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from watchgraph.domain.statements import Polarity
from watchgraph.vocabulary import kind
from watchgraph_projections.catalogue.dialects import POSTGRESQL
from watchgraph_projections.catalogue.labels import label_of
from watchgraph_projections.catalogue.moments import CLAIMS, EVIDENCE, Moment
from watchgraph_projections.catalogue.queries import among
from watchgraph_projections.catalogue.tables import search_entry, source, source_at
from watchgraph_projections.search.index import ORDINAL_BITS
from watchgraph_projections.search.spellings import with_spellings
from watchgraph_projections.search.words import IndexQuery, Words, read
from watchgraph_projections.views.entities import ENTITIES
from watchgraph_projections.views.pages import SORT, TIE, Listing, Owner
from watchgraph_projections.views.rows import table_at
from watchgraph_projections.views.slots import Structure

RULE = "nearest-text/2"
"""Which texts are hits, and in what order."""

CLAIM_KIND = "Claim"
"""What a hit in a quote is; hits in names and titles have the kind of their entity."""

FIELDS = ("name", "title", "quote")
_FIELDS = 10
_LENGTHS = 1_000_000


class Match(StrEnum):
    """How a text matches, the nearest first. Accents, case and script never count.

    EQUAL: it is the words. BEGINS: it begins with them. WHOLE: it has them as whole words. PART: each begins one of its
    words. SIMILAR: at least one of them is near one of its words, as if misspelt. SOME: nothing has all of them, and it
    has some.
    """

    EQUAL = "EQUAL"
    BEGINS = "BEGINS"
    WHOLE = "WHOLE"
    PART = "PART"
    SIMILAR = "SIMILAR"
    SOME = "SOME"


_TIERS = tuple(Match)

Found = Select[*tuple[object, ...]]


class Hit(NamedTuple):
    """An entity, source or claim that was found.

    key, id, kind, label: of what was found; label is None for a claim. field: name, title or quote.
    text: the text that matched, and how; words: those of it that were searched for, or may have been meant. claim: key
    of the claim that says it or whose evidence quotes it, None for a source's title. rank: lower, nearer.
    """

    key: int
    id: UUID
    kind: str
    label: str | None
    field: str
    text: str
    words: tuple[str, ...]
    match: Match
    claim: int | None
    rank: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Hits(Listing[Hit]):
    """What a search finds, each thing once, by its best text. kinds: keep to these; empty: all."""

    name = "hits"
    has_sort = True
    words: Structure[Words]
    kinds: tuple[str, ...] = ()

    def select(self, moment: Moment, owners: Sequence[Owner] | None) -> SelectBase:
        found = self._found(moment)
        order = [found.c[SORT], found.c.text, found.c.claim]
        turn = func.row_number().over(partition_by=found.c.key, order_by=order).label("turn")
        ranked = select(found, turn).subquery()
        return select(ranked, ranked.c.key.label(TIE)).where(ranked.c.turn == 1)

    def _found(self, moment: Moment) -> FromClause:
        """Texts that have all words; where there is none, and there are several words, those that have some."""
        nearest = _visible(_matched(self.words), moment, self.kinds)
        if len(self.words.words) == 1 or not self.words.each:
            return nearest.subquery()
        all_words = nearest.cte("nearest")
        some = _visible(_holding(self.words, all_words), moment, self.kinds)
        return union_all(select(all_words), *some.selects).subquery()

    def row(self, values: RowMapping) -> Hit:
        return Hit(
            key=values["key"],
            id=UUID(values["id"]),
            kind=values["kind"],
            label=values["label"],
            field=values["field"],
            text=values["text"],
            words=self.words.found_in(values["text"]),
            match=_TIERS[min(values[SORT] // (_FIELDS * _LENGTHS), _TIERS.index(Match.SOME))],
            claim=values["claim"],
            rank=values[SORT],
        )


def search(connection: Connection, text: str, kinds: Collection[str] = ()) -> Hits:
    """Search for words in any script, each as the beginning of a word or nearly as a whole one; if possible for all.

    connection: to the words of the index. kinds: of entities, or `Claim` for hits in quotes.
    Raises NothingToSearchError, SearchTooLongError, UnknownKindError.
    """
    wanted = tuple(each if each == CLAIM_KIND else kind(each).name for each in kinds)
    return Hits(words=with_spellings(connection, read(text)), kinds=wanted)


def _visible(found: FromClause, moment: Moment, kinds: Sequence[str]) -> CompoundSelect[*tuple[object, ...]]:
    """What may be seen of these entries, and is of the kinds; of any if none is named."""
    parts = [_names(found, moment), _titles(found, moment), _quotes(found, moment)]
    if kinds:
        parts = [part.where(among(part.selected_columns.kind, kinds)) for part in parts]
    return union_all(*parts)


def _names(found: FromClause, moment: Moment) -> Found:
    """Names and titles that a claim gives, if it stands; shown with the entity that now bears them."""
    claims, entities = table_at(moment, CLAIMS, "naming"), table_at(moment, ENTITIES, "named")
    return _columns(found, entities.c.key, entities.c.id, entities.c.kind, label_of(entities, moment)).where(
        found.c.noun == "entity",
        _stands(claims, found, moment),
        claims.c.polarity == str(Polarity.AFFIRMED),
        entities.c.key == claims.c.subject,
        moment.holds(entities),
    )


def _titles(found: FromClause, moment: Moment) -> Found:
    """Titles of sources that were registered by then."""
    sources = table_at(moment, ENTITIES, "titled")
    return _columns(found, sources.c.key, sources.c.id, sources.c.kind, sources.c.label).where(
        found.c.noun == "source", sources.c.key == found.c.owner, moment.holds(sources), *_admitted(sources, moment)
    )


def _admitted(sources: FromClause, moment: Moment) -> list[ColumnElement[bool]]:
    """The source's own licence is not left out."""
    if not moment.without:
        return []
    known = table_at(moment, (source, source_at), "admitted")
    admitted = and_(known.c.key == sources.c.key, moment.holds(known), moment.admits(known))
    return [exists().where(admitted)]


def _quotes(found: FromClause, moment: Moment) -> Found:
    """Quotes that evidence of a standing claim holds at the moment."""
    claims, proofs = table_at(moment, CLAIMS, "backed"), table_at(moment, EVIDENCE, "quoting")
    quoted = exists().where(proofs.c.claim == claims.c.key, proofs.c.quote == found.c.text, moment.holds(proofs))
    return _columns(found, claims.c.key, claims.c.id, literal(CLAIM_KIND), cast(None, Text)).where(
        found.c.noun == "evidence", _stands(claims, found, moment), quoted
    )


def _stands(claims: FromClause, found: FromClause, moment: Moment) -> ColumnElement[bool]:
    return and_(claims.c.key == found.c.claim, claims.c.standing == 1, moment.holds(claims))


def _columns(found: FromClause, *owner: ColumnElement[object]) -> Found:
    """Select a hit's columns; the owner's are key, id, kind, label."""
    named = [each.label(name) for each, name in zip(owner, ("key", "id", "kind", "label"), strict=True)]
    return select(*named, found.c.claim, found.c.field, found.c.text, found.c[SORT])


def _matched(words: Words) -> FromClause:
    """Entries that have the words, with the ingredients of their rank."""
    return _ranked(_tier(words)).where(_has(words.tolerant or words.beginnings)).cte("found")


def _holding(words: Words, nearest: FromClause) -> FromClause:
    """Entries that have some of the words, by how many they lack; none where others have them all.

    The index is then asked for nothing, which it answers at once.
    """
    held = [case((_has(each), 1), else_=0) for each in words.each]
    lacking = reduce(operator.sub, held, literal(len(held)))
    unless = select(nearest.c.key).exists()
    return _ranked(_TIERS.index(Match.SOME) + lacking).where(_has(words.some, unless)).cte("holding")


def _ranked(tier: ColumnElement[int]) -> Select[*tuple[object, ...]]:
    """Select entries. tier: how well they match, 0 or more, the best first."""
    entry = search_entry
    rank = case({name: place for place, name in enumerate(FIELDS)}, value=entry.c.field, else_=len(FIELDS))
    sort = ((tier * _FIELDS + rank) * _LENGTHS + func.length(entry.c.folded)).label(SORT)
    return select(entry.c.noun, entry.c.owner, entry.c.claim, entry.c.field, entry.c.original.label("text"), sort)


def _tier(words: Words) -> ColumnElement[int]:
    """The place of a match among all; only a search that forgives slips has to tell the last two apart."""
    folded = search_entry.c.folded
    begins = func.substr(folded, 1, len(words.folded) + 1) == f"{words.folded} "
    steps = [(folded == words.folded, Match.EQUAL), (begins, Match.BEGINS), (_has(words.whole), Match.WHOLE)]
    if words.tolerant is not None:
        steps.append((_has(words.beginnings), Match.PART))
    last = Match.PART if words.tolerant is None else Match.SIMILAR
    return case(*[(test, _TIERS.index(match)) for test, match in steps], else_=_TIERS.index(last))


class _Has(FunctionElement[bool]):
    """Whether an entry of the index has words: given are its key, and what is asked for in two languages.

    It has no type, for the same reason as `among`.
    """

    name = "has_words"
    inherit_cache = True


def _has(wanted: IndexQuery, unless: ColumnElement[bool] | None = None) -> ColumnElement[bool]:
    """Whether an entry has words. unless: none has, if this is so; it must not depend on the entry."""
    entry, asked = search_entry.c, [(wanted.fts5, '""'), (wanted.tsquery, "")]
    texts = [literal(text) if unless is None else case((unless, nothing), else_=text) for text, nothing in asked]
    return _Has(entry.position, entry.ordinal, *texts)


@compiles(_Has)
def _in_index(element: _Has, compiler: SQLCompiler, **given: object) -> str:
    position, ordinal, wanted = [compiler.process(each, **given) for each in list(element.clauses)[:3]]
    rows = f"select rowid >> {ORDINAL_BITS}, rowid & {2**ORDINAL_BITS - 1} from search_index"  # noqa: S608  # no text of a caller
    return f"({position}, {ordinal}) in ({rows} where search_index match {wanted})"


@compiles(_Has, POSTGRESQL)
def _in_words(element: _Has, compiler: SQLCompiler, **given: object) -> str:
    wanted = compiler.process(list(element.clauses)[3], **given)
    return f"search_entry.words @@ ({wanted})::tsquery"
