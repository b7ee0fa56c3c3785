"""A server that reads a JSON body and answers with the same bytes each time: the most that any Starlette app can do."""

import json
import sys

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

ANSWER = b'{"data":{"__typename":"Query"}}'


async def _answer(request: Request) -> Response:
    json.loads(await request.body())
    return Response(ANSWER, media_type="application/json")


if __name__ == "__main__":
    app = Starlette(routes=[Route("/graphql", _answer, methods=["POST"])])
    uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[1]), log_level="warning", access_log=False)
