// Asks for a claim as of two moments, each through its own cache, then both through one; turns a page. Prints JSON.
import { gql } from "@apollo/client";
import { clientAt } from "./apollo.js";

const ONE = gql`query One($asOf: AsOf) { claimsByRef(ref: "M12", asOf: $asOf) { nodes { id certainty } } }`;
const BOTH = gql`{
  then: claimsByRef(ref: "M12", asOf: { validAt: "2015" }) { nodes { id certainty } }
  now: claimsByRef(ref: "M12") { nodes { id certainty } }
}`;
const PAGE = gql`query Page($after: String) {
  claims(first: 5, after: $after) {
    edges { cursor node { id value { ... on QuantityValue { min } } } }
    pageInfo { hasNextPage endCursor }
  }
}`;
const certainty = ({ nodes }) => nodes[0].certainty;
const apart = [];
for (const asOf of [{ validAt: "2015" }, null, { validAt: "2015" }]) {
  const { data } = await clientAt(asOf).query({ query: ONE, variables: { asOf } });
  apart.push(certainty(data.claimsByRef));
}
const both = async (fetchPolicy) => {
  const { data } = await clientAt().query({ query: BOTH, fetchPolicy });
  return [certainty(data.then), certainty(data.now)];
};
const watched = clientAt().watchQuery({ query: PAGE });
const until = (wanted) =>
  new Promise((resolve) => watched.subscribe(({ data }) => data?.claims?.edges.length === wanted && resolve(data.claims)));
const first = await until(5);
await watched.fetchMore({ variables: { after: first.pageInfo.endCursor } });
const { edges } = await until(10);
console.log(JSON.stringify({ apart, unkept: await both("no-cache"), kept: await both("network-only"), paged: edges.length }));
process.exit();
