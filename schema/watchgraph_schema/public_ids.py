"""Ids of entities, claims, sources: UUIDs, as callers write them."""

import re

from watchgraph_schema.compiling.placeholders import takes_placeholders
from watchgraph_schema.errors import BadIdError

_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.ASCII)


@takes_placeholders
def public_id(text: str) -> str:
    """Write an id as it is stored. Raises BadIdError for what is no UUID."""
    lower = text.lower()
    if not _UUID.fullmatch(lower):
        raise BadIdError(
            f"{text[:60]!r} is no id: ids are UUIDs such as 0b6c1c5e-5c1e-5e0b-9a55-8d5a1f0b6c11; `search` finds those "
            "of what you know by name"
        )
    return lower
