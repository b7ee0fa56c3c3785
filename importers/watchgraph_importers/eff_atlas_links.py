"""The links of a row of the Atlas of Surveillance: documents, by their address or by the words in its place."""

import re
from collections.abc import Iterator
from types import MappingProxyType
from typing import Final

from watchgraph.domain.events.sources import SourceRegistered
from watchgraph.domain.urls import canonical_url
from watchgraph_importers.acts import Act, Proof, SourceKey, SourceStated, Stated
from watchgraph_importers.cells import address
from watchgraph_importers.printed_dates import american_date
from watchgraph_importers.publishers import Row

LINKS: Final = ("Link 1", "Link 2", "Link 3")
NOTHING: Final = frozenset({"", "unknown", "unspecified", "n/a", "na", "none", "tbd", "n.d.", "undated", "-"})
VENDORS: Final = MappingProxyType(
    {
        "NEC": re.compile(r"\bNEC\b"),
        "DataWorks Plus": re.compile(r"\bData ?Works\b", re.IGNORECASE),
        "Geolitica": re.compile(r"\b(?:Geolitica|PredPol)\b", re.IGNORECASE),
        "ShotSpotter": re.compile(r"\bShot ?Spotter\b", re.IGNORECASE),
        "Axon": re.compile(r"\b(?:Axon|Taser)\b"),
        "Clearview AI": re.compile(r"\bClearview\b"),
        "Cognitec": re.compile(r"\bCognitec\b"),
        "IDEMIA": re.compile(r"\b(?:Idemia|Morpho\w*)\b", re.IGNORECASE),
        "Motorola Solutions": re.compile(r"\b(?:Motorola|Vigilant|WatchGuard)\b"),
        "Flock Safety": re.compile(r"\bFlock\b"),
        "Rekor": re.compile(r"\bRekor\b"),
        "FaceFirst": re.compile(r"\bFaceFirst\b"),
    }
)
"""Makers by the words under which summaries speak of them, former names among these."""


def links(row: Row, uses: Stated) -> Iterator[Act]:
    """The documents that the row rests on: each is evidence that the technology is in use."""
    for column in LINKS:
        if row[column].casefold() not in NOTHING:
            yield from _proved(uses, _source(row, column), column)
    for text in re.split(r"[\s;,]+", row["Other Links"]):
        if (url := address(text)) is not None:
            body = SourceRegistered(identity=f"url:{canonical_url(url)}", title=url, tier=_tier(url, ""), url=url)
            yield from _proved(uses, body, "Other Links")


def _proved(uses: Stated, body: SourceRegistered, column: str) -> Iterator[Act]:
    yield SourceStated(body=body)
    proof = Proof(source=SourceKey(body.identity), locator="whole document", published=body.published)
    yield Stated(
        record=uses.record,
        subject=uses.subject,
        predicate=uses.predicate,
        object=uses.object,
        column=column,
        valid=uses.valid,
        slot_by_time=True,
        proof=proof,
    )


def _source(row: Row, column: str) -> SourceRegistered:
    """Describe the document of a link; where words stand in place of an address, it is known by them alone."""
    text, publisher = row[column], row[f"{column} Source"]
    published, note = _published(row[f"{column} Date"])
    url = address(text)
    if url is None:
        return SourceRegistered(
            identity=f"work:{publisher or text}|{text}|{published}",
            title=text,
            tier="PRIMARY_OFFICIAL" if "county" in text.casefold() or "city" in text.casefold() else "MEDIA",
            publisher=publisher or text,
            published=published,
            identified=False,
            note=note,
        )
    return SourceRegistered(
        identity=f"url:{canonical_url(url)}",
        title=f"[{publisher}]" if publisher else url,
        tier=_tier(url, publisher),
        url=url,
        archived_url=address(row[f"{column} Snapshot"]),
        publisher=publisher or None,
        published=published,
        language="en",
        note=note,
    )


def _published(text: str) -> tuple[str, str | None]:
    """Read the date of a link as EDTF; one that cannot be read is no date, and kept as a note."""
    if text.casefold() in NOTHING:
        return "", None
    published = american_date(text)
    return ("", f"The atlas dates it {text!r}.") if published is None else (published, None)


def _tier(url: str, publisher: str) -> str:
    host = url.split("/")[2].casefold()
    if host.endswith((".gov", ".us", ".mil")) or "legistar" in host:
        return "PRIMARY_OFFICIAL"
    return "PRIMARY_CORPORATE" if any(words.search(publisher) for words in VENDORS.values()) else "MEDIA"
