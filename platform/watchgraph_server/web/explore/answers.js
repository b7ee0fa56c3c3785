// Shows an answer as a tree: ids open, web addresses lead to the source.

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const SHORT = 30;

/** Makes the elements for a value of JSON. `open`: what a click on an id does. */
export function shown(value, open, key = null) {
  return value !== null && typeof value === "object" ? branch(value, open, key) : leaf(value, open, key);
}

function branch(value, open, key) {
  const entries = Object.entries(value);
  const made = element("details");
  made.open = !Array.isArray(value) || entries.length <= SHORT;
  made.append(element("summary", label(key), Array.isArray(value) ? `[${entries.length}]` : "{…}"));
  for (const [name, item] of entries) {
    made.append(shown(item, open, Array.isArray(value) ? null : name));
  }
  return made;
}

function leaf(value, open, key) {
  return element("div", label(key), content(value, open));
}

function content(value, open) {
  if (typeof value !== "string") return String(value);
  if (ID.test(value)) return button(value, () => open(value));
  if (/^https?:\/\//.test(value)) return link(value);
  const text = element("span", value);
  text.className = "text";
  return text;
}

function label(key) {
  const made = element("span", key === null ? "" : `${key}: `);
  made.className = "key";
  return made;
}

function link(address) {
  const made = element("a", address);
  made.href = address;
  made.rel = "noopener noreferrer nofollow ugc";
  made.target = "_blank";
  return made;
}

export function button(text, act) {
  const made = element("button", text);
  made.type = "button";
  made.addEventListener("click", act);
  return made;
}

export function element(name, ...children) {
  const made = document.createElement(name);
  made.append(...children);
  return made;
}
