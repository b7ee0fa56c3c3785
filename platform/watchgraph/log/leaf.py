"""The leaf of the log's Merkle tree: one entry, byte for byte as it is stored."""

import hashlib
from uuid import UUID

from watchgraph.log.errors import EventTooLargeError

LIMIT = 65_535
HEAD = 16 + 8 + 2
SURELY_SMALL = 65_000


def entry(stream: UUID, version: int, topic: str, state: bytes) -> bytes:
    """Lay an event out: stream (16 bytes), version (8, big-endian), topic length (2), topic, state as stored."""
    name = topic.encode()
    return stream.bytes + version.to_bytes(8, "big") + len(name).to_bytes(2, "big") + name + state


def leaf_hash(laid_out: bytes) -> bytes:
    """Hash an entry as RFC 6962 hashes a leaf: SHA-256 of a zero byte and the entry."""
    return hashlib.sha256(b"\x00" + laid_out).digest()


def check_size(topic: str, state: bytes) -> None:
    """Refuse what would make an entry too long. Raises EventTooLargeError."""
    size = HEAD + len(topic) + len(state)
    if size >= LIMIT:
        raise EventTooLargeError(f"{topic} takes {size} bytes; an entry must stay under {LIMIT}: split or shorten it")
