"""The media types of GraphQL over HTTP: what a request may come as, and what its answer goes out as."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

JSON: Final = "application/json"
GRAPHQL: Final = "application/graphql-response+json"
OFFERED: Final = (GRAPHQL, JSON)
"""Of two that are liked equally, the first, whose status tells whether the document was understood."""
RANGES: Final = ("application/*", "*/*")
"""The narrower first: it says more."""
HTML: Final = "text/html"

WEIGHT: Final = re.compile(r"[01](?:\.\d{0,3})?", re.ASCII)


LONGEST: Final = 300
"""Bytes of a header that are read. No honest one is longer, and what is read is remembered."""


def answered_as(accept: bytes) -> str:
    """Choose the type of the answer by the header Accept. Who takes anything, or names neither, gets plain JSON.

    Of two that are liked equally that which is named, and not only meant by a range such as `*/*`.
    """
    return _liked(accept[:LONGEST])


@lru_cache(maxsize=256)
def _liked(accept: bytes) -> str:
    weights = _weights(accept)
    if weights.keys().isdisjoint(OFFERED):
        return JSON
    by_range = next((weights[each] for each in RANGES if each in weights), 0.0)
    best = max(OFFERED, key=lambda each: (weights.get(each, by_range), each in weights))
    return best if weights.get(best, by_range) > 0 else JSON


@lru_cache(maxsize=256)
def _is_json(content_type: bytes) -> bool:
    return [*_weights(content_type)] == [JSON]


def is_page_wanted(accept: bytes) -> bool:
    """Tell a browser's address line from a program."""
    return _weights(accept[:LONGEST]).get(HTML, 0.0) > 0


def is_json(content_type: bytes) -> bool:
    """Tell whether a body is declared as JSON in UTF-8, whatever other parameters there are."""
    return _is_json(content_type[:LONGEST])


def _weights(header: bytes) -> Mapping[str, float]:
    """Return the types that a header names, each with its weight, 0 to 1. Those in another charset are left out."""
    weights = {}
    for each in header.decode("latin-1").lower().split(","):
        kind, *parameters = each.split(";")
        given = dict(_named(parameter) for parameter in parameters)
        if given.get("charset", "utf-8") in {"utf-8", "utf8"}:
            weights[kind.strip()] = _weight(given.get("q", ""))
    return weights


def _named(parameter: str) -> tuple[str, str]:
    name, _, value = parameter.partition("=")
    return name.strip(), value.strip(' "')


def _weight(text: str) -> float:
    return float(text) if WEIGHT.fullmatch(text) else 1.0
