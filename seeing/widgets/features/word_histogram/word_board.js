/* The picture as a bag reads it: for each patch a typical one of its word, and the word's number. */

import { make } from "../../kit/frame.js";
import { makePicture } from "../../kit/picture.js";

/* "14 0 0; 3 …": words line by line. */
export function wordsInRows(words, side) {
  return Array.from({ length: words.length / side }, (_, row) =>
    words.slice(row * side, (row + 1) * side).join(" "),
  ).join("; ");
}

/* Patches of size·size, side × side of them, as one picture. */
export function laidOut(patches, size, side) {
  const rows = patches.length / side;
  const pixels = new Uint8Array(patches.length * size * size);
  for (let i = 0; i < pixels.length; i += 1) {
    const [y, x] = [Math.floor(i / (side * size)), i % (side * size)];
    const patch = patches[Math.floor(y / size) * side + Math.floor(x / size)];
    pixels[i] = patch[(y % size) * size + (x % size)];
  }
  return { pixels, height: rows * size, width: side * size };
}

/* {element, update(words, typical patches, chosen word)} */
export function wordBoard(side, size) {
  const picture = makePicture({ label: "Words", onPoint() {} });
  const numbers = Array.from({ length: side * side }, () => make("b"));
  picture.plate.append(make("div", { class: "numbers", "aria-hidden": "true" }, ...numbers));
  return {
    element: picture.element,
    update(words, typical, chosen) {
      const { pixels, height, width } = laidOut(
        words.map((word) => typical[word]),
        size,
        side,
      );
      picture.showGray(pixels, height, width);
      picture.plate.setAttribute("aria-label", `Words, by rows: ${wordsInRows(words, side)}`);
      numbers.forEach((number, place) => {
        number.textContent = String(words[place]);
        number.classList.toggle("now", words[place] === chosen);
      });
    },
  };
}
