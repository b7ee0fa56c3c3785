// Where the caret stands in a document: in the selection of which type, after which letters of a name.

import { named } from "./schema.js";
import { isName, tokens } from "./tokens.js";

/** Returns `{type, prefix}`: the name of the type whose fields fit at the offset, null outside of any selection. */
export function placeOf(document, offset, schema) {
  const before = [...tokens(document)].filter((token) => token.start < offset);
  const last = before.at(-1);
  const touching = last !== undefined && isName(last.text) && last.end >= offset;
  const prefix = touching ? document.slice(last.start, offset) : "";
  const walk = new Walk(schema);
  (touching ? before.slice(0, -1) : before).forEach((token) => walk.step(token.text));
  return { type: walk.inArguments ? null : walk.type, prefix };
}

class Walk {
  constructor(schema) {
    this.schema = schema;
    this.stack = [];
    this.round = 0;
    this.next = schema.query;
    this.previous = "";
  }

  get type() {
    return this.stack.at(-1) ?? null;
  }

  get inArguments() {
    return this.round > 0;
  }

  step(text) {
    if (text === "(") this.round += 1;
    else if (text === ")") this.round -= 1;
    else if (!this.inArguments) this.select(text);
    this.previous = text;
  }

  select(text) {
    if (text === "{") {
      this.stack.push(this.next);
      this.next = null;
    } else if (text === "}") {
      this.stack.pop();
      if (this.stack.length === 0) this.next = this.schema.query;
    } else if (this.previous === "on") {
      this.next = this.schema.types.has(text) ? text : null;
    } else if (text === "...") {
      this.next = this.type;
    } else if (this.type !== null && isName(text) && this.previous !== "@" && this.previous !== "...") {
      const field = this.schema.types.get(this.type)?.fields.get(text);
      this.next = field === undefined ? this.next : named(field.type);
    }
  }
}
