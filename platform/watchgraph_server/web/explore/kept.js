// What was typed, kept by the browser for the next visit; nothing is kept where it may not be.

const NAME = "watchgraph.explorer";

export function keep(document, variables) {
  try {
    localStorage.setItem(NAME, JSON.stringify({ document, variables }));
  } catch {
    return;
  }
}

/** Returns `{document, variables}`, empty where nothing is kept or what is kept cannot be read. */
export function keptBefore() {
  try {
    const { document, variables } = JSON.parse(localStorage.getItem(NAME) ?? "{}");
    return typeof document === "string" ? { document, variables: String(variables ?? "") } : {};
  } catch {
    return {};
  }
}
