"""What examples name: things of the reference data, so that whatever is copied from the schema gives an answer there.

Values are written as GraphQL writes them.
"""

from collections.abc import Mapping
from typing import Final

BELGRADE: Final = '"4bbe1d81-6612-5b56-a2aa-41d37425e113"'
HUAWEI: Final = '"2852c014-71c2-5c58-b536-2d6687477ece"'
CAMERAS: Final = '"ad0a577a-a8d2-5e11-8691-8542008e7696"'
CREDIT: Final = '"cdea9e9d-2fa1-551f-a094-77a610b162bc"'
MAURITIUS: Final = '"8016eb88-10af-51c1-8b38-55feb2baf1e7"'
SERBIA: Final = '"2c46c215-bf13-531b-8888-34ae86d3aaea"'
GOVERNMENT: Final = '"fabb3d1d-0a40-55cd-96f4-84a016d47d51"'
BANK: Final = '"a8931132-6caa-58cd-8847-65d747ef9489"'
CLAIM: Final = '"f89991b5-58ae-507c-aae2-151b37f88b16"'
"""Of C004: Huawei supplies the cameras of Belgrade."""

OF_KIND: Final[Mapping[str, str]] = {
    "Case": '"527afd68-bd83-5ae2-b247-92ec7c0b8da0"',
    "Contract": '"5a57cdaa-bfb9-5a97-8eb3-1339d42c3495"',
    "Deployment": CAMERAS,
    "FinancialFacility": CREDIT,
    "Group": '"514bb4b2-ea15-59a5-8c96-5cbed379c653"',
    "Holding": '"9884eb53-253f-5fd3-93c9-4259522512f8"',
    "Incident": '"e14913d4-3a71-5ab0-b8e9-e298e6e1904e"',
    "Initiative": '"86d211d6-5d97-5959-8e16-ac2cf2f675c2"',
    "LegalInstrument": '"d156283e-ec2a-50f2-89bd-77edb5f5b907"',
    "Organisation": HUAWEI,
    "Person": '"0cc8959f-2037-5bc8-9a1a-f34137325c85"',
    "Place": BELGRADE,
    "PolicyCall": '"58f9c799-9018-5f0c-a552-0eaa45b8c166"',
    "Product": '"90ae5596-4469-5313-979d-0a019d39d652"',
    "Ruling": '"082bfac8-a58d-5e6b-9005-6f0b91780908"',
    "Source": '"850f5c36-486b-590a-aaec-a0435d20d1c2"',
    "Study": '"7d835cd0-8382-5414-ba4b-91a8e9672836"',
    "Technology": '"c6e7ad0c-1ed4-59cc-ab14-4e863ce438b7"',
    "WorldEvent": '"3f59466b-d89a-5760-8d03-d905ee0dfc7b"',
}
"""The id of one thing of each kind that the reference data have."""

CALLED: Final[Mapping[str, str]] = {
    "Case": "Bridges",
    "Contract": "safe-city",
    "Deployment": "Belgrade",
    "FinancialFacility": "Mauritius",
    "Group": "countries",
    "Holding": "Article 8",
    "Incident": "Moscow",
    "Initiative": "kamera",
    "LegalInstrument": "Data Protection",
    "Organisation": "police",
    "Person": "Fussey",
    "Place": "Belgrade",
    "PolicyCall": "ban",
    "Product": "face",
    "Ruling": "Bridges",
    "Study": "Global Surveillance",
    "Technology": "facial",
    "WorldEvent": "pandemic",
}
"""A part of the names of some thing of each kind."""

LED_TO: Final[Mapping[str, str]] = {
    "borrower": '"9b0b1ae5-bcfe-5c3d-9371-4364f4fdae12"',
    "claim": CLAIM,
    "court": '"76093f0e-1163-5847-9de4-b054d180807b"',
    "deployedIn": BELGRADE,
    "from": BELGRADE,
    "issuedBy": GOVERNMENT,
    "lender": BANK,
    "members": SERBIA,
    "object": CAMERAS,
    "objectWithin": SERBIA,
    "place": BELGRADE,
    "recipient": MAURITIUS,
    "speaker": GOVERNMENT,
    "subject": HUAWEI,
    "subjectWithin": SERBIA,
    "to": HUAWEI,
    "vendor": HUAWEI,
    "within": SERBIA,
}
"""The id that an argument or a field of this name is given: what it leads to is of another kind than most are."""

NUMBERS: Final[Mapping[str, str]] = {
    "civilLibertiesRating": '"6"',
    "democracyIndex": '"4"',
    "digitalRepressionIndex": '"0.5"',
    "electoralDemocracyIndex": '"0.5"',
    "freedomOnTheNetScore": '"40"',
    "gracePeriod": '"5"',
    "grantElement": '"25"',
    "interestRate": '"2"',
    "maturity": '"15"',
    "militaryExpenditureRank": '"10"',
    "militaryExpenditureShare": '"5"',
    "plannedCameras": '"800"',
    "plannedSites": '"800"',
    "politicalRightsRating": '"6"',
    "testCameras": '"9"',
    "testSites": '"5"',
}
"""A number of the size that each measure has; a thousand where none is told."""
