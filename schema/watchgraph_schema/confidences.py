"""Confidence: how sure we may be of a claim, and what went into the figure."""

import msgspec
import strawberry
from sqlalchemy import BindParameter, ColumnElement, func

from watchgraph_projections.catalogue.dialects import member
from watchgraph_projections.views.claims import ClaimRow
from watchgraph_schema.columns import texts
from watchgraph_schema.compiling.symbols import computed, expressed
from watchgraph_schema.context import Reader
from watchgraph_schema.describing import compiled, described
from watchgraph_schema.list_parts import LARGEST_PAGE
from watchgraph_schema.shown import LazySource, sources_by_id
from watchgraph_schema.stored_lists import each_of


class _StoredOrigin(msgspec.Struct, frozen=True, kw_only=True):
    sources: tuple[str, ...]
    weight: str | None


class _StoredInputs(msgspec.Struct, frozen=True, kw_only=True):
    rule: str
    supporting: tuple[_StoredOrigin, ...] = ()
    contradicting: tuple[_StoredOrigin, ...] = ()
    repeats: tuple[str, ...] = ()


_decoder = msgspec.json.Decoder(_StoredInputs)


@described
class Origin:
    """Documents that count as one, because they take from each other or share where their words come from."""

    stored: strawberry.Private[_StoredOrigin]
    reader: strawberry.Private[Reader]

    @compiled
    async def sources(self) -> list[LazySource]:
        """The documents, at most 100."""
        return await sources_by_id(self.reader, self.stored.sources, LARGEST_PAGE)

    @compiled
    def weight(self) -> str | None:
        """What it weighs, 0 to 1: reliability times credibility; null where that cannot be judged."""
        return self.stored.weight


@described
class ConfidenceAssessment:
    """How sure we may be, by a rule that everybody can check. Equal claims of several publishers share it."""

    row: strawberry.Private[ClaimRow]
    reader: strawberry.Private[Reader]

    @compiled
    def score(self) -> int | None:
        """The confidence, 0 to 100; null where nothing can be judged."""
        return self.row.confidence

    @compiled
    def rule(self) -> str:
        """Name and version of the rule: independent origins count, repeats do not."""
        return rule_of(self.row.confidence_inputs)

    @compiled
    def independent_origins(self) -> int:
        """How many independent origins support what the claim says: its own, and those of equal claims of others."""
        return self.row.origins

    @compiled
    def supporting(self) -> list[Origin]:
        """The independent origins that support it, at most 100; `independentOrigins` counts all."""
        return self._origins("supporting")

    @compiled
    def contradicting(self) -> list[Origin]:
        """The independent origins that contradict it, at most 100."""
        return self._origins("contradicting")

    def _origins(self, part: str) -> list[Origin]:
        def made(stored: _StoredOrigin) -> Origin:
            return Origin(stored=stored, reader=self.reader)

        return each_of(_StoredOrigin, part_of(self.row.confidence_inputs, part), made, most=LARGEST_PAGE)

    @compiled
    async def repeats(self) -> list[LazySource]:
        """Supporting documents that add nothing, because they repeat another; at most 100."""
        return await sources_by_id(self.reader, texts(part_of(self.row.confidence_inputs, "repeats")), LARGEST_PAGE)

    @compiled
    def explanation(self) -> str:
        """The calculation in words."""
        return explanation_of(self.row.confidence, self.row.origins, self.row.confidence_inputs)


def _in_sql(inputs: ColumnElement[object], name: BindParameter[object]) -> ColumnElement[object]:
    return func.coalesce(member(inputs, str(name.value)), "[]")


@expressed(_in_sql, sure=True)
def part_of(inputs: str, name: str) -> str:
    """A list among the inputs, as JSON."""
    return msgspec.json.encode(getattr(_read(inputs), name)).decode()


@computed(sure=True)
def rule_of(inputs: str) -> str:
    """The rule that worked with these inputs."""
    return _read(inputs).rule


@computed(sure=True)
def explanation_of(confidence: int | None, origins: int, inputs: str) -> str:
    """Write the calculation: the score, what weighs how much, by which rule."""
    read = _read(inputs)
    supporting, contradicting = _weights(read.supporting), _weights(read.contradicting)
    score = "cannot be judged" if confidence is None else f"{confidence} of 100"
    said = f"{score}: {origins} independent origin(s) support it, weighing {supporting}"
    if contradicting:
        said += f"; contradicted with {contradicting}"
    if read.repeats:
        said += f"; {len(read.repeats)} repeat(s) add nothing"
    return f"{said} (rule {read.rule})"


def _weights(origins: tuple[_StoredOrigin, ...]) -> str:
    return " and ".join(origin.weight or "unknown" for origin in origins)


def assessment_of(reader: Reader, row: ClaimRow) -> ConfidenceAssessment:
    """Tell how sure we may be of a claim."""
    return ConfidenceAssessment(row=row, reader=reader)


def _read(inputs: str) -> _StoredInputs:
    return _decoder.decode(inputs)
