// Runs Relay's compiler and prints what it said, as JSON.
const { spawnSync } = require("node:child_process");

const done = spawnSync(process.execPath, [require.resolve("relay-compiler/cli.js")], { encoding: "utf8" });
console.log(JSON.stringify({ status: done.status, said: done.stdout + done.stderr }));
