"""One command a line, as people write them: `{"do": "accept", "claim": "$size"}`.

Values have the forms of claim files; `$size` is what an earlier line was named by `"as": "$size"`. Fields of what a
command carries (a source, an artifact, a piece of evidence) stand beside its own.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar, TypeVar, get_args
from uuid import UUID

import msgspec

from watchgraph.domain.forms import read_value
from watchgraph.errors import WatchgraphError
from watchgraph.ledger import COMMANDS
from watchgraph.ledger.base import Command, EvidenceGiven
from watchgraph.ledger.claims import Propose
from watchgraph.ledger.statements import StatementError, StatementGiven
from watchgraph.vocabulary import Predicate, nearest, predicate

JsonObject = dict[str, object]

_LOCAL = re.compile(r"\$[A-Za-z0-9][A-Za-z0-9._-]*")
_AT = re.compile(r"(?P<message>.*) - at `\$\.?(?P<field>.*)`")


@dataclass(frozen=True, slots=True, kw_only=True)
class LineError:
    """One broken rule. line: counted from 1. field: of the line, empty where it is the whole. code: of the rule."""

    line: int
    field: str
    code: str
    message: str


class LineRefusal(WatchgraphError):  # noqa: N818 - a bearer of errors, raised and caught inside the package
    """A line that cannot be read; `found` holds (field, code, message) for each broken rule."""

    code: ClassVar[str] = "bad-line"

    def __init__(self, *found: tuple[str, str, str]) -> None:
        super().__init__("; ".join(message for _, _, message in found))
        self.found = found


class UnknownNameError(WatchgraphError):
    """No earlier line has that name."""

    code: ClassVar[str] = "unknown-name"


class NotAnIdError(WatchgraphError):
    """Neither an id nor a local name."""

    code: ClassVar[str] = "not-an-id"


class BrokenNameError(WatchgraphError):
    """The line that defines the name is itself refused."""

    code: ClassVar[str] = "broken-name"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line that was read. name: what later lines call its outcome. id: the command's, where the line gives one."""

    command: Command
    name: str | None
    id: UUID | None


class Names:
    """Local names of a file and the ids that they stand for; None for those whose line was refused."""

    def __init__(self) -> None:
        self._ids: dict[str, UUID | None] = {}

    def define(self, name: str | None, id_: UUID | None) -> None:
        """Let a name stand for an id."""
        if name is not None:
            self._ids[name] = id_

    def resolve(self, text: str) -> UUID:
        """Return the id that a local name or an id in text stands for.

        Raises UnknownNameError, BrokenNameError, NotAnIdError.
        """
        if text.startswith("$"):
            if text not in self._ids:
                raise UnknownNameError(f"no line before is named {text}{nearest(text, self._ids)}")
            known = self._ids[text]
            if known is None:
                raise BrokenNameError(f"the line that defines {text} is refused")
            return known
        try:
            return UUID(text)
        except ValueError:
            raise NotAnIdError(f"{text!r} is no id: write a UUID, or the $name of an earlier line") from None


def _parts(cls: type[Command]) -> dict[str, type[msgspec.Struct]]:
    """Fields of a command that hold a struct, whose fields are written beside the command's own."""
    return {
        field.name: field.type
        for field in msgspec.structs.fields(cls)
        if isinstance(field.type, type) and issubclass(field.type, msgspec.Struct)
    }


def _ids_of(struct: type[msgspec.Struct]) -> set[str]:
    return {field.encode_name for field in msgspec.structs.fields(struct) if _holds_ids(field.type)}


def _holds_ids(annotation: object) -> bool:
    return annotation is UUID or any(_holds_ids(part) for part in get_args(annotation))


_BY_NAME: Mapping[str, type[Command]] = {str(cls.__struct_config__.tag): cls for cls in COMMANDS}
_STRUCTS: set[type[msgspec.Struct]] = {
    *COMMANDS,
    EvidenceGiven,
    StatementGiven,
    *(part for cls in COMMANDS for part in _parts(cls).values()),
}
_ID_FIELDS = {name for struct in _STRUCTS for name in _ids_of(struct)}
_EVIDENCE_FIELDS = EvidenceGiven.__struct_fields__


Read = TypeVar("Read")


def _field(field: str, read: Callable[[str], Read], text: str) -> Read:
    """Read one field; its error says which it was."""
    try:
        return read(text)
    except WatchgraphError as error:
        raise LineRefusal((field, error.code, str(error))) from error


def read_line(text: str, names: Names) -> Line:
    """Read one line. Raises LineRefusal with all that is wrong with its form."""
    whole = _object(text)
    name = _taken(whole, "as")
    if name is not None and not _LOCAL.fullmatch(name):
        raise LineRefusal(("as", "bad-name", f"{name!r} is no local name: write it like $size"))
    id_ = _taken(whole, "id")
    cls = _class(whole.get("do"))
    return Line(
        command=_command(cls, whole, names), name=name, id=None if id_ is None else _field("id", names.resolve, id_)
    )


def name_of(text: str) -> str | None:
    """The name that a line would define, even where the line is refused."""
    try:
        return _taken(_object(text), "as")
    except LineRefusal:
        return None


