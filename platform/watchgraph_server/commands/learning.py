"""`schema`, `vocabulary` and the version: what there is to learn, from the declarations themselves."""

from difflib import get_close_matches
from importlib import metadata

from rich.console import Console

from watchgraph.vocabulary import CODE_LISTS, KINDS, PREDICATES
from watchgraph.vocabulary.codes import CodeList
from watchgraph.vocabulary.kinds import Kind
from watchgraph.vocabulary.predicates import Predicate, Range, ValueType
from watchgraph_server.outcomes import BadInputError
from watchgraph_server.output import write, write_json
from watchgraph_server.terminal import console, heading, row

Declaration = Kind | Predicate | CodeList


def version() -> None:
    """Print the version of this program."""
    try:
        installed = metadata.version("watchgraph")
    except metadata.PackageNotFoundError:
        installed = "0 (run from its folder, not installed)"
    write(f"watchgraph {installed}")


def schema() -> None:
    """Print the GraphQL schema as `schema/schema.graphql` has it."""
    from watchgraph_schema.schema import printed  # noqa: PLC0415 - `vocabulary` must not wait for strawberry

    write(printed())


def vocabulary(name: str | None, *, as_json: bool) -> None:
    """Print the whole page (Markdown), or one declaration. Raises BadInputError for an unknown name."""
    if name is not None:
        _one(declaration(name), as_json=as_json)
    elif as_json:
        write_json({"kinds": KINDS, "predicates": PREDICATES, "codeLists": CODE_LISTS})
    else:
        from watchgraph.vocabulary.reference_pages import markdown  # noqa: PLC0415 - needed for the page alone

        write(markdown())


def declaration(name: str) -> Declaration:
    """Find a kind, predicate or code list by its name. Raises BadInputError that gives the nearest names."""
    everything: dict[str, Declaration] = {**CODE_LISTS, **KINDS, **PREDICATES}
    if name in everything:
        return everything[name]
    near = get_close_matches(name, everything, n=4, cutoff=0.4)
    raise BadInputError(f"The vocabulary has no {name!r}. Near it: {', '.join(near) or 'nothing'}.")


def _one(declared: Declaration, *, as_json: bool) -> None:
    if as_json:
        write_json(declared)
        return
    out = console()
    match declared:
        case Kind():
            _kind(out, declared)
        case Predicate():
            _predicate(out, declared)
        case CodeList():
            _code_list(out, declared)


def _kind(out: Console, kind: Kind) -> None:
    heading(out, kind.name)
    out.print(kind.doc)
    row(out, "near", kind.nearest or "no standard term")
    said = [predicate.name for predicate in PREDICATES.values() if kind.name in predicate.domain]
    row(out, "can be said", ", ".join(said))


def _predicate(out: Console, predicate: Predicate) -> None:
    heading(out, f"{predicate.name} - {predicate.label}")
    out.print(predicate.doc)
    row(out, "of", ", ".join(predicate.domain))
    row(out, "value", _range(predicate.range))
    row(out, "values", "one at a time, others rival it" if predicate.cardinality == "ONE" else "many, side by side")
    row(out, "date", "goes on until something ends it" if predicate.persistence == "STATE" else "is over")
    row(out, "shows as", ", ".join(_traits(predicate)) or "a claim only")
    for qualifier in predicate.qualifiers:
        needed = ", required" if qualifier.required else ""
        row(out, f"+ {qualifier.name}", f"{_range(qualifier.range)}{needed}: {qualifier.doc}")
    row(out, "defined by", predicate.source)


def _traits(predicate: Predicate) -> list[str]:
    traits = {
        "an edge": predicate.edge,
        "a number that may be counted": predicate.countable,
        "a field of its subject": predicate.headline,
        "planned": predicate.planned,
    }
    return [trait for trait, has in traits.items() if has]


def _range(declared: Range | None) -> str:
    if declared is None:
        return "none: the predicate says all"
    match declared.type:
        case ValueType.ENTITY:
            return ", ".join(declared.kinds) or "any entity"
        case ValueType.CODE if declared.codes is not None:
            return f"a code of {declared.codes.scheme}"
        case ValueType.QUANTITY if declared.unit is not None:
            return f"a number or range of unit {declared.unit}"
        case other:
            return other.value


def _code_list(out: Console, codes: CodeList) -> None:
    heading(out, codes.scheme)
    out.print(codes.doc)
    row(out, "kept by", codes.source)
    for code, meaning in codes.codes.items():
        row(out, code, meaning)
