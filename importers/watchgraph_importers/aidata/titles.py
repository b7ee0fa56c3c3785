"""What only a title says: who pays, by what instrument, how much, and which other projects belong to it.

"China Eximbank provides RMB 850 million government concessional loan for ... (Linked to Project ID#1)". The rule is
`aidata-titles/1`. It would rather say nothing than guess: the share of what it says that is right is measured by the
tests on labelled titles.
"""

import re
from dataclasses import dataclass
from typing import Final

from watchgraph_importers.aidata.financiers import read_financiers
from watchgraph_importers.aidata.sums import Sum, read_sum, starts_with_sum

_TAGS: Final = re.compile(r"^(?:\s*\[[^\]]*\])+\s*")
_VERB: Final = re.compile(
    r"\s(?P<verb>provide[sd]?|contribute[sd]?|participate[sd]?|lends?|loans|grants|granted|donate[sd]?|extends|gives|"
    r"awards|awarded|commits|funds|funded|finances|financed)\s",
    re.IGNORECASE,
)
_LINKS: Final = re.compile(r"[(\[][^()\[\]]*?(?:link|umbrella)[^()\[\]]*(?:[)\]]|$)", re.IGNORECASE)
_LINK: Final = re.compile(
    r"(?P<umbrella>umbrella\s+)?(?:project\s+)?"
    r"(?:(?:IDs?\s*)?#\s*|\bIDs?\s*|\b(?=\d{3})(?!(?:19|20)\d\d\b))0*(?P<id>\d{1,6})\b",
    re.IGNORECASE,
)
"""An id; a number without any sign of one is none if it is short, or a year."""

_DUPLICATE: Final = re.compile(
    r"(?<!not a )duplicat\w*\s+(?:of|with|,?\s*see)\s*(?:ID)?\s*[:#]?\s*#?\s*(?P<id>\d{1,6})\b", re.IGNORECASE
)

_INSTRUMENT: Final = re.compile(
    "|".join(
        f"(?P<{code}>{pattern})"
        for code, pattern in {
            "PREFERENTIAL_BUYERS_CREDIT": r"preferential (?:export )?buyer\S*\s+credit",
            "BUYERS_CREDIT": r"buyer\S*\s+credit",
            "SUPPLIERS_CREDIT": r"(?:seller|supplier)\S*\s+credit",
            "EXPORT_CREDIT": r"\bexport credits?\b",
            "DEBT_FORGIVENESS": r"\bdebt (?:forgiveness|cancellation|relief)\b",
            "DEBT_RESCHEDULING": r"\bdebt reschedul\w+",
            "IN_KIND_GRANT": r"\bin-kind grant\b",
            "MONETARY_GRANT": r"\bcash grant\b",
            "GRANT": r"\bgrants?\b",
            "LOAN_GUARANTEE": r"\bloan guarantee\b",
            "LOAN": r"\bloans?\b",
        }.items()
    ),
    re.IGNORECASE,
)
"""Codes of `flow-type` and the words for them; at one place the first in this order is meant."""

_INTEREST_FREE: Final = re.compile(r"\binterest[- ]free\b", re.IGNORECASE)
_CONCESSIONAL: Final = re.compile(r"(?<!non-)(?<!non )\bconcessional\b", re.IGNORECASE)
_LENDING: Final = frozenset({"lends", "lend", "loans"})
_GRANTING: Final = frozenset({"grants", "granted"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Title:
    """What a title says.

    financiers: as named, in its order. flow: code of `flow-type`. terms: code of `loan-terms`. amount: what the
    financiers give, never the whole of a syndicate. links: project id and code of `facility-link`.
    """

    financiers: tuple[str, ...] = ()
    flow: str = ""
    terms: str = ""
    amount: Sum | None = None
    links: tuple[tuple[str, str], ...] = ()


def read_title(title: str) -> Title:
    """Read a title of GCDF 3.0."""
    head = _LINKS.sub(" ", _TAGS.sub("", title)).strip()
    found = _VERB.search(head)
    if found is None:
        return Title(links=read_links(title))
    verb = found["verb"].lower()
    clause = head[found.end() :]
    given = clause.partition(" for ")[0]
    flow = _instrument(given, verb)
    return Title(
        financiers=read_financiers(head[: found.start()]),
        flow=flow,
        terms=_terms(given) if flow and "GRANT" not in flow else "",
        amount=read_sum(given if flow else clause, verb),
        links=read_links(title),
    )


def _instrument(given: str, verb: str) -> str:
    """Find the instrument that is named first, else the one that the verb means."""
    if found := _INSTRUMENT.search(given):
        return found.lastgroup or ""
    if verb in _LENDING:
        return "LOAN"
    return "GRANT" if verb in _GRANTING and starts_with_sum(given) else ""


def _terms(given: str) -> str:
    if _INTEREST_FREE.search(given):
        return "INTEREST_FREE"
    return "CONCESSIONAL" if _CONCESSIONAL.search(given) else ""


def read_links(title: str) -> tuple[tuple[str, str], ...]:
    """Find the projects that a title refers to: id and code of `facility-link`, each id once."""
    found: dict[str, str] = {}
    for match in _DUPLICATE.finditer(title):
        found[match["id"]] = "DUPLICATE"
    for group in _LINKS.finditer(title):
        for match in _LINK.finditer(group[0]):
            found.setdefault(match["id"], "UMBRELLA" if match["umbrella"] else "RELATED")
    return tuple(found.items())