def _object(text: str) -> JsonObject:
    try:
        return msgspec.json.decode(text, type=JsonObject)
    except (msgspec.DecodeError, RecursionError) as error:
        raise LineRefusal(("", "not-json", f"a line is one JSON object in braces: {error}")) from error


def _taken(whole: JsonObject, field: str) -> str | None:
    value = whole.pop(field, None)
    if value is not None and not isinstance(value, str):
        raise LineRefusal((field, "bad-field", f"{field} should be text in quotes"))
    return value


def _class(name: object) -> type[Command]:
    cls = _BY_NAME.get(name) if isinstance(name, str) else None
    if cls is None:
        hint = nearest(str(name), _BY_NAME) or f"; there are {', '.join(_BY_NAME)}"
        raise LineRefusal(("do", "unknown-command", f"{name!r} is no command{hint}"))
    return cls


def _command(cls: type[Command], whole: JsonObject, names: Names) -> Command:
    if cls is Propose:
        whole = _proposal(whole, names)
    elif isinstance(replacement := whole.get("replacement"), dict):
        whole = {**whole, "replacement": {"do": "propose", **_proposal(replacement, names)}}
    else:
        for field, part in _parts(cls).items():
            _gather(whole, field, part.__struct_fields__)
    try:
        return msgspec.convert(_resolved(whole, names), cls)
    except msgspec.ValidationError as error:
        found = _AT.fullmatch(str(error))
        field, message = (found["field"], found["message"]) if found else ("", str(error))
        raise LineRefusal((field, "bad-field", message)) from error


def _gather(whole: JsonObject, field: str, parts: tuple[str, ...]) -> None:
    """Move the fields of a part from beside it into it."""
    if isinstance(whole.get(field), dict):
        return
    whole[field] = {part: whole.pop(part) for part in parts if part in whole and part != field}


def _proposal(whole: JsonObject, names: Names) -> JsonObject:
    if not isinstance(whole.get("evidence"), list):
        given = {field: whole.pop(field) for field in _EVIDENCE_FIELDS if field in whole}
        whole["evidence"] = [given] if given else []
    stated: JsonObject = {
        field: whole.pop(field) for field in (*StatementGiven.__struct_fields__, "with") if field in whole
    }
    return {**whole, "statement": _statement(stated, names)}


def _statement(stated: JsonObject, names: Names) -> JsonObject:
    declared = _field("predicate", predicate, str(stated.get("predicate", "")))
    given = stated.pop("with", {})
    if not isinstance(given, dict):
        raise LineRefusal(("with", "bad-field", 'qualifiers are an object, like {"role": "PRIME"}'))
    if "object" in stated:
        stated["object"] = _value("object", declared, None, stated["object"], names)
    qualifiers = [
        {"name": name, "value": _value(f"with.{name}", declared, name, form, names)} for name, form in given.items()
    ]
    return {**stated, "qualifiers": qualifiers}


def _value(field: str, declared: Predicate, qualifier: str | None, form: object, names: Names) -> object:
    expected = declared.range
    if qualifier is not None:
        known = declared.qualifier(qualifier)
        if known is None:
            allowed = ", ".join(item.name for item in declared.qualifiers) or "none"
            message = f"{declared.name} has no qualifier {qualifier!r}; it takes: {allowed}"
            raise LineRefusal((field, "unknown-qualifier", message))
        expected = known.range
    if expected is None:
        raise LineRefusal((field, "unexpected-object", f"{declared.name} takes no object"))
    try:
        return msgspec.to_builtins(read_value(expected, form, names.resolve))
    except WatchgraphError as error:
        raise LineRefusal((field, error.code, str(error))) from error


def _resolved(value: object, names: Names, field: str = "") -> object:
    """Replace local names by ids in the fields that hold ids."""
    if isinstance(value, dict):
        return {key: _resolved(item, names, key) for key, item in value.items()}
    if isinstance(value, list):
        return [_resolved(item, names, field) for item in value]
    if isinstance(value, str) and field in _ID_FIELDS:
        return str(_field(field, names.resolve, value))
    return value


def broken_rules(error: WatchgraphError) -> Iterator[tuple[str, str, str]]:
    """Take an error apart into (field, code, message), one for each broken rule."""
    match error:
        case LineRefusal(found=found):
            yield from found
        case StatementError(problems=problems):
            yield from ((problem.field, problem.rule, problem.message) for problem in problems)
        case _:
            yield _FIELDS.get(error.code, ""), error.code, str(error)


_FIELDS = {
    "claim-without-evidence": "evidence",
    "interval-reversed": "valid",
    "last-support": "evidence",
    "missing-locator": "locator",
    "not-edtf": "valid",
    "own-claim": "claim",
    "private-person-named": "object",
    "quote-too-long": "quote",
    "unknown-claim": "claim",
    "unknown-dispute": "dispute",
    "unknown-kind": "kind",
    "unknown-predicate": "predicate",
    "unknown-source": "source",
    "unknown-subject": "subject",
    "wrong-identity": "identity",
    "wrong-state": "claim",
}
"""The field of a line that a rule is mostly about."""
