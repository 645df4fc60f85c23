/* Three ways to make a colour picture grey, beside each other, with the sum for one pixel. */

import { greyOf, greyPicture, GREYS } from "../../arithmetic/pixels.js";
import { make, titled } from "../../kit/frame.js";
import { format } from "../../kit/numbers.js";
import { makePicture } from "../../kit/picture.js";

const NAMES_OF_GREYS = {
  eye: "Weighed by eye",
  older: "Older weights",
  mean: "Plain mean",
};

/* One decimal is as fine as a grey can be told apart. */
export const toTenth = (value) => format(Number(value.toFixed(1)));

/* The lines of a sum: ["0.2125 · 201", "+ 0.7154 · 88", "+ 0.0721 · 40", "= 108.6"]. */
export function linesOfGrey(pixel, name) {
  const value = `= ${toTenth(greyOf(pixel, GREYS[name]))}`;
  if (name === "mean") return [`(${pixel[0]}`, `+ ${pixel[1]}`, `+ ${pixel[2]}) / 3`, value];
  const terms = GREYS[name].map((weight, c) => `${weight} · ${pixel[c]}`);
  return [terms[0], `+ ${terms[1]}`, `+ ${terms[2]}`, value];
}

/* {elements, setPicture(picture), update(pixel, row, column)}; pointing: onPoint, onPick and onLeave
   as makePicture has them. */
export function greyPictures(pointing) {
  const parts = Object.entries(NAMES_OF_GREYS).map(([name, title]) => {
    const picture = makePicture({ label: `Grey picture: ${title}`, ...pointing });
    const sum = make("p", { class: "equation sum" });
    return { name, title, picture, sum };
  });
  return {
    elements: parts.map(({ title, picture, sum }) => titled("output", title, picture.element, sum)),
    setPicture(source) {
      for (const { name, picture } of parts) {
        const rounded = greyPicture(source, GREYS[name]).map(Math.round);
        picture.showGray(rounded, source.height, source.width);
      }
    },
    update(pixel, row, column) {
      for (const { name, picture, sum } of parts) {
        picture.setMark(row, column, 1, 1);
        const lines = linesOfGrey(pixel, name);
        sum.replaceChildren(
          ...lines.slice(0, 3).map((line) => make("span", {}, line)),
          make("b", { class: "output" }, lines[3]),
        );
      }
    },
  };
}
