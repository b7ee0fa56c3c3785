"""The audits of GraphQL over HTTP that its reference implementation brings, against a server of ours."""

import json
from collections import Counter
from pathlib import Path

from tests.npm import installed, ran
from tests.platform.server.clients import running

from watchgraph_projections.catalogue.reading import Catalogue
from watchgraph_server.asgi import application

AUDITS = Path(__file__).parent / "graphql_http"


def test_every_audit_passes_whether_it_says_must_should_or_may(reference_folder: Path) -> None:
    folder = installed(AUDITS)
    catalogue = Catalogue.open(reference_folder)

    with running(application(catalogue)) as url:
        printed = ran(folder, "audit.cjs", f"{url}/graphql")
    catalogue.close()

    found = json.loads(printed)
    assert [each for each in found if each["status"] != "ok"] == []
    assert Counter(each["name"].split()[0] for each in found) == {"MUST": 13, "SHOULD": 23, "MAY": 25}
