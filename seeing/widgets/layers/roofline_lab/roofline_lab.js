/* RooflineLab: a layer's sizes by sliders, and its point under a device's roofline. */

import { DEVICES, underRoof } from "../../arithmetic/roofline.js";
import {
  assign,
  bind,
  challengeLine,
  controlRow,
  make,
  mount,
  resetButton,
  select,
  traitsOf,
} from "../../kit/frame.js";
import { slider, SLIDER_STYLE } from "../../kit/slider.js";
import { roofChart, ROOF_STYLE } from "./roof_chart.js";

const POWERS = [
  ["batch", "Batch", "Images in the batch", 0, 10],
  ["channels", "Channels", "Channels, and as many maps", 0, 11],
  ["side", "Side", "Side of the image", 2, 8],
];
const CHOICES = [
  ["kernel", "Kernel", ["1", "3", "5", "7"], (side) => `${side} × ${side}`],
  ["number", "Numbers", ["float32", "float16"], String],
  ["device", "Device", Object.keys(DEVICES), String],
];
const NAMES = [...POWERS, ...CHOICES].map(([name]) => name);
const TASK =
  "Make one image of 16 × 16 compute-bound on the A100 in float16. Then find a kernel of 1 × 1 that is, whatever it takes.";

class RooflineLab {
  constructor(model, el) {
    this.model = model;
    this.figure = mount(el, {
      label: "A layer under a device's roofline",
      height: this.model.get("_height"),
    });
    const initial = this.figure.remember(this.model, NAMES);
    this.sliders = POWERS.map(([name, title, label, low, high]) => ({
      name,
      ...slider(title, label, [low, high, 1], (at) => assign(this.model, { [name]: at })),
    }));
    this.boxes = CHOICES.map(([name, label, keys, text]) => ({
      name,
      ...select(
        label,
        keys.map((key) => [key, text(key)]),
        String(this.model.get(name)),
        (key) => assign(this.model, { [name]: name === "kernel" ? Number(key) : key }),
      ),
    }));
    this.chart = roofChart();
    this.challenge = challengeLine();
    this.figure.root.append(make("style", {}, SLIDER_STYLE + ROOF_STYLE));
    this.figure.body.append(
      make("div", { class: "sizes" }, ...this.sliders.map(({ element }) => element)),
      controlRow(
        ...this.boxes.map(({ element }) => element),
        resetButton(() => assign(this.model, initial)),
      ),
      this.chart.element,
    );
    this.figure.foot.append(this.challenge.element);
    this.figure.onCleanup(bind(this.model, NAMES, () => this.draw()));
  }

  /* The layer by its true sizes. */
  read() {
    const traits = traitsOf(this.model, NAMES);
    for (const [name] of POWERS) traits[name] = 2 ** traits[name];
    return traits;
  }

  draw() {
    const layer = this.read();
    const found = underRoof(layer);
    for (const { name, update } of this.sliders) {
      update(this.model.get(name), String(layer[name]));
    }
    for (const { name, update } of this.boxes) update(String(layer[name]));
    const { peak, bandwidth } = DEVICES[layer.device];
    const text = sentence(found);
    this.chart.update({ peak: peak[layer.number], bandwidth }, found, text);
    this.figure.readout(text);
    const { batch, side, kernel, number, device } = layer;
    const solved = batch === 1 && side === 16 && number === "float16" && device === "A100";
    this.challenge.update(
      solved && found.bound === "compute",
      `With ${layer.channels} channels and kernels of ${kernel} × ${kernel} each pixel is used often enough. A kernel of 1 × 1 needs more channels for that, and a batch to use its weights for.`,
      TASK,
    );
  }
}

/* What the point says, in words. */
export function sentence({ operations, bytes, intensity, ridge, part, seconds, bound }) {
  const counted = `${short(operations)} operations and ${short(bytes)} bytes: ${short(intensity)} for each byte.`;
  const side =
    bound === "memory"
      ? `Memory-bound, left of the corner at ${short(ridge)}: at most ${percent(part)} of the peak.`
      : `Compute-bound, right of the corner at ${short(ridge)}: the whole peak may be reached.`;
  return `${counted} ${side} At best ${short(seconds * 1e6)} µs.`;
}

function percent(part) {
  return `${part < 0.1 ? (100 * part).toPrecision(2) : Math.floor(100 * part)} %`;
}

function short(value) {
  for (const [unit, name] of [
    [1e12, " trillion"],
    [1e9, " billion"],
    [1e6, " million"],
    [1e4, " thousand"],
  ]) {
    if (value >= unit) {
      const scale = unit === 1e4 ? 1e3 : unit;
      return `${Number((value / scale).toPrecision(3))}${name}`;
    }
  }
  return Number(value.toPrecision(3)).toLocaleString("en");
}

function render({ model, el }) {
  const { figure } = new RooflineLab(model, el);
  return figure.destroy;
}

export default { render };
