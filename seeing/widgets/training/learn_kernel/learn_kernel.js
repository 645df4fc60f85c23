/* LearnKernel: a random kernel becomes the hidden one, and every step is computed here. */

import { correlate2d } from "../../arithmetic/correlation.js";
import { bowl, descent, randoms, standardized } from "../../arithmetic/edges.js";
import { unpackGray } from "../../kit/gray_picture.js";
import {
  assign,
  bind,
  button,
  format,
  make,
  mount,
  onThemeChange,
  prefersReducedMotion,
  select,
  toggle,
} from "../../kit/frame.js";
import { LEARN_STYLE, makeErrorChart } from "./error_chart.js";
import { typicalSize } from "../../kit/colour_table.js";
import { makePicture } from "../../kit/picture.js";
import { SIGNED_STYLE, showSigned, signedBoard, signedTable } from "../../kit/signed_picture.js";

const HIDDEN = {
  sobel_x: ["Sobel x", [-1, 0, 1, -2, 0, 2, -1, 0, 1]],
  line_45: ["line at 45°", [-1, -1, 2, -1, 2, -1, 2, -1, -1]],
  blur: ["box blur", Array(9).fill(1 / 9)],
  sharpen: ["sharpen", [0, -1, 0, -1, 5, -1, 0, -1, 0]],
};
const RATES = [
  ["0.01", "0.01"],
  ["0.03", "0.03"],
  ["0.1", "0.1"],
  ["0.2", "0.2"],
];
const PICTURES = [
  ["photograph", "photograph"],
  ["stripes", "upright stripes"],
];
const MOST_STEPS = 20000;
const EXPLODED = 1e12;

/* The picture to learn from, standardized: {x, h, w}. */
export function source({ image, picture }) {
  const { pixels, height: h, width: w } = unpackGray(image);
  if (picture === "photograph") return { x: standardized(pixels), h, w };
  const draw = randoms(7);
  const row = Array.from({ length: w }, () => draw());
  return { x: standardized(Array.from({ length: h * w }, (_, i) => row[i % w])), h, w };
}

/* All that does not change with the number of steps. */
export function lesson(state) {
  const { x, h, w } = source(state);
  const [, hidden] = HIDDEN[state.hidden];
  const target = correlate2d(x, h, w, hidden, 3, 3);
  const draw = randoms(state.seed);
  const start = Array.from({ length: 9 }, () => 2 * draw() - 1);
  return { x, h, w, hidden, target, run: descent(bowl(x, h, w, target), start, state.rate) };
}

/* The most by which an entry of one kernel differs from that of another. */
export function farthest(a, b) {
  return Math.max(...a.map((value, i) => Math.abs(value - b[i])));
}

const LESSON = ["image", "picture", "hidden", "rate", "seed"];

