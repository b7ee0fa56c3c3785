"""What has become of an answer since it was cited: other rules, redactions, or a difference that nothing explains."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta

import msgspec

from watchgraph_projections.rules import RULES
from watchgraph_schema.citations import Citation, digest_of


class Warned(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Something that a reader of a cited answer has to know.

    code: never changes. cited, today: rules that only the citation names, and those that only this program has.
    redacted: how many of which kind (claim, source, dispute, contributor).
    """

    code: str
    message: str
    cited: tuple[str, ...] = ()
    today: tuple[str, ...] = ()
    redacted: Mapping[str, int] = msgspec.field(default_factory=dict)


def warnings(
    citation: Citation, data: object, reached: str | None, redacted: Callable[[], Mapping[str, int]]
) -> Sequence[Warned]:
    """Compare an answer that was worked out again with the one that was cited; empty where it is the same in all.

    reached: when the log came to the position, RFC 3339 UTC; None for its beginning. redacted: counts what was redacted
    since, asked only where the answer is not known to be the same.
    """
    same = citation.answer == digest_of(data)
    found = [*_rules(citation, same=same), *([] if same else _redactions(redacted()))]
    differing = found if found or same else [_UNEXPLAINED]
    return [*differing, *_dates(citation, reached)]


def _dates(citation: Citation, reached: str | None) -> list[Warned]:
    """A day before that of the log itself. Around midnight read models stand at the day before for a moment."""
    if reached is None or date.fromisoformat(citation.day) >= date.fromisoformat(reached[:10]) - timedelta(days=1):
        return []
    message = (
        f"The log came to position {citation.standing.position} on {reached[:10]}: no answer at it was given on "
        f"{citation.day}, unless read models were made for that day afterwards"
    )
    return [Warned(code="day-too-early", message=message)]


def _rules(citation: Citation, *, same: bool) -> list[Warned]:
    cited = tuple(each for each in citation.rules if each not in RULES)
    today = tuple(each for each in RULES if each not in citation.rules)
    if not cited and not today:
        return []
    outcome = "and is the same" if same else "and may not be the one that was cited"
    message = (
        f"Rules have changed: it was cited under {', '.join(cited) or 'fewer rules'}, and today "
        f"{', '.join(today) or 'fewer rules'} would be named. The answer given here is that of today's rules {outcome}"
    )
    return [Warned(code="rules-changed", message=message, cited=cited, today=today)]


def _redactions(counts: Mapping[str, int]) -> list[Warned]:
    if not counts:
        return []
    words = ", ".join(f"{count} {kind}{'' if count == 1 else 's'}" for kind, count in counts.items())
    message = f"Redacted since it was cited: {words}. What they said is missing here wherever the answer showed it"
    return [Warned(code="redacted-since", message=message, redacted=counts)]


NOT_ANSWERED = Warned(
    code="not-answered",
    message=(
        "It could not be answered again now, and the errors say why: whether the answer is still the one that was "
        "cited is not known"
    ),
)
"""Where the answer has errors today: only answers without any are ever cited."""

_UNEXPLAINED = Warned(
    code="answer-differs",
    message=(
        "This is not the answer that was cited, and neither a rule nor a redaction explains it: the link was changed, "
        "it was made in another store, or another version of this program words its answers in another way"
    ),
)
