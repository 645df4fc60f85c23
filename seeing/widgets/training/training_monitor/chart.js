/* The picture of TrainingMonitor: loss, accuracy and gradients above one another, one axis of
   steps, and a line through all of them at the step that is shown. */

import { make } from "../../kit/frame.js";
import { brief, powerOfTen } from "../../kit/numbers.js";
import {
  brokenStretches,
  countUpTo,
  cutAt,
  gradientScale,
  linearScale,
  linesOf,
  lossScale,
  pathData,
  roundTicks,
} from "./scales.js";
import { percent } from "./words.js";

const SVG = "http://www.w3.org/2000/svg";
const DASHES = ["", "7 4", "2 4", "10 4 2 4", "14 5", "4 3", "7 4 2 4 2 4"];
const PANELS = [
  {
    key: "loss",
    title: "Loss",
    kinds: ["loss", "validation_loss"],
    scale: lossScale,
    write: brief,
  },
  {
    key: "accuracy",
    title: "Accuracy",
    kinds: ["accuracy"],
    scale: () => linearScale(0, 1, 2),
    write: percent,
  },
  {
    key: "gradient",
    title: "Gradient size",
    kinds: ["gradient"],
    scale: gradientScale,
    write: brief,
  },
];

/* The pieces that last: {element, update(state)}. scrub is the empty slider that lies over the
   curves. */
export function chart(scrub) {
  const panels = PANELS.map(panel);
  const cursor = make("div", { class: "cursor" });
  const over = make("div", { class: "over" }, cursor, scrub);
  const axis = make("div", { class: "axis", "aria-hidden": "true" });
  const name = make("span", { class: "axis-name" }, "step");
  const element = make(
    "div",
    { class: "chart" },
    ...panels.map(({ element: part }) => part),
    axis,
    name,
    over,
  );

  /* state: {run, reference, step, last}; step is shown, last is the axis's right end. */
  function update(state) {
    const across = (step) => (state.last > 0 ? Math.min(1, step / state.last) : 0);
    for (const part of panels) part.update({ ...state, across });
    axis.replaceChildren(
      ...roundTicks(0, state.last, 6).map((tick) => tickAt(String(tick), "left", across(tick))),
    );
    over.style.setProperty("--at", across(state.step));
    cursor.hidden = state.run.length === 0;
  }
  return { element, update };
}

function panel({ key, title, kinds, scale: scaleOf, write }) {
  const keys = make("span", { class: "keys" });
  const drawing = document.createElementNS(SVG, "svg");
  for (const [attribute, value] of [
    ["viewBox", "0 0 1000 1000"],
    ["preserveAspectRatio", "none"],
    ["aria-hidden", "true"],
  ]) {
    drawing.setAttribute(attribute, value);
  }
  const labels = make("div", { class: "labels", "aria-hidden": "true" });
  const plot = make("div", { class: "plot" }, drawing, labels);
  const kind = make("b", {});
  const element = make(
    "div",
    { class: `panel ${key}` },
    make("p", { class: "panel-title" }, kind, keys),
    plot,
  );

  function update({ run, reference, step, across }) {
    const lines = linesOf(run, ...kinds);
    element.hidden = key !== "loss" && lines.length === 0;
    const behind = linesOf(reference, ...kinds);
    const scale = scaleOf([...lines, ...behind].flatMap(({ values }) => values));
    kind.textContent = scale.log ? `${title}, logarithmic` : title;
    element.classList.toggle("many", lines.length > 1);
    keys.replaceChildren(...lines.map((line, i) => keyOf(line, i, lines.length, step, write)));
    drawing.replaceChildren(
      ...scale.ticks.map((tick) =>
        shape("path", { class: "rule", d: `M0 ${1000 * (1 - scale.place(tick))}H1000` }),
      ),
      ...behind.map((line, i) => curve(line, i, behind.length, "behind", across, scale.place)),
      ...lines.map((line, i) => curve(line, i, lines.length, "ahead", across, scale.place)),
      ...lines.map((line, i) =>
        curve(cutAt(line, step), i, lines.length, "past", across, scale.place),
      ),
    );
    labels.replaceChildren(
      ...scale.ticks.map((tick) => tickAt(tickText(tick, key, scale), "bottom", scale.place(tick))),
      ...lines.flatMap((line) => brokenStretches(line).map((stretch) => broken(stretch, across))),
      ...lines.flatMap((line, i) => dot(cutAt(line, step), i, lines.length, across, scale.place)),
    );
  }
  return { element, update };
}

/* An axis writes all its numbers in one way: as powers of ten if each is one. */
function tickText(tick, key, { log, ticks }) {
  if (key === "accuracy") return percent(tick);
  const isPower = (value) => value === 0 || Number.isInteger(Number(Math.log10(value).toFixed(9)));
  return log && tick !== 0 && ticks.every(isPower) ? powerOfTen(tick) : brief(tick);
}

/* What a line is called, how it is drawn, and its value at the step that is shown. */
function keyOf(line, i, count, step, write) {
  const sample = document.createElementNS(SVG, "svg");
  sample.setAttribute("class", "sample");
  sample.setAttribute("aria-hidden", "true");
  sample.append(styled(shape("path", { class: "past", d: "M0 5H26" }), line, i, count));
  const names = {
    loss: "training",
    validation_loss: "validation",
    accuracy: "",
    gradient: line.name,
  };
  const at = countUpTo(line.steps, step) - 1;
  const value = at < 0 ? "" : write(line.values[at]);
  return make("span", { class: "key" }, sample, `${names[line.kind]} `, make("b", {}, value));
}

function curve(line, i, count, part, across, up) {
  return styled(shape("path", { class: part, d: pathData(line, across, up) }), line, i, count);
}

/* Layers share the colour of gradients; the way a line is broken and its strength tell them apart.
 */
function styled(path, { kind }, i, count) {
  path.classList.add(kind);
  if (kind === "validation_loss") path.setAttribute("stroke-dasharray", DASHES[1]);
  if (kind === "gradient") {
    path.setAttribute("stroke-dasharray", DASHES[i % DASHES.length]);
    path.style.setProperty("--strength", `${100 - (38 * i) / Math.max(1, count - 1)}%`);
  }
  return path;
}

function dot(line, i, count, across, up) {
  const value = line.values.at(-1);
  if (!Number.isFinite(value)) return [];
  const mark = styled(make("i", { class: "dot" }), line, i, count);
  mark.style.left = `${100 * across(line.steps.at(-1))}%`;
  mark.style.bottom = `${100 * up(value)}%`;
  return [mark];
}

function broken({ from, to, value }, across) {
  const text = Number.isNaN(value) ? "NaN" : brief(value);
  const band = make("span", { class: "broken" }, make("b", {}, text));
  const [left, width] = [across(from), across(to) - across(from)];
  band.style.left = `${100 * left}%`;
  band.style.width = `${100 * width}%`;
  band.classList.toggle("thin", width < 0.2 && left > 0.2); // its word stands before it
  return band;
}

function tickAt(text, side, share) {
  const tick = make("span", { class: "tick" }, text);
  tick.style[side] = `${100 * share}%`;
  return tick;
}

function shape(tag, attributes) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}
