"""The archive as a data set: two tables and the posts."""

from typing import Final

from watchgraph.domain.events.datasets import DatasetRegistered
from watchgraph.domain.events.sources import SourceRegistered
from watchgraph_importers.facial_recognition_laws import europe, posts, united_states
from watchgraph_importers.facial_recognition_laws.citations import SOURCE
from watchgraph_importers.facial_recognition_laws.posts import FOUNDATION, LICENCE
from watchgraph_importers.facial_recognition_laws.stances import SLUG, STANCE
from watchgraph_importers.publishers import Format, Published, Publisher, Table

HOME: Final = "https://github.com/InternetFreedomFoundation/archive"

LAWS: Final = (
    "name",
    "partOf",
    "jurisdiction",
    "adoptedOn",
    "enacted",
    "banned",
    "prohibits",
    "description",
)
STANCES: Final = ("name", "usesSurveillanceTechnology", "plansSurveillanceTechnology", "banned")
DOCUMENTS: Final = ("name", "published", "authorOf", "publicRole")

US_TABLE: Final = Table(
    file=r"frt_laws_us.*\.csv(\.gz)?",
    read=frozenset({united_states.JURISDICTION, united_states.ACTION, STANCE}),
    claims=united_states.claims,
)
EUROPE_TABLE: Final = Table(
    file=r"frt_laws_europe.*\.csv(\.gz)?",
    read=frozenset({europe.COUNTRY, STANCE}),
    claims=europe.claims,
)
POSTS_TABLE: Final = Table(
    file=r"[a-z0-9][a-z0-9-]*\.md",
    format=Format.FRONT_MATTER,
    read=frozenset({"author", "date", "draft", "slug", "title"}),
    ignored=frozenset({"categories", "description", "image", "summary", "tags"}),
    optional=frozenset({"author", "draft"}),
    free=True,
    claims=posts.claims,
)

FRT_LAWS: Final = Publisher(
    name=SLUG,
    dataset=DatasetRegistered(
        slug=SLUG,
        title="Archive of the Internet Freedom Foundation: facial recognition",
        publisher=FOUNDATION.native,
        home_page=HOME,
        licence=LICENCE,
    ),
    source=SourceRegistered(
        identity=SOURCE.identity,
        title="Internet Freedom Foundation, archive",
        tier="NGO",
        url=HOME,
        publisher=FOUNDATION.native,
        language="en",
        licence=LICENCE,
    ),
    mapping=1,
    scope=tuple(dict.fromkeys((*LAWS, *STANCES, *DOCUMENTS))),
    rhythm="the tables once, posts as they come",
    editions=(
        # The tables are dated as the posts in which they stand, the posts as the newest of them.
        Published(name="united-states", published="2021-05-03", tables=(US_TABLE,), covers=LAWS, declared=26),
        Published(name="europe", published="2021-05-13", tables=(EUROPE_TABLE,), covers=STANCES, declared=35),
        Published(name="posts", published="2022-01-03", tables=(POSTS_TABLE,), covers=DOCUMENTS),
    ),
)
