"""Web addresses in one spelling, so that a source is found however its address was copied."""

import re
from typing import ClassVar
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

from watchgraph.errors import WatchgraphError

LONGEST = 2_000
_TRACKING = ("utm_", "fbclid", "gclid", "mc_cid", "mc_eid")
_PORTS = {"http": 80, "https": 443}
_KEPT_IN_PATHS = "/:@!$&'()*+,;=~-._"
_PLAIN = re.compile(r"https?://[^\s\x00-\x1f\x7f<>\"\\@/?#]+(?:[/?#][^\s\x00-\x1f\x7f<>\"\\]*)?", re.IGNORECASE)
"""No blanks, quotes or brackets anywhere, and no user's name in front of the host."""

_DOI = re.compile(r"(?:doi:\s*|(?:https?://)?(?:www\.|dx\.)?doi\.org/)?(10\.\d[\d.]*/\S+)", re.IGNORECASE)
_RESOLVERS = ("https://doi.org/", "https://dx.doi.org/")


class BadUrlError(WatchgraphError):
    """It is no web address."""

    code: ClassVar[str] = "bad-url"


def canonical_url(url: str) -> str:
    """Write an address in its one spelling: https, lower-case host without `www.`, no fragment, no tracking.

    Raises BadUrlError for anything but an http or https address.
    """
    try:
        parts = urlsplit(url.strip())
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError as error:
        raise BadUrlError(f"{url[:80]!r} is no web address: {error}") from error
    if parts.scheme not in _PORTS or not host or len(url) > LONGEST:
        raise BadUrlError(f"{url[:80]!r} is no web address: it starts with https:// and names a host")
    named = host.removeprefix("www.")
    place = named if port in {None, _PORTS[parts.scheme]} else f"{named}:{port}"
    path = quote(unquote(parts.path), safe=_KEPT_IN_PATHS).rstrip("/")
    query = urlencode([pair for pair in parse_qsl(parts.query) if not pair[0].startswith(_TRACKING)])
    return f"https://{place}{path}{'?' if query else ''}{query}"


def doi_of(text: str) -> str | None:
    """Read a DOI, in lower case, from `10.1000/x`, `doi:10.1000/x` or an address of its resolver; None for the rest."""
    found = _DOI.fullmatch(text.strip())
    if found is None or len(text) > LONGEST:
        return None
    plain = found.start(1) == 0 or found[0][:4].lower() == "doi:"
    return (found[1] if plain else unquote(canonical_url(_RESOLVERS[0] + found[1]).removeprefix(_RESOLVERS[0]))).lower()


def check_url(url: str) -> str:
    """Return an address that may be stored and shown as a link. Raises BadUrlError for all but plain http and https."""
    if not _PLAIN.fullmatch(url):
        raise BadUrlError(f"{url[:80]!r} is no web address: it starts with https:// and names a host, nothing else")
    canonical_url(url)
    return url


def spellings(url: str) -> tuple[str, ...]:
    """The usual spellings of an address: http or https, with and without `www.` and a last slash. Raises as above."""
    bare = canonical_url(url).removeprefix("https://")
    host, slash, rest = bare.partition("/")
    return tuple(
        f"{scheme}://{www}{host}{slash}{rest}{end}"
        for scheme in ("https", "http")
        for www in ("", "www.")
        for end in ("", "/")
    )


def doi_spellings(doi: str) -> tuple[str, ...]:
    """The usual addresses at which a DOI resolves, in lower case."""
    return tuple(spelt.lower() for resolver in _RESOLVERS for spelt in (resolver + doi, *spellings(resolver + doi)))
