/* A bag of words as bars: how often each word occurs, above a typical patch of it. */

import { make } from "../../kit/frame.js";
import { makePicture } from "../../kit/picture.js";
import { laidOut } from "./word_board.js";

/* {element, update(bag, typical patches of size × size, chosen word)} */
export function bagBars(count, size) {
  const bars = Array.from({ length: count }, (_, word) => {
    const votes = make("span", { class: "votes" });
    const bar = make("i");
    const element = make("div", { class: "word" }, votes, bar, make("b", {}, String(word)));
    return { element, votes, bar };
  });
  const strip = makePicture({ label: "A typical patch of each word", onPoint() {} });
  strip.plate.classList.add("strip");
  const board = make("div", { class: "bag", role: "img" }, ...bars.map(({ element }) => element));
  return {
    element: make("div", {}, board, strip.plate),
    update(bag, typical, chosen) {
      const most = Math.max(...bag);
      bars.forEach(({ element, votes, bar }, word) => {
        votes.textContent = String(bag[word]);
        bar.style.height = `${(72 * bag[word]) / most}px`;
        element.classList.toggle("now", word === chosen);
      });
      const told = bag.map((votes, word) => `word ${word}: ${votes}`).join(", ");
      board.setAttribute("aria-label", `Votes: ${told}`);
      const { pixels, height, width } = laidOut(typical, size, count);
      strip.showGray(pixels, height, width);
      strip.plate.querySelector("canvas").style.imageRendering = "pixelated";
    },
  };
}
