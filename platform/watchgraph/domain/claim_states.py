"""The states and ranks of a claim."""

from enum import StrEnum


class ClaimState(StrEnum):
    """Where a claim stands by its own acts. Superseded and disputed are derived, an ended fact is a valid end."""

    PROPOSED = "PROPOSED"
    ACCEPTED = "ACCEPTED"
    REJECTED = "REJECTED"
    WITHDRAWN = "WITHDRAWN"
    CORRECTED = "CORRECTED"
    RETRACTED = "RETRACTED"
    REDACTED = "REDACTED"


class Rank(StrEnum):
    """Which of several rivals is shown first."""

    PREFERRED = "PREFERRED"
    NORMAL = "NORMAL"
    DEPRECATED = "DEPRECATED"


REPROPOSABLE = frozenset({ClaimState.REJECTED, ClaimState.WITHDRAWN, ClaimState.CORRECTED, ClaimState.RETRACTED})
LIVING = frozenset({ClaimState.PROPOSED, ClaimState.ACCEPTED})
