"""Words and figures of the two collections, read: classes of offences, and amounts in euros."""

import re
from collections.abc import Mapping
from typing import Final

OFFENCES: Final[Mapping[str, tuple[str, ...]]] = {
    "failure to appoint a data protection officer": ("PROTECTION_OFFICER",),
    "failure to collect sufficient data processing consent": ("CONSENT",),
    "failure to comply with data processing principles": ("PRINCIPLES",),
    "failure to comply with processing principles": ("PRINCIPLES",),
    "failure to cooperate with supervisory authority": ("COOPERATION",),
    "failure to implement sufficient measures to ensure information security": ("SECURITY",),
    "information obligation non-compliance": ("INFORMATION_DUTY",),
    "insufficient cooperation with supervisory authority": ("COOPERATION",),
    "insufficient data processing agreement": ("PROCESSING_AGREEMENT",),
    "insufficient fulfilment of data breach notification obligations": ("BREACH_NOTIFICATION",),
    "insufficient fulfilment of data subjects rights": ("DATA_SUBJECT_RIGHTS",),
    "insufficient fulfilment of information obligations": ("INFORMATION_DUTY",),
    "insufficient legal basis for data processing": ("LEGAL_BASIS",),
    "insufficient technical and organisational measures to ensure information security": ("SECURITY",),
    "lack of appointment of data protection officer": ("PROTECTION_OFFICER",),
    "lack of cooperation with data protection authority": ("COOPERATION",),
    "no data protection officer appointed": ("PROTECTION_OFFICER",),
    "non-compliance (data breach)": ("DATA_BREACH",),
    "non-compliance with general data processing principles": ("PRINCIPLES",),
    "non-compliance with lawful basis for data processing": ("LEGAL_BASIS",),
    "non-compliance with subjects' rights protection safeguards": ("DATA_SUBJECT_RIGHTS",),
    "non-compliance with the right of consent": ("CONSENT",),
    "non-cooperation with data protection authority": ("COOPERATION",),
    "several": ("SEVERAL",),
}
"""Classes of offences as the collections word them, in lower case; two may be joined by `and`."""

_AND: Final = " and "
_AMOUNT = re.compile(r"(?:EUR|€)?\s*(?P<number>\d[\d.,\s]*\d|\d)\s*(?:EUR|€)?", re.IGNORECASE)
_THOUSANDS = re.compile(r"\d{1,3}(?:(?P<mark>[.,\s])\d{3})(?:(?P=mark)\d{3})*(?:[.,]\d{1,2})?")


def offences(text: str) -> tuple[str, ...]:
    """Read the classes of an offence; nothing where one is not known."""
    plain = " ".join(text.lower().replace("\u2019", "'").split())
    if plain in OFFENCES:
        return OFFENCES[plain]
    for cut in re.finditer(_AND, plain):
        first, second = plain[: cut.start()], plain[cut.end() :]
        if first in OFFENCES and second in OFFENCES:
            return (*OFFENCES[first], *OFFENCES[second])
    return ()


def euros(text: str) -> str | None:
    """Read an amount in euros, with commas, dots or blanks between thousands; None where it is none."""
    found = _AMOUNT.fullmatch(text.strip())
    if found is None:
        return None
    number = found["number"]
    if grouped := _THOUSANDS.fullmatch(number):
        whole, _, cents = number.replace(grouped["mark"], "").partition("." if grouped["mark"] != "." else ",")
        return f"{whole}.{cents}" if cents else whole
    plain = number.replace(",", ".")
    return plain if re.fullmatch(r"\d+(?:\.\d+)?", plain) else None
