"""How the confidence of a claim comes about, step by step, worked out by the rule that made the stored figure.

Nothing is calculated here: the evidence as it stood is put to `confidence.assess` once more, first a part of it, then
more, at last with what is not there yet.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from sqlalchemy import Connection

from watchgraph.domain.statements import Stance
from watchgraph_projections.catalogue.confidence import CREDIBILITY, Assessment, Origin, Witness, assess
from watchgraph_projections.catalogue.moments import Moment
from watchgraph_projections.views.claims import ClaimRow
from watchgraph_projections.views.testimonies import Testimony, claims_alike, testimonies

UNRATED: Final = "F"
USUALLY_RELIABLE: Final = "B"
RELIABLE: Final = "A"
PROBABLY_TRUE: Final = 2


class Part(StrEnum):
    """The part of the rule that a step applies.

    REPEATS: documents left out. ORIGIN: an independent origin that supports. CONTRADICTION: one that contradicts.
    """

    REPEATS = "REPEATS"
    ORIGIN = "ORIGIN"
    CONTRADICTION = "CONTRADICTION"


class Remedy(StrEnum):
    """What would raise a figure.

    INDEPENDENT_SOURCE: another document, usually reliable. OFFICIAL_RECORD: another, a reliable official record.
    RATED_SOURCES: sources that nobody has rated are found usually reliable. JUDGED_STATEMENT: what cannot be judged is
    found probably true. SETTLED_CONTRADICTION: nothing contradicts any more.
    """

    INDEPENDENT_SOURCE = "INDEPENDENT_SOURCE"
    OFFICIAL_RECORD = "OFFICIAL_RECORD"
    RATED_SOURCES = "RATED_SOURCES"
    JUDGED_STATEMENT = "JUDGED_STATEMENT"
    SETTLED_CONTRADICTION = "SETTLED_CONTRADICTION"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step. score: what the figure is after it, 0 to 100; None while nothing can be judged.

    origin: the documents that it adds or takes away; None for repeats. about: the evidence that is meant.
    """

    part: Part
    score: int | None
    origin: Origin | None
    about: tuple[Testimony, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Raise:
    """What the figure would be with a remedy."""

    remedy: Remedy
    score: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """A figure with its steps, in the order of the rule. together: keys of the claims that are assessed as one."""

    assessment: Assessment
    together: tuple[int, ...]
    steps: tuple[Step, ...]
    raises: tuple[Raise, ...]


def explain(connection: Connection, moment: Moment, claim: ClaimRow) -> Explanation:
    """Explain the figure of a claim at the moment. It rests on all evidence, whatever licences are left out.

    Raises TooMuchEvidenceError.
    """
    whole = replace(moment, without=())
    together = claims_alike(connection, whole, claim)
    found = testimonies(connection, whole, together)
    supporting, contradicting = (_witnesses(found, stance) for stance in (Stance.SUPPORTS, Stance.CONTRADICTS))
    assessment = assess(supporting, contradicting)
    return Explanation(
        assessment=assessment,
        together=together,
        steps=tuple(_steps(found, assessment)),
        raises=tuple(_raises(supporting, contradicting, assessment, claim.credibility)),
    )


def _witnesses(found: Sequence[Testimony], stance: Stance) -> list[Witness]:
    return [each.witness for each in found if each.stance is stance]


def _steps(found: Sequence[Testimony], assessment: Assessment) -> Iterator[Step]:
    """Leave out the repeats, add the supporting origins, the heaviest first, then let each contradicting one count."""
    if assessment.repeats:
        about = _standing_in(found, Stance.SUPPORTS, assessment.repeats)
        yield Step(part=Part.REPEATS, score=None, origin=None, about=about)
    supporting: list[Witness] = []
    for origin in sorted(assessment.supporting, key=_heaviest_first):
        about = _standing_in(found, Stance.SUPPORTS, origin.sources)
        supporting += [each.witness for each in about]
        yield Step(part=Part.ORIGIN, score=assess(supporting, []).score, origin=origin, about=about)
    contradicting: list[Witness] = []
    for origin in sorted(assessment.contradicting, key=_heaviest_first):
        about = _standing_in(found, Stance.CONTRADICTS, origin.sources)
        contradicting += [each.witness for each in about]
        score = assess(supporting, contradicting).score
        yield Step(part=Part.CONTRADICTION, score=score, origin=origin, about=about)


def _heaviest_first(origin: Origin) -> tuple[float, tuple[str, ...]]:
    return -(origin.weight or 0), origin.sources


def _standing_in(found: Sequence[Testimony], stance: Stance, documents: Collection[str]) -> tuple[Testimony, ...]:
    return tuple(each for each in found if each.stance is stance and each.witness.source in documents)


def _raises(
    supporting: list[Witness], contradicting: list[Witness], assessment: Assessment, credibility: int
) -> Iterator[Raise]:
    """Ask the rule what it would say; only what raises the figure is named."""
    judged = credibility if credibility in CREDIBILITY else PROBABLY_TRUE
    another = Witness("", None, USUALLY_RELIABLE, "", judged, self_interested=False)
    record = another._replace(reliability=RELIABLE, tier="PRIMARY_OFFICIAL")
    rated = [_rated(each) for each in supporting]
    told = [each if each.weight is not None else each._replace(credibility=PROBABLY_TRUE) for each in supporting]
    for remedy, support, against in (
        (Remedy.INDEPENDENT_SOURCE, [*supporting, another], contradicting),
        (Remedy.OFFICIAL_RECORD, [*supporting, record], contradicting),
        (Remedy.RATED_SOURCES, rated, contradicting),
        (Remedy.JUDGED_STATEMENT, told, contradicting),
        (Remedy.SETTLED_CONTRADICTION, supporting, []),
    ):
        score = assess(support, against).score
        if score is not None and score > (assessment.score or 0):
            yield Raise(remedy=remedy, score=score)


def _rated(witness: Witness) -> Witness:
    return witness._replace(reliability=USUALLY_RELIABLE) if witness.reliability == UNRATED else witness
