// The list of fields that fit at the caret: arrows choose, Enter or Tab takes, Escape closes.

import { placeOf } from "./caret.js";
import { element } from "./answers.js";
import { written } from "./schema.js";

const MOST = 60;

export class Completions {
  constructor(list, editor, schema) {
    Object.assign(this, { list, editor, schema, fields: [], chosen: 0, prefix: "" });
    editor.addEventListener("keydown", (event) => this.pressed(event));
    editor.addEventListener("blur", () => this.close());
  }

  get open() {
    return !this.list.hidden;
  }

  offer() {
    const { type, prefix } = placeOf(this.editor.value, this.editor.selectionStart, this.schema);
    const fields = [...(this.schema.types.get(type)?.fields.values() ?? [])];
    this.prefix = prefix;
    this.fields = fields.filter((field) => field.name.toLowerCase().startsWith(prefix.toLowerCase())).slice(0, MOST);
    this.chosen = 0;
    this.show();
  }

  show() {
    this.list.replaceChildren(...this.fields.map((field, number) => this.line(field, number)));
    this.list.hidden = this.fields.length === 0;
    this.list.children[this.chosen]?.scrollIntoView({ block: "nearest" });
  }

  line(field, number) {
    const made = element("li", field.name, element("small", `${written(field.type)}  ${field.description ?? ""}`.slice(0, 120)));
    made.role = "option";
    made.ariaSelected = String(number === this.chosen);
    made.addEventListener("mousedown", (event) => {
      event.preventDefault();
      this.take(field);
    });
    return made;
  }

  pressed(event) {
    if (event.ctrlKey && event.key === " ") {
      event.preventDefault();
      this.offer();
    } else if (this.open) {
      this.steered(event);
    }
  }

  steered(event) {
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key in steps) {
      event.preventDefault();
      this.chosen = (this.chosen + steps[event.key] + this.fields.length) % this.fields.length;
      this.show();
    } else if (event.key === "Enter" || event.key === "Tab") {
      event.preventDefault();
      this.take(this.fields[this.chosen]);
    } else if (event.key === "Escape") {
      this.close();
    }
  }

  take(field) {
    const end = this.editor.selectionStart;
    this.editor.setRangeText(field.name, end - this.prefix.length, end, "end");
    this.editor.dispatchEvent(new Event("input"));
    this.close();
  }

  close() {
    this.list.hidden = true;
  }
}
