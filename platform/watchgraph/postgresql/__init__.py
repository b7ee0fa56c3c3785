"""PostgreSQL as every part of the store uses it: addresses, connections, and what its failures mean in words.

The driver is imported by `servers` and `failures` alone, and those only where a setting names a database.
"""

from watchgraph.postgresql.addresses import Address
from watchgraph.postgresql.errors import DatabaseRefusedError, DatabaseUnavailableError

__all__ = ["Address", "DatabaseRefusedError", "DatabaseUnavailableError"]
