"""The map as a file: every place and deployment with coordinates as one GeoJSON collection, written as it is read."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from typing import Final, TypeVar, cast

import anyio.to_thread
import msgspec
from sqlalchemy import Connection
from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from watchgraph.errors import WatchgraphError
from watchgraph_projections.catalogue.moments import Moment
from watchgraph_projections.catalogue.reading import Catalogue
from watchgraph_projections.views import licences
from watchgraph_projections.views.features import DEPLOYMENT, PLACE, FeatureList
from watchgraph_projections.views.geojson import Feature, feature
from watchgraph_projections.views.pages import Cut, Place, read_page
from watchgraph_schema.claim_filters import ClaimWhere
from watchgraph_schema.combinations import Where
from watchgraph_schema.context import Context
from watchgraph_schema.errors import BadArgumentError
from watchgraph_schema.failures import refusal
from watchgraph_schema.features import FeatureKind, FeatureWhere, feature_list
from watchgraph_schema.filters import where_type
from watchgraph_schema.given import some_of
from watchgraph_schema.json_arguments import read_json
from watchgraph_schema.times import day_text
from watchgraph_server.accounts import Account, Accounts
from watchgraph_server.budgets import OverBudgetError
from watchgraph_server.caching import CURRENT, CurrentTag, matching

FilterT = TypeVar("FilterT")

ADDRESS: Final = "/places.geojson"
GEOJSON: Final = "application/geo+json"
PARAMETERS: Final = frozenset({"kinds", "bbox", "hasClaim", "where", "deployed", "licences", "validAt", "recordedAt"})
POINTS: Final = 2_000
"""What the file costs: as much as a few of the dearest questions."""
PART: Final = 500
"""Features that are read, and sent, at once."""

Part = tuple[list[Feature], Place | None]
"""Some features, and where to go on; None where all are read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is asked for. moment: the one that every part is read at, whatever is written meanwhile."""

    listing: FeatureList
    moment: Moment


def maps(catalogue: Catalogue, accounts: Accounts) -> list[Route]:
    """Return the address of the file. accounts: of those who pay for it."""
    return [Route(ADDRESS, PlacesFile(catalogue, accounts).answer)]


class PlacesFile:
    """Serves the file. What is under a licence that binds those who use it is left out unless `licences` names it."""

    def __init__(self, catalogue: Catalogue, accounts: Accounts) -> None:
        self._catalogue = catalogue
        self._accounts = accounts
        self._current_tag = CurrentTag(catalogue)

    async def answer(self, request: Request) -> Response:
        """Answer one request; a refusal has the API's shape."""
        account = self._accounts.of(request.scope)
        try:
            account.enter()
            response = await self._answer(request, account)
        except WatchgraphError as error:
            response = _refused(error)
        response.headers.update({name.decode(): value.decode() for name, value in account.leave()})
        return response

    async def _answer(self, request: Request, account: Account) -> Response:
        """Answer what is right, and charge it unless the caller has it already."""
        asked = await anyio.to_thread.run_sync(self._asked, request.query_params)
        tag = await anyio.to_thread.run_sync(self._tagged)
        headers = {"ETag": tag.decode(), "Cache-Control": CURRENT.decode()}
        known = request.headers.get("if-none-match")
        if known is not None and matching(known.encode("latin-1"), [tag]):
            return Response(status_code=304, headers=headers)
        account.charge(POINTS)
        first = await anyio.to_thread.run_sync(self._part, asked, None)  # before the answer begins: it may be refused
        return StreamingResponse(self._written(asked, first), headers=headers, media_type=GEOJSON)

    def _tagged(self) -> bytes:
        return self._current_tag.of(self._catalogue.standing())

    def _asked(self, given: QueryParams) -> Asked:
        """Read the address. Raises BadArgumentError and what `read_moment` raises."""
        if strange := sorted(set(given) - PARAMETERS):
            raise BadArgumentError(f"`{strange[0][:60]}` is no parameter: give {', '.join(sorted(PARAMETERS))}")
        kinds = [FeatureKind[name] for name in some_of(FeatureKind.__members__, _listed(given, "kinds"), "kinds")]
        box = None if "bbox" not in given else _degrees(given["bbox"])
        where = FeatureWhere(
            said=_filter(given, "hasClaim", ClaimWhere),
            place=_filter(given, "where", cast("type[Where]", where_type(PLACE))),
            deployed=_filter(given, "deployed", cast("type[Where]", where_type(DEPLOYMENT))),
        )
        with self._catalogue.reading() as reading:
            without = _left_out(reading.connection, _listed(given, "licences") or [])
            context = Context(reading)
            reader = context.reader(given.get("validAt"), given.get("recordedAt"), without)
            asked = Asked(
                listing=feature_list(reader, kinds or None, box, where), moment=replace(reader.moment, now=False)
            )
            context.part()
        return asked

    async def _written(self, asked: Asked, first: Part) -> AsyncIterator[bytes]:
        """Write the collection; what stands under it comes at its end: licences, those left out, position and day."""
        yield b'{"type":"FeatureCollection","features":['
        under: set[str] = set()
        (found, after), between = first, b""
        while True:
            for each in found:
                under.update(each.properties.licences)
            if found:
                yield between + b",".join(map(msgspec.json.encode, found))
                between = b","
            if after is None:
                break
            found, after = await anyio.to_thread.run_sync(self._part, asked, after)
        hidden = list(asked.moment.without)
        standing = {"position": asked.moment.position, "day": day_text(asked.moment.day)}
        yield b'],"licences":%b,"leftOut":%b%b,"standing":%b}\n' % (
            msgspec.json.encode(sorted(under)),
            msgspec.json.encode(hidden),
            b"" if between else _hint(hidden),
            msgspec.json.encode(standing),
        )

    def _part(self, asked: Asked, after: Place | None) -> Part:
        """Read some, and where to go on; None where all are read."""
        with self._catalogue.reading() as reading:
            connection = reading.connection
            page = read_page(connection, asked.listing, asked.moment, Cut(size=PART, after=after))
            rows = [asked.listing.row(values) for values in page.values]
            known = licences.of_claims(connection, asked.moment, [key for row in rows for key in row.claims])
        found = [feature(row, frozenset[str]().union(*(known.get(key, ()) for key in row.claims))) for row in rows]
        return found, page.places[-1] if page.has_next else None


