/* Layers across, powers of ten upwards: the size of the values and of the weight gradient; below,
   how many units are dead. */

import { isPlainKey, setSlider } from "../../kit/frame.js";
import { powerOfTen } from "../../kit/numbers.js";
import { drawn } from "../../kit/svg.js";

const [LEFT, TOP, WIDE, HIGH] = [36, 8, 324, 216];
const [DEAD_TOP, DEAD_HIGH] = [HIGH + 32, 40];
const KINDS = ["values", "gradient"];

/* [lowest, highest] power of ten that is shown: both multiples of 3, so that the scale stands
   still while little changes. */
export function powersShown(numbers) {
  const powers = numbers.filter((number) => number > 0).map(Math.log10);
  return [
    Math.min(-6, 3 * Math.floor(Math.min(0, ...powers) / 3)),
    Math.max(3, 3 * Math.ceil(Math.max(0, ...powers) / 3)),
  ];
}

/* At most five or so steps between the ticks, each of a multiple of 3, and 1 among them. */
export function ticksOf([low, high]) {
  const step = 3 * Math.ceil((high - low) / 18);
  const first = Math.ceil(low / step) * step;
  return Array.from(
    { length: Math.floor((high - first) / step) + 1 },
    (_, i) => first + i * step || 0, // no −0
  );
}

/* The layer that a key leads to, or null for a key that is none of ours. */
export function layerByKey(key, layer, depth) {
  const to = {
    ArrowRight: layer + 1,
    ArrowUp: layer + 1,
    ArrowLeft: layer - 1,
    ArrowDown: layer - 1,
    Home: 1,
    End: depth,
  }[key];
  return to === undefined ? null : Math.max(1, Math.min(depth, to));
}

export class LayerChart {
  /* onPoint(layer) where the pointer is, onLeave(), onPick(layer) by click or key; units: of a
     layer. */
  constructor({ units, onPoint, onLeave, onPick }) {
    this.units = units;
    this.svg = drawn("svg", {
      viewBox: `${-LEFT} ${-TOP} ${LEFT + WIDE + 6} ${TOP + DEAD_TOP + DEAD_HIGH + 20}`,
      class: "layers",
      role: "slider",
      tabindex: 0,
      "aria-label": "Layer that is opened",
    });
    this.element = this.svg;
    this.at = { layer: 1, depth: 1 };
    this.listen({ onPoint, onLeave, onPick });
  }

  listen({ onPoint, onLeave, onPick }) {
    const layerAt = (event) => {
      const box = this.svg.getBoundingClientRect();
      const [whole, left] = [LEFT + WIDE + 6, -LEFT];
      const x = left + (whole * (event.clientX - box.left)) / box.width;
      const { depth } = this.at;
      return Math.max(1, Math.min(depth, 1 + Math.floor((depth * x) / WIDE)));
    };
    this.svg.addEventListener("pointermove", (event) => onPoint(layerAt(event)));
    this.svg.addEventListener("click", (event) => onPick(layerAt(event)));
    for (const kind of ["pointerleave", "pointercancel"])
      this.svg.addEventListener(kind, () => onLeave());
    this.svg.addEventListener("keydown", (event) => {
      const to = isPlainKey(event) ? layerByKey(event.key, this.at.layer, this.at.depth) : null;
      if (to === null) return;
      event.preventDefault();
      event.stopPropagation(); // JupyterLab would go to another cell
      onPick(to);
    });
  }

  /* layers: of `layersOf`; layer: the one that is chosen; shown: the one that is opened; band: how
     many times larger or smaller than in the first layer values may be; text: the opened one. */
  update(layers, { layer, shown, band, text }) {
    this.at = { layer, depth: layers.length };
    const scale = powersShown(layers.flatMap(({ values, gradient }) => [values, gradient]));
    const up = (power) => (HIGH * (scale[1] - power)) / (scale[1] - scale[0]);
    const width = WIDE / layers.length;
    const middle = (i) => width * (i + 0.5);
    const column = { x: width * (shown - 1), width, height: DEAD_TOP + DEAD_HIGH };
    this.svg.replaceChildren(
      drawn("rect", { class: "opened", y: 0, ...column }),
      bandOf(layers[0].values, band, up),
      ...ticksOf(scale).flatMap((power) => [
        drawn("path", { class: power === 0 ? "one" : "grid-line", d: `M0 ${up(power)}H${WIDE}` }),
        word(-5, up(power) + 4, "end", powerOfTen(10 ** power)),
      ]),
      ...KINDS.map((kind) =>
        lineOf(
          kind,
          layers.map((row) => row[kind]),
          middle,
          up,
        ),
      ),
      ...deadBars(layers, this.units, width),
      ...namesOf(layers.length, middle),
    );
    setSlider(this.svg, layer - 1, layers.length, text);
  }
}

/* Where values are within the factor `band` of the first layer's. */
function bandOf(first, band, up) {
  const center = first > 0 ? Math.log10(first) : 0;
  const reach = Math.log10(band);
  const [top, bottom] = [up(center + reach), up(center - reach)];
  return drawn("rect", { class: "band", x: 0, y: top, width: WIDE, height: bottom - top });
}

/* Rounds for values, squares for gradients: colour is not all that tells them apart. A 0 has no
   place on this scale, and the line is broken there. */
function lineOf(kind, sizes, middle, up) {
  let pen = "M";
  const [path, marks] = [[], []];
  sizes.forEach((size, i) => {
    if (!(size > 0)) {
      pen = "M";
      return;
    }
    const [x, y] = [middle(i), up(Math.log10(size))];
    path.push(`${pen}${x.toFixed(1)} ${y.toFixed(1)}`);
    pen = "L";
    marks.push(
      kind === "values"
        ? drawn("circle", { cx: x, cy: y, r: 4 })
        : drawn("rect", { x: x - 3.5, y: y - 3.5, width: 7, height: 7 }),
    );
  });
  return drawn("g", { class: `line ${kind}` }, drawn("path", { d: path.join("") }), ...marks);
}

function deadBars(layers, units, width) {
  const bottom = DEAD_TOP + DEAD_HIGH;
  const bars = layers.map(({ dead }, i) => {
    const height = (DEAD_HIGH * dead) / units;
    const place = { x: width * (i + 0.2), y: bottom - height, width: width * 0.6, height };
    return drawn("rect", { class: "dead", ...place });
  });
  return [
    word(0, DEAD_TOP - 8, "start", "units that are 0 for every image, %"),
    word(-5, DEAD_TOP + 9, "end", "100"),
    word(-5, bottom, "end", "0"),
    drawn("path", { class: "frame-line", d: `M0 ${DEAD_TOP}V${bottom}H${WIDE}` }),
    ...bars,
  ];
}

/* The layers' numbers; of many, every second or fourth, and the last. */
function namesOf(depth, middle) {
  const step = depth > 10 ? 4 : depth > 5 ? 2 : 1;
  const numbers = Array.from({ length: depth }, (_, i) => i + 1);
  return numbers
    .filter((number) => (depth - number) % step === 0 || number === 1)
    .map((number) => word(middle(number - 1), DEAD_TOP + DEAD_HIGH + 14, "middle", String(number)));
}

function word(x, y, anchor, content) {
  return drawn("text", { x, y, "text-anchor": anchor }, content);
}
