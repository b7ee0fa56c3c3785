"""Names as the files have them: the statement that every module makes of the things that its rows name."""

from watchgraph.domain.values import Code, Text
from watchgraph_importers.acts import EntityKey, Stated


def named(key: EntityKey, raw: str, column: str, *, record: str = "", sort: str = "RAW", lang: str = "en") -> Stated:
    """State that the thing is called so, once however many rows say it.

    raw: exactly as in the file. sort: code of the list `name-kind`; RAW for the file's own form. record: whose
    record says it, where the file has one for it; else the name is a record of its own.
    """
    return Stated(
        record=record or f"{key.kind}:{key.native}",
        subject=key,
        predicate="name",
        object=Text(text=raw, lang=lang),
        qualifiers=(("nameKind", Code(scheme="name-kind", code=sort)),),
        column=column,
        repeats=True,
    )
