"""The codes of errors: all that an answer can carry, each with what it means and what would be right."""

from enum import Enum

import strawberry

from watchgraph_schema.describing import described, resolved
from watchgraph_schema.enums import describe_enum
from watchgraph_schema.prices import of_length

PERSISTED = "PERSISTED_QUERY_NOT_FOUND"
"""The one code that is not ours: clients of automatic persisted queries wait for it."""


class ErrorCode(Enum):
    """What an error means, and what would be right."""

    BAD_ARGUMENT = "An argument makes no sense here.", "The message says which, and what would do."
    BAD_CITATION = "A link to an answer does not say which.", "Use a link as `extensions.citation` gave it."
    BAD_CONDITION = "A condition asks for what its predicate cannot say.", "See `predicates` for what each says."
    BAD_CURSOR = "A cursor that we did not make.", "Use a cursor as an answer gave it."
    BAD_DOCUMENT = "The document is no GraphQL, or asks for what the schema does not have.", "Correct what is named."
    BAD_HOPS = "A path of so many hops is not looked for.", "Ask for 1 to 6."
    BAD_HOST = "The request is addressed to a host that is not served here.", "Use the server's own name."
    BAD_ID = "The id is no UUID.", "Use an id as an answer gave it."
    BAD_PAGE = "A page cannot have that size.", "Ask for 1 to 100 items, by `first` or by `last`."
    BAD_PARAMETER = "A parameter of a question has a value of another type.", "The message says which type it has."
    BAD_POSITION = "The header Watchgraph-Position is no position.", "Give the number that a command told."
    BAD_RECORDED_AT = (
        "`recordedAt` is neither a position nor an instant, or one that is not here yet.",
        "Write `1234`, or `2026-11-23T12:00:00Z`.",
    )
    BAD_REQUEST = "The request is no GraphQL request.", "Send a JSON object in UTF-8 with a `query`."
    BAD_URL = "The text is no web address.", "Give one with https:// and a host, or a DOI."
    BAD_VALID_AT = "`validAt` names no single day, month or year.", "Write `2019`, `2019-05` or `2019-05-04`."
    BAD_VARIABLE = (
        "A variable is missing, or of another type than its declaration.",
        "Give what the operation declares.",
    )
    BATCHING_OFF = "Several requests came in one body.", "Send one request at a time."
    BODY_TOO_LARGE = "The request is longer than we read.", "Send at most 200,000 bytes."
    BODY_TOO_SLOW = "The request did not come in time.", "Send it within ten seconds."
    BUSY = "Too many wait for an answer.", "Ask again in a second."
    CANNOT_CITE = "The document cannot be kept, so a link to its answer would not last.", "Ask without a citation."
    DATABASE_UNAVAILABLE = "The database that answers come from does not answer now.", "Ask again in a second."
    DOCUMENT_TOO_LONG = "The document is longer than we read.", "At most 15,000 characters and 2,000 tokens."
    FILTER_TOO_LARGE = "More parts of a filter than are compared at once.", "Fewer parts, or parts within parts."
    FOREIGN_CURSOR = (
        "A cursor of another list, filter, order or moment.",
        "Use it with the list that made it, or begin without one.",
    )
    GIVEN_TWICE = "A header, parameter or member is given twice.", "Give each once."
    GRAPH_UNAVAILABLE = (
        "The database that keeps the graph does not answer now, or has yet to come to the state that is shown.",
        "Ask again after the seconds that `extensions.retryAfterSeconds` says; all other fields are answered.",
    )
    INTERNAL = "Our fault.", "Quote the number of the request."
    INTERVAL_REVERSED = "An interval ends before it starts.", "Write the earlier date first."
    LATER_POSITION = (
        "The log here does not go as far as the position, or the day, that is cited or waited for.",
        "Ask where it was told.",
    )
    METHOD_NOT_ALLOWED = "The address takes no such method.", "See the header Allow."
    NOTHING_TO_SEARCH = "The text has no letter and no digit.", "Search for words."
    NOT_COUNTABLE = "Nothing that is named can be counted, or added up.", "See `predicates` for what can."
    NOT_EDTF = "A date that we do not understand.", "Write EDTF, such as `2019-05` or `2018/2020`."
    NOT_GROUPABLE = "The predicate has no entity, code or date to group by.", "Group by another."
    NOT_JSON = "The request is not declared as JSON.", "Send `Content-Type: application/json`, uncompressed."
    NOT_MEASURABLE = "The predicate has no numbers.", "Measure by one of a quantity or of money."
    NOT_SERVED = "Nothing is served at this address.", "GraphQL is at `/graphql`."
    NOT_SHOWN_YET = "The position that the request names is not shown yet.", "Ask again in a second."
    ONLY_QUERIES = "A mutation or a subscription.", "Ask queries."
    OPERATION_NAME_MISSING = "The document has several operations.", "Name one in `operationName`."
    PAGE_TOO_LARGE = "More than a page holds.", "Ask for 100 items at most, then for the next page."
    PERSISTED_QUERY_NOT_FOUND = "No document of this hash was sent lately.", "Send the document with its hash."
    RATE_LIMITED = "Your network has spent its points.", "Ask again after the seconds that Retry-After says."
    REFUSED = "The server refuses the request.", "The status says why."
    SAME_ENDS = "Both ends of a path are one entity.", "Give two."
    SEARCH_TOO_LONG = "The text is longer than a search may be.", "Search for fewer words."
    TOO_DEEP = (
        "Fields, or values, nest too deep.",
        "At most 12 levels of fields, 20 about the schema, and 16 of lists and objects.",
    )
    TOO_MANY_ALIASES = "More aliases than we answer.", "At most 20, fragments put in place."
    TOO_MANY_DIRECTIVES = "More directives than we follow.", "At most 9, fragments put in place."
    TOO_MANY_FIELDS = (
        "More fields than we answer.",
        "At most 300, and 500 about the schema, fragments put in place; 25 of one in one place.",
    )
    TOO_MANY_FRAGMENTS = "More fragments than we compare.", "At most 60 in a document."
    TOO_MUCH = "The query may cost too much.", "Smaller pages, fewer levels, fewer conditions, or one thing at a time."
    TOO_SLOW = "Reading for one request took too long.", "Smaller pages, fewer levels or narrower filters."
    TOO_WIDE = "A search would have to read too much.", "Fewer hops, fewer predicates or more confidence."
    UNKNOWN_CODE_LIST = "No code list has this name.", "The message names the nearest."
    UNKNOWN_DOCUMENT = "No document of this hash or name is known here.", "Send the document."
    UNKNOWN_ID = (
        "No entity has this id, or had it at that moment.",
        "Find its id by `search`, ask as of `extensions.knownFrom`, or take one of `extensions.knownThen`.",
    )
    UNKNOWN_KIND = "No kind of entity has this name.", "The message names the nearest."
    UNKNOWN_OPERATION = "The document has no operation of this name.", "Name one that it has."
    UNKNOWN_PARAMETER = "The question has no parameter of this name.", "See `savedQueries` for those that it has."
    UNKNOWN_PREDICATE = "No predicate has this name.", "The message names the nearest."
    UNKNOWN_TOPIC = "No predicate and no declared search has this topic.", "The message names the nearest."
    UNKNOWN_UNIVERSE = "No such data set or edition was imported by then.", "See `datasets`."
    UNTRUSTED_DOCUMENT = "Only documents that this server's operators listed are answered.", "Ask one of those."
    WRONG_HASH = "The document came with the hash of another.", "Send its own SHA-256, in hexadecimal."
    WRONG_START = "A money trail starts at a place, a deployment or a vendor.", "Start at one."

    @property
    def code(self) -> str:
        """What stands in `extensions.code`."""
        return self.name if self.name == PERSISTED else self.name.lower().replace("_", "-")

    @property
    def meaning(self) -> str:
        """What is wrong."""
        return self.value[0]

    @property
    def remedy(self) -> str:
        """What would be right."""
        return self.value[1]


describe_enum(
    ErrorCode,
    "What is wrong with a request. `extensions.code` of an error has the name in small letters: `bad-id`.",
    {each.name: f"{each.meaning} {each.remedy}" for each in ErrorCode},
)


@described
class ErrorKind:
    """A kind of errors: a program tells them apart by their code, which never changes."""

    kind: strawberry.Private[ErrorCode]

    @resolved
    def name(self) -> ErrorCode:
        """Its name in this schema."""
        return self.kind

    @resolved
    def code(self) -> str:
        """What stands in `extensions.code` of such an error."""
        return self.kind.code

    @resolved
    def meaning(self) -> str:
        """What is wrong."""
        return self.kind.meaning

    @resolved
    def remedy(self) -> str:
        """What would be right."""
        return self.kind.remedy


@described
class ErrorQuestions:
    """What can go wrong."""

    @of_length(len(ErrorCode))
    @resolved
    def error_kinds(self) -> list[ErrorKind]:
        """Every kind of error that an answer can carry. A closed list, so it has no pages."""
        return [ErrorKind(kind=each) for each in ErrorCode]
