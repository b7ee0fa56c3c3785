// The explorer: questions on the left, a document to change and run, its answer, and what can be asked at the caret.

import { shown } from "./answers.js";
import { Completions } from "./completions.js";
import { element, prose } from "./elements.js";
import { keep, keptBefore } from "./kept.js";
import { momentsOf } from "./moments.js";
import { OPENED } from "./opened.js";
import { defaultsOf, Questions } from "./questions.js";
import { Reference } from "./reference.js";
import { readSchema } from "./schema.js";
import { tokens } from "./tokens.js";

const FIRST = "# Names of fields, arguments and values are offered as you type, or by Ctrl+Space; Ctrl+Enter runs.\n{\n  search(text: \"Huawei\", first: 5) {\n    nodes { kind text reason entity { id } }\n  }\n}\n";

const at = (id) => document.getElementById(id);
const [editor, variables] = [at("document"), at("variables")];
const narrow = matchMedia("(max-width: 70rem)");
const JSON_ANSWERS = { accept: "application/graphql-response+json, application/json" };
let questions = null;
/** The document and variables as they were put there, to tell whether somebody typed since. */
let put = ["", ""];

async function ask(query, given = undefined, extensions = undefined) {
  const response = await fetch("/graphql", {
    method: "POST",
    headers: { "content-type": "application/json", ...JSON_ANSWERS },
    body: JSON.stringify({ query, variables: given, extensions }),
  });
  return response.json();
}

function say(text, bad = false) {
  at("state").value = text;
  at("state").classList.toggle("bad", bad);
}

function given() {
  const text = variables.value.trim();
  return text === "" ? undefined : JSON.parse(text);
}

async function run(extensions = undefined) {
  let values;
  try {
    values = given();
  } catch (error) {
    say(`Variables: ${error.message}`, true);
    return;
  }
  keep(editor.value, variables.value);
  say("Asking …");
  const [asked, began] = [editor.value, performance.now()];
  try {
    const answer = await ask(asked, values, extensions);
    show(answer, performance.now() - began, momentsOf(asked, values ?? {}));
  } catch (error) {
    say(`No answer: ${error.message}`, true);
  }
}

function show(answer, milliseconds, moments) {
  const failed = (answer.errors ?? []).length;
  const standing = answer.extensions?.standing;
  const where = standing ? ` · position ${standing.position}, ${standing.day}` : "";
  say(`${failed ? (failed === 1 ? "1 error" : `${failed} errors`) : "Answered"} in ${Math.round(milliseconds)} ms${where}`, failed > 0);
  const wasInside = at("answer").contains(document.activeElement);
  at("answer").replaceChildren(...parts(answer, moments));
  if (wasInside) at("answer").focus();
  cite(answer.extensions?.citation);
  if (narrow.matches) at("answered").scrollIntoView({ block: "start" });
}

/** The answer as a tree. What is opened from a field at the top is as of the moment that the field was asked about. */
function parts({ errors, data = null }, moments) {
  const tops = Object.entries(data ?? {}).map(([key, value]) => shown(value, (id) => open(id, moments.get(key)), key));
  return errors ? [shown(errors, open, "errors"), ...(data === null ? [shown(null, open, "data")] : tops)] : tops;
}

function cite(citation) {
  at("citation").hidden = !citation;
  if (citation) {
    const link = element("a", new URL(citation.url, location.href).href);
    link.href = citation.url;
    at("citation").replaceChildren("Cite this answer: ", link);
  }
}

/** What was typed goes into the address first, so that the browser's way back leads to it. */
function go(hash) {
  if (editor.value !== put[0] || variables.value !== put[1]) history.replaceState(null, "", `#${addressed()}`);
  if (location.hash === hash) restored();
  else location.hash = hash;
}

function open(id, moment = undefined) {
  go(`#${new URLSearchParams({ id, ...moment })}`);
}

function choose(id) {
  go(`#question=${id}`);
}

function load(text, values = "", about = "") {
  put = [text, values];
  [editor.value, variables.value] = put;
  at("about").replaceChildren(...prose(about));
  at("about").hidden = about === "";
  if (about !== "") scrollPastComment();
}

/** The comment that a question begins with is above the document already. */
function scrollPastComment() {
  const { value } = editor;
  const [first] = tokens(value);
  editor.classList.add("measured");
  editor.value = value.slice(0, first.start).trimEnd();
  const height = editor.scrollHeight;
  editor.classList.remove("measured");
  editor.value = value;
  editor.scrollTop = height - parseFloat(getComputedStyle(editor).paddingTop);
}

function addressed() {
  return new URLSearchParams({ document: editor.value, variables: variables.value }).toString();
}

async function share() {
  history.replaceState(null, "", `#${addressed()}`);
  await navigator.clipboard?.writeText(location.href);
  say("The address holds the document now");
}

/** Puts there what the address names. */
function restore() {
  const asked = new URLSearchParams(location.hash.slice(1));
  const kept = keptBefore();
  if (asked.has("id")) opened(Object.fromEntries(asked));
  else if (asked.has("question")) asQuestion(asked.get("question"));
  else load(asked.get("document") ?? kept.document ?? FIRST, asked.get("variables") ?? kept.variables ?? "");
}

function opened({ id, ...asOf }) {
  load(OPENED, JSON.stringify(Object.keys(asOf).length > 0 ? { id, asOf } : { id }, null, 2));
}

function asQuestion(id) {
  const question = questions?.find(id);
  if (question) load(question.document, defaultsOf(question), question.description);
}

function restored() {
  restore();
  run();
}

/** The questions come by an address that answers whatever else a server refuses. */
async function listQuestions() {
  const answer = await (await fetch("/q", { headers: JSON_ANSWERS })).json();
  if (!answer.data?.savedQueries) throw new Error(answer.errors?.[0]?.message ?? "there is no list");
  questions = new Questions(at("catalogue"), answer.data.savedQueries.nodes, (id) => {
    at("catalogue").open = !narrow.matches;
    choose(id);
  });
}

async function explain() {
  const schema = await readSchema(ask);
  new Completions(at("completions"), editor, schema);
  const reference = new Reference(at("schema"), editor, schema);
  document.addEventListener("selectionchange", () => document.activeElement === editor && reference.followCaret());
}

function runByKey(event) {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  run();
}

async function start() {
  at("catalogue").open = !narrow.matches;
  at("run").addEventListener("click", () => run());
  at("cite").addEventListener("click", () => run({ citation: true }));
  at("share").addEventListener("click", share);
  for (const each of [editor, variables]) each.addEventListener("keydown", runByKey);
  addEventListener("hashchange", restored);
  addEventListener("pagehide", () => keep(editor.value, variables.value));
  if (!location.hash.startsWith("#question=")) restore();
  await listQuestions().catch((error) => say(`No questions: ${error.message}`, true));
  if (location.hash.startsWith("#question=")) restore();
  if (/^#(id|question)=/.test(location.hash)) run();
  await explain().catch((error) => (at("meaning").textContent = `The schema cannot be read here: ${error.message}`));
}

start();
