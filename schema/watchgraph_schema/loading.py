"""Finding what one level of a query asks for in one go."""

from collections.abc import Awaitable, Callable, Hashable, Mapping, Sequence
from typing import Protocol, TypeVar

from strawberry.dataloader import DataLoader

KeyT = TypeVar("KeyT", bound=Hashable)
ValueT = TypeVar("ValueT")
KeyT_contra = TypeVar("KeyT_contra", contravariant=True)
ValueT_co = TypeVar("ValueT_co", covariant=True)


class Loads(Protocol[KeyT_contra, ValueT_co]):
    """Finds things by a key, soon; None for what is not found."""

    def load(self, key: KeyT_contra, /) -> Awaitable[ValueT_co | None]:
        """Find one."""

    def load_many(self, keys: Sequence[KeyT_contra], /) -> Awaitable[Sequence[ValueT_co | None]]:
        """Find several, in the order of the keys."""


def loader(read: Callable[[Sequence[KeyT]], Mapping[KeyT, ValueT]]) -> DataLoader[KeyT, ValueT | None]:
    """Gather the keys that are asked for in one turn and read them together; None for what is not found."""

    async def batch(keys: list[KeyT]) -> list[ValueT | None]:
        found = read(keys)
        return [found.get(key) for key in keys]

    return DataLoader(load_fn=batch)
