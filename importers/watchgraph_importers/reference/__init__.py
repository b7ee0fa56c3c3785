"""The reference claims that come with the package, and the reader of claim files."""

from watchgraph_importers.reference.printings import printing_of
from watchgraph_importers.reference.publisher import packaged, publisher_of

__all__ = ["packaged", "printing_of", "publisher_of"]
