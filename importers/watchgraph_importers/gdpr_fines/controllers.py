"""Who was fined, as the collections write it: a name, several names, the description of somebody unnamed, or nothing.

Private persons never get a name here: descriptions of them become role labels, and the few traders who are listed
under their own name are known by the number of the record.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

NOT_KNOWN: Final = re.compile(
    r"(?:an? )?(?:unknown|unknwon|unnamed|undisclosed|not (?:available|disclosed|known|published|named)|n/?a)"
    r"(?: (?:company|controller|organi[sz]ation|person|processor))?[.]?",
    re.IGNORECASE,
)
"""What the two collections write where they do not know who was fined."""

_ROLES = re.compile(
    r"(?:an? |the |one |former |polish |local |private |individual |natural )*"
    r"(?:(?P<office>mayor(?!['\u2019]s)|major of|president of|member of parliament|city council?lor|municipal alderman"
    r"|general secretary|candidate for|managing director|police officer|representative of"
    r"|commercial representative of|municipal employee)"
    r"|(?P<private>persons?|individuals?|citizen|doctor|physician|dentist|lawyer|attorney|teacher|employee|tenant"
    r"|landlord|neighbou?r|coach|entrepreneur|enforcement agent|trader|(?:car|property|pub|shop|home|house|site) owner"
    r"|operator of (?:cctv|a (?:care|website))))\b",
    re.IGNORECASE,
)

_COMMON_WORDS = """
a an and area at available be by cctv de from further in name no not of on or published publicly publicy the to with
moment details information undisclosed unknown unnamed sources data using working running non public private state local
small large military national international higher financial medical social legal political cultural commercial
orthodontic nursing hungarian polish spanish italian german french romanian accounting agancy agency agencies
apartment association associations automoción bank bar betting bookmaker broadcaster coach brokerage building business
café cafe car care catering center centers centre centres claim claims clinic club collecting collection collector
communal community company controller courier credit creditor debt debtor dental department educational education
employer energy enterprise estate eshop facility festival firm fitness food football government gym health healthcare
hospital hotel homeowners housing institution insurance internet it kebab kindergarten laboratory maintenance
management media merchant municipality newspaper non-profit office online operator organisation organization organiser
organizer owner owners party pharmacy place platform pre-school nursery processor profit property provide provider
providers providing publisher radio real rental renting representative restaurant retailer residential school sector
security service services shipping shop ski soccer sports store supermarket telecom telecoms telecommunication
telecommunications television travel union university utility website wesbite web youtube-channel youtube channel
person individual
"""
_COMMON: Final = frozenset(_COMMON_WORDS.split())
"""Words that name nobody: who is described with these alone is not named."""

_NAMED: Final = frozenset({"Social Insurance Agency"})
"""Names that consist of such words all the same."""

_WORD = re.compile(r"[^\W\d_](?:[\w'\u2019-]*\w)?")
_INITIALS = re.compile(r"(?:[^\W\d_]\.\s?){2,3}")
_JOINED = re.compile(r",? and |, | & ")
_LEGAL_FORM = re.compile(
    r"(?:\b(?:Ltd|Limited|Inc|GmbH|AG|AB|AS|A/S|BV|NV|SIA|SRL|SA|SAU|SL|SLU|SpA|EOOD|Oy|Oyj|Kft|LLC|plc)"
    r"|\bS\.\s?(?:A|L|R\.\s?L|p\.\s?A|A\.\s?U|L\.\s?U)|\bB\.V|\bN\.V)\.?$",
    re.IGNORECASE,
)
_TOGETHER: Final = {"Leave.EU & GoSkippy": ("Leave.EU", "GoSkippy")}
"""Cells with two names of which the legal form tells nothing, each looked at by a person."""

ADDRESS: Final = re.compile(r"https?://\S+")


class Sort(StrEnum):
    """What a cell says of who was fined. UNNAMED: an organisation by its trade only; PERSON: a person by role only."""

    NAMED = "NAMED"
    UNNAMED = "UNNAMED"
    PERSON = "PERSON"


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """One party that was fined. words: the name, or the label of the role."""

    sort: Sort
    words: str


def parties(cell: str, *, trader: bool = False) -> list[Party]:
    """Read who was fined; nobody where the collection says that it does not know.

    trader: the record is known to name a private person who trades.
    """
    if trader or _INITIALS.fullmatch(cell):
        return [Party(sort=Sort.PERSON, words="trader" if trader else "person known by initials")]
    if NOT_KNOWN.fullmatch(cell) or not cell:
        return []
    if (role := _ROLES.match(cell)) is not None:
        return [Party(sort=Sort.PERSON, words=_label(cell, role))]
    if cell not in _NAMED and _names_nobody(cell):
        return [Party(sort=Sort.UNNAMED, words=cell)]
    return [Party(sort=Sort.NAMED, words=name) for name in _names(cell)]


def _label(cell: str, role: re.Match[str]) -> str:
    """The whole description of an office, or one of common words only; else its beginning: the rest may be a name."""
    return cell if role["office"] or _names_nobody(cell[role.end() :]) else role[0]


def _names_nobody(text: str) -> bool:
    return all(word.lower() in _COMMON for word in _WORD.findall(text))


def _names(cell: str) -> Iterator[str]:
    if cell in _TOGETHER:
        yield from _TOGETHER[cell]
        return
    parts = _JOINED.split(cell)
    several = len(parts) > 1 and all(_LEGAL_FORM.search(part) and not _only_form(part) for part in parts)
    yield from parts if several else [cell]


def _only_form(part: str) -> bool:
    return not _LEGAL_FORM.sub("", part).strip(" .,")
