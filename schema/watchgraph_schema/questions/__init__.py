"""The questions that others have published answers to: each one GraphQL document, to be read and changed by anybody.

The first comment of a document is the question, the rest says what a reader should know. Its variables have defaults.
A field of comparisons sets published figures beside ours; any other field is an answer of ours alone.
"""

from dataclasses import dataclass
from functools import cache
from importlib import resources


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One question. id: `Q02`. title: as a person asks it. about: what to know of it. text: the whole document."""

    id: str
    title: str
    about: str
    text: str


@cache
def documents() -> tuple[Document, ...]:
    """All questions, in order."""
    files = [each for each in resources.files(__package__).iterdir() if each.name.endswith(".graphql")]
    return tuple(_read(each.name.removesuffix(".graphql"), each.read_text("utf-8")) for each in sorted(files, key=str))


def _read(name: str, text: str) -> Document:
    comment = []
    for line in text.splitlines():
        if not line.startswith("#"):
            break
        comment.append(line.removeprefix("#").strip())
    return Document(id=name, title=comment[0], about=" ".join(comment[1:]).strip(), text=text)
