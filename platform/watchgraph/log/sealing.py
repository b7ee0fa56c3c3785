"""Sealing one text under a key: AES-256-GCM, the nonce before the ciphertext.

The library is read with the first text, for it takes megabytes: a server that only answers seals and opens nothing.
"""

import secrets
from functools import cache
from typing import TYPE_CHECKING

from watchgraph.log.errors import BoxMovedError

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

NONCE_BYTES = 12


def box(key: bytes, text: str, bound_to: bytes) -> bytes:
    """Encrypt a text. bound_to: authenticated with it, needed to open it."""
    cipher, _ = _library()
    nonce = secrets.token_bytes(NONCE_BYTES)
    return nonce + cipher(key).encrypt(nonce, text.encode(), bound_to)


def unbox(key: bytes, boxed: bytes, bound_to: bytes) -> str:
    """Decrypt a box. Raises BoxMovedError."""
    cipher, moved = _library()
    try:
        return cipher(key).decrypt(boxed[:NONCE_BYTES], boxed[NONCE_BYTES:], bound_to).decode()
    except moved as error:
        raise BoxMovedError("a sealed text opens only where it was sealed, and under the key that sealed it") from error


@cache
def _library() -> "tuple[type[AESGCM], type[Exception]]":
    from cryptography.exceptions import InvalidTag  # noqa: PLC0415 - see above
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415

    return AESGCM, InvalidTag
