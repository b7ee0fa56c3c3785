// The questions of the catalogue: a list to find one in, and a document with values for each.

import { button, element } from "./elements.js";
import { valueOf } from "./literals.js";

const SHORT = 12;

/** `all`: the questions. `choose`: what a click on one does. */
export class Questions {
  constructor(nav, all, choose) {
    Object.assign(this, { nav, all, choose });
    this.filter = nav.querySelector("input");
    this.filter.addEventListener("input", () => this.show());
    this.show();
  }

  show() {
    const words = this.filter.value.toLowerCase();
    const fitting = this.all.filter((each) => `${each.id} ${each.title} ${each.description}`.toLowerCase().includes(words));
    this.nav.querySelector("ol").replaceChildren(...fitting.map((each) => element("li", this.line(each))));
  }

  line(question) {
    const made = button(question.title, () => this.choose(question.id));
    const { id, title } = question;
    if (id !== title) made.prepend(element("small", id.length > SHORT ? `${id.slice(0, SHORT)}…` : id));
    made.dataset.question = question.id;
    return made;
  }

  /** Returns the question that a document is; undefined where it is none. */
  ofDocument(text) {
    return this.all.find((each) => each.document === text);
  }

  /** Returns a question by its id, as its address takes it, and marks it; undefined where there is none. */
  find(id) {
    const found = this.all.find((each) => each.id === id) ?? this.all.find((each) => each.id.toLowerCase() === id.toLowerCase());
    this.nav.querySelectorAll("[aria-current]").forEach((other) => other.removeAttribute("aria-current"));
    if (found) this.nav.querySelector(`[data-question="${CSS.escape(found.id)}"]`)?.setAttribute("aria-current", "true");
    return found;
  }
}

/** What each variable is unless somebody says otherwise, as JSON. `all`: with null for those that are nothing else. */
export function defaultsOf(question, all = false) {
  const given = question.variables.filter((each) => all || each.default !== null);
  const value = (each) => (each.default === null ? null : valueOf(each.default));
  return JSON.stringify(Object.fromEntries(given.map((each) => [each.name, value(each)])), null, 2);
}
