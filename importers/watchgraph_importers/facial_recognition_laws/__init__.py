"""Laws on facial recognition in the United States and in Europe, and posts on its use in India and elsewhere.

Publisher: Internet Freedom Foundation, India. https://github.com/InternetFreedomFoundation/archive. Format: two
tables of posts of May 2021 as CSV, cells in Markdown with a link; the posts as Markdown with a front matter in TOML.
Licence: CC BY 4.0. Rhythm: the tables once, posts as they come.

The tables are of 2021: what was amended or repealed later is not in them. They cite a document for each stance, which
we have not read: it stands beside the cell as evidence, and the tables are declared to be made from it.
"""

from watchgraph_importers.facial_recognition_laws.publications import FRT_LAWS

__all__ = ["FRT_LAWS"]
