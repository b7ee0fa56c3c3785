// As of when each part of an answer was asked, so that what is opened from it is of the same moment.

import { valueOf } from "./literals.js";
import { tokens } from "./tokens.js";

/** Returns the `asOf` of each field at the top, by the name that it has in the answer. */
export function momentsOf(document, variables) {
  const found = new Map();
  let [depth, round, key, previous] = [0, 0, null, null];
  for (const token of tokens(document)) {
    const { text } = token;
    if (text === "(") round += 1;
    else if (text === ")") round -= 1;
    else if (round === 0 && text === "{") depth += 1;
    else if (round === 0 && text === "}") depth -= 1;
    else if (round === 0 && depth === 1) key = text === ":" || previous === ":" ? key : text;
    else if (round === 1 && depth === 1 && previous === "asOf") found.set(key, given(valueOf(document.slice(token.end), variables)));
    previous = text;
  }
  return found;
}

function given(moment) {
  return Object.fromEntries(Object.entries(moment ?? {}).filter(([, time]) => time !== null && time !== undefined));
}
