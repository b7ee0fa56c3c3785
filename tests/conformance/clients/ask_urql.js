// Asks for a claim as of two moments, each through its own cache; turns a page; asks with a cursor that is none.
// Prints that and all warnings, as JSON.
import { gql } from "@urql/core";

const said = [];
console.warn = console.error = (...words) => said.push(words.join(" "));
const { newClient } = await import("./urql.js");

const ONE = gql`query One($asOf: AsOf) { claimsByRef(ref: "M12", asOf: $asOf) { nodes { id certainty } } }`;
const PAGE = gql`query Page($after: String) {
  claims(first: 5, after: $after) {
    edges { cursor node { id value { text ... on QuantityValue { min } } confidence } }
    pageInfo { hasNextPage endCursor }
  }
}`;
const apart = [];
for (const asOf of [{ validAt: "2015" }, null]) {
  const { data } = await newClient().query(ONE, { asOf });
  apart.push(data.claimsByRef.nodes[0].certainty);
}
const client = newClient();
const first = await client.query(PAGE, {});
await client.query(PAGE, { after: first.data.claims.pageInfo.endCursor });
const kept = await client.query(PAGE, {}, { requestPolicy: "cache-only" });
const { error } = await newClient().query(PAGE, { after: "zzz" });
const refused = error.graphQLErrors[0].extensions.code;
console.log(JSON.stringify({ apart, paged: kept.data.claims.edges.length, refused, said }));
