"""Published figures: claims that repeat a number, a share, a sum or a finding of somebody else."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from sqlalchemy import ColumnElement, Connection, FromClause, select

from watchgraph.domain import edtf
from watchgraph.vocabulary import CODE_LISTS, PREDICATES
from watchgraph.vocabulary.predicates import Persistence
from watchgraph_projections.catalogue import tables
from watchgraph_projections.catalogue.labels import label_of
from watchgraph_projections.catalogue.moments import CLAIMS, Moment
from watchgraph_projections.catalogue.queries import among
from watchgraph_projections.views.claims import ClaimRow
from watchgraph_projections.views.rows import columns_of, read

FIGURES: Final = tuple(sorted(name for name, each in PREDICATES.items() if each.family == "AGGREGATE"))
REFERENCE: Final = "watchgraph-reference"
LONGEST_MARK: Final = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureFilter:
    """Which figures are wanted. refs: records of `dataset`; predicates: any of them; both empty: all of the family.

    by: the qualifier that says to which group of our answer a figure belongs.
    """

    refs: tuple[str, ...] = ()
    dataset: str = REFERENCE
    predicates: tuple[str, ...] = ()
    by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One figure with its claim. by: who published it. said: its text, or the name of the entity that it names.

    low, high: bounds, None where open; both None where it is no number. unit: or currency.
    approximate, exclusive: as the quantity says.
    """

    row: ClaimRow
    by: str
    said: str
    low: Decimal | None = None
    high: Decimal | None = None
    unit: str | None = None
    approximate: bool = False
    exclusive: bool = False

    @property
    def is_number(self) -> bool:
        return self.low is not None or self.high is not None

    @property
    def years(self) -> range | None:
        """The years that it is about; None where it is not dated."""
        if not self.row.valid:
            return None
        bounds = edtf.parse(self.row.valid, Persistence.OCCURRENCE)
        return range(bounds.from_earliest // 10_000, bounds.from_latest // 10_000 + 1)

    def qualifier(self, name: str) -> str | None:
        """Code or entity's id of a qualifier; None where it has none of that name."""
        return _qualifiers(self.row).get(name)

    @property
    def circumstances(self) -> str | None:
        """Its qualifiers in words, such as `regime: liberal democracy`, but for entities; None where it has none."""
        given = [each for each in json.loads(self.row.qualifiers) if each["entity"] is None]
        return "; ".join(f"{_spaced(each['name'])}: {_code_in_words(each['text'])}" for each in given) or None

    def equals(self, number: Decimal) -> bool:
        """Whether a number is what the figure says: for "about", as far as its last digit that is not zero."""
        if self.approximate and self.low is not None and self.low == self.high:
            return _rounded(number, self.low) == self.low
        above = self.low is None or (number > self.low if self.exclusive else number >= self.low)
        return above and (self.high is None or number <= self.high)


def figures(connection: Connection, moment: Moment, wanted: FigureFilter) -> list[Figure]:
    """Read the standing figures, in recorded order."""
    claims = moment.of(CLAIMS)
    conditions = [claims.c.standing == 1, claims.c.dataset == wanted.dataset]
    if wanted.refs:
        # Only the table of what holds now is indexed by records; it knows every claim that there ever was.
        known = tables.claim.alias()
        conditions.append(claims.c.key.in_(select(known.c.key).where(known.c.record.in_(wanted.refs))))
    if wanted.predicates:
        conditions.append(claims.c.predicate.in_(wanted.predicates))
    if not wanted.refs and not wanted.predicates:
        conditions.append(claims.c.predicate.in_(FIGURES))
    return _read(connection, moment, claims, conditions)


def figures_of(connection: Connection, moment: Moment, keys: Sequence[int]) -> Mapping[int, Figure]:
    """Read claims by key as figures, whatever they say; those unknown at the moment are left out."""
    claims = moment.of(CLAIMS)
    return {each.row.key: each for each in _read(connection, moment, claims, [among(claims.c.key, keys)])}


def _read(
    connection: Connection, moment: Moment, claims: FromClause, conditions: Sequence[ColumnElement[bool]]
) -> list[Figure]:
    objects = moment.of((tables.entity, tables.entity_at))
    named = select(label_of(objects, moment)).where(objects.c.key == claims.c.object, moment.holds(objects))
    query = select(*columns_of(ClaimRow, claims), named.scalar_subquery().label("named"))
    found = connection.execute(query.where(*conditions, moment.holds(claims)).order_by(claims.c.key)).mappings().all()
    publishers = _who_says(connection, moment, [row["key"] for row in found])
    return [_figure(read(ClaimRow, row), publishers.get(row["key"], ""), row["named"]) for row in found]


def _who_says(connection: Connection, moment: Moment, keys: Sequence[int]) -> Mapping[int, str]:
    """The titles of the sources that each claim rests on, after the speaker that they name."""
    claims, speakers = moment.of(CLAIMS), moment.of((tables.entity, tables.entity_at))
    proofs = moment.of((tables.evidence, tables.evidence_at))
    sources = moment.of((tables.source, tables.source_at))
    speaker = select(label_of(speakers, moment)).where(speakers.c.key == claims.c.speaker, moment.holds(speakers))
    query = (
        select(claims.c.key, speaker.scalar_subquery(), sources.c.title)
        .join_from(claims, proofs, proofs.c.claim == claims.c.key)
        .join(sources, sources.c.key == proofs.c.source)
        .where(among(claims.c.key, keys), moment.holds(claims), moment.holds(proofs), moment.holds(sources))
    )
    said: dict[int, dict[str, None]] = {}
    for key, name, title in connection.execute(query.order_by(claims.c.key, sources.c.key)):
        said.setdefault(key, {}).update(dict.fromkeys([name, title] if name else [title]))
    return {key: ", ".join(names) for key, names in said.items()}


def _figure(row: ClaimRow, by: str, named: str | None) -> Figure:
    value = json.loads(row.value) if row.value else {}
    said = f"{'not ' if row.polarity == 'NEGATED' else ''}{named or _in_words(row, value)}"
    if value.get("type") == "money":
        amount = Decimal(value["amount"])
        return Figure(row=row, by=by, said=said, low=amount, high=amount, unit=value["currency"])
    if value.get("type") != "quantity":
        return Figure(row=row, by=by, said=said)
    low, high = (None if value[side] is None else Decimal(value[side]) for side in ("min", "max"))
    return Figure(
        row=row,
        by=by,
        said=said,
        low=low,
        high=high,
        unit=value["unit"],
        approximate=value["approximate"],
        exclusive=value["exclusive"],
    )


def _in_words(row: ClaimRow, value: Mapping[str, str]) -> str:
    """A value as a reader sees it; a code by its meaning where the list is ours."""
    codes = CODE_LISTS[value["scheme"]].codes if value.get("scheme") in CODE_LISTS else {}
    return codes.get(row.code or "", "").rstrip(".") or row.text or row.code or ""


def _qualifiers(row: ClaimRow) -> dict[str, str | None]:
    return {each["name"]: each["entity"] or each["value"].get("code") for each in json.loads(row.qualifiers)}


def _spaced(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower()


def _code_in_words(code: str) -> str:
    """Write a code as words; short ones, such as those of regions, stay as they are."""
    return code if len(code) <= LONGEST_MARK else code.replace("_", " ").lower()


def _rounded(number: Decimal, figure: Decimal) -> Decimal:
    """The number as coarse as the figure: 5,462 as 5,500."""
    step = Decimal(1).scaleb(figure.normalize().as_tuple().exponent)  # type: ignore[arg-type]  # finite: an int
    return (number / step).to_integral_value() * step
