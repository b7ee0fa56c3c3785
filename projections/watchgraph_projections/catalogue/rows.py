"""A row that holds, by the names of its columns."""

from watchgraph_projections.catalogue.versions import Cell, Versions


class Changes(dict[str, Cell]):
    """A row read by column name; `put` writes it back with some columns changed."""

    def __init__(self, versions: Versions, cells: dict[str, Cell]) -> None:
        super().__init__(cells)
        self._versions = versions

    def put(self, position: int, **changed: Cell) -> None:
        """Let the changed row hold from the commit on. Raises KeyError for a column that there is not."""
        for name, cell in changed.items():
            if name not in self:
                raise KeyError(name)
            self[name] = cell
        self._versions.put(tuple(self.values()), position)


def row_of(versions: Versions, *identity: Cell) -> Changes:
    """Return the row that holds. Raises KeyError where none does."""
    row = versions.get(*identity)
    if row is None:
        raise KeyError(identity)
    return Changes(versions, dict(zip(versions.pair[0].c.keys(), row, strict=True)))
