// Asks a question of the catalogue, then by Apollo a document twice by its hash. Prints the day that was asked about, what
// came, and what was sent, as JSON.
const sent = [];
const send = globalThis.fetch;
globalThis.fetch = (address, options) => {
  const { searchParams } = new URL(address);
  sent.push([options?.method ?? "GET", searchParams.has("query") || (options?.body ?? "").includes('"query"')]);
  return send(address, options);
};
const { gql } = await import("@apollo/client");
const { client } = await import("./apollo_by_hash.js");
const { askQuestion } = await import("./question.js");

const { data, citation } = await askQuestion("Q35", { on: "2019-12-31" });
const refused = await askQuestion("Q35", { om: "2019" }).catch(({ errors }) => errors[0].extensions.code);
sent.length = 0;
const query = gql`query ByHash { claimsByRef(ref: "M12") { nodes { id certainty } } }`;
const came = [];
for (const fetchPolicy of ["network-only", "network-only"]) {
  const answer = await client.query({ query, fetchPolicy });
  came.push(answer.data.claimsByRef.nodes[0].certainty);
}
console.log(JSON.stringify({ bans: data.bansInForce.nodes.length > 0, cited: citation.includes("/cite/"), refused, came, sent }));
process.exit();
