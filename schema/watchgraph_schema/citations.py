"""Citations: a permanent link to an answer, and what has become of the answer since.

A link names the document by its hash, the variables, the position and day that were now, the rules that the answer was
worked out by, and a digest of the answer itself. So it can be asked again in any copy of the log, by any version of
this program, and whether the answer is still the one that was cited is found, never assumed.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Final
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

import msgspec

from watchgraph.domain import edtf
from watchgraph_projections.catalogue.standing import Standing
from watchgraph_projections.rules import RULES
from watchgraph_schema.errors import BadCitationError
from watchgraph_schema.requests import Question
from watchgraph_schema.times import day_text
from watchgraph_schema.wording import types_reworded

PATH: Final = "/cite/"
_DIGITS: Final = 16
"""Hexadecimal digits of an answer's digest: enough that no other answer has them by chance."""
_HASH: Final = re.compile(r"[0-9a-f]{64}", re.ASCII)
_DIGEST: Final = re.compile(rf"[0-9a-f]{{{_DIGITS}}}", re.ASCII)
_RULES: Final = re.compile(r"[a-z-]{1,40}/\d{1,4}(,[a-z-]{1,40}/\d{1,4}){0,40}", re.ASCII)
LONGEST_DAY: Final = 60
_POSITION: Final = re.compile(r"\d{1,18}", re.ASCII)
_FIELDS: Final = frozenset({"position", "day", "variables", "operationName", "rules", "answer"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """An answer, named so that it can be had again.

    document: SHA-256 of the document's text, hexadecimal. rules: those in force when it was cited. answer: digest of
    the data.
    """

    document: str
    standing: Standing
    operation_name: str | None = None
    variables: Mapping[str, object] = field(default_factory=dict)
    rules: tuple[str, ...] = RULES
    answer: str

    @property
    def day(self) -> str:
        """The day that was today, as `2026-11-26`."""
        return day_text(self.standing.day) or ""

    @property
    def address(self) -> str:
        """The link, without the name of a server."""
        parts = {
            "position": str(self.standing.position),
            "day": self.day,
            "operationName": self.operation_name,
            "variables": msgspec.json.encode(self.variables, order="sorted").decode() if self.variables else None,
            "rules": ",".join(self.rules),
            "answer": self.answer,
        }
        given = {name: value for name, value in parts.items() if value is not None}
        return f"{PATH}{self.document}?{urlencode(given, safe='/,:', quote_via=quote)}"

    def question(self, text: str) -> Question:
        """Ask it again. text: of the document."""
        return Question(
            query=text, variables=self.variables or None, operation_name=self.operation_name, at=self.standing
        )


def hash_of(document: str) -> str:
    """The name of a document: SHA-256 of its text, hexadecimal."""
    return sha256(document.encode(errors="surrogatepass")).hexdigest()


def digest_of(data: object) -> str:
    """A short digest of the data of an answer."""
    return sha256(msgspec.json.encode(data)).hexdigest()[:_DIGITS]


def citation_of(question: Question, data: object, standing: Standing) -> Citation:
    """Cite the answer to a question. standing: where the catalogue stood when it was given."""
    return Citation(
        document=hash_of(question.query),
        standing=standing,
        operation_name=question.operation_name,
        variables=question.variables or {},
        answer=digest_of(data),
    )


def parts(link: str) -> tuple[str, Mapping[str, str]]:
    """Take a link apart, with or without the name of a server: the hash in its path, and its query."""
    whole = urlsplit(link)
    return whole.path.rpartition(PATH)[2], dict(parse_qsl(whole.query, keep_blank_values=True))


def read(document: str, given: Mapping[str, str]) -> Citation:
    """Read a link. document: what its path names. given: its query. Raises BadCitationError."""
    if not _HASH.fullmatch(document):
        raise BadCitationError("A citation names a document by 64 hexadecimal digits, its SHA-256, in lower case")
    if unknown := sorted(given.keys() - _FIELDS):
        known = ", ".join(f"`{name}`" for name in sorted(_FIELDS))
        raise BadCitationError(f"A citation has no `{unknown[0][:60]}`: it has {known}")
    return Citation(
        document=document,
        standing=Standing(_position(given.get("position", "")), _day(given.get("day", ""))),
        operation_name=given.get("operationName"),
        variables=_variables(given.get("variables", "{}")),
        rules=tuple(_proof(given, "rules", _RULES, "certain-possible/6").split(",")),
        answer=_proof(given, "answer", _DIGEST, "b87c26d843bb2710"),
    )


def _proof(given: Mapping[str, str], name: str, shape: re.Pattern[str], such: str) -> str:
    """What shows whether an answer is the one that was cited: without it any answer would pass for that."""
    if not shape.fullmatch(found := given.get(name, "")):
        raise BadCitationError(f"A citation has `{name}`, such as `{name}={such}`: follow the whole link")
    return found


def _position(text: str) -> int:
    if not _POSITION.fullmatch(text):
        raise BadCitationError("A citation has a `position` of the log, such as `position=1234`")
    return int(text)


def _day(text: str) -> int:
    try:
        day = edtf.latest_day(text)
    except edtf.EdtfError as error:
        said = f": {error}" if len(text) <= LONGEST_DAY else f", not one of {len(text):,} characters"
        raise BadCitationError(f"A citation has a `day`, such as `day=2026-11-26`{said}") from error
    if day_text(day) != text:
        raise BadCitationError(f"A citation has a whole `day`, such as `day=2026-11-26`, not {text}")
    return day


def _variables(text: str) -> dict[str, object]:
    try:
        return msgspec.json.decode(text, type=dict[str, object])
    except (msgspec.DecodeError, RecursionError, UnicodeEncodeError) as error:
        raise BadCitationError(f"A citation's `variables` are a JSON object: {types_reworded(str(error))}") from error
