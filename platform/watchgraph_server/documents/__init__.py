"""The GraphQL documents that the command line and the explorer ask: what they show is what the API answers."""

from importlib import resources
from typing import Final

FRAGMENTS: Final = {"...Cited": "cited", "...Disputes": "disputes"}
"""What several documents have in common, by how they refer to it, and its file."""


def document(name: str) -> str:
    """Read a document with the fragments that it uses; `claim` is `claim.graphql`."""
    text = _read(name)
    return "\n".join([text, *(_read(file) for spread, file in FRAGMENTS.items() if spread in text)])


def _read(name: str) -> str:
    return resources.files(__package__).joinpath(f"{name}.graphql").read_text(encoding="utf-8")


OPENED: Final = document("opened")
"""Opens whatever has an id."""
