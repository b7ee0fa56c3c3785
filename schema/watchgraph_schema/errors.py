"""What a caller did wrong, each with a code that a program can tell apart."""

from typing import ClassVar

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


class TooMuchError(WatchgraphError):
    """The answer would grow larger than we give at once."""

    code: ClassVar[str] = "too-much"


class DocumentError(WatchgraphError):
    """The document is too deep, or leaves open which operation is meant."""

    code: ClassVar[str] = "document-refused"


class OperationNameError(DocumentError):
    """Several operations and no `operationName`."""

    code: ClassVar[str] = "operation-name-missing"


class TooManyFieldsError(DocumentError):
    """More fields than we answer, fragments put in place."""

    code: ClassVar[str] = "too-many-fields"


class TooDeepError(DocumentError):
    """Fields nested deeper than we answer."""

    code: ClassVar[str] = "too-deep"
