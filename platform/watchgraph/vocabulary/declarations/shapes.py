"""Short constructors for ranges and for the qualifiers that many predicates share."""

from dataclasses import replace

from watchgraph.vocabulary.codes import CodeList
from watchgraph.vocabulary.declarations.kinds import (
    ACTORS,
    DEPLOYMENT,
    GROUP,
    INSTRUMENT,
    ORGANISATION,
    PLACE,
    TECHNOLOGY,
    WORLD_EVENT,
)
from watchgraph.vocabulary.declarations.lists import EXTENT, HEDGE, SCALE
from watchgraph.vocabulary.predicates import Qualifier, Range, ValueType

OURS = "Watchgraph"

TEXT = Range(type=ValueType.TEXT)
MONEY = Range(type=ValueType.MONEY)
DATE = Range(type=ValueType.DATE)
GEO = Range(type=ValueType.GEO)
URL = Range(type=ValueType.URL)


def entity(*kinds: str) -> Range:
    """An object of one of these kinds."""
    return Range(type=ValueType.ENTITY, kinds=kinds)


def code(codes: CodeList) -> Range:
    """A code of this list."""
    return Range(type=ValueType.CODE, codes=codes)


def quantity(unit: str | None = None) -> Range:
    """A number or range; without a unit here, the value itself has to state one."""
    return Range(type=ValueType.QUANTITY, unit=unit)


def about(name: str, shape: Range, doc: str, *, required: bool = False, leading: tuple[str, ...] = ()) -> Qualifier:
    """A qualifier that is part of the key: two values of it are two statements."""
    return Qualifier(name=name, range=shape, doc=doc, required=required, leading=leading)


def detail(name: str, shape: Range, doc: str) -> Qualifier:
    """A qualifier beside the key: statements that differ only in it speak of the same thing."""
    return Qualifier(name=name, range=shape, doc=doc, keyed=False)


def basis(qualifier: Qualifier) -> Qualifier:
    """The same, saying what the number is of: numbers that differ in it are never put together."""
    return replace(qualifier, basis=True)


EXTENT_OF = detail("extent", code(EXTENT), "How much of the subject or object it is said of.")
STATED_AS = detail("statedAs", code(SCALE), "The word used where the speaker gave no figure.")
HEDGED = detail("hedge", code(HEDGE), "How the speaker limits what is said.")
OF_TECHNOLOGY = about("technology", entity(TECHNOLOGY), "The technology that it concerns.")
OF_DEPLOYMENT = about("deployment", entity(DEPLOYMENT), "The deployment that it concerns.")
UNDER_LAW = about("law", entity(INSTRUMENT), "The law that it is measured by.")
IN_PLACE = about("place", entity(PLACE, GROUP), "Where it applies.")
TOWARDS = about("towards", entity(*ACTORS), "To whom it is said or done.")
BY_USER = about("user", entity(ORGANISATION, GROUP), "Who uses, or would use, the technology.")
AT_EVENT = about("event", entity(WORLD_EVENT), "The happening that it is tied to.")
