"""What both tables speak of, and how a stance on it is stated: once by its cell, once by the document cited."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from watchgraph_importers.acts import Act, EntityKey, Stated
from watchgraph_importers.facial_recognition_laws.citations import Citation
from watchgraph_importers.naming import named
from watchgraph_importers.publishers import Row

SLUG: Final = "frt-laws-iff"
STANCE: Final = "Stance on FRT"
TECHNOLOGY: Final = EntityKey(dataset=SLUG, kind="Technology", native="FRT")


def technology() -> Iterator[Act]:
    """State the technology that the tables call FRT."""
    yield named(TECHNOLOGY, "FRT", STANCE)
    yield named(TECHNOLOGY, "facial recognition technology", STANCE, sort="ALIAS")


def cited(stated: Stated, citation: Citation, row: Row) -> Iterator[Act]:
    """State it by the cell, and by the document that the cell cites."""
    yield stated
    if (proof := citation.proof(row)) is not None:
        yield replace(stated, proof=proof)
