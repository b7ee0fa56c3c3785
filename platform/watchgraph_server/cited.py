"""Claims with their sources as the demo prints them: the shape of `documents/cited.graphql`, and footnotes."""

from rich.console import Console
from rich.text import Text

from watchgraph_server.answers import Answered, Nodes
from watchgraph_server.terminal import heading, item, row


class Named(Answered, frozen=True):
    """An entity by its name."""

    name: str | None


class Document(Answered, frozen=True):
    """A source as a footnote gives it."""

    id: str
    title: str
    publisher: str | None
    published: str | None
    url: str | None


class Piece(Answered, frozen=True):
    """One place in a document; relays: the source whose words it repeats."""

    locator: str
    source: Document | None
    relays: Document | None


class Predicate(Answered, frozen=True):
    """What is said of the subject, by name and in plain words."""

    name: str
    label: str


class Words(Answered, frozen=True):
    """A value, or a time, in words."""

    text: str | None


class Cited(Answered, frozen=True):
    """A claim with what it rests on."""

    id: str
    ref: str | None
    sentence: str
    predicate: Predicate
    modality: str
    state: str
    certainty: str
    disputed: bool
    valid: Words
    value: Words | None
    subject: Named | None
    speaker: Named | None
    confidence: int | None
    evidence: Nodes[Piece]


class Footnotes:
    """Numbers the documents in the order in which they are first cited."""

    def __init__(self) -> None:
        self._documents: dict[str, Document] = {}

    def marks(self, claim: Cited) -> str:
        """Write the numbers of a claim's documents: `[1][2]`; the source that a document repeats comes first."""
        documents = [
            document
            for piece in claim.evidence.nodes
            for document in (piece.relays, piece.source)
            if document is not None
        ]
        numbers = dict.fromkeys(self._number(document) for document in documents)
        return "".join(f"[{number}]" for number in numbers)

    def _number(self, document: Document) -> int:
        self._documents.setdefault(document.id, document)
        return list(self._documents).index(document.id) + 1

    def show(self, out: Console) -> None:
        """Print the list of sources."""
        heading(out, "Sources")
        for number, document in enumerate(self._documents.values(), start=1):
            parts = [document.title, document.publisher, document.published, document.url]
            row(out, f"[{number}]", ", ".join(part for part in parts if part), width=4)


def show_claim(out: Console, claim: Cited, notes: Footnotes, *, words: str | None = None) -> None:
    """Print a claim as an item of a list. words: instead of its sentence."""
    shown = Text(words or claim.sentence)
    shown.append(f" {notes.marks(claim)}", style="cyan")
    shown.append(f"\n{particulars(claim)}", style="dim")
    item(out, shown)


def said_by(claim: Cited) -> str:
    """Name who says so: the speaker, else the publisher of the document."""
    if claim.speaker is not None and claim.speaker.name:
        return claim.speaker.name
    documents = [piece.source for piece in claim.evidence.nodes if piece.source is not None]
    return next((document.publisher or document.title for document in documents), "an unnamed document")


def particulars(claim: Cited) -> str:
    """Write reference, confidence and what else a reader should know, on one line."""
    score = claim.confidence
    facts = [
        claim.ref or claim.id,
        "" if score is None else f"confidence {score}",
        "disputed" if claim.disputed else "",
        claim.modality.lower() if claim.modality in {"OPINION", "PLAN", "QUESTION", "DENIAL", "VISUAL"} else "",
    ]
    return " · ".join(fact for fact in facts if fact)
