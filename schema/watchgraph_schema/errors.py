"""What a caller did wrong, each with a code that a program can tell apart."""

from collections.abc import Sequence
from typing import ClassVar

from graphql import GraphQLError, Node

from watchgraph.errors import WatchgraphError


class RequestError(WatchgraphError):
    """The request cannot be read at all: its size, encoding or shape."""

    code: ClassVar[str] = "bad-request"


class TooLargeError(RequestError):
    """The body is larger than we read."""

    code: ClassVar[str] = "body-too-large"


class MediaTypeError(RequestError):
    """The body is not declared as JSON."""

    code: ClassVar[str] = "not-json"


class BadCitationError(RequestError):
    """A link to an answer that does not say which."""

    code: ClassVar[str] = "bad-citation"


class UnknownDocumentError(RequestError):
    """A document that is named by its hash or its id and is not known here."""

    code: ClassVar[str] = "unknown-document"


class LaterPositionError(RequestError):
    """A position that the log of this copy does not reach: of a link to an answer, or of a request's header."""

    code: ClassVar[str] = "later-position"


class UnknownParameterError(RequestError):
    """A parameter that a question does not have."""

    code: ClassVar[str] = "unknown-parameter"


class BadParameterError(RequestError):
    """A parameter of a question whose value is of another type."""

    code: ClassVar[str] = "bad-parameter"


class BadIdError(WatchgraphError):
    """An id that is no UUID."""

    code: ClassVar[str] = "bad-id"


class BadCursorError(WatchgraphError):
    """A cursor that we did not make."""

    code: ClassVar[str] = "bad-cursor"


class ForeignCursorError(WatchgraphError):
    """A cursor of another list, another order or another moment."""

    code: ClassVar[str] = "foreign-cursor"


class PageError(WatchgraphError):
    """A page size below 1, or both `first` and `last`."""

    code: ClassVar[str] = "bad-page"


class PageTooLargeError(PageError):
    """More than a page holds."""

    code: ClassVar[str] = "page-too-large"


class BadArgumentError(WatchgraphError):
    """An argument whose value makes no sense here; the message says which and what would."""

    code: ClassVar[str] = "bad-argument"


class UnknownTopicError(WatchgraphError):
    """A topic that neither a predicate nor a declared search has; the message says which come near."""

    code: ClassVar[str] = "unknown-topic"


class UnknownEntityError(WatchgraphError):
    """An id that no entity has, or had at the moment that is asked about.

    then: ids that were known at that moment, of entities that are one with it today. known_from: the position of the
    log from which on it is known; None where it never is.
    """

    code: ClassVar[str] = "unknown-id"

    def __init__(self, message: str, then: Sequence[str] = (), known_from: int | None = None) -> None:
        super().__init__(message)
        self.then, self.known_from = tuple(then), known_from

    def details(self) -> dict[str, object]:
        known = {} if self.known_from is None else {"knownFrom": self.known_from}
        return {**known, "knownThen": list(self.then)} if self.then else {**known}


class DocumentError(WatchgraphError):
    """The document is not run. nodes: where in it the reason lies."""

    code: ClassVar[str] = "document-refused"

    def __init__(self, message: str, *nodes: Node) -> None:
        super().__init__(message)
        self.nodes = nodes

    def located(self) -> Sequence[GraphQLError]:
        """What the caller is told, with lines and columns."""
        return [GraphQLError(str(self), list(self.nodes), original_error=self)]


class InvalidDocumentError(DocumentError):
    """The document is no GraphQL, or asks for what the schema does not have. errors: at least one, located."""

    code: ClassVar[str] = "bad-document"

    def __init__(self, errors: Sequence[GraphQLError]) -> None:
        super().__init__(errors[0].message)
        self.errors = tuple(errors)

    def located(self) -> Sequence[GraphQLError]:
        """Each of the errors."""
        return [
            GraphQLError(each.message, each.nodes, each.source, each.positions, original_error=self)
            for each in self.errors
        ]


class OperationNameError(DocumentError):
    """Several operations and no `operationName`."""

    code: ClassVar[str] = "operation-name-missing"


class UnknownOperationError(DocumentError):
    """An `operationName` that no operation of the document has."""

    code: ClassVar[str] = "unknown-operation"


class OnlyQueriesError(DocumentError):
    """A mutation or a subscription, where only queries are answered."""

    code: ClassVar[str] = "only-queries"


class LimitError(DocumentError):
    """The document is larger than we answer; the message says which limit, and what was found."""


class TooLongError(LimitError):
    """More characters or tokens than we read."""

    code: ClassVar[str] = "document-too-long"


class TooManyFieldsError(LimitError):
    """More fields than we answer, fragments put in place."""

    code: ClassVar[str] = "too-many-fields"


class TooManyFragmentsError(LimitError):
    """More fragments than we compare with each other."""

    code: ClassVar[str] = "too-many-fragments"


class TooManyAliasesError(LimitError):
    """More aliases than we answer, fragments put in place."""

    code: ClassVar[str] = "too-many-aliases"


class TooManyDirectivesError(LimitError):
    """More directives than we follow, fragments put in place."""

    code: ClassVar[str] = "too-many-directives"


class TooDeepError(LimitError):
    """Fields, or lists and objects in values, nested deeper than we answer."""

    code: ClassVar[str] = "too-deep"


class FilterTooLargeError(LimitError):
    """More parts of a filter, or parts within parts, than are compared at once."""

    code: ClassVar[str] = "filter-too-large"


class TooMuchError(LimitError):
    """The answer may grow larger than we give at once, or take longer; the message says how it is reckoned."""

    code: ClassVar[str] = "too-much"
