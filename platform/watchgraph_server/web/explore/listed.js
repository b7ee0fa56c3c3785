// What this server lists to be asked, and whether it answers nothing else.

import { element, prose } from "./elements.js";

/**
 * Returns `{only, documents, opened}`: whether no other document is answered, those of the server's operators, and the
 * one that opens whatever has an id; all shaped like the questions of the catalogue.
 */
export async function readListed() {
  const response = await fetch("/explore/documents.json");
  if (!response.ok) throw new Error(`the documents of this server cannot be read (${response.status})`);
  return response.json();
}

/** Whether a document can be run with its defaults alone. */
export function isComplete({ variables }) {
  return variables.every((each) => each.default !== null || !each.type.endsWith("!"));
}

/** Says of each variable what may be given for it. */
export function tellVariables(section, variables) {
  section.querySelector("h2").textContent = "Variables";
  const none = "This document has no variables.";
  section.querySelector("p").textContent = variables.length > 0 ? "What can be changed about this document:" : none;
  section.querySelector("dl").replaceChildren(...variables.flatMap(line));
}

function line({ name, type, default: usual, description }) {
  const meant = usual === null ? "" : ` = ${usual}`;
  return [element("dt", `${name}: ${type}${meant}`), element("dd", ...prose(description))];
}
