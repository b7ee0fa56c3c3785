// The explorer: questions on the left, a document to change and run, its answer, and what can be asked at the caret.

import { shown } from "./answers.js";
import { scrollPastComment } from "./comments.js";
import { Completions } from "./completions.js";
import { element, prose } from "./elements.js";
import { keep, keptBefore } from "./kept.js";
import { isComplete, readListed, tellVariables } from "./listed.js";
import { momentsOf } from "./moments.js";
import { alone, operationAt, operationsOf } from "./operations.js";
import { defaultsOf, Questions } from "./questions.js";
import { Reference } from "./reference.js";
import { readSchema } from "./schema.js";

const FIRST = "# Names of fields, arguments and values are offered as you type, or by Ctrl+Space; Ctrl+Enter runs.\n{\n  search(text: \"Huawei\", first: 5) {\n    nodes { kind text reason entity { id } }\n  }\n}\n";

const at = (id) => document.getElementById(id);
const [editor, variables] = [at("document"), at("variables")];
const narrow = matchMedia("(max-width: 70rem)");
const JSON_ANSWERS = { accept: "application/graphql-response+json, application/json" };
let questions = null;
/** What the server's operators list; `only` where nothing else is answered. */
let listed = { only: false, documents: [], opened: { document: "", variables: [] } };
/** The document and variables as they were put there, to tell whether somebody typed since. */
let put = ["", ""];
/** How often something was run: an answer that comes after the next question is not shown. */
let runs = 0;

async function ask(request) {
  const response = await fetch("/graphql", {
    method: "POST",
    headers: { "content-type": "application/json", ...JSON_ANSWERS },
    body: JSON.stringify(request),
  });
  return response.json();
}

function say(text, bad = false) {
  at("state").value = text;
  at("state").classList.toggle("bad", bad);
}

function given() {
  const text = variables.value.trim();
  try {
    return text === "" ? undefined : JSON.parse(text);
  } catch (error) {
    throw new Error(`Variables: ${error.message}`);
  }
}

async function run(extensions = undefined) {
  const began = performance.now();
  const number = (runs += 1);
  try {
    const request = requested();
    remember();
    say("Asking …");
    const answer = await ask({ ...request.body, extensions });
    if (number === runs) show(answer, performance.now() - began, request);
  } catch (error) {
    if (number === runs) fail(`No answer: ${error.message}`);
  }
}

/** What is asked, with the operation that the caret is in where there are several, and the moments of its parts. */
function requested() {
  const [query, values] = [editor.value, given()];
  const operations = operationsOf(query);
  const chosen = chosenOf(operations);
  const operationName = chosen?.name ?? undefined;
  const moments = momentsOf(chosen ? alone(query, operations, chosen) : query, values ?? {});
  return { body: { query, variables: values, operationName }, operationName, moments };
}

/** The operation to run where there are several; undefined where there is nothing to choose. */
function chosenOf(operations) {
  return operations.length > 1 ? operationAt(operations, editor.selectionStart) : undefined;
}

/** What was typed and run has an address, and is there when the page is loaded again. */
function remember() {
  keep(editor.value, variables.value);
  if (typed() || chosenOf(operationsOf(editor.value))) address();
}

function address() {
  history.replaceState(null, "", `#${addressed()}`);
  put = [editor.value, variables.value];
}

function typed() {
  return editor.value !== put[0] || variables.value !== put[1];
}

/** No answer stays below a question that it does not answer. */
function fail(text) {
  say(text, true);
  fill();
  cite();
}

function show(answer, milliseconds, { operationName, moments }) {
  const failed = (answer.errors ?? []).length;
  const standing = answer.extensions?.standing;
  const where = standing ? ` · position ${standing.position}, ${standing.day}` : "";
  const what = operationName ? `${operationName}: ` : "";
  say(`${what}${failed ? (failed === 1 ? "1 error" : `${failed} errors`) : "Answered"} in ${Math.round(milliseconds)} ms${where}`, failed > 0);
  fill(...parts(answer, moments));
  cite(answer.extensions?.citation);
  if (narrow.matches) at("answered").scrollIntoView({ block: "start" });
}

function fill(...lines) {
  const wasInside = at("answer").contains(document.activeElement);
  at("answer").replaceChildren(...lines);
  if (wasInside) at("answer").focus();
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
  if (typed()) address();
  if (location.hash === hash) restored();
  else location.hash = hash;
}

function open(id, moment = undefined) {
  go(`#${new URLSearchParams({ id, ...moment })}`);
}

function choose(id) {
  go(`#${new URLSearchParams({ question: id })}`);
}

