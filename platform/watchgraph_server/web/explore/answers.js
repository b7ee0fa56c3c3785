// Shows an answer as a tree: ids open, web addresses lead to the source.

import { button, element } from "./elements.js";

const ID = /^([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[A-Z][A-Za-z]+:[\w:.~-]+)$/;
const SHORT = 30;
const SHOWN = 60;

/** Makes the elements for a value of JSON. `open`: what a click on an id does. */
export function shown(value, open, key = null) {
  return value !== null && typeof value === "object" ? branch(value, open, key) : leaf(value, open, key);
}

function branch(value, open, key) {
  const entries = Object.entries(value);
  const made = element("details");
  made.open = !Array.isArray(value) || entries.length <= SHORT;
  made.append(element("summary", label(key), Array.isArray(value) ? `[${entries.length}]` : "{…}"));
  for (const [name, item] of entries) {
    made.append(shown(item, open, Array.isArray(value) ? null : name));
  }
  return made;
}

function leaf(value, open, key) {
  return element("div", label(key), content(value, open));
}

function content(value, open) {
  if (typeof value !== "string") return String(value);
  if (ID.test(value)) return id(value, open);
  if (/^https?:\/\//.test(value)) return link(value);
  const text = element("span", value);
  text.className = "text";
  return text;
}

function id(value, open) {
  const made = button(value.length > SHOWN ? `${value.slice(0, SHOWN)}…` : value, () => open(value));
  made.title = value;
  return made;
}

function label(key) {
  const made = element("span", key === null ? "" : `${key}: `);
  made.className = "key";
  return made;
}

function link(address) {
  const made = element("a", address);
  made.href = address;
  made.rel = "noopener noreferrer nofollow ugc";
  made.target = "_blank";
  return made;
}
