"""The five questions of the demo: each a GraphQL document, the shape of its answer, and how it is told."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Generic, Protocol, TypeVar

from rich.console import Console

from watchgraph.domain.identifiers import country_id
from watchgraph_projections.catalogue.reading import Catalogue
from watchgraph_server.answers import Answered, answer
from watchgraph_server.cited import Footnotes
from watchgraph_server.demo import deletions, money, quantities, rulings, supply

T = TypeVar("T", bound=Answered)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question(Generic[T]):
    """One question. title: as a person asks it. document: its file. variables: of the document.

    tell: prints an answer, numbering the documents as it cites them.
    """

    title: str
    document: str
    shape: type[T]
    tell: Callable[[Console, T, Footnotes], None]
    variables: Mapping[str, str] = field(default_factory=dict)

    def show(self, out: Console, catalogue: Catalogue) -> None:
        """Ask, and print the answer with its sources."""
        notes = Footnotes()
        self.tell(out, answer(catalogue, self.document, self.variables, self.shape), notes)
        notes.show(out)


class Told(Protocol):
    """A question, whatever the shape of its answer."""

    @property
    def title(self) -> str:
        """As a person asks it."""
        ...

    def show(self, out: Console, catalogue: Catalogue) -> None:
        """Ask, and print the answer with its sources."""
        ...


QUESTIONS: tuple[Told, ...] = (
    Question(
        title="Who sold Belgrade its cameras, who says so, and who disagrees?",
        document="demo_supply",
        shape=supply.Supply,
        tell=supply.tell,
    ),
    Question(
        title="How many cameras does Belgrade have?",
        document="demo_quantities",
        shape=quantities.Quantities,
        tell=quantities.tell,
    ),
    Question(
        title="What did the court decide in Bridges v South Wales Police?",
        document="demo_ruling",
        shape=rulings.Ruling,
        tell=rulings.tell,
    ),
    Question(
        title="Who paid for the cameras of Mauritius, on what terms?",
        document="demo_money",
        shape=money.Money,
        tell=money.tell,
        variables={"place": str(country_id("MU"))},
    ),
    Question(
        title="What did Huawei delete, since when is it gone, and what rests on it?",
        document="demo_deleted",
        shape=deletions.Deletion,
        tell=deletions.tell,
    ),
)
