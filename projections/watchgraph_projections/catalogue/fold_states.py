"""How the fold keeps a claim's aggregate between commits: bytes in a table that nobody else reads."""

from uuid import UUID

import msgspec

from watchgraph.domain.claims import Claim
from watchgraph.domain.values import Sealed


class KeptClaim(msgspec.Struct):
    """A claim's aggregate and the open disputes (keys) that name it."""

    id: UUID
    claim: Claim
    disputes: set[int] = msgspec.field(default_factory=set)


def _plain(value: object) -> object:
    if isinstance(value, Sealed):
        return [value.unit, value.field, value.text, value.digest]
    raise NotImplementedError(type(value).__name__)


def _sealed(kind: type, value: object) -> object:
    if kind is Sealed and isinstance(value, list):
        return Sealed(*value)
    raise NotImplementedError(kind.__name__)


_encoder = msgspec.msgpack.Encoder(enc_hook=_plain)
_decoder = msgspec.msgpack.Decoder(KeptClaim, dec_hook=_sealed)


def keep(kept: KeptClaim) -> bytes:
    """Encode, sealed texts in plain: the table is purged with the others on a redaction."""
    return _encoder.encode(kept)


def take(state: bytes) -> KeptClaim:
    """Decode."""
    return _decoder.decode(state)
