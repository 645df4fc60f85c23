/* The words and signs of a typed expression, each with its place. */

const SIGNS = { "−": "-", "·": "*", "×": "*", "÷": "/", "^": "**" };
const TOKEN =
  /(\d+\.?\d*(?:e[-+]?\d+)?|\.\d+(?:e[-+]?\d+)?)|([\p{L}_][\p{L}\p{N}_]*)|(\*\*|[-+*/@^()[\]=,;\n−·×÷])|[^\S\n]+/uy;

/* What is wrong with a text, from start to end, and what to do. */
export class PlaceError extends Error {
  constructor(message, start, end) {
    super(message);
    Object.assign(this, { start, end });
  }
}

/* Text -> tokens {kind: "number" | "name" | "sign" | "end", text, start, end}. */
export function tokens(text) {
  const found = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const start = TOKEN.lastIndex;
    const match = TOKEN.exec(text);
    if (!match) {
      const sign = String.fromCodePoint(text.codePointAt(start)); // two code units for some
      throw new PlaceError(
        `“${sign}” has no meaning here: use names, numbers and + − * / @ ( ) =`,
        start,
        start + sign.length,
      );
    }
    const [whole, number, name, sign] = match;
    const place = { start, end: start + whole.length };
    if (number) found.push({ kind: "number", text: number, ...place });
    if (name) found.push({ kind: "name", text: name, ...place });
    if (sign) found.push({ kind: "sign", text: SIGNS[sign] ?? sign, ...place });
  }
  return [...found, { kind: "end", text: "", start: text.length, end: text.length }];
}
