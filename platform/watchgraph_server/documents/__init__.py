"""The GraphQL documents that the command line asks: what it shows is what the API answers."""

from importlib import resources


def document(name: str) -> str:
    """Read a document, with the fragment `Cited` where it uses that; `claim` is `claim.graphql`."""
    text = _read(name)
    return f"{text}\n{_read('cited')}" if "...Cited" in text else text


def _read(name: str) -> str:
    return resources.files(__package__).joinpath(f"{name}.graphql").read_text(encoding="utf-8")
