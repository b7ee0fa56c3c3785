// The column that explains: what fits at the caret, or a type that somebody chose to read about.

import { placeOf } from "./caret.js";
import { button, element, prose } from "./elements.js";
import { named, written } from "./schema.js";

export class Reference {
  constructor(column, editor, schema) {
    Object.assign(this, { column, editor, schema, read: null });
  }

  /** Shows what fits at the caret; a click on a name puts it there. */
  followCaret() {
    const { title, about, offers } = placeOf(this.editor.value, this.editor.selectionStart, this.schema);
    if (!title) return;
    const lines = offers.flatMap((each) => this.line(each, button(each.name, () => this.put(each))));
    this.show([title], about, lines);
  }

  put({ name, insert = `${name} ` }) {
    this.editor.setRangeText(insert, this.editor.selectionStart, this.editor.selectionEnd, "end");
    this.editor.focus();
  }

  /** Shows a type: its fields, its values, or what it can be. */
  open(name) {
    const type = this.schema.types.get(name);
    const members = [...type.fields.values(), ...type.inputFields.values(), ...(type.enumValues ?? [])];
    const others = [...(type.interfaces ?? []), ...(type.possibleTypes ?? [])];
    const lines = members.flatMap((each) => this.line(each, each.name));
    const way = button("← at the caret", () => this.editor.focus());
    this.show([name, " ", way], type.description, [...lines, ...others.map((each) => element("dt", this.link(each.name)))]);
    this.column.scrollTop = 0;
    way.focus();
  }

  show(title, about, lines) {
    this.column.querySelector("h2").replaceChildren(...title);
    this.column.querySelector("p").replaceChildren(...prose(about));
    this.column.querySelector("dl").replaceChildren(...lines);
  }

  line(member, name) {
    const takes = (member.args ?? []).flatMap((each, number) => [number === 0 ? "" : ", ", `${each.name}: `, this.link(each.type)]);
    const term = element("dt", name, ...(takes.length > 0 ? ["(", ...takes, ")"] : []));
    if (member.type) term.append(": ", this.link(member.type));
    return [term, element("dd", ...prose(member.description))];
  }

  link(type) {
    const [text, name] = typeof type === "string" ? [type, type] : [written(type), named(type)];
    const made = button(text, () => this.open(name));
    made.className = "type";
    return made;
  }
}
