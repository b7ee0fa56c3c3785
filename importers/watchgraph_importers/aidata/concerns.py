"""Does a financed project concern surveillance? Read from its title, by words with exceptions.

The rule is `surveillance-finance/1`; each statement of it stands on the title's cell and can be disputed apart.
"""

import re
from typing import Final

_TERMS: Final = {
    "SAFE_CITY": r"safe(?:r|\s*(?:&|and)\s*smart)?[\s-]+cit(?:y|ies)\b|ciudad segura|secure cit(?:y|ies)\b",
    "SMART_CITY": r"(?:smart|intelligent)(?:\s*(?:&|and)\s*safe)?[\s-]+cit(?:y|ies)\b",
    "SURVEILLANCE": r"\bsurveill\w+|\bcctv\b|closed[\s-]circuit"
    r"|\b(?:security|traffic|speed|street|video|monitoring|road)\s+cameras?\b"
    r"|\b(?:facial|face)[\s-]recognition|\binternet monitoring|\bwire[\s-]?tap\w*|\bphone[\s-]tapping"
    r"|\bvideo (?:monitoring|security)|\b(?:urban|city|street|border)\s+(?:security\s+)?(?:and\s+)?monitoring"
    r"|\broad monitoring|\btraffic monitoring|\bbiometric\w*",
    "PUBLIC_SECURITY_ICT": r"\be-?gov(?:ernment|ernance)?\b|\belectronic government"
    r"|\b(?:public|citizen) security (?:project|system|network|platform|information|communication)"
    r"|\bcommand and control\b|\bsecurity (?:information system|communications?\b|service ecu 911)"
    r"|\becu[\s-]?911\b|\bpolice (?:communication|information|radio|command|network|data|technology)"
    r"|\bfingerprint|\btelecom/security\b|\burban security\b"
    r"|\bemergency (?:command|communications?) (?:cent|system|network)"
    r"|\btrunking\b.*\bsecurity\b|\bsecurity\b.*\btrunking\b",
}
_HARMLESS: Final = re.compile(
    r"disease|epidemi|malaria|health|covid|polio|ebola|vaccin|nutrition|seismic|earthquake|tsunami|weather|meteorolog|"
    r"climat|flood|drought|air quality|environment|forest|fisher|animal|livestock|ceasefire|election|observ",
    re.IGNORECASE,
)
"""Words beside which watching means no people."""

_STEMS: Final = (
    *("surveil", "cctv", "circuit", "camera", "recogni", "monitor", "tap", "biometric", "cit", "secur"),
    *("gov", "control", "ecu", "police", "emergency", "fingerprint"),
)
"""One of these is in every word above; most titles have none of them, and are done with."""

_NEAR: Final = 40
"""Characters before and after a word in which a harmless one takes it back."""

_PATTERNS: Final = re.compile("|".join(f"(?P<{code}>{pattern})" for code, pattern in _TERMS.items()), re.IGNORECASE)


def concerns(title: str) -> tuple[str, ...]:
    """List the codes of `surveillance-concern` for a title, in the order of its words, each once."""
    found: dict[str, None] = {}
    folded = title.casefold()
    if not any(stem in folded for stem in _STEMS):
        return ()
    for match in _PATTERNS.finditer(title):
        around = title[max(0, match.start() - _NEAR) : match.end() + _NEAR]
        if not _HARMLESS.search(around):
            found[match.lastgroup or ""] = None
    return tuple(found)
