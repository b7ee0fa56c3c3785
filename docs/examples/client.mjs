// Prints who supplies whom and who says so, page by page. Needs Node.js 18 or newer, nothing else.

import { readFile } from "node:fs/promises";

const url = process.env.WATCHGRAPH_URL ?? "http://localhost:8000";
const query = await readFile(new URL("supplies.graphql", import.meta.url), "utf-8");

async function* pages() {
  for (let after = null, more = true; more; ) {
    const response = await fetch(`${url}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ query, variables: { first: 50, after } }),
    });
    const { data, errors } = await response.json();
    if (errors) throw new Error(errors.map((each) => `${each.extensions.code}: ${each.message}`).join("\n"));
    yield data.claims;
    ({ hasNextPage: more, endCursor: after } = data.claims.pageInfo);
  }
}

for await (const page of pages()) {
  for (const claim of page.nodes) {
    console.log(claim.sentence, "--", claim.evidence.nodes[0]?.source.title ?? "");
  }
}
