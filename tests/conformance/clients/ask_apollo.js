// Asks for a claim as of two moments, each through its own cache, then both through one; turns pages; asks with
// a cursor that is none; asks for a part of a claim twice. Prints JSON.
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
const OF_ONE = gql`query OfOne($after: String) {
  entity(id: "5a57cdaa-bfb9-5a97-8eb3-1339d42c3495") {
    id
    claims(role: SUBJECT, first: 2, after: $after) {
      edges { cursor node { id } }
      pageInfo { hasNextPage endCursor }
    }
  }
}`;
const CLAIM = "f89991b5-58ae-507c-aae2-151b37f88b16";
const FIRST = gql`query First($id: ID!) { claim(id: $id) { id assessment { independentOrigins } } }`;
const SECOND = gql`query Second($id: ID!) { claim(id: $id) { id assessment { explanation } } }`;
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
/** How many edges a list has after its second page. */
const paged = async (query, listOf, size) => {
  const watched = clientAt().watchQuery({ query });
  const until = (wanted) =>
    new Promise((resolve) => watched.subscribe(({ data }) => listOf(data)?.edges.length === wanted && resolve(listOf(data))));
  const first = await until(size);
  await watched.fetchMore({ variables: { after: first.pageInfo.endCursor } });
  return (await until(2 * size)).edges.length;
};
const bad = { query: PAGE, variables: { after: "zzz" }, fetchPolicy: "no-cache" };
const thrown = await clientAt().query(bad).catch((error) => error);
const beside = await clientAt().query({ ...bad, errorPolicy: "all" });
for (const query of [FIRST, SECOND]) await clientAt().query({ query, variables: { id: CLAIM } });
console.log(JSON.stringify({
  stays: clientAt().readQuery({ query: FIRST, variables: { id: CLAIM } }) !== null,
  apart,
  unkept: await both("no-cache"),
  kept: await both("network-only"),
  paged: [await paged(PAGE, (data) => data?.claims, 5), await paged(OF_ONE, (data) => data?.entity?.claims, 2)],
  refused: [thrown, beside.error].map(({ errors }) => errors[0].extensions.code),
}));
process.exit();
