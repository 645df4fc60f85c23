/* A sum of products, written out: y[0] = −1·25000 + 1·28000 − 1·30000 = −27000. */

import { format, formatEntry } from "./numbers.js";

/* terms: [{k, x}]; returns [[text, role]], role one of "kernel", "input", "output", "" . */
export function equationParts(name, terms, sum) {
  const parts = [
    [name, "output"],
    [" = ", ""],
  ];
  for (const [i, { k, x }] of terms.entries()) {
    if (i > 0) parts.push([k < 0 ? " − " : " + ", ""]);
    const factor = i > 0 ? Math.abs(k) : k; // the sign has become the − between the terms
    parts.push([formatEntry(factor), "kernel"], ["·", ""]);
    parts.push([x < 0 ? `(${format(x)})` : format(x), "input"]);
  }
  parts.push([" = ", ""], [format(sum), "output"]);
  return parts;
}

export function equationText(name, terms, sum) {
  return equationParts(name, terms, sum)
    .map(([text]) => text)
    .join("");
}

/* The same in colour; a line breaks only between terms. */
export function equationNode(name, terms, sum) {
  const line = document.createElement("span");
  line.className = "equation";
  for (const [text, role] of equationParts(name, terms, sum)) {
    const part = document.createElement(role ? "b" : "span");
    part.textContent = text;
    part.className = role;
    line.append(part);
  }
  return line;
}
