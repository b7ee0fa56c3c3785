// The operations of a document: a request runs one of them.

import { isName, tokens } from "./tokens.js";

/** Returns `{name, start, end}` of each operation; `name` is null where it has none. Fragments are left out. */
export function operationsOf(document) {
  const found = [];
  let [words, depth] = [[], 0];
  for (const token of tokens(document)) {
    const { text } = token;
    words.push(token);
    if ("({[".includes(text)) depth += 1;
    else if (")}]".includes(text)) depth -= 1;
    if (depth === 0 && text === "}") {
      if (words[0].text !== "fragment") found.push(operation(words));
      words = [];
    }
  }
  return found;
}

function operation(words) {
  const [{ start }, second] = words;
  return { name: isName(second.text) && words[0].text !== "{" ? second.text : null, start, end: words.at(-1).end };
}

/** The operation that an offset is in; between two it is the next, so that what is written above it is part of it. */
export function operationAt(operations, offset) {
  return operations.find(({ end }) => offset <= end) ?? operations.at(-1);
}

/** The document without its other operations. */
export function alone(document, operations, chosen) {
  const others = operations.filter((each) => each !== chosen);
  return others.reduceRight((text, { start, end }) => text.slice(0, start) + text.slice(end), document);
}