function render({ model, el }) {
  const figure = mount(el, {
    label: "Gradient descent learns a kernel",
    height: model.get("_height"),
  });
  const initial = Object.fromEntries(
    [...LESSON, "steps", "shown"].map((name) => [name, model.get(name)]),
  );
  let now;
  let timer = 0;
  const play = button("Play", () => (timer ? stop() : start()));
  play.hidden = prefersReducedMotion();
  const more = (count) => () => {
    stop();
    advance(count);
  };
  const set = (values) => {
    stop();
    assign(model, values);
  };
  const choose = (label, options, name, read = String) =>
    select(label, options, String(model.get(name)), (value) =>
      set({ [name]: read(value), steps: 0 }),
    );
  const hidden = choose(
    "Hidden kernel",
    Object.entries(HIDDEN).map(([key, [name]]) => [key, name]),
    "hidden",
  );
  const picture = choose("Learn from", PICTURES, "picture");
  const rate = choose("Learning rate", RATES, "rate", Number);
  const shown = toggle("Show the hidden kernel", false, (on) => assign(model, { shown: on }));
  const views = {
    target: makePicture({ label: "Target: what the hidden kernel makes", onPoint() {} }),
    answer: makePicture({ label: "What the learned kernel makes", onPoint() {} }),
    rest: makePicture({ label: "Residual: what is still wrong", onPoint() {} }),
  };
  const boards = { learned: signedBoard("Learned kernel"), hidden: signedBoard("Hidden kernel") };
  const chart = makeErrorChart();
  const part = (role, title, content) =>
    make("div", { class: role }, make("p", { class: "title" }, title), content);
  figure.root.append(make("style", {}, SIGNED_STYLE + LEARN_STYLE));
  figure.body.append(
    make(
      "div",
      { class: "controls" },
      hidden.element,
      picture.element,
      rate.element,
      shown.element,
    ),
    make(
      "div",
      { class: "row" },
      part("kernel", "Learned kernel", boards.learned.element),
      part("", "Hidden kernel", boards.hidden.element),
      part("chart", "Error, step by step", chart.element),
    ),
    make(
      "div",
      { class: "controls" },
      make(
        "span",
        { class: "together" },
        button("1 step", more(1)),
        button("10 steps", more(10)),
        button("100 steps", more(100)),
      ),
      make(
        "span",
        { class: "together" },
        play,
        button("New random start", () => set({ seed: model.get("seed") + 1, steps: 0 })),
        button("Reset", () => set(initial)),
      ),
    ),
    make(
      "div",
      { class: "row pictures" },
      part("output", "Target", views.target.element),
      part("output", "Answer", views.answer.element),
      part("gradient", "Residual", views.rest.element),
    ),
  );
  const challenge = make("p", { class: "challenge" });
  figure.foot.append(challenge);

  function advance(count) {
    assign(model, { steps: Math.min(MOST_STEPS, model.get("steps") + count) });
  }

  /* The longer it has run, the more steps a frame: the valley is long. */
  function start() {
    play.textContent = "Stop";
    timer = setInterval(() => {
      const steps = model.get("steps");
      if (steps >= MOST_STEPS || !(now.run.losses[steps] < EXPLODED)) stop();
      else advance(1 + Math.floor(steps / 25));
    }, 60);
  }

  function stop() {
    clearInterval(timer);
    timer = 0;
    play.textContent = "Play";
  }

  function prepare() {
    now = lesson(Object.fromEntries(LESSON.map((name) => [name, model.get(name)])));
    now.size = typicalSize(now.target, now.target.length);
  }

  function draw() {
    const begin = performance.now();
    const steps = model.get("steps");
    const kernel = now.run.kernel(steps);
    const { x, h, w, target, size } = now;
    const answer = correlate2d(x, h, w, kernel, 3, 3);
    const table = signedTable();
    const show = (view, values) => showSigned(view, values, h - 2, w - 2, size, table);
    show(views.target, target);
    show(views.answer, answer);
    show(
      views.rest,
      answer.map((value, i) => value - target[i]),
    );
    boards.learned.update(kernel, 3);
    boards.hidden.update(model.get("shown") ? now.hidden : null, 3);
    chart.update(now.run.losses, steps);
    hidden.update(model.get("hidden"));
    picture.update(model.get("picture"));
    rate.update(String(model.get("rate")));
    shown.update(model.get("shown"));
    speak(steps, kernel);
    el.dispatchEvent(
      new CustomEvent("seeing-drawn", { bubbles: true, detail: performance.now() - begin }),
    );
  }

  function speak(steps, kernel) {
    const { losses } = now.run;
    const grows = losses[steps] > losses[0];
    const off = farthest(kernel, now.hidden);
    const error = `after ${steps} ${steps === 1 ? "step" : "steps"} the error is ${short(losses[steps])}, it began at ${short(losses[0])}`;
    const note = grows
      ? "Each step overshoots and the error grows: the learning rate is too large."
      : model.get("shown")
        ? `The learned entries are off by ${short(off)} at most.`
        : `The entries add up to ${short(kernel.reduce((sum, value) => sum + value, 0))}.`;
    figure.readout(
      `${error}. ${note}`,
      make(
        "span",
        {},
        `${error[0].toUpperCase()}${error.slice(1)}.`,
        make("span", { class: "note" }, note),
      ),
    );
    const solved = losses[steps] < 1e-3 * losses[0] && off > 0.1 && model.get("shown");
    challenge.replaceChildren(
      make("b", {}, solved ? "Solved. " : "Try it. "),
      solved
        ? "The error is almost 0 and the kernel is another one. Add up each column of both: what do the pictures tell, and what not?"
        : "Reach an error a thousand times smaller than at the start with a kernel that is not the hidden one. Show the hidden one to compare.",
    );
  }

  figure.onCleanup(bind(model, LESSON, prepare));
  figure.onCleanup(bind(model, [...LESSON, "steps", "shown"], draw));
  figure.onCleanup(onThemeChange(draw));
  figure.onCleanup(stop);
  return figure.destroy;
}

/* Two digits that count, whatever the size. */
function short(value) {
  if (!Number.isFinite(value)) return "beyond all numbers";
  if (Math.abs(value) < 1e-6) return "0 to six decimals";
  const rounded = Number(value.toPrecision(Math.abs(value) < 1 ? 2 : 3));
  return Math.abs(rounded) < 1e7 ? String(rounded).replace("-", "−") : format(rounded);
}

export default { render };
