// Comments of documents.

import { tokens } from "./tokens.js";

/** Brings what follows the comment that a document begins with to the top of an editor: it stands above that already. */
export function scrollPastComment(editor) {
  const { value } = editor;
  const [first] = tokens(value);
  editor.classList.add("measured");
  editor.value = value.slice(0, first.start).trimEnd();
  const height = editor.scrollHeight;
  editor.classList.remove("measured");
  editor.value = value;
  editor.scrollTop = height - parseFloat(getComputedStyle(editor).paddingTop);
}
