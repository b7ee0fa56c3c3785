"""Does a mapping fit the vocabulary? Everything that is wrong is named by its line, before any row is read."""

from collections.abc import Iterator

from watchgraph.domain import datasets, edtf
from watchgraph.domain.events.datasets import DatasetRegistered
from watchgraph.domain.statements import Modality
from watchgraph.errors import WatchgraphError
from watchgraph.vocabulary import KINDS, PREDICATES, Persistence, Predicate, ValueType, nearest
from watchgraph_importers.errors import Problem
from watchgraph_importers.own_tables.mappings import ColumnPart, OwnMapping


def problems_of(mapping: OwnMapping) -> Iterator[Problem]:
    """List what is wrong, in the order of the file's parts."""
    yield from _dataset(mapping)
    yield from _row(mapping)
    for column, parts in mapping.columns.items():
        for part in parts:
            yield from _column(mapping, column, part)


def registered(mapping: OwnMapping) -> DatasetRegistered:
    """Describe the data set for the log."""
    part = mapping.dataset
    return DatasetRegistered(
        slug=part.slug, title=part.title, publisher=part.publisher, home_page=part.home_page, licence=part.licence
    )


def _dataset(mapping: OwnMapping) -> Iterator[Problem]:
    for key in ("title", "publisher", "licence"):
        if not getattr(mapping.dataset, key).strip():
            yield mapping.problem("missing-key", f"say the {key}", "dataset", key)
    try:
        datasets.check(registered(mapping))
    except WatchgraphError as error:
        key = "home_page" if error.code == "bad-url" else "slug"
        yield mapping.problem(error.code, str(error), "dataset", key)
    if not mapping.edition.published:
        yield mapping.problem("missing-key", "say when it was published: a year, month or day", "edition", "published")
    try:
        edtf.parse(mapping.edition.published, Persistence.OCCURRENCE)
    except WatchgraphError as error:
        yield mapping.problem(error.code, str(error), "edition", "published")


def _row(mapping: OwnMapping) -> Iterator[Problem]:
    row = mapping.row
    if row.kind not in KINDS or row.kind == "Source":
        yield mapping.problem(
            "unknown-kind", f"no kind is called {row.kind!r}{nearest(row.kind, KINDS)}", "row", "kind"
        )
    if not row.record:
        yield mapping.problem("missing-key", "name the columns that identify a row", "row", "record")


def _column(mapping: OwnMapping, column: str, part: ColumnPart) -> Iterator[Problem]:
    keys = ("columns", column)
    if part.ignore or part.predicate is None:
        if not part.ignore and not _is_used(mapping, column):
            right = "say `predicate = …`, or `ignore = true` for a column that is left alone"
            yield mapping.problem("missing-key", right, *keys)
        return
    declared = PREDICATES.get(part.predicate)
    if declared is None:
        right = f"unknown predicate {part.predicate!r}{nearest(part.predicate, PREDICATES)}"
        yield mapping.problem("unknown-predicate", right, *keys, "predicate")
        return
    yield from _ends(mapping, column, part, declared)
    yield from _codes(mapping, column, part, declared)
    yield from _circumstances(mapping, column, part, declared)


def _ends(mapping: OwnMapping, column: str, part: ColumnPart, declared: Predicate) -> Iterator[Problem]:
    """Subject and object must be of kinds that the predicate takes."""
    keys = ("columns", column)
    kinds = declared.range.kinds if declared.range is not None else ()
    is_thing = declared.range is not None and declared.range.type is ValueType.ENTITY
    subject = part.about.kind if part.about is not None else mapping.row.kind
    named = part.kind or (kinds[0] if len(kinds) == 1 else "")
    if part.reverse:
        subject, named = part.kind or "", subject
    if subject not in declared.domain:
        right = f"{declared.name} is said of {', '.join(declared.domain)}, not of {subject or 'nothing: give kind'}"
        yield mapping.problem("wrong-domain", right, *keys, "kind" if part.reverse else "predicate")
    if is_thing and (named not in (kinds or KINDS) or named == "Source"):
        right = f"give kind: {declared.name} names {', '.join(kinds) or 'any kind'}"
        yield mapping.problem("wrong-range", right, *keys, "kind")
    if declared.range is not None and declared.range.type is ValueType.GEO and part.longitude is None:
        yield mapping.problem("missing-key", "give longitude: the column beside the latitudes", *keys, "predicate")
    if declared.range is not None and declared.range.type is ValueType.MONEY and part.currency is None:
        yield mapping.problem("missing-key", "give currency: a code of ISO 4217, or its column", *keys, "predicate")


def _codes(mapping: OwnMapping, column: str, part: ColumnPart, declared: Predicate) -> Iterator[Problem]:
    codes = declared.range.codes if declared.range is not None else None
    if codes is None or not codes.codes:
        return
    for cell, code in part.values.items():
        if code not in codes.codes:
            right = f"{cell!r}: {codes.scheme} has no code {code!r}{nearest(code, codes.codes)}"
            yield mapping.problem("unknown-code", right, "columns", column, "values")


def _circumstances(mapping: OwnMapping, column: str, part: ColumnPart, declared: Predicate) -> Iterator[Problem]:
    keys = ("columns", column)
    if part.modality not in {*Modality}:
        right = f"modality is one of {', '.join(Modality)}"
        yield mapping.problem("unknown-code", right, *keys, "modality")
    known = {qualifier.name: qualifier for qualifier in declared.qualifiers}
    for name in part.qualifiers:
        if name not in known:
            takes = f"{declared.name} takes {', '.join(known) or 'none'}"
            yield mapping.problem("unknown-qualifier", takes, *keys, "qualifiers")
    for name, qualifier in known.items():
        if qualifier.required and name not in part.qualifiers:
            right = f"{declared.name} needs {name}: {qualifier.doc}"
            yield mapping.problem("missing-qualifier", right, *keys, "predicate")
    try:
        edtf.parse(part.dated, declared.persistence)
    except WatchgraphError as error:
        yield mapping.problem(error.code, str(error), *keys, "dated")


def _is_used(mapping: OwnMapping, column: str) -> bool:
    return column in used_columns(mapping)


def used_columns(mapping: OwnMapping) -> frozenset[str]:
    """Name the columns that the mapping reads."""
    row = mapping.row
    found = {*row.record, row.name, row.valid}
    for column, parts in mapping.columns.items():
        for part in parts:
            if part.predicate is not None:
                found.add(column)
                found |= {part.valid, part.longitude, part.date, part.within, part.currency_column}
                things = [thing for thing in (part.about, part.speaker) if thing is not None]
                found |= {name for thing in things for name in (thing.column, thing.within)}
                found |= {qualifier.column for qualifier in part.qualifiers.values()}
    return frozenset(name for name in found if name is not None)