def _hint(hidden: list[str]) -> bytes:
    """Say under an empty collection why it may be empty: nothing else would."""
    words = "Nothing that states coordinates is as it was asked for."
    if hidden:
        words = (
            f"Nothing is on this map. What is under {', '.join(hidden)} is left out unless `licences` names it: "
            f"{ADDRESS}?licences={','.join(hidden)}"
        )
    return b',"warnings":%b' % msgspec.json.encode([{"code": "nothing-found", "message": words}])


def _refused(error: WatchgraphError) -> Response:
    waits = {"Retry-After": str(error.seconds)} if isinstance(error, OverBudgetError) else {}
    return JSONResponse(refusal(error), 429 if waits else 400, {"Cache-Control": "no-store"} | waits)


def _filter(given: QueryParams, name: str, wanted: type[FilterT]) -> FilterT | None:
    """Read a filter of the API, as JSON. Raises BadArgumentError."""
    return None if name not in given else read_json(given[name], wanted, name)


def _listed(given: QueryParams, name: str) -> list[str] | None:
    return None if name not in given else [each for each in given[name].split(",") if each]


def _degrees(text: str) -> list[float]:
    try:
        return [float(each) for each in text.split(",")]
    except ValueError as error:
        raise BadArgumentError(f"`bbox` {text[:60]!r}: give west,south,east,north in degrees") from error


def _left_out(connection: Connection, added: list[str]) -> tuple[str, ...]:
    """The licences to keep clear of. Raises BadArgumentError for one to be added that nothing here is under."""
    known = licences.known(connection)
    for name in added:
        if name not in known:
            raise BadArgumentError(
                f"`licences`: nothing here is under {name[:60]!r}; there is {', '.join(sorted(known))}"
            )
    return tuple(sorted(name for name in known if not licences.for_bulk(name) and name not in added))
