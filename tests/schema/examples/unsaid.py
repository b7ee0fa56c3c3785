"""Examples for fields of which the reference data say nothing, by hand: `Type.field` to a value as JSON writes it."""

from collections.abc import Mapping
from typing import Final

_ID: Final = '"5d1c7e0a-2f9a-4c57-9b1e-0a6a2c0f4b11"'

UNSAID: Final[Mapping[str, str]] = {
    "Claim.reason": '"The table counts locations, not cameras."',
    "Claim.rule": '"aiid-face-recognition/1"',
    "Claim.waitsFor": '"a named private person: a reviewer has to accept it"',
    "ClaimStanding.ended": '"2021-06"',
    "Comparison.change": '"ENTERED"',
    "ConfidenceStep.before": "72",
    "Coverage.databases": '["GDELT"]',
    "Coverage.fromDate": '"2019"',
    "Coverage.id": _ID,
    "Coverage.languages": '["en", "sr-Latn"]',
    "Coverage.queries": '["face recognition Belgrade"]',
    "Coverage.result": '"NONE_FOUND"',
    "Coverage.toDate": '"2021-06"',
    "Coverage.topic": '"LITIGATION"',
    "CoverageEdge.cursor": '"6OL9fJoPWyJjbGFpbXMg…"',
    "Dispute.outcome": '"PARTLY"',
    "Dispute.resolution": '"The number counts locations."',
    "EditionCoverage.declared": "1200",
    "EntityMove.entityId": _ID,
    "EntityMove.id": '"EntityMove:W1siZWFybGllciI6…"',
    "EntityMoveEdge.cursor": '"6OL9fJoPWyJjbGFpbXMg…"',
    "Evidence.artifact": '"fa6936f3d1253a5b3087d943a9d9e7f4c8720888…"',
    "Evidence.quote": '"Eight thousand cameras are to be installed."',
    "Evidence.quoteLanguage": '"sr-Latn"',
    "FeatureProperties.precisionMetres": "50",
    "GeoValue.lat": '"44.8178"',
    "GeoValue.lon": '"20.4569"',
    "GeoValue.precisionMetres": "50",
    "GeoValue.text": '"44.8178, 20.4569"',
    "Judgement.reverted": '"Two offices of one name."',
    "Judgement.withoutEffect": '"TWO_OF_ONE_REGISTER"',
    "Liveness.lastLive": '"2019-03-26"',
    "RegulatoryAction.dataset": '"gdpr-fines-rub"',
    "RegulatoryAction.id": _ID,
    "RegulatoryAction.kind": '"REGULATORY_ACTION"',
    "RegulatoryAction.kindLabel": '"regulatory action"',
    "RegulatoryAction.name": '"fine of a supermarket chain"',
    "RegulatoryActionEdge.cursor": '"6OL9fJoPWyJjbGFpbXMg…"',
    "Reply.text": '"The ministry says that the cameras were not switched on."',
    "Source.archivedUrl": '"https://web.archive.org/web/2019/https://example.org/safe-city"',
    "Source.related": '["10.17632/gjhf5y4xjp.4"]',
    "Source.reliabilityReason": '"It corrects its mistakes in public."',
    "UrlValue.text": '"https://example.org/safe-city"',
    "UrlValue.url": '"https://example.org/safe-city"',
    "Valid.ended": '"2021-06"',
    "WayClaim.obstacles": '["UNREVIEWED"]',
}
"""None of these is said there: a test fails where one is by now."""

UNREACHED: Final = frozenset(
    {
        "Coverage",
        "CoverageConnection",
        "CoverageEdge",
        "EntityMove",
        "EntityMoveConnection",
        "EntityMoveEdge",
        "GeoValue",
        "RegulatoryAction",
        "RegulatoryActionConnection",
        "RegulatoryActionEdge",
        "Reply",
        "UrlValue",
    }
)
"""Types of which there is nothing in the reference data, and their lists: the document that leads there finds none."""
