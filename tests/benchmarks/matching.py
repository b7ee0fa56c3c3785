"""Matching: how surely, how completely and how fast names of several publishers are joined."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random
from typing import Final
from uuid import NAMESPACE_URL, uuid5

from tests.benchmarks.measuring import Finding, Scale, Unit, timed
from tests.importers.identity.scoring import Score, grouped, hard_pairs, labelled, scored

from watchgraph.vocabulary.declarations.kinds import ORGANISATION
from watchgraph_importers.identity.matchers import Matcher
from watchgraph_importers.identity.mentions import Mention, Role
from watchgraph_importers.identity.organisations import OrganisationNames

MENTIONS: Final = 30_000
SEED: Final = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Matching:
    """What is matched. kind: of the mentions. names, pairs: labelled files, beside the tests."""

    what: str
    kind: str
    matcher: Callable[[], Matcher]
    names: str
    pairs: str


MATCHED: Final = (
    Matching(
        what="organisations",
        kind=ORGANISATION,
        matcher=OrganisationNames,
        names="organisations.csv",
        pairs="hard_organisations.csv",
    ),
)


def matching(scale: Scale) -> list[Finding]:
    """Precision and recall on names as they occur, hard pairs, and the time that it takes."""
    mentions = min(scale.claims, MENTIONS)
    return [
        finding for matched in MATCHED for finding in (*_exactness(matched), _hard(matched), _speed(matched, mentions))
    ]


def _exactness(matched: Matching) -> Iterator[Finding]:
    names = labelled(matched.names)
    halves = {
        "seen while the rules were made": [name for name in names if not name.held_out],
        "held out": [name for name in names if name.held_out],
        "all": names,
    }
    scores = {which: scored(matched.matcher(), half, matched.kind) for which, half in halves.items()}
    notes = tuple(f"{which}: {len(halves[which]):,} names, {_told(score)}" for which, score in scores.items())
    for what, value, goal in (
        ("precision", scores["held out"].precision, 0.99),
        ("recall", scores["held out"].recall, 0.90),
    ):
        yield Finding(
            what=f"{matched.what}: {what} on held-out names as they occur",
            values=(value,),
            goal=goal,
            at_least=True,
            unit=Unit.SHARE,
            notes=notes if what == "precision" else (),
        )


def _told(score: Score) -> str:
    return f"precision {score.precision:.4f}, recall {score.recall:.4f} of {score.all:,} pairs"


def _hard(matched: Matching) -> Finding:
    pairs = hard_pairs(matched.pairs)
    wrong = [(left, right) for same, left, right in pairs if _joined(matched, left, right) is not same]
    return Finding(
        what=f"{matched.what}: hard pairs told right",
        values=(1 - len(wrong) / len(pairs),),
        goal=0.99,
        at_least=True,
        unit=Unit.SHARE,
        notes=(f"{len(pairs)} pairs", *(f"{left!r} and {right!r}" for left, right in wrong[:5])),
    )


def _joined(matched: Matching, left: str, right: str) -> bool:
    mentions = [
        _mention(name, dataset, matched.kind) for name, dataset in ((left, "aidata-gcof-v1"), (right, "aiaaic"))
    ]
    return len(grouped(matched.matcher(), mentions)) == 1


def _speed(matched: Matching, count: int) -> Finding:
    mentions = list(_many(matched, count))
    return Finding(
        what=f"{matched.what}: {count:,} mentions matched",
        values=(timed(lambda: grouped(matched.matcher(), mentions)),),
        goal=30,
        unit=Unit.SECONDS,
    )


def _many(matched: Matching, count: int) -> Iterator[Mention]:
    """Make names by putting halves of labelled ones together, the same ones each time."""
    random, halves = Random(SEED), [name.name.split() for name in labelled(matched.names)]  # noqa: S311 - no secret
    for number in range(count):
        left, right = random.choice(halves), random.choice(halves)
        name = " ".join([*left[: len(left) // 2 + 1], *right[len(right) // 2 :]])
        yield _mention(name, f"made-{number}", matched.kind)


def _mention(name: str, dataset: str, kind: str) -> Mention:
    id_ = uuid5(NAMESPACE_URL, f"{dataset}|{name}")
    return Mention(id=id_, kind=kind, dataset=dataset, names=(name,), roles=frozenset({Role.VENDOR}))
