/* Two histograms of one feature, faces upwards and others downwards, with the threshold between. */

import { drawn } from "../../kit/svg.js";

const [LEFT, WIDE, HIGH, MIDDLE] = [4, 352, 74, 96]; // of a histogram; where the two meet

/* How high the fullest bin of either is. */
export function fullest({ faces, others }) {
  return Math.max(1, ...faces, ...others);
}

/* Is a bin on the side where the stump's answer is wrong? */
export function isWrong(kind, bin, below, above) {
  const saysFace = bin >= below === above;
  return saysFace !== (kind === "faces");
}

/* {element, update({faces, others, below, threshold, width}, stump, value of the picture, label)} */
export function histogramPair() {
  const element = drawn("svg", {
    viewBox: `0 0 ${LEFT + WIDE + 4} 208`,
    class: "histograms",
    role: "img",
  });
  return {
    element,
    update(record, stump, value, label) {
      element.setAttribute("aria-label", label);
      const bins = record.faces.length;
      const at = (bin) => LEFT + (WIDE * bin) / bins;
      const place = Math.max(
        0,
        Math.min(bins, record.below + (value - record.threshold) / record.width),
      );
      const edge = at(record.below);
      element.replaceChildren(
        sideOfFaces(edge, stump.above),
        ...barsOf("faces", record, stump, at),
        ...barsOf("others", record, stump, at),
        drawn("path", { class: "axis", d: `M${LEFT} ${MIDDLE}H${LEFT + WIDE}` }),
        drawn("path", { class: "threshold", d: `M${edge} 16V186` }),
        drawn("path", { class: "this-one", d: `M${at(place)} ${MIDDLE}l-6 -9h12z` }),
        word(LEFT + 2, 12, "start", "faces", "faces"),
        word(LEFT + 2, 184, "start", "others", "others"),
        word(LEFT + WIDE, 12, "end", `“face” ${stump.above ? "→" : "←"}`),
        ...axisWords(record, edge),
      );
    },
  };
}

function sideOfFaces(edge, above) {
  const [x, width] = above ? [edge, LEFT + WIDE - edge] : [LEFT, edge - LEFT];
  return drawn("rect", { class: "side", x, y: 16, width, height: 170 });
}

function barsOf(kind, record, { above }, at) {
  const scale = HIGH / fullest(record);
  return record[kind].map((count, bin) => {
    const height = count * scale;
    return drawn("rect", {
      class: `bar ${kind}${isWrong(kind, bin, record.below, above) ? " wrong" : ""}`,
      x: at(bin) + 1,
      width: WIDE / record.faces.length - 2,
      y: kind === "faces" ? MIDDLE - height : MIDDLE,
      height,
    });
  });
}

/* The value at both ends and at the threshold, which stays clear of them. */
function axisWords({ threshold, width, below, faces }, edge) {
  const text = (bin) => (threshold + (bin - below) * width).toFixed(0).replace("-", "−");
  const middle = Math.max(LEFT + 70, Math.min(LEFT + WIDE - 70, edge));
  return [
    word(LEFT, 202, "start", text(0)),
    word(middle, 202, "middle", `threshold ${threshold.toFixed(1).replace("-", "−")}`),
    word(LEFT + WIDE, 202, "end", text(faces.length)),
  ];
}

function word(x, y, anchor, content, kind = "") {
  return drawn("text", { x, y, "text-anchor": anchor, class: kind }, content);
}
