// Values as GraphQL writes them (specification, section 2.10), as JSON has them.

import { tokens } from "./tokens.js";

const WORDS = new Map([["true", true], ["false", false], ["null", null]]);

/** The value that a text begins with: a name of an enum becomes a string, a variable what is given for it. */
export function valueOf(text, variables = {}) {
  return read([...tokens(text)].map((token) => token.text), variables);
}

/** Takes the words of one value from the front. */
function read(words, variables) {
  const word = words.shift();
  if (word === "$") return variables[words.shift()];
  if (word === "[") return listed(words, variables);
  if (word === "{") return keyed(words, variables);
  if (word?.startsWith('"""')) return word.slice(3, -3);
  if (word?.startsWith('"') || /^-?\d/.test(word)) return JSON.parse(word);
  return WORDS.has(word) ? WORDS.get(word) : word;
}

function listed(words, variables) {
  const items = [];
  while (words.length > 0 && words[0] !== "]") items.push(read(words, variables));
  words.shift();
  return items;
}

function keyed(words, variables) {
  const found = {};
  while (words.length > 0 && words[0] !== "}") {
    const [name] = words.splice(0, 2);
    found[name] = read(words, variables);
  }
  words.shift();
  return found;
}
