// Makes elements of the page.

export function element(name, ...children) {
  const made = document.createElement(name);
  made.append(...children);
  return made;
}

export function button(text, act) {
  const made = element("button", text);
  made.type = "button";
  made.addEventListener("click", act);
  return made;
}

/** A description: what stands between backticks is code, and its example is a line of its own. */
export function prose(text) {
  const [meaning, example] = parted(text);
  if (example === undefined) return marked(meaning);
  const line = element("span", ...marked(example));
  line.className = "example";
  return [...marked(meaning), line];
}

/** What a description says, and its example. */
export function parted(text) {
  return (text ?? "").split(/\s+(?=Example: `)/);
}

function marked(text) {
  return text.split("`").map((part, number) => (number % 2 === 1 ? element("code", part) : part));
}
