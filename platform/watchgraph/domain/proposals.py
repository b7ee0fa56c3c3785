"""What a claim must have before it enters the log."""

from collections.abc import Sequence

from watchgraph.domain.errors import ClaimWithoutEvidenceError, MissingLocatorError
from watchgraph.domain.events.claims import ClaimProposed
from watchgraph.domain.statements import Evidence, Policy, Stance, Statement
from watchgraph.domain.values import Sealed


def check_locators(evidence: Sequence[Evidence]) -> None:
    """Raise MissingLocatorError unless each says where it stands."""
    for item in evidence:
        if not item.locator.strip():
            raise MissingLocatorError(
                f"evidence from source {item.source} needs a locator: a page, a cell, a section, or 'whole document'"
            )


def check_support(evidence: Sequence[Evidence]) -> None:
    """Raise ClaimWithoutEvidenceError unless at least one supports, MissingLocatorError unless all are located."""
    if not any(item.stance is Stance.SUPPORTS for item in evidence):
        raise ClaimWithoutEvidenceError("nothing supports the claim: give evidence with a source and a locator")
    check_locators(evidence)


def propose(
    statement: Statement,
    evidence: tuple[Evidence, ...],
    *,
    votes_needed: int,
    policy: Policy | None = None,
    note: Sealed | None = None,
) -> ClaimProposed:
    """State something for the first time.

    votes_needed: see `votes_needed`. Raises ClaimWithoutEvidenceError and MissingLocatorError.
    """
    check_support(evidence)
    return ClaimProposed(statement=statement, evidence=evidence, policy=policy, note=note, votes_needed=votes_needed)


TWO_REVIEWERS = frozenset({"LITIGATION", "RULING", "FINANCE"})
"""Families of predicates where a wrong claim harms most."""


def votes_needed(family: str, *, person: bool) -> int:
    """How many reviewers must accept. person: the claim is about, or names, a person."""
    return 2 if person or family in TWO_REVIEWERS else 1
