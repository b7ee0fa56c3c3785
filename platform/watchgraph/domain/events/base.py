"""What all event bodies share."""

from typing import ClassVar

import msgspec


class Event(msgspec.Struct, frozen=True, gc=False, kw_only=True, omit_defaults=True):
    """A body without its envelope: stream, version, actor and recorded time stand beside it.

    TOPIC: the stable public name under which the body is stored. VERSION: of the body's schema; an older stored
    version is upcast by the log's mapper before it is decoded.
    """

    TOPIC: ClassVar[str]
    VERSION: ClassVar[int] = 1
