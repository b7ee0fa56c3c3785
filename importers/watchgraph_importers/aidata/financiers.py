"""Who pays, as a title begins: `China Eximbank`, `Bank of China and ICBC`, `CDB, BoC, and ABC`."""

import re
from typing import Final

from watchgraph_importers.acts import Judged
from watchgraph_importers.aidata.agencies import Agency

SAME: Final = {
    "China Eximbank": "Export-Import Bank of China",
    "China Exim Bank": "Export-Import Bank of China",
    "Chinese Eximbank": "Export-Import Bank of China",
    "Eximbank": "Export-Import Bank of China",
    "CDB": "China Development Bank (CDB)",
    "China Development Bank": "China Development Bank (CDB)",
    "China Development Bank Corporation": "China Development Bank (CDB)",
    "ICBC": "Industrial and Commercial Bank of China (ICBC)",
    "Industrial and Commercial Bank of China": "Industrial and Commercial Bank of China (ICBC)",
    "BOC": "Bank of China (BOC)",
    "BoC": "Bank of China (BOC)",
    "Bank of China": "Bank of China (BOC)",
    "CCB": "China Construction Bank Corporation (CCB)",
    "China Construction Bank": "China Construction Bank Corporation (CCB)",
    "ABC": "Agricultural Bank of China",
    "MOFCOM": "China Ministry of Commerce",
    "Chinese Ministry of Commerce": "China Ministry of Commerce",
    "Sinosure": "China Export & Credit Insurance Corporation (Sinosure)",
    "Chinese Governent": "Chinese Government",
    "Honban": "Hanban",
    "CNPC": "China National Petroleum Corporation (CNPC)",
    "Chinese embassy": "Chinese Embassy",
    "China Embassy": "Chinese Embassy",
    "Chine Embassy": "Chinese Embassy",
    "Embassy of China": "Chinese Embassy",
    "China Embassy of Colombia": "Chinese Embassy in Colombia",
    "Embassy of China in Bulgaria": "Chinese Embassy in Bulgaria",
    "Embassy of China in Micronesia": "Chinese Embassy in Micronesia",
    "Embassy of China in Myanmar": "Chinese Embassy in Myanmar",
    "Embassy of China in Thailand": "Chinese Embassy in Thailand",
    "Chinese General Consulate in Kuching": "Chinese Consulate General in Kuching",
    "National Health Commission of China": "China National Health Commission",
}
"""Names in titles of GCDF 3.0 and what the same bodies are called in others, or in the publisher's earlier releases.

Names that differ by case, legal form or a slip are matched as those of all publishers are, but for those that many
bodies bear: an embassy is one by the words of its publisher alone.
"""

_NOBODY: Final = frozenset(
    {
        "beijing",
        "chin",
        "china",
        "chinese",
        "chinese authorities",
        "chinese company",
        "chinese ministry",
        "chinese state-owned enterprise",
        "embassy",
        "hong kong",
        "prc",
        "unspecified chinese government institution",
    }
)
"""A country is not who pays, nor is a sort of body."""

_DATED: Final = re.compile(r"^(?:19|20)\d\d\s*:\s*")
_INTENDING: Final = re.compile(
    r"\s+(?:(?:has\s+)?(?:agree[sd]?|plan(?:s|ned)|promise[sd]?|pledge[sd]?)\s+)?to$", re.IGNORECASE
)
"""What a title says before its verb of who is going to give: `China Agreed to donate`."""

_PERSONS: Final = re.compile(
    r"\b(?:team|experts?|troupe|delegation|ambassador(?! scholarship)|president|minister|lady|physicians?|doctors?|"
    r"peacekeepers?|volunteers?|consul|premier|mayor|attach[eé]|ark|companies|firms?|enterprises|banks|citizens)\b",
    re.IGNORECASE,
)
_WORDS: Final = re.compile(r"^(?:[A-Z0-9À-ÝĀ-Ž][^\s,]*|government|embassy|of|and|the|for|in|to|at|on|de|et|la|&|-)$")
_PARTS: Final = re.compile(r",\s*(?:and\s+)?|\s+and\s+")
_ACRONYM: Final = re.compile(r"[A-Z][A-Za-z]?[A-Z]{1,5}(?: [A-Z]\w+){0,2}")
_POSSESSIVE: Final = re.compile(rf"^China\Ws (?={_ACRONYM.pattern}$)")
_BANKING: Final = re.compile(r"bank\b|\b(?:embassy|government|générale|leasing|capital)\b", re.IGNORECASE)
_WHOLE: Final = re.compile(r"\b(?:Bank|Company|Corporation|Group|Ltd|Association|Federation|Foundation|Council)\b")
"""What the last part of one body's name holds, whose first parts are no names."""

_COMPOUND: Final = re.compile(r"^(?:.* )?(?:Ministry|Department|Bureau|Administration|Commission|Office|Foundation)\b")
"""Bodies whose name itself may say `and`."""


def read_financiers(lead: str) -> tuple[str, ...]:
    """Split what stands before the verb into names; empty where it is not surely the name of a body, or of several."""
    named = _INTENDING.sub("", _DATED.sub("", " ".join(lead.split())))
    lead = _POSSESSIVE.sub("", named.removeprefix("The ")).replace("Co., Ltd", "Co. Ltd")
    if not lead or not all(map(_WORDS.match, re.split(r",?\s+", lead))):
        return ()
    parts = tuple(part.strip() for part in _PARTS.split(lead))
    if any(part.casefold() in _NOBODY or not part for part in parts) or _PERSONS.search(lead):
        return ()
    if len(parts) == 1 or _COMPOUND.match(parts[0]):
        return (lead,) if "," not in lead else ()
    bodies = [_is_body(part) for part in parts]
    if all(bodies):
        return parts
    one = not any(bodies[:-1]) and _WHOLE.search(parts[-1]) is not None and "," not in lead
    return (lead,) if one else ()


def _is_body(part: str) -> bool:
    return part in SAME or _ACRONYM.fullmatch(part) is not None or _BANKING.search(part) is not None


def same_financier(name: str) -> Judged | None:
    """Judge a title's name to be a body that earlier releases name, None where it is not listed."""
    other = SAME.get(name)
    if other is None:
        return None
    left, right = Agency(name, "").key(), Agency(other, "").key()
    return Judged(left=left, right=right, basis=f"the publisher writes {name!r} for {other!r}", rule="aidata-names/1")
