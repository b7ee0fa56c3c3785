"""How sure we may be of a claim: a rule with a version and ingredients that every reader can see.

Independent origins count; repeats do not. The rule, `independent-origins/1`:

1. Take the evidence of the claim's corroboration group (the same statement by any publisher).
2. A supporting document that takes its words from another supporting document is a repeat and adds nothing. Of the
   rest, those that share an origin (the same document, a common relayed source, one owner …) are one origin.
3. An origin weighs reliability x credibility, less if it speaks of itself, more if it is an official record.
4. Independent origins are combined as chances that all of them err: 1 - (1 - w1)(1 - w2) …
5. Each independent contradicting origin takes away half of its own weight.

So an independent supporting source never lowers it, a repeat never changes it, a contradicting one never raises it.
Age is not an ingredient: it is shown beside. Scales: NATO Admiralty, as in the MISP taxonomy and STIX 2.1.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

RULE = "independent-origins/1"

RELIABILITY = {"A": 0.95, "B": 0.8, "C": 0.6, "D": 0.35, "E": 0.1, "F": 0.4}
"""By Admiralty letter; F, nobody can judge it, lies between C and D."""

CREDIBILITY = {1: 1.0, 2: 0.9, 3: 0.7, 4: 0.45, 5: 0.2}
"""By Admiralty number; 6, cannot be judged, gives no value."""

OFFICIAL_RECORDS = frozenset({"COURT", "PROCUREMENT", "PRIMARY_OFFICIAL"})
SELF_INTEREST = 0.7
OFFICIAL_DOUBT = 0.8
CONTRADICTION = 0.5


class Ingredient(StrEnum):
    """What goes into the weight of a document, in the order of the rule."""

    RELIABILITY = "RELIABILITY"
    CREDIBILITY = "CREDIBILITY"
    SELF_INTEREST = "SELF_INTEREST"
    OFFICIAL_RECORD = "OFFICIAL_RECORD"


class Factor(NamedTuple):
    """One step of a weight. figure: the rule's number for it; weight: what the document weighs after it."""

    ingredient: Ingredient
    figure: float
    weight: float


class Witness(NamedTuple):
    """One piece of evidence as the rule sees it.

    source: the document, by its id. relays: the one whose words it repeats here, if it says so. credibility: 1 to 6, of
    the claim that it stands under. origins: documents that the source as a whole takes from.
    """

    source: str
    relays: str | None
    reliability: str
    tier: str
    credibility: int
    self_interested: bool
    origins: frozenset[str] = frozenset()

    @property
    def takes_from(self) -> frozenset[str]:
        """Every document that its words come from, itself left out."""
        relayed = self.origins if self.relays is None else self.origins | {self.relays}
        return relayed - {self.source}

    @property
    def factors(self) -> tuple[Factor, ...]:
        """How its weight comes about; empty where the credibility cannot be judged."""
        credibility = CREDIBILITY.get(self.credibility)
        if credibility is None:
            return ()
        reliability = RELIABILITY[self.reliability]
        weight = reliability * credibility
        found = [
            Factor(Ingredient.RELIABILITY, reliability, reliability),
            Factor(Ingredient.CREDIBILITY, credibility, weight),
        ]
        if self.self_interested:
            weight *= SELF_INTEREST
            found.append(Factor(Ingredient.SELF_INTEREST, SELF_INTEREST, weight))
        if self.tier in OFFICIAL_RECORDS:
            weight = 1 - (1 - weight) * OFFICIAL_DOUBT
            found.append(Factor(Ingredient.OFFICIAL_RECORD, OFFICIAL_DOUBT, weight))
        return tuple(found)

    @property
    def weight(self) -> float | None:
        """Between 0 and 1; None where the credibility cannot be judged."""
        factors = self.factors
        return factors[-1].weight if factors else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Documents that count as one. weight: None where it cannot be judged."""

    sources: tuple[str, ...]
    weight: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """The answer with its ingredients.

    score: 0 to 100, None where nothing can be judged. repeats: supporting documents that add nothing.
    """

    score: int | None
    supporting: tuple[Origin, ...]
    contradicting: tuple[Origin, ...]
    repeats: tuple[str, ...]


def assess(supporting: Sequence[Witness], contradicting: Sequence[Witness]) -> Assessment:
    """Apply the rule. The order of the witnesses changes nothing."""
    first_hand, repeats = _without_repeats(supporting)
    support = _origins(first_hand)
    against = _origins(_without_repeats(contradicting)[0])
    doubt = 1.0
    judged = [origin.weight for origin in support if origin.weight is not None]
    for weight in judged:
        doubt *= 1 - weight
    belief = 1 - doubt
    for origin in against:
        belief *= 1 - CONTRADICTION * (origin.weight or 0)
    score = round(100 * belief) if judged else None
    return Assessment(score=score, supporting=support, contradicting=against, repeats=repeats)


def _without_repeats(witnesses: Sequence[Witness]) -> tuple[list[Witness], tuple[str, ...]]:
    """Leave out what borrows from another witness; of a circle of borrowers all stay, to be joined as one."""
    if len(witnesses) == 1:
        return list(witnesses), ()
    lenders: dict[str, set[str]] = {witness.source: set() for witness in witnesses}
    for witness in witnesses:
        lenders[witness.source] |= witness.takes_from & lenders.keys()
    reached = {source: _reached(source, lenders) for source in lenders}
    repeats = {source for source in lenders if any(source not in reached[lender] for lender in reached[source])}
    return [witness for witness in witnesses if witness.source not in repeats], tuple(sorted(repeats))


def _reached(source: str, lenders: Mapping[str, set[str]]) -> set[str]:
    """All documents that its words come from, near and far."""
    found: set[str] = set()
    waiting = [source]
    while waiting:
        new = lenders[waiting.pop()] - found
        found |= new
        waiting += new
    return found


def _origins(witnesses: Iterable[Witness]) -> tuple[Origin, ...]:
    """Join witnesses that share a document or where its words come from; the heaviest speaks for all."""
    joined: list[tuple[set[str], list[Witness]]] = []
    for witness in witnesses:
        documents, together = {witness.source, *witness.takes_from}, [witness]
        apart = []
        for other in joined:
            if other[0] & documents:
                documents |= other[0]
                together += other[1]
            else:
                apart.append(other)
        joined = [*apart, (documents, together)]
    return tuple(sorted((_origin(together) for _, together in joined), key=lambda origin: origin.sources))


def _origin(witnesses: Sequence[Witness]) -> Origin:
    weights = [weight for witness in witnesses if (weight := witness.weight) is not None]
    sources = tuple(sorted({witness.source for witness in witnesses}))
    return Origin(sources=sources, weight=max(weights, default=None))


def ingredients(assessment: Assessment, credibility: int) -> Mapping[str, object]:
    """Write the assessment for storage: rule, origins with weights (four digits), repeats."""

    def written(origins: Sequence[Origin]) -> list[dict[str, object]]:
        return [{"sources": list(origin.sources), "weight": _digits(origin.weight)} for origin in origins]

    return {
        "rule": RULE,
        "credibility": credibility,
        "supporting": written(assessment.supporting),
        "contradicting": written(assessment.contradicting),
        "repeats": list(assessment.repeats),
    }


def _digits(weight: float | None) -> str | None:
    return None if weight is None else f"{weight:.4f}"
