"""What a named thing is to the files that name it: the one table from predicates and codes to roles.

A role follows from where an entity stands in a claim. An incident's deployer or developer, and who builds or receives
what is financed, may be a firm or a public body: the files do not tell, so both roles follow.
"""

from collections.abc import Mapping
from typing import Final, NamedTuple

from watchgraph.vocabulary.declarations import countries
from watchgraph.vocabulary.declarations.kinds import (
    INSTRUMENT,
    ORGANISATION,
    PLACE,
    PRODUCT,
    REGULATORY_ACTION,
    TECHNOLOGY,
)
from watchgraph_importers.identity.mentions import Role

MATCHED_KINDS: Final = frozenset({PLACE, ORGANISATION, PRODUCT, REGULATORY_ACTION, TECHNOLOGY})
"""Kinds of entities that are matched across data sets."""

JUDGED_KINDS: Final = MATCHED_KINDS | {INSTRUMENT}
"""The same and those of which importers themselves say what is one: which law a fine is for."""

SUBJECT: Final = ""
OBJECT: Final = "object"


class Position(NamedTuple):
    """Where an entity stands in a claim. part: SUBJECT, OBJECT, or the name of a qualifier."""

    predicate: str
    part: str


_EITHER = (Role.VENDOR, Role.AGENCY)

ROLES: Final[Mapping[Position, tuple[Role, ...]]] = {
    Position("borrower", OBJECT): (Role.AGENCY,),
    Position("buyer", OBJECT): (Role.AGENCY,),
    Position("capital", OBJECT): (Role.CITY,),
    Position("coFinancier", OBJECT): (Role.LENDER,),
    Position("companyPresent", OBJECT): (Role.VENDOR,),
    Position("court", OBJECT): (Role.COURT,),
    Position("courtClass", SUBJECT): (Role.COURT,),
    Position("guarantor", OBJECT): (Role.LENDER,),
    Position("implementer", OBJECT): _EITHER,
    Position("imposedOn", OBJECT): _EITHER,
    Position("involves", OBJECT): _EITHER,
    Position("issuedBy", OBJECT): (Role.AGENCY,),
    Position("lender", OBJECT): (Role.LENDER,),
    Position("madeCamerasAt", SUBJECT): (Role.VENDOR,),
    Position("offers", SUBJECT): (Role.VENDOR,),
    Position("operatedBy", OBJECT): (Role.AGENCY,),
    Position("operatesCamerasAt", SUBJECT): _EITHER,
    Position("receivingAgency", OBJECT): _EITHER,
    Position("recipient", OBJECT): (Role.COUNTRY,),
    Position("restricts", OBJECT): (Role.VENDOR,),
    Position("supplier", OBJECT): (Role.VENDOR,),
    Position("supplies", "buyer"): (Role.AGENCY,),
    Position("supplies", SUBJECT): (Role.VENDOR,),
    Position("techOrigin", OBJECT): (Role.COUNTRY,),
    **{Position(each.name, SUBJECT): (Role.COUNTRY,) for each in countries.PREDICATES},
}

BODIES: Final[Mapping[str, Role]] = {
    "COMPANY": Role.VENDOR,
    "ELECTRONICS_COMPANY": Role.VENDOR,
    "SOFTWARE_COMPANY": Role.VENDOR,
    "GOVERNMENT": Role.AGENCY,
    "MINISTRY": Role.AGENCY,
    "PUBLIC_BODY": Role.AGENCY,
    "POLICE": Role.AGENCY,
    "REGULATOR": Role.AGENCY,
    "COURT": Role.COURT,
    "POLICY_BANK": Role.LENDER,
    "COMMERCIAL_BANK": Role.LENDER,
}
"""Codes of `organisation-type` that are a role."""

NAME: Final = "name"
NAME_KIND: Final = "nameKind"
DESCRIPTIONS: Final = frozenset({"ROLE_LABEL", "MEANING"})
"""Codes of `name-kind` that are no names: they say what somebody is (`Bank`, `a person`), or what a name means."""

IS_A: Final = "isA"
LIES_IN: Final = frozenset({"partOf", "basedIn", "jurisdiction"})
"""Predicates that say in which place a named thing is."""

FINE: Final = "fine"
IMPOSED_ON: Final = "imposedOn"
BREACH: Final = "breachOf"
PROVISION: Final = "provision"
"""The qualifier of a breach that says which part of the law."""

READ: Final = frozenset({NAME, IS_A, FINE, IMPOSED_ON, BREACH, *LIES_IN, *(position.predicate for position in ROLES)})
"""All predicates that identity reads."""

QUALIFIED: Final = frozenset(predicate for predicate, part in ROLES if part not in {SUBJECT, OBJECT})
"""Predicates with a role in a qualifier."""


def roles_at(predicate: str, part: str) -> tuple[Role, ...]:
    """Return the roles of who stands there."""
    return ROLES.get(Position(predicate, part), ())
