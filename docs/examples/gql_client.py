"""Prints who supplies whom and who says so, page by page. Needs gql[httpx]."""

import os
from pathlib import Path

from gql import Client, gql
from gql.transport.httpx import HTTPXTransport

URL = os.environ.get("WATCHGRAPH_URL", "http://localhost:8000")
DOCUMENT = gql(Path(__file__).with_name("supplies.graphql").read_text("utf-8"))

# The schema is read first, so that a slip in the document is found before it is sent.
client = Client(transport=HTTPXTransport(url=f"{URL}/graphql", timeout=30), fetch_schema_from_transport=True)

with client as session:
    more, after = True, None
    while more:
        DOCUMENT.variable_values = {"first": 50, "after": after}
        page = session.execute(DOCUMENT)["claims"]
        for claim in page["nodes"]:
            sources = claim["evidence"]["nodes"]
            print(claim["sentence"], "--", sources[0]["source"]["title"] if sources else "")
        more, after = page["pageInfo"]["hasNextPage"], page["pageInfo"]["endCursor"]
