"""Facts: the headline values of an entity, each with the claim that says it and whether it holds on the day."""

from collections.abc import Callable, Mapping
from functools import partial

import strawberry

from watchgraph.domain.edtf import Certainty
from watchgraph.vocabulary.predicates import ValueType
from watchgraph_projections.views.claims import ClaimRow
from watchgraph_projections.views.kinds import headline_value
from watchgraph_schema.claims import Claim
from watchgraph_schema.compiling.symbols import Choice, Symbol, member_of, present
from watchgraph_schema.context import Reader
from watchgraph_schema.describing import compiled, described, described_interface
from watchgraph_schema.times import Valid, certainty_of, valid_of
from watchgraph_schema.values import (
    NO_COLUMNS,
    VALUES,
    CodeValue,
    Columns,
    DateValue,
    EntityValue,
    GeoValue,
    MoneyValue,
    QuantityValue,
    TextValue,
    UrlValue,
    Value,
    arguments,
    decode,
    symbolic_values,
)


@described_interface
class Fact(Value):
    """The best standing value of an entity on the day that is asked about. Others may be said: see its claim's rivals.

    A rank with a reason decides first, then what is undisputed, sure on the day, most confident and newest.
    """

    row: strawberry.Private[ClaimRow]
    known: strawberry.Private[Reader]

    @compiled
    def certainty(self) -> Certainty:
        """Whether it holds on the day that is asked about."""
        return certainty_of(self.known, self.row)

    @compiled
    def valid(self) -> Valid:
        """When it was so in the world, as its claim says."""
        return valid_of(self.known, self.row)

    @compiled
    def claim(self) -> Claim:
        """The claim that says it."""
        return Claim(reader=self.known, row=self.row)


@described
class EntityFact(EntityValue, Fact):
    """Another entity as a headline value."""


@described
class QuantityFact(QuantityValue, Fact):
    """A number or a range as a headline value."""


@described
class MoneyFact(MoneyValue, Fact):
    """An amount of money as a headline value."""


@described
class DateFact(DateValue, Fact):
    """A date as a headline value."""


@described
class TextFact(TextValue, Fact):
    """Words as a headline value."""


@described
class CodeFact(CodeValue, Fact):
    """A code as a headline value."""


@described
class GeoFact(GeoValue, Fact):
    """A point on the map as a headline value."""


@described
class UrlFact(UrlValue, Fact):
    """A web address as a headline value."""


FACTS: Mapping[ValueType, type[Fact]] = {
    ValueType.ENTITY: EntityFact,
    ValueType.QUANTITY: QuantityFact,
    ValueType.MONEY: MoneyFact,
    ValueType.DATE: DateFact,
    ValueType.TEXT: TextFact,
    ValueType.CODE: CodeFact,
    ValueType.GEO: GeoFact,
    ValueType.URL: UrlFact,
}
"""The class of each type of value."""


TOLD = frozenset({ValueType.ENTITY, ValueType.CODE})
"""Types of values that stand whole in the kind's table: their claims are read only for more."""


async def fact_of(reader: Reader, kind: str, key: int, predicate: str, value_type: ValueType) -> Fact | None:
    """Read the headline value of one predicate; None where nobody says one on the day."""
    headlines = await reader.headlines(kind).load(key) or {}
    claim = headlines.get(predicate)
    if claim is not None and isinstance(told := headlines.get(headline_value(predicate)), Symbol):
        return await _symbolic(reader, claim, told, value_type)
    row = None if claim is None else await reader.claims.load(claim)
    if row is None or row.value is None:
        return None
    make: Callable[..., Fact] = FACTS[value_type]
    beside = Columns(row.object, row.code)
    return make(**arguments(reader, decode(row.value), row.text, beside), row=row, known=reader)


async def _symbolic(reader: Reader, claim: int, told: Symbol, value_type: ValueType) -> Fact | None:
    """What stands for it. told: what the kind's table will hold of the value."""
    whole = value_type in TOLD
    row = await reader.claims.load(present(claim) if whole else claim)
    if row is None or not isinstance(row.value, Symbol):
        return None
    make: Callable[..., Fact] = partial(FACTS[value_type], row=row, known=reader)
    kinds = {kind: make for kind, cls in VALUES.items() if issubclass(FACTS[value_type], cls)}
    on = told if whole else row.value if len(kinds) == 1 else member_of(row.value, "type")
    beside = Columns(told, told) if whole else NO_COLUMNS
    return Choice(on, symbolic_values(reader, row.value, row.text, kinds, beside))
