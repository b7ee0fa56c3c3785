"""Names of redactable units: all texts sealed under one name are made unreadable together."""

from uuid import UUID


def record_unit(dataset: str, record: str) -> str:
    """A publisher's record: for all that an import seals."""
    return f"record:{dataset}/{record}"


def claim_unit(claim: UUID) -> str:
    """One claim: its notes and quotes."""
    return f"claim:{claim}"


def words_unit(statement: UUID) -> str:
    """The words that a claim consists of. statement: the id that the claim would have without them."""
    return f"words:{statement}"


def source_unit(source: UUID) -> str:
    """One source."""
    return f"source:{source}"


def entity_unit(entity: UUID) -> str:
    """One entity: the publisher's own id of a person."""
    return f"entity:{entity}"


def dispute_unit(dispute: UUID) -> str:
    """One dispute, with all that its parties wrote."""
    return f"dispute:{dispute}"


def contributor_unit(contributor: UUID) -> str:
    """One contributor."""
    return f"contributor:{contributor}"
