"""Findings in words: what was measured, the goal, and whether it is met."""

from collections.abc import Iterator

from tests.benchmarks.measuring import Finding, Unit


def lines(finding: Finding) -> Iterator[str]:
    """Write a finding as plain text, its notes below it."""
    bound = "at least" if finding.at_least else "at most"
    low, high = min(finding.values), max(finding.values)
    spread = f" ({number(low, finding.unit)} to {number(high, finding.unit)})" if len(finding.values) > 1 else ""
    yield f"{'met    ' if finding.met else 'NOT MET'} {finding.what}"
    yield (
        f"        {number(finding.measured, finding.unit)} {finding.unit}{spread};"
        f" goal: {bound} {finding.goal:g} {finding.unit}"
    )
    yield from (f"          {note}" for note in finding.notes)


def number(value: float, unit: Unit) -> str:
    """Write a number as exactly as its unit deserves."""
    digits = {Unit.TIMES: 2, Unit.SECONDS: 1, Unit.SHARE: 4}
    return f"{value:.{digits.get(unit, 0)}f}"
