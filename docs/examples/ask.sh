#!/bin/sh
# Prints the first answers as JSON. Needs curl.
set -eu

url="${WATCHGRAPH_URL:-http://localhost:8000}"
document="$(dirname "$0")/supplies.graphql"

curl --silent --show-error --fail-with-body --get "$url/graphql" \
  --data-urlencode "query@$document" \
  --data-urlencode 'variables={"first": 3}'
