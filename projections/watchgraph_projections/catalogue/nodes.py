"""What the fold holds in memory of the entities and claims that a page of events touches."""

from dataclasses import dataclass, field
from uuid import UUID

from watchgraph.domain.claims import Claim
from watchgraph_projections.catalogue.editions import Spell


@dataclass(slots=True, eq=False)
class EntityNode:
    """An entity or source, under its own id.

    cluster: the node under which it is shown; itself where not merged. public: the id as text.
    claims: those stated of it, by key; the leading ones once the working set has loaded it.
    """

    key: int
    id: UUID
    kind: str
    dataset: str
    register: bool
    public_role: bool
    cluster: "EntityNode | None" = None
    members: "list[EntityNode] | None" = None
    claims: "dict[int, ClaimNode]" = field(default_factory=dict)
    public: str = field(init=False)

    def __post_init__(self) -> None:
        """Write the id once."""
        self.public = str(self.id)

    @property
    def shown(self) -> "EntityNode":
        """The entity that represents its cluster."""
        return self.cluster or self

    @property
    def together(self) -> "list[EntityNode]":
        """All members of the cluster that it represents."""
        return self.members or [self]


@dataclass(slots=True, eq=False)
class ClaimNode:
    """A claim with what the last settlement derived of it.

    taken: the day (UTC, YYYYMMDD) on which the log took it. disputes: keys of open disputes. public: the id as text.
    """

    key: int
    id: UUID
    claim: Claim
    subject: EntityNode
    taken: int
    disputes: set[int] = field(default_factory=set)
    stands: bool = True
    spells: tuple[Spell, ...] = ()
    group_key: str = ""
    confidence: int | None = None
    origins: int = 0
    inputs: str = ""
    public: str = field(init=False)

    def __post_init__(self) -> None:
        """Write the id once."""
        self.public = str(self.id)

    @property
    def record(self) -> tuple[str, str] | None:
        """Data set and record that it comes from, None for a claim read in a document."""
        origin = self.claim.statement.origin
        return None if origin.dataset is None or origin.record is None else (origin.dataset, origin.record)

    @property
    def standing(self) -> bool:
        """Accepted and not superseded by a newer edition."""
        return self.claim.state == "ACCEPTED" and self.stands


@dataclass(slots=True)
class Touched:
    """What one commit changed: claims to derive again, entities whose rows may change.

    moved: claims to show and to assess again, of which the same stands as before: an entity that they name is shown
    under another, a source is worth more or less.
    """

    claims: dict[int, ClaimNode] = field(default_factory=dict)
    moved: dict[int, ClaimNode] = field(default_factory=dict)
    entities: dict[int, EntityNode] = field(default_factory=dict)
    titles: dict[int, str] = field(default_factory=dict)
    units: set[str] = field(default_factory=set)

    def claim(self, node: ClaimNode) -> None:
        """Derive the claim again, and the rows of its subject."""
        self.claims[node.key] = node

    def move(self, node: ClaimNode) -> None:
        """Show the claim, and the rows of its subject, under the entities as they are now."""
        self.moved[node.key] = node

    def entity(self, node: EntityNode) -> None:
        """Derive the entity's rows again."""
        self.entities[node.key] = node

    def source(self, node: EntityNode, title: str) -> None:
        """Derive the rows of a source: its title is its label."""
        self.titles[node.key] = title
        self.entity(node)
