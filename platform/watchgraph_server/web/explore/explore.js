// The explorer: questions on the left, a document to change and run, its answer, and what can be asked at the caret.

import { button, element, shown } from "./answers.js";
import { placeOf } from "./caret.js";
import { Completions } from "./completions.js";
import { readSchema, written } from "./schema.js";

const KEPT = "watchgraph.explorer";
const FIRST = "# Ctrl+Space shows what can be asked, Ctrl+Enter runs.\n{\n  search(text: \"Hikvision\", first: 5) {\n    nodes { kind text reason id }\n  }\n}\n";
const SAVED = "{ savedQueries(first: 100) { nodes { id title description document variables { name default description } } } }";
const OPENED = `# Whatever has this id, with the claims that it rests on.
query Opened($id: ID!) {
  node(id: $id) {
    __typename
    id
    ... on Claim {
      sentence
      state
      confidence { score }
      evidence { nodes { stance locator source { id title url archivedUrl published } } }
      disputes { nodes { id } }
      history { nodes { at topic } }
    }
    ... on Entity {
      name
      kind
      claims { totalCount nodes { id sentence } }
    }
    ... on Source {
      url
      publisher
      published
      citedBy { totalCount nodes { id sentence } }
    }
    ... on Dispute {
      text
      claims { nodes { id sentence } }
    }
  }
}
`;

const at = (id) => document.getElementById(id);
const [editor, variables] = [at("document"), at("variables")];

async function ask(query, given = undefined, extensions = undefined) {
  const response = await fetch("/graphql", {
    method: "POST",
    headers: { "content-type": "application/json", accept: "application/graphql-response+json, application/json" },
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
  keep();
  say("Asking …");
  const began = performance.now();
  try {
    show(await ask(editor.value, values, extensions), performance.now() - began);
  } catch (error) {
    say(`No answer: ${error.message}`, true);
  }
}

function show(answer, milliseconds) {
  const failed = (answer.errors ?? []).length;
  const standing = answer.extensions?.standing;
  const where = standing ? ` · position ${standing.position}, ${standing.day}` : "";
  say(`${failed ? (failed === 1 ? "1 error" : `${failed} errors`) : "Answered"} in ${Math.round(milliseconds)} ms${where}`, failed > 0);
  at("answer").replaceChildren(shown(answer.errors ? withErrors(answer) : answer.data, open));
  cite(answer.extensions?.citation);
}

function withErrors({ errors, data = null }) {
  return { errors, data };
}

function cite(citation) {
  at("citation").hidden = !citation;
  if (citation) {
    const link = element("a", new URL(citation.url, location.href).href);
    link.href = citation.url;
    at("citation").replaceChildren("Cite this answer: ", link);
  }
}

/** What was asked goes into the address first, so that the browser's way back leads to it. */
function open(id) {
  history.replaceState(null, "", `#${addressed()}`);
  location.hash = `id=${id}`;
}

function opened(id) {
  load(OPENED, JSON.stringify({ id }, null, 2));
  run();
}

function load(text, values = "", about = "") {
  [editor.value, variables.value] = [text, values];
  at("about").textContent = about;
  at("about").hidden = about === "";
}

function keep() {
  localStorage.setItem(KEPT, JSON.stringify({ document: editor.value, variables: variables.value }));
}

function listed(questions) {
  const words = at("filter").value.toLowerCase();
  const fitting = questions.filter((each) => `${each.id} ${each.title} ${each.description}`.toLowerCase().includes(words));
  at("questions").replaceChildren(...fitting.map((each) => element("li", chosen(each))));
}

function chosen(question) {
  const made = button(question.title, () => {
    load(question.document, defaults(question.variables), question.description);
    document.querySelectorAll("nav [aria-current]").forEach((other) => other.removeAttribute("aria-current"));
    made.setAttribute("aria-current", "true");
    run();
  });
  made.prepend(element("small", question.id));
  return made;
}

/** The defaults that JSON can write; what is left out keeps its own. */
function defaults(declared) {
  const values = {};
  for (const { name, default: written } of declared) {
    try {
      values[name] = JSON.parse(written);
    } catch {
      continue;
    }
  }
  return JSON.stringify(values, null, 2);
}

function explain(schema) {
  const { type } = placeOf(editor.value, editor.selectionStart, schema);
  const found = schema.types.get(type);
  if (found === undefined) return;
  at("type").textContent = found.name;
  at("meaning").textContent = found.description ?? "";
  at("fields").replaceChildren(...[...found.fields.values()].flatMap(explained));
}

function explained(field) {
  const takes = field.args.map((each) => `${each.name}: ${written(each.type)}`).join(", ");
  const name = button(field.name, () => {
    editor.setRangeText(`${field.name} `, editor.selectionStart, editor.selectionEnd, "end");
    editor.focus();
  });
  return [element("dt", name, takes === "" ? "" : `(${takes})`, `: ${written(field.type)}`), element("dd", field.description ?? "")];
}

function addressed() {
  return new URLSearchParams({ document: editor.value, variables: variables.value }).toString();
}

async function share() {
  history.replaceState(null, "", `#${addressed()}`);
  await navigator.clipboard?.writeText(location.href);
  say("The address holds the document now");
}

function restore() {
  const asked = new URLSearchParams(location.hash.slice(1));
  const kept = JSON.parse(localStorage.getItem(KEPT) ?? "{}");
  if (asked.has("id")) opened(asked.get("id"));
  else load(asked.get("document") ?? kept.document ?? FIRST, asked.get("variables") ?? kept.variables ?? "");
}

function back() {
  restore();
  if (!location.hash.startsWith("#id=")) run();
}

async function start() {
  restore();
  window.addEventListener("hashchange", back);
  at("run").addEventListener("click", () => run());
  at("cite").addEventListener("click", () => run({ citation: true }));
  at("share").addEventListener("click", share);
  for (const each of [editor, variables]) {
    each.addEventListener("keydown", (event) => event.ctrlKey && event.key === "Enter" && run());
  }
  const schema = await readSchema(ask);
  const completions = new Completions(at("completions"), editor, schema);
  editor.addEventListener("input", () => completions.open && completions.offer());
  document.addEventListener("selectionchange", () => document.activeElement === editor && explain(schema));
  const questions = (await ask(SAVED)).data?.savedQueries.nodes ?? [];
  at("filter").addEventListener("input", () => listed(questions));
  listed(questions);
}

start();
