// The lexical tokens of a GraphQL document (specification, section 2.1), as far as an editor needs them.

const TOKEN = /"""(?:\\"""|[^])*?(?:"""|$)|"(?:\\.|[^"\\\n])*"?|#[^\n]*|\.\.\.|[_A-Za-z][_0-9A-Za-z]*|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|[!$&()=:@[\]{|}]/g;

/** Whether an offset is inside of a string or a comment, where no name stands. */
export function inText(document, offset) {
  const around = [...document.matchAll(TOKEN)].find((found) => found.index < offset && offset <= found.index + found[0].length);
  const [text, end] = around ? [around[0], around.index + around[0].length] : ["", 0];
  return text.startsWith("#") || (text.startsWith('"') && (offset < end || !/^"(?:.*[^\\])?"$/s.test(text)));
}

/** Yields `{text, start, end}` of each token; comments are left out. */
export function* tokens(document) {
  for (const found of document.matchAll(TOKEN)) {
    if (!found[0].startsWith("#")) {
      yield { text: found[0], start: found.index, end: found.index + found[0].length };
    }
  }
}

export const isName = (text) => /^[_A-Za-z]/.test(text ?? "");
