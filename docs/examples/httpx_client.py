"""Prints who supplies whom and who says so, page by page. Needs httpx."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx

URL = os.environ.get("WATCHGRAPH_URL", "http://localhost:8000")
DOCUMENT = Path(__file__).with_name("supplies.graphql").read_text("utf-8")


def lines(client: httpx.Client) -> Iterator[str]:
    """Walk the list to its end; a cursor keeps the moment at which the walk began."""
    after = None
    while True:
        asked = {"query": DOCUMENT, "variables": {"first": 50, "after": after}}
        answer = client.post(f"{URL}/graphql", json=asked).json()
        if errors := answer.get("errors"):
            sys.exit("\n".join(f"{each['extensions']['code']}: {each['message']}" for each in errors))
        page = answer["data"]["claims"]
        for claim in page["nodes"]:
            sources = claim["evidence"]["nodes"]
            yield f"{claim['sentence']} -- {sources[0]['source']['title'] if sources else ''}"
        if not page["pageInfo"]["hasNextPage"]:
            return
        after = page["pageInfo"]["endCursor"]


with httpx.Client(timeout=30) as client:
    for line in lines(client):
        print(line)
