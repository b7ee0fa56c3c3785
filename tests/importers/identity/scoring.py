"""Names that people labelled, and how well a matcher finds which of them are one."""

import csv
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import combinations
from pathlib import Path
from uuid import NAMESPACE_URL, UUID, uuid5

from watchgraph_importers.identity.matchers import Matcher
from watchgraph_importers.identity.mentions import Mention, Role

FOLDER = Path(__file__).with_name("labelled")


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """A name as a data set has it. label: of what it means; empty where it means nobody in particular, or several."""

    label: str
    dataset: str
    role: Role
    name: str

    def mention(self, kind: str) -> Mention:
        id_ = uuid5(NAMESPACE_URL, f"{self.dataset}|{self.name}")
        return Mention(id=id_, kind=kind, dataset=self.dataset, names=(self.name,), roles=frozenset({self.role}))

    @property
    def held_out(self) -> bool:
        """Whether it is scored but not looked at while rules are made: half of the labels, by their hash."""
        return bool(sha256((self.label or self.name).encode()).digest()[0] % 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """found: pairs said to be one. right: those of them that are. all: pairs that are one. wrong: their names."""

    found: int
    right: int
    all: int
    wrong: tuple[tuple[str, str], ...]

    @property
    def precision(self) -> float:
        return self.right / self.found

    @property
    def recall(self) -> float:
        return self.right / self.all


def labelled(file: str) -> list[Labelled]:
    """Read a file of labelled names."""
    with (FOLDER / file).open(encoding="utf-8", newline="") as lines:
        return [
            Labelled(label=row["label"], dataset=row["dataset"], role=Role(row["role"]), name=row["name"])
            for row in csv.DictReader(lines)
        ]


def hard_pairs(file: str) -> list[tuple[bool, str, str]]:
    """Read pairs that are easily taken for what they are not: whether they are one, left, right."""
    with (FOLDER / file).open(encoding="utf-8", newline="") as lines:
        return [(row["same"] == "yes", row["left"], row["right"]) for row in csv.DictReader(lines)]


def scored(matcher: Matcher, names: Sequence[Labelled], kind: str) -> Score:
    """Match the names and compare all pairs of them with their labels."""
    labels = {name.mention(kind).id: name for name in names}
    groups = grouped(matcher, [name.mention(kind) for name in names])
    pairs = [pair for group in groups for pair in combinations(group, 2)]
    right = [pair for pair in pairs if labels[pair[0]].label == labels[pair[1]].label != ""]
    alike = Counter(name.label for name in labels.values() if name.label)
    return Score(
        found=len(pairs),
        right=len(right),
        all=sum(count * (count - 1) // 2 for count in alike.values()),
        wrong=tuple((labels[one].name, labels[other].name) for one, other in sorted(set(pairs) - set(right))),
    )


def grouped(matcher: Matcher, mentions: Iterable[Mention]) -> list[list[UUID]]:
    """Let the matcher join what is surely one, and return the groups, each in order."""
    asked = list(mentions)
    for mention in asked:
        matcher.add(mention)
    group = {mention.id: {mention.id} for mention in asked}
    for mention in asked:
        for match in matcher.matches(mention):
            if match.verdict == "SAME" and group[match.left] is not group[match.right]:
                joined = group[match.left] | group[match.right]
                group |= dict.fromkeys(joined, joined)
    found: defaultdict[frozenset[UUID], list[UUID]] = defaultdict(list)
    for id_ in sorted(group):
        found[frozenset(group[id_])].append(id_)
    return list(found.values())
