// Asks what the compiler persisted by its hash, with a cursor that is none, and by a hash that nobody knows. Prints JSON.
import relay from "relay-runtime";
import { newEnvironment } from "./relay_by_hash.js";

const { default: query } = await import("./src/__generated__/questionsQuery.graphql.js");
const { default: page } = await import("./src/__generated__/questionsPageQuery.graphql.js");
const code = ({ errors }) => errors?.[0].extensions.code ?? "nothing is said";
const asked = (wanted, variables) => relay.fetchQuery(newEnvironment(), wanted, variables).toPromise();
const { claimsByRef } = await asked(query, { asOf: { validAt: "2015" } });
const unknown = { ...query, params: { ...query.params, id: "0".repeat(64) } };
console.log(JSON.stringify({
  text: query.params.text,
  certainty: claimsByRef.nodes[0].certainty,
  refused: [await asked(page, { after: "zzz" }).catch(code), await asked(unknown, {}).catch(code)],
}));
