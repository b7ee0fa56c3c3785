"""The core: claims, their log and the commands that write it."""

from watchgraph.readers import AsOf
from watchgraph.readers import open_store as open  # noqa: A004  # `watchgraph.open(path)`, as for files

__all__ = ["AsOf", "open"]
