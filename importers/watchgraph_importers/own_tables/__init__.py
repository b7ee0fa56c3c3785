"""Tables of one's own: any CSV or workbook, with a TOML file that maps its columns to the vocabulary."""

from watchgraph_importers.own_tables.drafting import draft_of
from watchgraph_importers.own_tables.importing import import_table

__all__ = ["draft_of", "import_table"]
