"""What of the environment tests may see: never the settings of whoever runs them, whose store they would write to."""

import os
from typing import Final

KEPT: Final = frozenset({"WATCHGRAPH_TEST_DATA", "WATCHGRAPH_DOWNLOADS", "WATCHGRAPH_SERVERS"})
FOREIGN: Final = ("PROMETHEUS_MULTIPROC_DIR", "OTEL_EXPORTER_OTLP_ENDPOINT", "POSTGRES_ENABLE_DB_FUNCTIONS")


def forget_settings() -> None:
    """Take all settings of the program out of this process and of those that it starts."""
    for name in [*os.environ]:
        if (name.startswith("WATCHGRAPH_") and name not in KEPT) or name in FOREIGN:
            del os.environ[name]
