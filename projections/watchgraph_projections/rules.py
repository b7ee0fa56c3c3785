"""The rules that answers are worked out by. An answer is that of the claims and of these, so a citation names both.

A rule's version goes up when the same claims would give another answer.
"""

from typing import Final

from watchgraph_projections.catalogue import confidence, editions, timelines
from watchgraph_projections.comparisons import published
from watchgraph_projections.graph import walks
from watchgraph_projections.search import hits
from watchgraph_projections.statistics import rules

RULES: Final = tuple(
    sorted(
        (rules.RULE, confidence.RULE, timelines.RULE, editions.RULE, published.RULE, walks.RULE, hits.RULE),
    )
)
"""Each with its version: what counts, how sure a claim is, which claim is the headline, which statement of a record
stands, how figures compare, which paths are found, what a search finds."""
