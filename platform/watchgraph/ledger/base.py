"""What all commands share, and how evidence and words come into them."""

import re
from collections.abc import Iterable, Sequence
from typing import ClassVar
from uuid import UUID

import msgspec

from watchgraph.domain import edtf
from watchgraph.domain.contributors import Role
from watchgraph.domain.errors import DomainError
from watchgraph.domain.identifiers import evidence_id
from watchgraph.domain.proposals import check_locators
from watchgraph.domain.sources import check_artifact
from watchgraph.domain.statements import Evidence, Stance
from watchgraph.ledger.world import Decision, World
from watchgraph.vocabulary import code_list, nearest
from watchgraph.vocabulary.predicates import Persistence

QUOTE_WORDS = 25


class QuoteTooLongError(DomainError):
    """A quote is a proof, not a copy."""

    code: ClassVar[str] = "quote-too-long"


class UnknownListedCodeError(DomainError):
    """Not a code of the vocabulary's list."""

    code: ClassVar[str] = "unknown-code"


def tag(name: str) -> str:
    """Name a command as it is written in a file: `AttachEvidence` is `attach-evidence`."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", name).lower()


class Command(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    omit_defaults=True,
    forbid_unknown_fields=True,
    tag_field="do",
    tag=tag,
):
    """One thing that somebody asks for; carried out in one transaction, or refused.

    NEEDS: the role that it takes. OPERATOR_MAY: whoever runs the store may do it too.
    """

    NEEDS: ClassVar[Role] = Role.CONTRIBUTOR
    OPERATOR_MAY: ClassVar[bool] = False

    def streams(self) -> Iterable[UUID | None]:
        """Streams that the decision will look at, as far as the command names them: they are read in one go."""
        return ()

    def decide(self, world: World) -> Decision:
        """Say which events follow. Raises errors of `watchgraph.domain.errors` where a rule forbids it."""
        raise NotImplementedError


class EvidenceGiven(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """A place that bears on a claim, as somebody gives it.

    published and licence: those of the source where not given. quote: at most 25 words, stored sealed.
    The other fields are those of `Evidence`.
    """

    source: UUID
    locator: str = ""
    stance: Stance = Stance.SUPPORTS
    artifact: str | None = None
    relays: UUID | None = None
    published: str | None = None
    quote: str | None = None
    quote_language: str | None = None
    licence: str | None = None
    self_interested: bool = False

    def streams(self) -> tuple[UUID | None, ...]:
        """Streams of the sources that it names."""
        return (self.source, self.relays)

    def evidence(self, world: World, stream: UUID, unit: str) -> Evidence:
        """Make it evidence on a stream; a quote is sealed under the unit.

        Raises UnknownSourceError, WrongCaptureError, MissingLocatorError, QuoteTooLongError, EdtfError.
        """
        source = world.source(self.source)
        if self.relays is not None:
            world.source(self.relays)
        if self.artifact is not None:
            check_artifact(self.artifact)
        edtf.parse(self.published or "", Persistence.OCCURRENCE)
        id_ = evidence_id(stream, artifact=self.artifact, source=self.source, locator=self.locator, stance=self.stance)
        made = Evidence(
            id=id_,
            source=self.source,
            stance=self.stance,
            locator=self.locator,
            artifact=self.artifact,
            relays=self.relays,
            published=source.registered.published if self.published is None else self.published,
            quote=world.seal(unit, f"evidence.{id_}.quote", _short(self.quote)),
            quote_language=self.quote_language,
            licence=self.licence or source.registered.licence,
            self_interested=self.self_interested,
        )
        check_locators([made])
        return made


def _short(quote: str | None) -> str | None:
    if quote is not None and len(quote.split()) > QUOTE_WORDS:
        raise QuoteTooLongError(f"the quote has {len(quote.split())} words: give the {QUOTE_WORDS} that prove it")
    return quote


def gathered(world: World, stream: UUID, unit: str, given: Sequence[EvidenceGiven]) -> tuple[Evidence, ...]:
    """Make each given piece evidence on a stream."""
    return tuple(item.evidence(world, stream, unit) for item in given)


def check_listed(code: str, scheme: str) -> None:
    """Raise UnknownListedCodeError unless the vocabulary's list has the code."""
    codes = code_list(scheme).codes
    if code not in codes:
        raise UnknownListedCodeError(f"{code!r} is no {scheme}{nearest(code, codes)}: use one of {', '.join(codes)}")
