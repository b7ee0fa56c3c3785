"""Explanations: how sure we may be of a claim, each step of the calculation with the evidence that it is about."""

import strawberry

from watchgraph_projections.catalogue.confidence import RULE, Factor, Ingredient, Origin
from watchgraph_projections.views.claims import ClaimRow
from watchgraph_projections.views.explanations import Explanation, Part, Raise, Remedy, Step, explain
from watchgraph_projections.views.testimonies import Testimony
from watchgraph_schema.claims import Claim
from watchgraph_schema.codes import Reliability
from watchgraph_schema.connections import Connection, paged
from watchgraph_schema.context import Reader
from watchgraph_schema.describing import described, resolved
from watchgraph_schema.enums import describe_enum
from watchgraph_schema.fixed_lists import Ledger
from watchgraph_schema.prices import of_length
from watchgraph_schema.shown import LazyClaim, LazySource, claim_by_key, source_by_key

MOST_SHOWN = 20
"""Steps, and pieces of evidence of one step, that are listed; few claims have more, and the others are counted."""

describe_enum(
    Part,
    "The part of the rule that a step of a calculation applies.",
    {
        "REPEATS": "Documents that take their words from another one here are left out: they add nothing.",
        "ORIGIN": "An independent origin that supports the claim: it raises the figure.",
        "CONTRADICTION": "An independent origin that contradicts it: it takes away half of its own weight.",
    },
    name="ConfidencePart",
)
REMEDIES = {
    "INDEPENDENT_SOURCE": "Another independent document, usually reliable, that says the same.",
    "OFFICIAL_RECORD": "An official record, completely reliable, that says the same.",
    "RATED_SOURCES": "The sources that nobody has rated yet are found to be usually reliable.",
    "JUDGED_STATEMENT": "The statement, which cannot be judged now, is found to be probably true.",
    "SETTLED_CONTRADICTION": "The evidence against it is found not to stand.",
}
describe_enum(Remedy, "What would raise a figure.", REMEDIES, name="ConfidenceRemedy")
describe_enum(
    Ingredient,
    "What goes into the weight of a document, in the order of the rule.",
    {
        "RELIABILITY": "How reliable the source is: A 0.95, B 0.8, C 0.6, D 0.35, E 0.1; F, not rated, 0.4.",
        "CREDIBILITY": "How credible the statement is: 1 counts whole, 2 nine tenths, 3 0.7, 4 0.45, 5 0.2.",
        "SELF_INTEREST": "It speaks of itself or of its own interest: seven tenths are left.",
        "OFFICIAL_RECORD": "A court, a tender or an authority: a fifth of the remaining doubt is taken away.",
    },
    name="ConfidenceIngredient",
)


@described
class ConfidenceFactor:
    """One factor of what a document weighs."""

    ingredient: Ingredient = strawberry.field(description="What it is.")
    figure: str = strawberry.field(description="The rule's number for it, 0 to 1.")
    weight: str = strawberry.field(description="What the document weighs after it, 0 to 1.")


def _factor(factor: Factor) -> ConfidenceFactor:
    figure, weight = f"{factor.figure:g}", f"{factor.weight:.4f}"
    return ConfidenceFactor(ingredient=factor.ingredient, figure=figure, weight=weight)


@described
class ConfidenceWitness:
    """One piece of evidence as the rule sees it."""

    reader: strawberry.Private[Reader]
    testimony: strawberry.Private[Testimony]

    @resolved
    async def source(self) -> LazySource | None:
        """The document."""
        return await source_by_key(self.reader, self.testimony.source)

    @resolved
    async def claim(self) -> LazyClaim | None:
        """The claim that it stands under: this one, or an equal one of another publisher."""
        return await claim_by_key(self.reader, self.testimony.claim)

    @resolved
    def reliability(self) -> Reliability:
        """How reliable the source is (Admiralty scale, A to F)."""
        return Reliability(self.testimony.witness.reliability)

    @resolved
    def credibility(self) -> int:
        """How credible the statement is, 1 (confirmed) to 6 (cannot be judged)."""
        return self.testimony.witness.credibility

    @resolved
    def factors(self) -> list[ConfidenceFactor]:
        """How its weight comes about, two to four factors; none where the statement cannot be judged."""
        return [_factor(each) for each in self.testimony.witness.factors]

    @resolved
    def weight(self) -> str | None:
        """What it weighs by itself, 0 to 1; null where the statement cannot be judged."""
        return _four_digits(self.testimony.witness.weight)


