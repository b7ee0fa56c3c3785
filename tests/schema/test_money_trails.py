"""Money trails of what publishers' rows say, where nobody ties a loan to the system that it pays for."""

from collections.abc import Iterator
from pathlib import Path
from shutil import copytree

import pytest
from tests.importers.aidata.test_africa import PLAIN, write
from tests.schema.replies import Ask, asking
from tests.stores import Store

from watchgraph.domain.identifiers import country_id
from watchgraph.log import Actor
from watchgraph_importers.registry import import_named

GUINEA = country_id("GN")
TRAIL = """{ totalCount nodes { id complete place { id } deployment { id } facility { externalIds { nodes { value } } }
  lender { name } hops { predicate { name } claims { nodes { ref } } } missing { station reason } } }"""


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    """Asks a store of three loans to Guinea, of which one was for cameras and another, only promised, would be."""
    store = Store.open(tmp_path_factory.mktemp("trails"))
    cameras = {**PLAIN, "title": "Loan for a safe city project", "implementing_agency": "Builder Co., Ltd."}
    agreed = {**cameras, "project_id": "8", "status": "Implementation"}
    rows = [{**PLAIN, "project_id": "7"}, agreed, {**cameras, "project_id": "9"}]
    file = write(store.folder, "1.0", *rows)
    import_named("aidata-africa-releases", [file], store.imports, Actor(id="t", role="EDITOR", channel="LOCAL"))
    store.catch_up()
    yield asking(store.catalogue)
    store.close()


def test_a_loan_for_cameras_to_a_country_leads_to_the_bank_though_no_system_is_known(ask: Ask) -> None:
    reply = ask(f'{{ moneyTrail(place: "{GUINEA}") {TRAIL} }}')

    assert reply.number("moneyTrail.totalCount") == 1
    trail = "moneyTrail.nodes.0"
    assert (reply.at(f"{trail}.complete"), reply.at(f"{trail}.deployment")) == (False, None)
    assert reply.at(f"{trail}.place.id") == str(GUINEA)
    assert "8" in reply.all(f"{trail}.facility.externalIds.nodes.*.value")
    assert reply.at(f"{trail}.lender.name") == "Bank One"
    assert reply.all(f"{trail}.hops.*.predicate.name") == ["recipient", "implementer", "lender"]
    assert reply.all(f"{trail}.missing.*.station") == ["DEPLOYMENT", "CONTRACT"]


def test_such_a_trail_is_found_again_by_its_id(ask: Ask) -> None:
    trail = ask(f'{{ moneyTrail(place: "{GUINEA}") {{ nodes {{ id }} }} }}').at("moneyTrail.nodes.0.id")

    again = ask("query ($id: ID!) { node(id: $id) { ... on MoneyTrail { id lender { name } } } }", {"id": trail})

    assert again.at("node") == {"id": trail, "lender": {"name": "Bank One"}}


def test_why_not_names_the_gap_that_such_a_trail_has(ask: Ask) -> None:
    bank = ask('{ organisations(where: {name: {eq: "Builder Co., Ltd."}}) { nodes { id } } }').at(
        "organisations.nodes.0.id"
    )

    reply = ask(
        "query ($from: ID!, $to: ID!) { whyNot(from: $from, to: $to, maxHops: 1) { missing { reason } } }",
        {"from": str(GUINEA), "to": bank},
    )

    assert reply.all("whyNot.missing.*.reason") == [
        "this facility concerns surveillance and went to this place; for which deployment is not recorded",
        "this vendor carries out what this facility pays for; under which contract is not recorded",
    ]


def test_a_city_names_the_country_that_money_for_surveillance_went_to(reference_folder: Path, tmp_path: Path) -> None:
    store = Store.open(copytree(reference_folder, tmp_path / "copy"))
    to_kenya = {"recipient_iso2": "KE", "recipient_iso3": "KEN", "recipient_oecd_name": "Kenya"}
    loan = {**PLAIN, **to_kenya, "all_recipients": "Kenya", "title": "Loan for a safe city", "status": "Completion"}
    file = write(tmp_path, "1.0", loan)
    import_named("aidata-africa-releases", [file], store.imports, Actor(id="t", role="EDITOR", channel="LOCAL"))
    store.catch_up()
    ask = asking(store.catalogue)
    city = ask('{ places(where: {name: {eq: "Nairobi"}}) { nodes { id } } }').at("places.nodes.0.id")

    reply = ask(
        f'{{ moneyTrail(place: "{city}") {{ nodes {{ facility {{ id }} missing {{ station after {{ name }} reason }} '
        "} } }"
    )

    assert reply.at("moneyTrail.nodes.0.facility") is None
    assert reply.all("moneyTrail.nodes.0.missing.*.after.name")[-1] == "Kenya"
    assert reply.all("moneyTrail.nodes.0.missing.*.reason")[-1] == (
        "money for surveillance went to Kenya, which Nairobi is part of; whether any of it is for here is not recorded"
    )
    store.close()
