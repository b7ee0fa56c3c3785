"""Headings of lawsuits (`Lynch v. Florida`, `ACLU v. Clearview AI (May 2020)`), read as the parties that they name."""

import re
from dataclasses import dataclass
from typing import Final

GENERAL: Final = re.compile(r"(?:All (?:the )?|Other )?.*\b(?:Lawsuits|Cases)", re.IGNORECASE)
"""A heading of many cases: it is a class, and none of them."""

CLAIMANTS: Final = {
    "Vermont Attorney General": ("Vermont Attorney General",),
    "Mijente and NorCal Resist Immigrants Rights Groups": ("Mijente", "NorCal Resist"),
}
"""Headings that name the claimants alone, each looked at by a person."""

_MONTH = re.compile(r"\s*\(((?:[A-Z][a-z]+ )?\d{4})\)$")
_AGAINST = re.compile(r"\s+(?:v|vs)\.?\s+")
_CLASS_ACTION = re.compile(r"\s+class action$", re.IGNORECASE)
_BODY = re.compile(
    r"\b(?:AI|Attorney General|Authority|Board|Bureau|City|Commission|Company|Corp|Corporation|County|Department"
    r"|District|Foundation|Inc|LLC|Ltd|Ministry|Office|Police|Sheriff|State|Union|United States|University)\b"
)
_ACRONYM = re.compile(r"[A-Z][A-Z.&]+")
_PERSON = re.compile(r"[A-Z][\w'\u2019-]+(?: [A-Z][\w'\u2019.-]*){0,2}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A case as it is headed. title: without the month behind it. Parties are empty where it names none.

    dated: the month or year behind it, as printed; empty where there is none. Of what it is, the heading does not say.
    """

    title: str
    claimants: tuple[str, ...] = ()
    defendants: tuple[str, ...] = ()
    dated: str = ""


def read_heading(text: str) -> Heading | None:
    """Read a heading; None for one that heads many cases."""
    month = _MONTH.search(text)
    title, dated = (text, "") if month is None else (text[: month.start()], month[1])
    if GENERAL.fullmatch(title):
        return None
    sides = _AGAINST.split(_CLASS_ACTION.sub("", title))
    if len(sides) == 2:  # noqa: PLR2004 - claimant and defendant
        return Heading(title=title, claimants=(sides[0],), defendants=(sides[1],), dated=dated)
    return Heading(title=title, claimants=CLAIMANTS.get(title, ()), dated=dated)


def is_person(party: str, states: frozenset[str]) -> bool:
    """Whether a party of a heading is a natural person, as headings write them: by the family name.

    states: names of states, which are parties too.
    """
    body = party in states or _BODY.search(party) or _ACRONYM.fullmatch(party)
    return not body and _PERSON.fullmatch(party) is not None
