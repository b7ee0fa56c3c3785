"""A table and its mapping, written for a test."""

from pathlib import Path
from textwrap import dedent

HEAD = """
    [dataset]
    slug = "contracts"
    title = "Contracts"
    publisher = "Somebody"
    trusted = true
    [edition]
    name = "1"
    published = "2024"
    [table]
    [row]
    kind = "Contract"
    record = ["Ref"]
    unknown = ["n/a"]
    empty = ["-"]
"""


def written(folder: Path, table: str, mapping: str, head: str = HEAD) -> tuple[Path, Path]:
    """Write table and mapping; lines of both may be indented."""
    (folder / "table.csv").write_text(dedent(table).lstrip(), encoding="utf-8")
    (folder / "map.toml").write_text(dedent(head).lstrip() + dedent(mapping), encoding="utf-8")
    return folder / "table.csv", folder / "map.toml"
