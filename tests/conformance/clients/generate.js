// Generates types by the server's address and compiles a client that uses them. Prints what both said, as JSON.
import { spawnSync } from "node:child_process";

const said = (words) => {
  const done = spawnSync(process.execPath, words, { encoding: "utf8" });
  return { status: done.status, said: done.stdout + done.stderr };
};

const generated = said(["node_modules/@graphql-codegen/cli/cjs/bin.js", "--config", "codegen.ts"]);
const compiled = said(["node_modules/typescript/bin/tsc", "--project", "."]);
console.log(JSON.stringify({ generated, compiled }));