@described
class ConfidenceStep:
    """One step of the calculation."""

    reader: strawberry.Private[Reader]
    step: strawberry.Private[Step]
    previous: strawberry.Private[int | None]

    @resolved
    def part(self) -> Part:
        """The part of the rule that it applies."""
        return self.step.part

    @resolved
    def before(self) -> int | None:
        """The figure before it, 0 to 100; null while nothing could be judged."""
        return self.previous

    @resolved
    def after(self) -> int | None:
        """The figure after it, 0 to 100; null while nothing can be judged."""
        return self.step.score

    @resolved
    def weight(self) -> str | None:
        """What the origin weighs, that of its heaviest document; null for repeats and for what cannot be judged."""
        return None if self.step.origin is None else _four_digits(self.step.origin.weight)

    @resolved
    def text(self) -> str:
        """The step in words."""
        return _words(self.step)

    @resolved
    def witness_count(self) -> int:
        """How many pieces of evidence it is about."""
        return len(self.step.about)

    @of_length(MOST_SHOWN)
    @resolved
    def witnesses(self) -> list[ConfidenceWitness]:
        """The evidence that it is about, at most twenty pieces: documents of one origin count once."""
        return [ConfidenceWitness(reader=self.reader, testimony=each) for each in self.step.about[:MOST_SHOWN]]


def _four_digits(weight: float | None) -> str | None:
    return None if weight is None else f"{weight:.4f}"


def _words(step: Step) -> str:
    origin = step.origin
    if origin is None:
        return f"{_documents(len({each.source for each in step.about}))} left out: what repeats another adds nothing"
    documents = _documents(len(origin.sources))
    if step.part is Part.CONTRADICTION:
        return f"contradicted by {documents}, an origin of weight {_weighed(origin)}: half of that is taken away"
    return f"supported by {documents}, an independent origin of weight {_weighed(origin)}"


def _weighed(origin: Origin) -> str:
    return _four_digits(origin.weight) or "unknown, for the statement cannot be judged"


def _documents(number: int) -> str:
    return "1 document" if number == 1 else f"{number} documents"


@described
class ConfidenceRaise:
    """Something that would raise the figure, and how far, by the same rule."""

    remedy: Remedy = strawberry.field(description="What would have to come.")
    text: str = strawberry.field(description="The same in words.")
    score: int = strawberry.field(description="The figure then, 0 to 100.")


def _raise(found: Raise) -> ConfidenceRaise:
    return ConfidenceRaise(remedy=found.remedy, text=REMEDIES[found.remedy], score=found.score)


@described
class ConfidenceExplanation:
    """How the confidence of a claim comes about. The rule that made the stored figure is asked again, step by step."""

    reader: strawberry.Private[Reader]
    row: strawberry.Private[ClaimRow]
    explanation: strawberry.Private[Explanation]

    @resolved
    def claim(self) -> Claim:
        """The claim."""
        return Claim(reader=self.reader, row=self.row)

    @resolved
    def score(self) -> int | None:
        """The figure, 0 to 100; null where nothing can be judged. A sort key, no probability."""
        return self.explanation.assessment.score

    @resolved
    def rule(self) -> str:
        """Name and version of the rule."""
        return RULE

    @resolved
    def text(self) -> str:
        """The calculation in words, a sentence a step."""
        said = [f"{_words(step)} (then {_figure(step.score)})" for step in self.explanation.steps]
        return (
            f"{'; '.join(said) or 'nothing supports it'}. The figure is {_figure(self.explanation.assessment.score)}."
        )

    @resolved
    def independent_origins(self) -> int:
        """How many independent origins support it."""
        return len(self.explanation.assessment.supporting)

    @paged
    def assessed_together(self) -> Connection[LazyClaim]:
        """The claims that say the same and stand, of whatever publisher, with this one: they share the figure."""
        return Ledger(self.reader).claims(self.explanation.together)

    @resolved
    def step_count(self) -> int:
        """How many steps there are."""
        return len(self.explanation.steps)

    @of_length(MOST_SHOWN)
    @resolved
    def steps(self) -> list[ConfidenceStep]:
        """The first twenty steps: repeats are left out, origins that support add, those that contradict take away."""
        steps = self.explanation.steps
        before = [None, *(step.score for step in steps)]
        each_from = zip(steps, before, strict=False)
        return [ConfidenceStep(reader=self.reader, step=step, previous=score) for step, score in each_from][:MOST_SHOWN]

    @resolved
    def raised_by(self) -> list[ConfidenceRaise]:
        """What would raise the figure, and how far; at most five, none where nothing would."""
        return [_raise(each) for each in self.explanation.raises]


def _figure(score: int | None) -> str:
    return "not to be judged" if score is None else f"{score} of 100"


def explained(reader: Reader, row: ClaimRow) -> ConfidenceExplanation:
    """Explain the confidence of a claim. Raises TooMuchEvidenceError."""
    return ConfidenceExplanation(reader=reader, row=row, explanation=explain(reader.connection, reader.moment, row))
