"""Weighing a matcher against names that a person labelled: of all pairs of names, which it rightly calls one."""

import csv
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from uuid import UUID, uuid5

from watchgraph_importers.identity.matchers import Matcher
from watchgraph_importers.identity.mentions import Match, Mention, Role

LABELLED = Path(__file__).with_name("labelled")
SPACE = UUID("b0a3c1a2-6f0e-5a57-9c1c-0f5f0a9d6c11")


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A name as some file has it, and what it means. country, region: what the file states beside it, or empty."""

    means: str
    country: str
    region: str
    raw: str

    @property
    def held_out(self) -> bool:
        """Whether the name belongs to the half that nobody looked at while the rules were made."""
        return bool(blake2b(self.raw.encode(), digest_size=1).digest()[0] & 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Weight:
    """How a matcher did on all pairs of names. missed, wrong: examples."""

    precision: float
    recall: float
    missed: Sequence[str]
    wrong: Sequence[str]


def labels(name: str) -> list[Label]:
    with (LABELLED / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return [Label(**row) for row in csv.DictReader(file)]


def mention(label: Label, number: int, kind: str, role: Role | None) -> Mention:
    """Make the label a thing of a data set of its own."""
    return Mention(
        id=uuid5(SPACE, f"{number}:{label.raw}"),
        kind=kind,
        dataset=f"dataset-{number}",
        names=(label.raw,),
        roles=frozenset() if role is None else frozenset({role}),
        country=label.country or None,
        region=label.region or None,
    )


def weigh(found: Iterable[Label], matchers: Sequence[Matcher], kind: str, role: Role | None = None) -> Weight:
    """Match all names with each other, and count pairs."""
    items = list(found)
    mentions = [mention(label, number, kind, role) for number, label in enumerate(items)]
    for matcher in matchers:
        for each in mentions:
            matcher.add(each)
    clusters = clustered([match for m in matchers for each in mentions for match in m.matches(each)])
    return counted(items, [clusters(each.id) for each in mentions])


def clustered(matches: Sequence[Match]) -> Callable[[UUID], UUID]:
    parents: dict[UUID, UUID] = {}

    def root(entity: UUID) -> UUID:
        while entity in parents:
            entity = parents[entity]
        return entity

    for match in matches:
        left, right = root(match.left), root(match.right)
        if match.verdict == "SAME" and left != right:
            parents[max(left, right)] = min(left, right)
    return root


def counted(items: Sequence[Label], clusters: Sequence[UUID]) -> Weight:
    meant, together, both = Counter[str](), Counter[UUID](), Counter[tuple[str, UUID]]()
    names: dict[tuple[str, UUID], str] = {}
    for label, cluster in zip(items, clusters, strict=True):
        meant[label.means] += 1
        together[cluster] += 1
        both[label.means, cluster] += 1
        names.setdefault((label.means, cluster), label.raw)
    right = sum(map(_pairs, both.values()))
    said, true = sum(map(_pairs, together.values())), sum(map(_pairs, meant.values()))
    return Weight(
        precision=right / said if said else 1.0,
        recall=right / true if true else 1.0,
        missed=_several(names, 0),
        wrong=_several(names, 1),
    )


def _several(names: dict[tuple[str, UUID], str], side: int) -> list[str]:
    """List the meanings that fell apart (0), or the clusters that hold several meanings (1)."""
    found: dict[object, list[str]] = defaultdict(list)
    for key, name in names.items():
        found[key[side]].append(name)
    return sorted(" | ".join(each) for each in found.values() if len(each) > 1)


def _pairs(count: int) -> int:
    return count * (count - 1) // 2
