"""Groups of names that are one: what would join two declared organisations, or two countries, is refused."""

from collections.abc import Mapping
from uuid import UUID

from watchgraph_importers.identity.bearers import Borne, Name, Names


class Groups:
    """The names that are one so far. Names that one mention bears are one from the beginning.

    mains: the first name of each mention; another of its names that may not be one with it is not counted as its own.
    """

    def __init__(self, names: Names, mains: Mapping[UUID, Name]) -> None:
        self._parents = {name: name for name in names}
        self._declared = {name: frozenset(filter(None, [name.declared])) for name in names}
        self._countries = {name: frozenset(filter(None, [name.country])) for name in names}
        borne = sorted((name, bearer) for name in names for bearer in names[name].bearers)
        self._names = names
        self._refused = {(name, bearer) for name, bearer in borne if not self.join(mains[bearer], name)}

    def settled(self, name: Name) -> Borne:
        """Return who bears a name, without those whose main name may not be one with it."""
        borne = self._names[name]
        its = {bearer: raw for bearer, raw in borne.bearers.items() if (name, bearer) not in self._refused}
        return Borne(bearers=its, readings={raw: borne.readings[raw] for raw in set(its.values())} if its else {})

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
