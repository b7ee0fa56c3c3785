"""What has an id."""

import strawberry

from watchgraph_schema.describing import described_interface, resolved


@described_interface
class Node:
    """Anything with an id. Ids are UUIDs made of content: the same in every copy, and they resolve for ever."""

    @resolved
    def id(self) -> strawberry.ID:
        """Its id, a UUID."""
        raise NotImplementedError
