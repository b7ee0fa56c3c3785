"""Groups of names that are one: what would join two declared organisations, or two countries, is refused."""

from uuid import UUID

from watchgraph_importers.identity.bearers import Name, Names


class Groups:
    """The names that are one so far. Names that one mention bears are one from the beginning."""

    def __init__(self, names: Names) -> None:
        self._parents = {name: name for name in names}
        self._declared = {name: frozenset(filter(None, [name.declared])) for name in names}
        self._countries = {name: frozenset(filter(None, [name.country])) for name in names}
        borne_first: dict[UUID, Name] = {}
        for name in sorted(names):
            for bearer in sorted(names[name].bearers):
                self.join(borne_first.setdefault(bearer, name), name)

    def may_join(self, one: Name, other: Name) -> bool:
        """Whether two names are in two groups that may be one."""
        left, right = self._root(one), self._root(other)
        declared = self._declared[left] | self._declared[right]
        countries = self._countries[left] | self._countries[right]
        return left != right and len(declared) <= 1 and len(countries) <= 1

    def join(self, one: Name, other: Name) -> bool:
        """Make two groups one; return whether they are one now."""
        left, right = sorted((self._root(one), self._root(other)))
        if left == right:
            return True
        if not self.may_join(left, right):
            return False
        self._parents[right] = left
        self._declared[left] |= self._declared[right]
        self._countries[left] |= self._countries[right]
        return True

    def _root(self, name: Name) -> Name:
        while self._parents[name] != name:
            self._parents[name] = name = self._parents[self._parents[name]]
        return name
