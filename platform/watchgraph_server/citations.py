"""Citing answers, and asking again what was cited."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from msgspec import structs

from watchgraph_projections.catalogue.reading import Catalogue
from watchgraph_projections.catalogue.standing import Standing
from watchgraph_projections.views.histories import reached
from watchgraph_projections.views.redactions import redacted_since
from watchgraph_schema.bibliographies import FORMS, Notes, sentence
from watchgraph_schema.citations import Citation, citation_of, hash_of, read
from watchgraph_schema.differences import NOT_ANSWERED, Warned, warnings
from watchgraph_schema.errors import BadCitationError, LaterPositionError, RequestError, UnknownDocumentError
from watchgraph_schema.questions import by_hash
from watchgraph_schema.requests import Answer, Question
from watchgraph_server.archives import ArchiveClosedError, DocumentArchive

Ask = Callable[[Question], Answer]
"""Answers one question, charged to whoever asks."""

MEDIA: Final = {
    "text": "text/plain; charset=utf-8",
    "csl": "application/vnd.citationstyles.csl+json",
    "bibtex": "application/x-bibtex; charset=utf-8",
}
"""The media type of each form that a citation is written in."""
_ADVICE: Final = "a document is known here once an answer to it was cited here"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """An answer that somebody cited. text: of its document. reached: when the log came to its position, if it began."""

    citation: Citation
    text: str
    reached: str | None


class Citations:
    """The citations of one store. site: the address that readers know it by (`https://…`), empty where it has none."""

    def __init__(self, catalogue: Catalogue, archive: DocumentArchive, site: str = "") -> None:
        self._catalogue = catalogue
        self._archive = archive
        self._site = site.rstrip("/")

    def standing(self) -> Standing:
        """Where the catalogue stands, and citations of now lead."""
        return self._catalogue.standing()

    def cited(self, ask: Ask, question: Question) -> Answer:
        """Answer a question and cite the answer, under `extensions.citation`. Nothing that holds errors is cited.

        It is charged for the document, too, where that is new here.
        """
        price = 0 if hash_of(question.query) in by_hash() else self._archive.price(question.query)
        answered = ask(structs.replace(question, surcharge=price))
        if not answered.complete:
            return answered
        try:
            self._archive.keep(question.query)
        except ArchiveClosedError as error:
            return answered.with_extensions(warnings=[Warned(code=error.code, message=str(error))])
        return answered.with_extensions(
            citation=self.shown(citation_of(question, answered.body["data"], answered.standing))
        )

    def find(self, document: str, given: Mapping[str, str]) -> Cited:
        """Read a link: the hash in its path and its query.

        Raises BadCitationError; UnknownDocumentError and LaterPositionError for what is not here.
        """
        citation = read(document, given)
        text = self._text(document)
        if text is None:
            raise UnknownDocumentError(f"No document with the hash {document} is known here: {_ADVICE}")
        last = self._catalogue.standing().position
        if citation.standing.position > last:
            raise LaterPositionError(
                f"The log here ends at position {last}; the answer was given at {citation.standing.position}: "
                "ask the server that the link names"
            )
        today = int(f"{datetime.now(UTC):%Y%m%d}")
        if citation.standing.day > max(today, self._catalogue.standing().day):
            raise LaterPositionError(
                f"No answer can have been given on {citation.day}, which is still to come: follow the whole link"
            )
        return Cited(citation=citation, text=text, reached=self._reached(citation.standing.position))

    def leads(self, document: str, given: Mapping[str, str]) -> bool:
        """Tell whether a link leads to an answer."""
        try:
            self.find(document, given)
        except RequestError:
            return False
        return True

    def again(self, ask: Ask, cited: Cited) -> Answer:
        """Answer what was cited as it was answered then; `extensions.warnings` says what is not as it was."""
        answered = ask(cited.citation.question(cited.text))
        found = self._warnings(cited, answered)
        shown = answered.with_extensions(citation=self.shown(cited.citation, _notes(found)))
        return shown.with_extensions(warnings=found) if found else shown

    def written(self, ask: Ask, cited: Cited, form: str) -> Answer:
        """Write what was cited in a form, once it was asked again: with a note of what is not as it was.

        An answer that has errors now is returned in place of its citation.
        """
        answered = ask(cited.citation.question(cited.text))
        if not answered.complete:
            return answered
        notes = _notes(self._warnings(cited, answered))
        text = FORMS[form](cited.citation, self.url(cited.citation), notes)
        return structs.replace(answered, content=text.encode(), media=MEDIA[form])

    def url(self, citation: Citation) -> str:
        """Where the citation leads, with the name of the site where that is known."""
        return self._site + citation.address

    def shown(self, citation: Citation, notes: Notes = ()) -> dict[str, object]:
        """Write a citation as answers carry it. notes: what a reader of it has to know."""
        return {
            "url": self.url(citation),
            "text": sentence(citation, self.url(citation), notes),
            "document": citation.document,
            "variables": citation.variables,
            "position": citation.standing.position,
            "day": citation.day,
            "rules": citation.rules,
            "answer": citation.answer,
        }

    def _text(self, document: str) -> str | None:
        known = by_hash().get(document)
        return self._archive.text(document) if known is None else known.text

    def _reached(self, position: int) -> str | None:
        """When the log came to a position; None for its beginning. Raises BadCitationError where no commit ends."""
        with self._catalogue.connect() as connection:
            found = reached(connection, position)
        if found is None and position:
            raise BadCitationError(
                f"No commit of the log here ends at position {position}, so no answer was given at it: "
                "follow the whole link, on the server that gave it"
            )
        return found

    def _warnings(self, cited: Cited, answered: Answer) -> Sequence[Warned]:
        if not answered.complete:
            return [NOT_ANSWERED]
        position = cited.citation.standing.position
        return warnings(cited.citation, answered.body.get("data"), cited.reached, lambda: self._redacted(position))

    def _redacted(self, position: int) -> Mapping[str, int]:
        with self._catalogue.connect() as connection:
            return redacted_since(connection, position)


def _notes(warned: Sequence[Warned]) -> Notes:
    return [f"{each.message}." for each in warned]
