// The list of what fits at the caret: arrows choose, Enter or Tab takes, Escape closes.

import { placeOf } from "./caret.js";
import { element, parted, prose } from "./elements.js";
import { typed } from "./fitting.js";

const MOST = 60;
const SHOWN = 140;

export class Completions {
  constructor(list, editor, schema) {
    Object.assign(this, { list, editor, schema, offers: [], chosen: 0, prefix: "" });
    editor.setAttribute("aria-autocomplete", "list");
    editor.addEventListener("keydown", (event) => this.pressed(event));
    editor.addEventListener("input", (event) => this.typedIn(event));
    editor.addEventListener("blur", () => this.close());
  }

  get open() {
    return !this.list.hidden;
  }

  offer() {
    const { prefix, offers } = placeOf(this.editor.value, this.editor.selectionStart, this.schema);
    this.prefix = prefix;
    this.offers = offers.filter((each) => each.name.toLowerCase().startsWith(prefix.toLowerCase())).slice(0, MOST);
    this.chosen = 0;
    this.show();
  }

  /** Offers while a name is typed, or goes on with what is open; not for what is pasted or taken from the list. */
  typedIn(event) {
    if (this.open || /\w/.test(event.data ?? "")) this.offer();
    if (this.prefix === "") this.close();
  }

  show() {
    this.list.replaceChildren(...this.offers.map((offer, number) => this.line(offer, number)));
    this.list.hidden = this.offers.length === 0;
    const chosen = this.list.children[this.chosen];
    chosen?.scrollIntoView({ block: "nearest" });
    if (chosen) this.editor.setAttribute("aria-activedescendant", chosen.id);
    else this.editor.removeAttribute("aria-activedescendant");
  }

  line(offer, number) {
    const meaning = parted(offer.description)[0].slice(0, SHOWN);
    const made = element("li", offer.name, element("small", `${typed(offer)}  `, ...prose(meaning)));
    made.id = `offer-${number}`;
    made.role = "option";
    made.ariaSelected = String(number === this.chosen);
    made.addEventListener("mousedown", (event) => {
      event.preventDefault();
      this.take(offer);
    });
    return made;
  }

  pressed(event) {
    if (event.code === "Space" && (event.ctrlKey || event.altKey)) {
      event.preventDefault();
      this.offer();
    } else if (this.open && !event.ctrlKey && !event.metaKey) {
      this.steered(event);
    }
  }

  steered(event) {
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key in steps) {
      event.preventDefault();
      this.chosen = (this.chosen + steps[event.key] + this.offers.length) % this.offers.length;
      this.show();
    } else if (event.key === "Enter" || event.key === "Tab") {
      this.taken(event);
    } else if (["Escape", "ArrowLeft", "ArrowRight"].includes(event.key)) {
      this.close();
    }
  }

  /** A name that is there already in full needs no taking: the key does what it always does. */
  taken(event) {
    if (this.offers[this.chosen].name === this.prefix) {
      this.close();
    } else {
      event.preventDefault();
      this.take(this.offers[this.chosen]);
    }
  }

  take(offer) {
    const end = this.editor.selectionStart;
    this.editor.setRangeText(offer.insert ?? offer.name, end - this.prefix.length, end, "end");
    this.close();
  }

  close() {
    this.list.hidden = true;
    this.editor.removeAttribute("aria-activedescendant");
  }
}
