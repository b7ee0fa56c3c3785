// Where the caret stands in a document, and what fits there: fields, arguments, values, types.

import { fittingAt } from "./fitting.js";
import { byName, named } from "./schema.js";
import { inText, isName, tokens } from "./tokens.js";

/** Returns `{title, about, prefix, offers}`: what the place belongs to, the letters before the caret, what fits there. */
export function placeOf(document, offset, schema) {
  if (inText(document, offset)) return { title: null, prefix: "", offers: [] };
  const before = [...tokens(document)].filter((token) => token.start < offset);
  const last = before.at(-1);
  const touching = last !== undefined && isName(last.text) && last.end >= offset;
  const walk = new Walk(schema);
  (touching ? before.slice(0, -1) : before).forEach((token) => walk.step(token.text));
  return { prefix: touching ? document.slice(last.start, offset) : "", ...fittingAt(walk, document) };
}

/** Follows a document word by word. `inside`: what was opened and not closed, the innermost last. */
class Walk {
  constructor(schema) {
    Object.assign(this, { schema, inside: [], previous: "", next: schema.query, callee: null, spread: false });
  }

  get here() {
    return this.inside.at(-1) ?? null;
  }

  step(text) {
    if (this.here === null) this.begin(text);
    else this[this.here.kind](text);
    this.previous = text;
  }

  enter(kind, more) {
    this.inside.push({ kind, key: null, value: null, given: new Set(), ...more });
  }

  leave() {
    this.inside.pop();
    if (this.here?.kind === "given") this.here.value = null;
    if (this.here === null) this.next = this.schema.query;
  }

  begin(text) {
    if (text === "{") this.enter("selection", { type: this.next });
    else if (text === "(") this.enter("declared", {});
    else if (this.previous === "on") this.next = text;
  }

  selection(text) {
    const fields = this.schema.types.get(this.here.type)?.fields;
    if (text === "{") this.enter("selection", { type: this.next });
    else if (text === "}") this.leave();
    else if (text === "(") this.enter("given", { title: this.callee?.name, about: this.callee?.description, members: byName(this.callee?.args) });
    else if (text === "...") [this.next, this.spread] = [this.here.type, true];
    else if (this.spread && this.previous === "on") [this.next, this.spread] = [text, false];
    else if (this.previous === "@") this.callee = this.schema.directives.get(text) ?? null;
    else if (isName(text) && this.previous !== "...") this.field(fields?.get(text) ?? null);
  }

  field(found) {
    [this.callee, this.spread] = [found, false];
    this.next = found === null ? null : named(found.type);
  }

  /** Arguments of a field, or the fields of an input object. */
  given(text) {
    const { here } = this;
    if (text === ")" || text === "}") this.leave();
    else if (here.value !== null) this.valued(text, here);
    else if (text === ":") here.value = here.members.get(here.key)?.type ?? { kind: "SCALAR", name: null };
    else if (isName(text)) [here.key] = [text, here.given.add(text)];
  }

  list(text) {
    if (text === "]") this.leave();
    else this.valued(text, this.here);
  }

  /** A value begins, or is there. */
  valued(text, place) {
    const type = place.value.kind === "NON_NULL" ? place.value.ofType : place.value;
    const item = type.kind === "LIST" ? type.ofType : type;
    if (text === "[") this.enter("list", { value: item });
    else if (text === "{") this.enterObject(named(type));
    else if (text !== "$" && place.kind === "given") place.value = null;
  }

  enterObject(name) {
    const type = this.schema.types.get(name);
    this.enter("given", { title: type?.name, about: type?.description, members: type?.inputFields ?? new Map() });
  }

  /** The variables of an operation. `value`: of which type the default is that is being written. */
  declared(text) {
    const { here } = this;
    if (text === ")") this.leave();
    else if (text === "$") here.value = null;
    else if (text === "=") here.value = this.schema.types.get(here.key) ?? null;
    else if (here.value !== null) this.valued(text, here);
    else if (isName(text)) here.key = text;
  }
}
