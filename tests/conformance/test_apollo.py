"""Apollo's own client with automatic persisted queries, against a server of ours."""

import json
from pathlib import Path

from tests.npm import installed, ran
from tests.platform.server.clients import running

from watchgraph_projections.catalogue.reading import Catalogue
from watchgraph_server.asgi import application

CLIENT = Path(__file__).parent / "apollo"


def test_apollo_s_client_sends_a_document_once_and_its_hash_from_then_on(reference_folder: Path) -> None:
    folder = installed(CLIENT)
    catalogue = Catalogue.open(reference_folder)

    with running(application(catalogue)) as url:
        printed = ran(folder, "ask.mjs", f"{url}/graphql")
    catalogue.close()

    found = json.loads(printed)
    assert found["answers"] == [1, 1]
    assert [(each["method"], each["hasQuery"]) for each in found["requests"]] == [
        ("GET", False),
        ("GET", True),
        ("GET", False),
    ]
    assert {each["status"] for each in found["requests"]} == {200}
