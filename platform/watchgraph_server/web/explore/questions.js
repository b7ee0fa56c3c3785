// The questions of the catalogue: a list to find one in, and a document with values for each.

import { button, element } from "./elements.js";
import { valueOf } from "./literals.js";

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
    made.prepend(element("small", question.id));
    made.dataset.question = question.id;
    return made;
  }

  /** Returns a question by its id, as its address takes it, and marks it; undefined where there is none. */
  find(id) {
    const found = this.all.find((each) => each.id.toLowerCase() === id.toLowerCase());
    this.nav.querySelectorAll("[aria-current]").forEach((other) => other.removeAttribute("aria-current"));
    if (found) this.nav.querySelector(`[data-question="${CSS.escape(found.id)}"]`)?.setAttribute("aria-current", "true");
    return found;
  }
}

/** What each variable is unless somebody says otherwise, as JSON. */
export function defaultsOf(question) {
  const given = question.variables.filter((each) => each.default !== null);
  return JSON.stringify(Object.fromEntries(given.map((each) => [each.name, valueOf(each.default)])), null, 2);
}
