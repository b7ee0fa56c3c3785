"""AidData's database of Chinese official finance: three releases on Africa, then GCOF 1.0, then GCDF 3.0.

One database: a project keeps its id through all of them while title, status and amount change. Each release states
the project again, and the newest that states it speaks.
"""

from watchgraph_importers.aidata.africa import AIDATA_AFRICA
from watchgraph_importers.aidata.gcdf import AIDATA_GCDF
from watchgraph_importers.aidata.gcof import AIDATA_GCOF

__all__ = ["AIDATA_AFRICA", "AIDATA_GCDF", "AIDATA_GCOF"]
