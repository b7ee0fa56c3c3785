"""Entity types: what a claim may be about.

A *kind* is a root type. Vendor, lender, operator and court are no kinds but roles that claims give.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One root type of entities.

    name: singular, as in the API (`FinancialFacility`).
    plural: the noun of its connection and its tables (`financialFacilities`).
    label: for readers, lower case.
    doc: what belongs here and what does not.
    nearest: the nearest standard terms (FollowTheMoney, schema.org, OCDS, BODS …), None where there is none.
    """

    name: str
    plural: str
    label: str
    doc: str
    nearest: str | None = None
