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

/** A description: what stands between backticks is code. */
export function prose(text) {
  return (text ?? "").split("`").map((part, number) => (number % 2 === 1 ? element("code", part) : part));
}
