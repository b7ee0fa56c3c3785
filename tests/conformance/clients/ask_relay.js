// Compiles a query and asks for a claim as of two moments, each through its own store. Prints JSON.
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
console.log(JSON.stringify({ apart }));
