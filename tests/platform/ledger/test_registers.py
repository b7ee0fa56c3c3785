"""Who may act, and the registers of data sets and searches."""

from uuid import uuid4

import msgspec
import pytest
from tests.platform.ledger.desks import Desk

from watchgraph.domain.edtf import EdtfError
from watchgraph.domain.errors import (
    AlreadyRegisteredError,
    MissingReasonError,
    RoleMissingError,
    TakenIdError,
    UnknownCodeError,
    UnknownContributorError,
    UnknownEntityError,
    WrongIdentityError,
)
from watchgraph.domain.events.coverages import CoverageDeclared
from watchgraph.domain.events.datasets import DatasetRegistered
from watchgraph.domain.urls import BadUrlError
from watchgraph.errors import WatchgraphError
from watchgraph.ledger import (
    Accept,
    Command,
    DeclareCoverage,
    EraseContributor,
    RegisterContributor,
    RegisterDataset,
    operator,
)
from watchgraph.log import Actor

DATASET = DatasetRegistered(slug="example", title="Example", publisher="P")


def coverage(desk: Desk) -> CoverageDeclared:
    return CoverageDeclared(
        place=desk.country,
        topic="face recognition",
        databases=("tenders",),
        languages=("sr",),
        from_date="2019",
        to_date="2020",
        result="NONE_FOUND",
    )


def test_a_role_includes_those_below_it_and_no_more(desk: Desk) -> None:
    claim = desk.do("ed", desk.cameras()).about

    with pytest.raises(RoleMissingError, match="REVIEWER"):
        desk.do("ann", Accept(claim=claim))

    assert desk.do("rita", Accept(claim=claim)).events


def test_one_acts_under_a_role_that_one_holds_and_that_is_enough(desk: Desk) -> None:
    claim = desk.do("ann", desk.cameras()).about
    ask: Command = Accept(claim=claim)

    for role in ("CONTRIBUTOR", "EDITOR", "KING"):
        with pytest.raises(RoleMissingError):
            desk.ledger.do(ask, by=Actor(str(desk.id("rita")), role, "LOCAL"), command=uuid4())


def test_a_stranger_cannot_act(desk: Desk) -> None:
    for stranger in (str(uuid4()), "ann"):
        with pytest.raises(UnknownContributorError):
            desk.ledger.do(desk.cameras(), by=Actor(stranger, "CONTRIBUTOR", "LOCAL"), command=uuid4())


def test_the_operator_registers_but_does_not_review_nor_from_afar(desk: Desk) -> None:
    claim = desk.do("ann", desk.cameras()).about

    with pytest.raises(RoleMissingError):
        desk.ledger.do(Accept(claim=claim), by=operator(), command=uuid4())
    ask = RegisterContributor(contributor=uuid4(), roles=("EDITOR",))
    with pytest.raises(RoleMissingError):
        desk.ledger.do(ask, by=Actor("operator", "OPERATOR", "API"), command=uuid4())


def test_a_contributor_is_registered_once_with_known_roles(desk: Desk) -> None:
    ann = desk.id("ann")

    assert desk.do("ed", RegisterContributor(contributor=ann, roles=("CONTRIBUTOR",))).events == ()
    with pytest.raises(AlreadyRegisteredError):
        desk.do("ed", RegisterContributor(contributor=ann, roles=("EDITOR",)))
    with pytest.raises(UnknownCodeError):
        desk.do("ed", RegisterContributor(contributor=uuid4(), roles=("KING",)))
    with pytest.raises(RoleMissingError):
        desk.do("ed", RegisterContributor(contributor=uuid4(), roles=()))


def test_an_erased_contributor_acts_no_more_and_their_acts_stay(desk: Desk) -> None:
    claim = desk.do("ann", desk.cameras()).about

    desk.do("ed", EraseContributor(contributor=desk.id("ann")))

    assert desk.claim(claim).proposers == (str(desk.id("ann")),)
    assert desk.do("ed", EraseContributor(contributor=desk.id("ann"))).events == ()
    with pytest.raises(UnknownContributorError):
        desk.do("ann", desk.cameras("9"))
    with pytest.raises(UnknownContributorError):
        desk.do("ed", EraseContributor(contributor=uuid4()))


def test_a_data_set_is_registered_once_under_a_slug(desk: Desk) -> None:
    desk.do("ed", RegisterDataset(dataset=DATASET))

    assert desk.do("ed", RegisterDataset(dataset=DATASET)).events == ()
    with pytest.raises(AlreadyRegisteredError):
        desk.do("ed", RegisterDataset(dataset=msgspec.structs.replace(DATASET, title="Other")))
    with pytest.raises(WrongIdentityError):
        desk.do("ed", RegisterDataset(dataset=msgspec.structs.replace(DATASET, slug="An Example")))


def test_a_search_is_declared_and_may_be_repeated_with_another_result(desk: Desk) -> None:
    body = coverage(desk)
    first = desk.do("ann", DeclareCoverage(coverage=body))

    assert desk.do("ann", DeclareCoverage(coverage=body)).events == ()
    again = desk.do("ann", DeclareCoverage(coverage=msgspec.structs.replace(body, result="FOUND")))
    assert again.about == first.about
    assert again.events


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"place": uuid4()}, UnknownEntityError),
        ({"result": "NOTHING"}, UnknownCodeError),
        ({"databases": ()}, MissingReasonError),
        ({"topic": ""}, MissingReasonError),
        ({"to_date": "2018"}, EdtfError),
    ],
)
def test_a_search_that_breaks_a_rule_is_refused(desk: Desk, change: dict[str, object], error: type[Exception]) -> None:
    with pytest.raises(error):
        desk.do("ann", DeclareCoverage(coverage=msgspec.structs.replace(coverage(desk), **change)))


def test_a_contributor_cannot_take_the_id_of_something_else(desk: Desk) -> None:
    with pytest.raises(TakenIdError):
        desk.do("ed", RegisterContributor(contributor=desk.deployment, roles=("EDITOR",)))


@pytest.mark.parametrize(
    ("slug", "home_page", "error"),
    [("iso3166", None, WrongIdentityError), ("mine", "javascript:alert(1)", BadUrlError)],
)
def test_a_data_set_is_no_register_and_has_a_real_address(
    desk: Desk, slug: str, home_page: str | None, error: type[WatchgraphError]
) -> None:
    body = DatasetRegistered(slug=slug, title="T", publisher="P", home_page=home_page)

    with pytest.raises(error):
        desk.do("ed", RegisterDataset(dataset=body))
