"""The posts: documents with title, author and date. What they say is not read."""

import re
from collections.abc import Iterator
from typing import Final

from watchgraph.domain.events.sources import SourceRegistered
from watchgraph.domain.values import Code
from watchgraph_importers.acts import Act, EntityKey, NotData, SourceKey, SourceStated, Stated
from watchgraph_importers.errors import FieldError
from watchgraph_importers.facial_recognition_laws.stances import SLUG
from watchgraph_importers.naming import named
from watchgraph_importers.printed_dates import edtf_of
from watchgraph_importers.publishers import Row

SITE: Final = "https://internetfreedom.in"
"""Posts stand there under their slug, as they cite each other."""

LICENCE: Final = "CC-BY-4.0"
FOUNDATION: Final = EntityKey(dataset=SLUG, kind="Organisation", native="Internet Freedom Foundation")
ARTICLE: Final = ("documentType", Code(scheme="document-type", code="ARTICLE"))
WROTE: Final = ("as", Code(scheme="authorship", code="AUTHOR"))
_SLUG = re.compile(r"[a-z0-9]+(?:-+[a-z0-9]+)*", re.ASCII)
_AUTHORS = re.compile(r"\s*(?:,|&|\band\b)\s*")
_DAY = len("2021-05-13")


def claims(row: Row) -> Iterator[Act]:
    """Describe a post, and say who wrote and who published it."""
    if row["draft"] == "true":
        yield NotData("a draft")
        return
    body = _described(row)
    slug, day, post = row["slug"], body.published or "", SourceKey(body.identity)
    yield SourceStated(body=body)
    yield named(FOUNDATION, FOUNDATION.native, "")
    yield Stated(
        record=slug,
        subject=FOUNDATION,
        predicate="published",
        object=post,
        qualifiers=(ARTICLE,),
        column="date",
        valid=day,
    )
    for author in body.authors:
        yield from _author(author, post, slug, day)


def _described(row: Row) -> SourceRegistered:
    slug, day = row["slug"], edtf_of(row["date"][:_DAY])
    if not _SLUG.fullmatch(slug):
        raise FieldError("bad-slug", "slug", "should be lower-case words joined by hyphens, as in the post's address")
    if not row["title"]:
        raise FieldError("missing-title", "title", "a post has a title")
    if day is None:
        raise FieldError("not-a-date", "date", "should be a time such as 2021-05-13T07:16:45Z")
    return SourceRegistered(
        identity=f"url:{SITE}/{slug}",
        title=row["title"],
        tier="NGO",
        url=f"{SITE}/{slug}/",
        canonical_url=f"{SITE}/{slug}",
        publisher=FOUNDATION.native,
        authors=tuple(filter(None, _AUTHORS.split(row["author"]))),
        published=day,
        language="en",
        licence=LICENCE,
    )


def _author(name: str, post: SourceKey, slug: str, day: str) -> Iterator[Act]:
    person = EntityKey(dataset=SLUG, kind="Person", native=name, public_role=True)
    yield named(person, name, "author")
    yield Stated(
        record=f"Person:{name}",
        subject=person,
        predicate="publicRole",
        object=Code(scheme="public-role", code="PUBLIC_AUTHOR"),
        column="author",
        repeats=True,
    )
    yield Stated(
        record=slug,
        subject=person,
        predicate="authorOf",
        object=post,
        qualifiers=(WROTE,),
        column="author",
        valid=day,
    )
