// What fits at a place in a document: offers with a name, a type, a description, and what is to be inserted.

import { named, written } from "./schema.js";
import { tokens } from "./tokens.js";

const TYPENAME = { name: "__typename", type: { kind: "SCALAR", name: "String" }, description: "The name of its type." };

/** `walk`: which stands at the place. */
export function fittingAt(walk, document) {
  const { here, previous, schema } = walk;
  if (here === null) return previous === "on" ? { title: null, offers: composites(schema) } : { title: null, offers: [] };
  if (here.kind === "selection") return inSelection(walk, document);
  if (previous === "$") return { title: null, offers: here.kind === "declared" ? [] : declaredIn(document) };
  if (here.kind === "declared" && here.value === null) return { title: null, offers: previous === ":" || previous === "[" ? inputs(schema) : [] };
  if (here.value !== null) return valuesOf(named(here.value), schema, document);
  const members = [...here.members.values()].filter((each) => !here.given.has(each.name));
  return { title: here.title, about: here.about, offers: members.map((each) => ({ ...each, insert: `${each.name}: ` })) };
}

function inSelection({ here, previous, spread, schema }, document) {
  const type = schema.types.get(here.type);
  const about = { title: type?.name ?? null, about: type?.description };
  if (spread && previous === "on") return { ...about, offers: within(type, schema) };
  if (previous === "...") return { ...about, offers: [{ name: "on", insert: "on " }, ...fragmentsIn(document)] };
  if (previous === "@") return { ...about, offers: [...schema.directives.values()].filter((each) => ["include", "skip"].includes(each.name)) };
  return { ...about, offers: type === undefined ? [] : [...type.fields.values(), TYPENAME] };
}

/** The types that a fragment can look for where another stands: what both can be. */
function within(type, schema) {
  const possible = (each) => new Set(each?.possibleTypes?.map(({ name }) => name) ?? (each ? [each.name] : []));
  const here = possible(type);
  return composites(schema).filter((each) => [...possible(each)].some((name) => here.has(name)));
}

function composites(schema) {
  return kept(schema, ["OBJECT", "INTERFACE", "UNION"]);
}

function inputs(schema) {
  return kept(schema, ["SCALAR", "ENUM", "INPUT_OBJECT"]);
}

function kept(schema, kinds) {
  return [...schema.types.values()].filter((type) => kinds.includes(type.kind) && !type.name.startsWith("__"));
}

/** The values of a type that can be listed, and the document's variables. */
function valuesOf(name, schema, document) {
  const type = schema.types.get(name);
  const words = name === "Boolean" ? [{ name: "true" }, { name: "false" }] : (type?.enumValues ?? []);
  const open = type?.kind === "INPUT_OBJECT" ? [{ name: "{", description: type.description, insert: "{ " }] : [];
  const variables = declaredIn(document).map((each) => ({ ...each, name: `$${each.name}` }));
  return { title: type?.name ?? null, about: type?.description, offers: [...open, ...words, ...variables] };
}

function declaredIn(document) {
  const all = [...tokens(document)].map((token) => token.text);
  const names = all.filter((_, place) => all[place - 1] === "$" && all[place + 1] === ":");
  return [...new Set(names)].map((name) => ({ name }));
}

function fragmentsIn(document) {
  const all = [...tokens(document)].map((token) => token.text);
  return all.filter((text, place) => all[place - 1] === "fragment" && text !== "on").map((name) => ({ name }));
}

/** The type of an offer in words: `[Claim!]!`, empty where it has none. */
export function typed(offer) {
  return offer.type ? written(offer.type) : "";
}