function load(text, values = "", about = "", changeable = []) {
  put = [text, values];
  [editor.value, variables.value] = put;
  at("about").replaceChildren(...prose(about));
  at("about").hidden = about === "";
  if (listed.only) tellVariables(at("schema"), changeable);
  if (about !== "") scrollPastComment(editor);
}

function addressed() {
  const operation = chosenOf(operationsOf(editor.value))?.name;
  return new URLSearchParams({ document: editor.value, variables: variables.value, ...(operation && { operation }) }).toString();
}

async function share() {
  address();
  await navigator.clipboard?.writeText(location.href);
  say("The address holds the document now");
}

/** Puts there what the address names, and tells whether it is there. */
async function restore() {
  const asked = new URLSearchParams(location.hash.slice(1));
  if (asked.has("question")) return asQuestion(asked.get("question"));
  if (asked.has("id")) opened(Object.fromEntries(asked));
  else return asWritten(Object.fromEntries(asked));
  return true;
}

/** Puts there what was typed, here or elsewhere, and tells whether it may be run. */
function asWritten({ document: text, variables: values, operation }) {
  const kept = keptBefore();
  const [wanted, its] = text === undefined ? [kept.document, kept.variables] : [text, ""];
  const known = wanted === listed.opened.document ? listed.opened : questions?.ofDocument(wanted);
  if (listed.only && !known) return instead(text !== undefined);
  load(wanted ?? FIRST, values ?? its ?? "", "", known?.variables);
  const operations = operationsOf(editor.value);
  if (operations.length < 2) return true;
  const { start } = operations.find(({ name }) => name === operation) ?? operations[0];
  editor.setSelectionRange(start, start);
  return true;
}

/** Puts the first document of the list there, where another may not be asked. */
function instead(told) {
  const [first] = questions?.all ?? [];
  if (first && editor.value === "") placed(first);
  if (told) fail("This server answers only the documents that are listed here: choose one");
  return false;
}

function opened({ id, ...asOf }) {
  const { document: text, variables: changeable } = listed.opened;
  load(text, JSON.stringify(Object.keys(asOf).length > 0 ? { id, asOf } : { id }, null, 2), "", changeable);
}

/** Puts a question there, or says of one that there is none what its own address says. */
async function asQuestion(id) {
  const question = questions?.find(id);
  if (question) return placed(question);
  if (editor.value === "") asWritten({});
  if (questions) await tellMissing(id);
  return false;
}

/** Puts a question there and tells whether it can be run as it is. */
function placed(question) {
  load(question.document, defaultsOf(question, listed.only), question.description, question.variables);
  const complete = isComplete(question);
  if (!complete) {
    fail("");
    say("Give its variables a value, then run");
  }
  return complete;
}

async function tellMissing(id) {
  const number = (runs += 1);
  const refused = await fetch(`/q/${encodeURIComponent(id)}`, { headers: JSON_ANSWERS });
  const { errors } = await refused.json();
  if (number === runs) fail(errors[0].message);
}

async function restored() {
  try {
    if (await restore()) run();
  } catch (error) {
    fail(`No answer: ${error.message}`);
  }
}

/** The questions come by an address that answers whatever else a server refuses; what is listed is here without it. */
async function listQuestions() {
  try {
    const answer = await (await fetch("/q", { headers: JSON_ANSWERS })).json();
    if (!answer.data?.savedQueries) throw new Error(answer.errors?.[0]?.message ?? "there is no list");
    showQuestions([...listed.documents, ...answer.data.savedQueries.nodes]);
  } catch (error) {
    showQuestions(listed.documents);
    throw error;
  }
}

function showQuestions(documents) {
  questions = new Questions(at("catalogue"), documents, (id) => {
    at("catalogue").open = !narrow.matches;
    choose(id);
  });
}

/** Documents are chosen and not written where only those that are listed are answered. */
async function confine() {
  listed = await readListed();
  if (!listed.only) return;
  editor.readOnly = true;
  at("only").hidden = false;
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
  await confine().catch((error) => say(`No documents: ${error.message}`, true));
  const later = listed.only || location.hash.startsWith("#question=");
  if (!later) await restore();
  await listQuestions().catch((error) => say(`No questions: ${error.message}`, true));
  if (later && /^#(question|id)=/.test(location.hash)) await restored();
  else if (later) await restore();
  else if (location.hash.startsWith("#id=")) run();
  if (!listed.only) await explain().catch((error) => (at("meaning").textContent = `The schema cannot be read here: ${error.message}`));
}

start();
