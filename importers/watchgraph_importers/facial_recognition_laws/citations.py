"""Cells in Markdown: a stance, the document that it was read in, and the prose around both."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final
from urllib.parse import urlsplit

from watchgraph.domain.events.sources import LineageDeclared, SourceRegistered
from watchgraph.domain.urls import BadUrlError, canonical_url, check_url
from watchgraph_importers.acts import Act, Proof, SourceKey, SourceNoted, SourceStated
from watchgraph_importers.errors import FieldError
from watchgraph_importers.printed_dates import month_of
from watchgraph_importers.publishers import Row

SOURCE: Final = SourceKey("url:https://github.com/InternetFreedomFoundation/archive")
ASSOCIATIONS: Final = frozenset(
    {
        "algorithmwatch.org",
        "amnesty.org",
        "bigbrotherwatch.org.uk",
        "blog.tenthamendmentcenter.com",
        "carnegieendowment.org",
        "eff.org",
        "privacyinternational.org",
    }
)
_LINK: Final = re.compile(r"\[([^\]]*)\]\(([^)]*)\)")
_DATED_PATH: Final = re.compile(r"/(\d{4})/(\d{1,2}|[a-z]{3})/(\d{1,2})(?:/|$)", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """What a cell says. stance: the words of the link, else the whole cell. prose: the whole cell without markup.

    url: the document cited, None where there is none. column: where it stands.
    """

    stance: str
    prose: str
    url: str | None
    column: str

    @classmethod
    def of(cls, row: Row, column: str) -> "Citation":
        """Read a cell; the first of several links counts. Raises FieldError for a link that leads nowhere."""
        cell = row[column]
        link = _LINK.search(cell)
        prose = " ".join(_LINK.sub(lambda found: found[1], cell).split())
        if link is None:
            return cls(stance=prose, prose=prose, url=None, column=column)
        try:
            url = check_url(link[2].strip())
        except BadUrlError as error:
            raise FieldError("bad-url", column, str(error)) from error
        return cls(stance=" ".join(link[1].split()), prose=prose, url=url, column=column)

    @property
    def is_bare(self) -> bool:
        """Whether the cell says nothing beside the words of the link."""
        return self.stance == self.prose

    def documents(self) -> Iterator[Act]:
        """State the document cited, by its address (the table gives no title), and that the table is made from it."""
        if self.url is None:
            return
        host = (urlsplit(self.url).hostname or "").removeprefix("www.")
        yield SourceStated(
            body=SourceRegistered(
                identity=self._key(self.url).identity,
                title=self.url,
                tier=_tier(host),
                url=self.url,
                canonical_url=canonical_url(self.url),
                publisher=host,
            )
        )
        origin = self._key(self.url).id
        basis = "the publisher's table gives it as the source of one of its cells"
        yield SourceNoted(source=SOURCE, body=LineageDeclared(origin=origin, relation="DERIVES_FROM", basis=basis))

    def proof(self, row: Row) -> Proof | None:
        """Return the document as evidence, None where none is cited."""
        if self.url is None:
            return None
        return Proof(source=self._key(self.url), locator=f"whole document, as cited in {row.locator(self.column)}")

    def day(self) -> date | None:
        """Return the day that the address of the document carries, None where it carries none."""
        found = _DATED_PATH.search(self.url or "")
        if found is None:
            return None
        month = month_of(found[2]) or found[2]
        try:
            return date(int(found[1]), int(month), int(found[3]))
        except ValueError:
            return None

    @staticmethod
    def _key(url: str) -> SourceKey:
        return SourceKey(f"url:{canonical_url(url)}")


def _tier(host: str) -> str:
    if host.endswith(".gov"):
        return "PRIMARY_OFFICIAL"
    return "NGO" if host in ASSOCIATIONS else "MEDIA"
