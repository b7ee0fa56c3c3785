"""A claim as one line that a person can read."""

import re

import msgspec

from watchgraph.domain.values import Code
from watchgraph.vocabulary import PREDICATES
from watchgraph_schema.compiling.symbols import computed
from watchgraph_schema.qualifiers import stored_qualifiers
from watchgraph_schema.values import decode, label_of

UNNAMED = "something unnamed"
_MANNER = {
    "PLAN": "Planned",
    "ESTIMATE": "Estimated",
    "OPINION": "Opinion",
    "DENIAL": "Denied",
    "QUESTION": "Asked",
    "VISUAL": "Seen",
}
_names = msgspec.json.Decoder(dict[str, str | None])
_POLARITY = {"NEGATED": "not so: ", "UNKNOWN": "not known: "}


@computed()
def said_of(value: str | None, text: str | None, object_: int | None, name: str | None) -> str | None:
    """What a claim says of its subject; None where it has no value.

    text: the value in words. object_: key of the other entity, if it relates two; name: of that one, if it has any.
    """
    if value is None:
        return None
    if object_ is not None:
        return name or UNNAMED
    stored = decode(value)
    return (label_of(stored.scheme, stored.code) if isinstance(stored, Code) else text) or UNNAMED


@computed(sure=True)
def circumstances_of(qualifiers: str, names: str) -> str:
    """Write qualifiers as `in: Belgrade; for: police`. names: JSON object, of the entities among them by id."""
    named = _names.decode(names)
    said = []
    for each in stored_qualifiers(qualifiers):
        if each.entity is not None:
            text = named.get(each.entity)
        else:
            value = decode(each.value)
            text = label_of(value.scheme, value.code) if isinstance(value, Code) else each.text
        said.append(f"{_spaced(each.name)}: {text or UNNAMED}")
    return "; ".join(said)


@computed(sure=True)
def sentence_of(  # noqa: PLR0913, PLR0917  # columns of a claim, each by itself
    subject: str | None,
    predicate: str,
    said: str | None,
    circumstances: str,
    valid: str,
    polarity: str,
    modality: str,
    speaker: str | None,
) -> str:
    """Write the line: `Seen by Kudryavtsev: cameras in the Moscow metro deployed in Moscow [2020-01]`.

    subject, speaker: names, None for one that is missing, and for a speaker where the document speaks.
    """
    parts = [subject or UNNAMED, PREDICATES[predicate].label, *([] if said is None else [said])]
    words = _POLARITY.get(polarity, "") + " ".join(parts)
    if circumstances:
        words += f" ({circumstances})"
    if valid:
        words += f" [{valid}]"
    opening = " by ".join(part for part in (_MANNER.get(modality), speaker) if part)
    return f"{opening}: {words}" if opening else words


def _spaced(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower()
