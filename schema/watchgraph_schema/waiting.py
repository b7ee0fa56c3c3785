"""Why a claim waits for a reviewer: the rule of automatic acceptance that it does not meet."""

from watchgraph_schema.compiling.symbols import computed

PROPOSED = "PROPOSED"


@computed()
def waiting(state: str, rule: str | None, dataset: str | None) -> str | None:
    """Say it; None for a claim that does not wait."""
    if state != PROPOSED:
        return None
    if rule is not None:
        return (
            f"The rule {rule} read it in its source's words, and no policy accepts what that rule reads: on a sample "
            "labelled by hand at least 95 of 100 must be right. A reviewer decides."
        )
    if dataset is not None:
        return (
            f"The policy for {dataset} does not accept it: its importer doubts the cell that it comes from, the policy "
            "leaves its predicate out, or it may name a private person. A reviewer decides."
        )
    return "Somebody proposed it by hand, and no policy accepts that. A reviewer decides; of what is delicate two."
