"""Says of which data sets nobody compared the records: what several of them have counts once for each."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from watchgraph.vocabulary import KINDS
from watchgraph_projections.statistics.counting import Counting
from watchgraph_projections.statistics.tallies import DATASETS, Tally

NAMED = 3
"""Of more data sets than these that were compared with each other only the first are named."""


def not_compared(counting: Counting, tallies: Iterable[Tally]) -> str:
    """The sentence about each kind of what is counted, to stand after the definition; empty where all is well.

    A document is one whoever cites it, known by its DOI or address.
    """
    found: dict[str, list[str]] = defaultdict(list)
    for each in tallies:
        kind, _, dataset = each.number.partition(" ")
        if each.bucket == DATASETS and kind != "Source":
            found[kind].append(dataset)
    identities = counting.lookups.identities
    return "".join(_said(kind, identities.apart(kind, found[kind])) for kind in sorted(found))


def _said(kind: str, apart: Sequence[Sequence[str]]) -> str:
    if len(apart) <= 1:
        return ""
    *first, last = [f"of {_either(each)}" for each in apart]
    label = KINDS[kind].label
    twice = "in both counts twice" if len(first) == 1 else "in several of them counts once for each"
    return f"; records {', '.join(first)} and {last} are not matched with each other: one {label} {twice}"


def _either(datasets: Sequence[str]) -> str:
    more = len(datasets) - NAMED
    return " or ".join([*datasets[:NAMED], *([f"{more} others"] if more > 0 else [])])
