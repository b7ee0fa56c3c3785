"""What the log says of a document: enough to find it again, and no more of a hostile one than its beginning."""

import logging
from collections.abc import Mapping
from hashlib import sha256
from typing import Final

logger = logging.getLogger(__name__)

SHOWN_OF_QUERY: Final = 200


def note_failure(cause: Exception, query: str, request: str, errors: int) -> None:
    """Note what failed on our side, the first of so many errors. request: the id that the caller is told."""
    logger.error("A question could not be answered", exc_info=cause, extra=_about(query, request, errors))


def note_refusal(code: str, query: str, request: str, errors: int) -> None:
    """Note a document that asked for more than is answered, with the code of the first of so many errors."""
    logger.warning("A question was refused", extra={**_about(query, request, errors), "code": code})


def _about(query: str, request: str, errors: int) -> Mapping[str, object]:
    return {
        "errors": errors,
        "request": request,
        "query_digest": sha256(query.encode(errors="replace")).hexdigest(),
        "query_length": len(query),
        "query_start": query[:SHOWN_OF_QUERY],
    }
