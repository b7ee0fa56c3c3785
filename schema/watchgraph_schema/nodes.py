"""What has an id."""

import strawberry

from watchgraph_schema.describing import described_interface, resolved


@described_interface
class Node:
    """Anything with an id: `node` finds it again. Ids are the same in every copy, and they resolve for ever.

    What the log names has a UUID made of content. Items of histories, edges of the graph and answers that are worked
    out have longer ids, to be taken as they are.
    """

    @resolved
    def id(self) -> strawberry.ID:
        """Its id, to ask `node` with."""
        raise NotImplementedError
