// Asks the same thing twice with automatic persisted queries, and prints what went over the wire, as JSON.
import { createHash } from "node:crypto";
import { ApolloClient, ApolloLink, HttpLink, InMemoryCache, gql } from "@apollo/client";
import { PersistedQueryLink } from "@apollo/client/link/persisted-queries";

const requests = [];
const watched = async (uri, options) => {
  const reply = await fetch(uri, options);
  const parameters = new URL(uri).searchParams;
  requests.push({ method: options.method, hasQuery: parameters.has("query"), status: reply.status });
  return reply;
};
const sha256 = (text) => createHash("sha256").update(text).digest("hex");
const client = new ApolloClient({
  cache: new InMemoryCache(),
  link: ApolloLink.from([
    new PersistedQueryLink({ sha256, useGETForHashedQueries: true }),
    new HttpLink({ uri: process.argv[2], fetch: watched, useGETForQueries: true }),
  ]),
});
const query = gql`
  query Some($ref: String!) {
    claimsByRef(ref: $ref) {
      totalCount
    }
  }
`;
const answers = [];
for (const fetchPolicy of ["network-only", "network-only"]) {
  const { data } = await client.query({ query, variables: { ref: "C042" }, fetchPolicy });
  answers.push(data.claimsByRef.totalCount);
}
console.log(JSON.stringify({ answers, requests }));
