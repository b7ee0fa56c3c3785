// Compiles queries and asks for a claim as of two moments, each through its own store, and with a cursor that is none.
// Prints JSON.
import { spawnSync } from "node:child_process";
import relay from "relay-runtime";
import { environmentAt } from "./relay.js";

const compiled = spawnSync(process.execPath, ["node_modules/relay-compiler/cli.js"], { encoding: "utf8" });
if (compiled.status !== 0) throw new Error(compiled.stdout + compiled.stderr);
const { default: query } = await import("./src/__generated__/questionsQuery.graphql.js");
const apart = [];
for (const asOf of [{ validAt: "2015" }, null, { validAt: "2015" }]) {
  const environment = environmentAt(asOf);
  await relay.fetchQuery(environment, query, { asOf }).toPromise();
  const kept = environment.lookup(relay.createOperationDescriptor(query, { asOf }).fragment);
  apart.push(kept.data.claimsByRef.nodes[0].certainty);
}
const { default: page } = await import("./src/__generated__/questionsPageQuery.graphql.js");
const thrown = await relay.fetchQuery(environmentAt(), page, { after: "zzz" }).toPromise().catch((error) => error);
console.log(JSON.stringify({ apart, refused: thrown.errors?.[0].extensions.code ?? "nothing is said" }));
