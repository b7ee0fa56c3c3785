"""A store in the middle of faults: where it is, what is started on it, and what is left in the end."""

import json
from collections import Counter
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from typer.testing import CliRunner

from watchgraph.settings import Settings
from watchgraph_server.cli import app
from watchgraph_server.databases import open_keys, open_log


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What is left. acknowledged: what writers were told is kept. lost, doubled: of these.

    same: whether the read models are in the state that a rebuild makes. state: their hash.
    """

    acknowledged: int
    lost: int
    doubled: int
    same: bool
    state: str

    @property
    def passed(self) -> bool:
        """Whether nothing was lost, nothing doubled, and the read models are right."""
        return not self.lost and not self.doubled and self.same


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """folder: of the store. more: what else is set in the environment, such as the address of a database."""

    folder: Path
    more: Mapping[str, str] = field(default_factory=dict)

    @property
    def environment(self) -> dict[str, str]:
        return {"WATCHGRAPH_DATA": str(self.folder), **self.more}

    def run(self, *words: str) -> str:
        """Run a command to its end in this process; return what it printed."""
        result = CliRunner().invoke(app, list(words), env=self.environment)
        assert result.exit_code == 0, result.output
        return result.stdout

    def verdict(self, acknowledged: set[str]) -> Verdict:
        """Look at what is left. acknowledged: streams, each of one event."""
        found = json.loads(self.run("verify", "--json"))
        counted = self._streams()
        return Verdict(
            acknowledged=len(acknowledged),
            lost=sum(each not in counted for each in acknowledged),
            doubled=sum(count > 1 for count in counted.values()),
            same=found["passed"],
            state=found["verification"]["state_hash"],
        )

    def settings(self) -> Settings:
        """The settings that its processes have."""
        with pytest.MonkeyPatch.context() as patched:
            for name, value in self.environment.items():
                patched.setenv(name, value)
            return Settings()

    def _streams(self) -> Counter[str]:
        """How often each stream has a first event."""
        settings = self.settings()
        with closing(open_keys(settings)) as keys, closing(open_log(settings, keys)) as log:
            return Counter(str(event.stream) for event in log.scan(0) if event.version == 1)
