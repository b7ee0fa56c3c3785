// The lexical tokens of a GraphQL document (specification, section 2.1), as far as an editor needs them.

const TOKEN = /"""(?:\\"""|[^])*?(?:"""|$)|"(?:\\.|[^"\\\n])*"?|#[^\n]*|\.\.\.|[_A-Za-z][_0-9A-Za-z]*|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|[!$&()=:@[\]{|}]/g;

/** Yields `{text, start, end}` of each token; comments are left out. */
export function* tokens(document) {
  for (const found of document.matchAll(TOKEN)) {
    if (!found[0].startsWith("#")) {
      yield { text: found[0], start: found.index, end: found.index + found[0].length };
    }
  }
}

export const isName = (text) => /^[_A-Za-z]/.test(text ?? "");
