"""The reference page of the vocabulary, `docs/vocabulary.md`, written from the declarations."""

from collections.abc import Iterator

from watchgraph.vocabulary import CODE_LISTS, KINDS, PREDICATES
from watchgraph.vocabulary.codes import CodeList
from watchgraph.vocabulary.declarations.kinds import ANY
from watchgraph.vocabulary.predicates import Predicate, Qualifier, Range, ValueType

INTRODUCTION = """\
# The vocabulary

What claims can be about, and what they can say. Written from `watchgraph.vocabulary` by `make docs`: change the
declaration, not this page.

A predicate is a **state** (a bare date says that it was so then; it may go on) or an **occurrence** (it is over). Of
a predicate that takes **one** value, two standing values are rivals; of one that takes **many** they stand side by
side. A qualifier in **bold** has to be given; one in *italics* stands beside the key: statements that differ only in
it speak of the same thing.
"""


def markdown() -> str:
    """Write the whole page: kinds, predicates by family, code lists; ends with a newline."""
    return "\n".join([INTRODUCTION, *_kinds(), *_predicates(), *_code_lists()])


def _kinds() -> Iterator[str]:
    yield "## Kinds of entities\n"
    yield "| kind | what it is | nearest elsewhere |"
    yield "| --- | --- | --- |"
    for kind in KINDS.values():
        yield f"| `{kind.name}` | {kind.doc} | {kind.nearest or ''} |"
    yield ""


def _predicates() -> Iterator[str]:
    yield "## Predicates\n"
    for family in dict.fromkeys(predicate.family for predicate in PREDICATES.values()):
        yield f"### {family}\n"
        for predicate in PREDICATES.values():
            if predicate.family == family:
                yield from _predicate(predicate)


def _predicate(predicate: Predicate) -> Iterator[str]:
    subjects = "any kind" if predicate.domain == ANY else _names(predicate.domain)
    yield f"#### {predicate.name}\n"
    yield f"{predicate.doc}\n"
    yield f"- said of {subjects}; takes {_range(predicate.range)}"
    yield f"- {predicate.persistence.lower()}, {predicate.cardinality.lower()}{_marks(predicate)}"
    yield f"- defined by: {predicate.source}"
    for qualifier in predicate.qualifiers:
        yield f"- {_qualifier(qualifier)}"
    yield ""


def _marks(predicate: Predicate) -> str:
    marks = {
        "draws an edge": predicate.edge,
        "may be counted": predicate.countable,
        "shown as a field": predicate.headline,
        "says what is planned": predicate.planned,
        f"words sealed for {_names(predicate.sealed)}": bool(predicate.sealed),
    }
    return "".join(f", {mark}" for mark, given in marks.items() if given)


def _qualifier(qualifier: Qualifier) -> str:
    name = f"`{qualifier.name}`"
    if qualifier.required:
        name = f"**{name}**"
    if not qualifier.keyed:
        name = f"*{name}*"
    basis = " Numbers that differ in it are never put together." if qualifier.basis else ""
    return f"{name} ({_range(qualifier.range)}): {qualifier.doc}{basis}"


def _range(expected: Range | None) -> str:
    if expected is None:
        return "no object"
    match expected.type:
        case ValueType.ENTITY:
            return _names(expected.kinds) if expected.kinds else "any entity"
        case ValueType.CODE if expected.codes is not None:
            return f"a code of [{expected.codes.scheme}](#{expected.codes.scheme})"
        case ValueType.QUANTITY:
            return f"a quantity in `{expected.unit}`" if expected.unit else "a quantity with its unit"
        case other:
            return f"a value of type {other.value}"


def _names(names: tuple[str, ...]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _code_lists() -> Iterator[str]:
    yield "## Code lists\n"
    for codes in sorted(CODE_LISTS.values(), key=lambda one: one.scheme):
        yield from _code_list(codes)


def _code_list(codes: CodeList) -> Iterator[str]:
    yield f"### {codes.scheme}\n"
    yield f"{codes.doc} Kept by: {codes.source}.\n"
    if not codes.codes:
        yield "Any code of that list is allowed." + (" These are shown by their names:\n" if codes.names else "")
    for code, name in codes.names.items():
        yield f"- `{code}`: {name}"
    for code, meaning in codes.codes.items():
        yield f"- `{code}`: {meaning}"
    yield ""
