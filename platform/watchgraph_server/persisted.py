"""Documents that are asked by name: those of the catalogue, those that operators trust, those that clients taught us.

Three ways to name one, each taken by GET and by POST:

* `documentId`, of the proposal for persisted documents in GraphQL over HTTP: `sha256:` with the hash, or an id of ours.
* `id` or `doc_id`, as Relay's networks send it.
* `extensions.persistedQuery`, Apollo's automatic persisted queries: the hash first; with the document only where we did
  not know it.

Who names one in several ways has to mean one. A document by name passes the same checks as any other when it is run.
"""

from collections import OrderedDict
from collections.abc import Mapping
from functools import cached_property
from threading import Lock
from types import MappingProxyType
from typing import ClassVar, Final

import msgspec

from watchgraph_schema.citations import hash_of
from watchgraph_schema.errors import RequestError, UnknownDocumentError
from watchgraph_schema.questions import Document, by_id, described
from watchgraph_server.documents import OPENED
from watchgraph_server.graphql_requests import Asked, RepeatedError

MOST_LEARNT: Final = 2_000
MOST_CHARACTERS: Final = 4_000_000
"""Of all documents learnt from clients together; those used longest ago go first."""
PREFIX: Final = "sha256:"
_SHOWN: Final = 80


class NotLearntError(RequestError):
    """A hash that no client has sent with its document lately: the protocol's signal to send both."""

    code: ClassVar[str] = "PERSISTED_QUERY_NOT_FOUND"


class WrongHashError(RequestError):
    """A document that came with the hash of another."""

    code: ClassVar[str] = "wrong-hash"


class UntrustedError(RequestError):
    """A document that the operators of this server did not list, and they let no other be asked."""

    code: ClassVar[str] = "untrusted-document"


class _Persisted(msgspec.Struct, frozen=True):
    version: int
    sha256: str = msgspec.field(name="sha256Hash")


class Learnt:
    """Documents that clients sent, by hash. Bounded: what was used longest ago is forgotten first. Thread-safe."""

    def __init__(self, most: int = MOST_LEARNT, characters: int = MOST_CHARACTERS) -> None:
        self._most = most
        self._characters = characters
        self._size = 0
        self._texts: OrderedDict[str, str] = OrderedDict()
        self._lock = Lock()

    def get(self, name: str) -> str | None:
        """Find a document by its hash."""
        with self._lock:
            found = self._texts.get(name)
            if found is not None:
                self._texts.move_to_end(name)
            return found

    def keep(self, text: str) -> None:
        """Remember a document."""
        name = hash_of(text)
        with self._lock:
            if name not in self._texts:
                self._size += len(text)
            self._texts[name] = text
            self._texts.move_to_end(name)
            while self._size > self._characters or len(self._texts) > self._most:
                self._size -= len(self._texts.popitem(last=False)[1])


class Documents:
    """All that can be asked by name. trusted: what operators list, by their ids; only: nothing else is answered.

    Beside those the explorer may open what has an id.
    """

    def __init__(self, trusted: Mapping[str, str] = MappingProxyType({}), *, only: bool = False) -> None:
        self.only = only
        self._trusted = trusted
        self._by_id = {**{each.id: each.text for each in by_id().values()}, **trusted}
        self._by_hash = {hash_of(text): text for text in (*self._by_id.values(), OPENED)}
        self._learnt = Learnt()

    @cached_property
    def listed(self) -> tuple[Document, ...]:
        """What operators list, for people to choose from; nothing where any document is answered."""
        return tuple(described(name, text) for name, text in self._trusted.items()) if self.only else ()

    def text(self, asked: Asked) -> str:
        """Find the document that a request means.

        Raises UnknownDocumentError, NotLearntError, WrongHashError, UntrustedError; RepeatedError where several are
        named, and RequestError where none is.
        """
        names = {name: given for name, given in _names(asked).items() if given}
        persisted = _persisted(asked)
        if names:
            return self._named(names, persisted, asked)
        if asked.query is None:
            return self._known(persisted)
        if persisted is not None and persisted != hash_of(asked.query):
            raise WrongHashError("`sha256Hash` is not the SHA-256 of `query`: take it of the very text that is sent")
        if self.only and hash_of(asked.query) not in self._by_hash:
            raise UntrustedError("Only documents that are listed here are answered: ask for one by `documentId`")
        return asked.query

    def learn(self, asked: Asked) -> None:
        """Remember a document that came with its hash and was understood."""
        if asked.query is not None and not self.only and _persisted(asked) is not None:
            self._learnt.keep(asked.query)

    def _named(self, names: Mapping[str, str], persisted: str | None, asked: Asked) -> str:
        if asked.query is not None:
            raise RequestError("Give a document or the name of one, not both")
        found = {self._by_name(given) for given in names.values()}
        others = () if persisted is None else ("extensions.persistedQuery",)
        if len(found) > 1 or (persisted is not None and persisted != hash_of(min(found))):
            given = ", ".join(f"`{each}`" for each in (*names, *others))
            raise RepeatedError(f"{given} name different documents: give one of them")
        return found.pop()

    def _by_name(self, name: str) -> str:
        bare = name.removeprefix(PREFIX)
        found = self._by_id.get(name) or self._by_hash.get(bare) or self._learnt.get(bare)
        if found is None:
            raise UnknownDocumentError(
                f"No document is known by {name[:_SHOWN]!r}: give its hash after `{PREFIX}`, or an id listed here"
            )
        return found

    def _known(self, name: str | None) -> str:
        if name is None:
            raise RequestError(
                "Give the document in `query`: in the JSON object of a POST, or as a parameter of a GET; or a document "
                "that is known by name in `documentId`"
            )
        found = self._by_hash.get(name) or self._learnt.get(name)
        if found is None:
            raise NotLearntError("PersistedQueryNotFound")  # clients compare these very words
        return found


def _names(asked: Asked) -> Mapping[str, str | None]:
    return {"documentId": asked.document_id, "id": asked.id, "doc_id": asked.doc_id}


def _persisted(asked: Asked) -> str | None:
    """The hash of an automatic persisted query; None where the request is none."""
    given = (asked.extensions or {}).get("persistedQuery")
    if given is None:
        return None
    try:
        found = msgspec.convert(given, _Persisted)
    except msgspec.ValidationError as error:
        raise RequestError(f"`extensions.persistedQuery` is {{version: 1, sha256Hash: …}}: {error}") from error
    if found.version != 1:
        raise RequestError(f"`extensions.persistedQuery` has the version 1, not {found.version}")
    return found.sha256
