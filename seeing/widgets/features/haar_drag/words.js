/* What HaarDrag says of a feature. */

import { brief } from "../../kit/numbers.js";
import { whole } from "./look_up_table.js";

/* −12.3, never −0.0. */
export function oneDecimal(value) {
  return (Math.round(10 * value) / 10 || 0).toFixed(1).replace("-", "−");
}

export function sumOf(count, sum, area) {
  return `${count} look-ups give ${whole(sum)}; by ${area} pixels of one rectangle: ${oneDecimal(sum / area)}`;
}

/* [where the feature lies, what its stump says]. */
export function saidOf(name, { top, left, height, width }, value, { threshold }, stump) {
  const answer = value > threshold === stump.above ? "face" : "no face";
  return [
    `${name[0].toUpperCase()}${name.slice(1)}: rectangles of ${height} × ${width} pixels, from row ${top}, column ${left}.`,
    `It says “face” where the value is ${stump.above ? "above" : "below"} ${oneDecimal(threshold)}, ` +
      `and is wrong on ${stump.wrongFaces + stump.wrongOthers} of ${stump.total}. ` +
      `This picture has ${oneDecimal(value)}: “${answer}”.`,
  ];
}

/* [what is wrong, what boosting makes of it]. */
export function worthOf({ wrongFaces, wrongOthers, total, error, beta, alpha }) {
  return [
    `Wrong: ${wrongFaces} faces + ${wrongOthers} others of ${total}, so ε = ${brief(error)}`,
    `β = ε/(1 − ε) = ${brief(beta)}, α = log(1/β) = ${brief(alpha)}`,
  ];
}

export function spokenHistograms({ faces, others, below }, { above }) {
  const sides = (counts) => {
    const sum = (part) => part.reduce((total, count) => total + count, 0);
    return `${sum(counts.slice(0, below))} below the threshold, ${sum(counts.slice(below))} above`;
  };
  return `Faces: ${sides(faces)}. Others: ${sides(others)}. Face is said ${above ? "above" : "below"} it.`;
}
