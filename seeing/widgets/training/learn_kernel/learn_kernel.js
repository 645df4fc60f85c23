/* LearnKernel: a random kernel becomes the hidden one, and every step is computed here. */

import { correlate2d } from "../../arithmetic/correlation.js";
import { bowl, descent, randoms, standardized } from "../../arithmetic/edges.js";
import { typicalSize } from "../../kit/colour_table.js";
import {
  assign,
  bind,
  button,
  challengeLine,
  controlRow,
  make,
  mount,
  onThemeChange,
  prefersReducedMotion,
  resetButton,
  select,
  tellDrawn,
  titled,
  together,
  toggle,
  traitsOf,
} from "../../kit/frame.js";
import { format } from "../../kit/numbers.js";
import { makePicture } from "../../kit/picture.js";
import { showSigned, SIGNED_STYLE, signedBoard, signedTable } from "../../kit/signed_picture.js";
import { unpackGray } from "../../kit/unpack.js";
import { LEARN_STYLE, makeErrorChart } from "./error_chart.js";

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

class LearnKernel {
  constructor(model, el) {
    this.model = model;
    this.el = el;
    this.figure = mount(this.el, {
      label: "Gradient descent learns a kernel",
      height: this.model.get("_height"),
    });
    this.initial = this.figure.remember(this.model, [...LESSON, "steps", "shown"]);
    this.timer = 0;
    this.makeParts();
    this.arrange();
    this.follow();
  }

  makeParts() {
    this.play = button("Play", () => (this.timer ? this.stop() : this.start()));
    this.play.hidden = prefersReducedMotion();
    this.hidden = this.choose(
      "Hidden kernel",
      Object.entries(HIDDEN).map(([key, [name]]) => [key, name]),
      "hidden",
    );
    this.picture = this.choose("Learn from", PICTURES, "picture");
    this.rate = this.choose("Learning rate", RATES, "rate", Number);
    this.shown = toggle("Show the hidden kernel", false, (on) => assign(this.model, { shown: on }));
    this.views = {
      target: makePicture({ label: "Target: what the hidden kernel makes", onPoint() {} }),
      answer: makePicture({ label: "What the learned kernel makes", onPoint() {} }),
      rest: makePicture({ label: "Residual: what is still wrong", onPoint() {} }),
    };
    this.boards = { learned: signedBoard("Learned kernel"), hidden: signedBoard("Hidden kernel") };
    this.chart = makeErrorChart();
  }

  arrange() {
    this.figure.root.append(make("style", {}, SIGNED_STYLE + LEARN_STYLE));
    this.figure.body.append(
      controlRow(this.hidden.element, this.picture.element, this.rate.element, this.shown.element),
      make(
        "div",
        { class: "row" },
        titled("kernel", "Learned kernel", this.boards.learned.element),
        titled("", "Hidden kernel", this.boards.hidden.element),
        titled("chart", "Error, step by step", this.chart.element),
      ),
      controlRow(
        together(
          button("1 step", this.more(1)),
          button("10 steps", this.more(10)),
          button("100 steps", this.more(100)),
        ),
        together(
          this.play,
          button("New random start", () =>
            this.set({ seed: this.model.get("seed") + 1, steps: 0 }),
          ),
          resetButton(() => this.set(this.initial)),
        ),
      ),
      make(
        "div",
        { class: "row pictures" },
        titled("output", "Target", this.views.target.element),
        titled("output", "Answer", this.views.answer.element),
        titled("gradient", "Residual", this.views.rest.element),
      ),
    );
    this.challenge = challengeLine();
    this.figure.foot.append(this.challenge.element);
  }

  follow() {
    this.figure.onCleanup(bind(this.model, LESSON, () => this.prepare()));
    this.figure.onCleanup(bind(this.model, [...LESSON, "steps", "shown"], () => this.draw()));
    this.figure.onCleanup(onThemeChange(() => this.draw()));
    this.figure.onCleanup(() => this.stop());
  }

  more(count) {
    return () => {
      this.stop();
      this.advance(count);
    };
  }

  set(values) {
    this.stop();
    assign(this.model, values);
  }

  choose(label, options, name, read = String) {
    return select(label, options, String(this.model.get(name)), (value) =>
      this.set({ [name]: read(value), steps: 0 }),
    );
  }

  advance(count) {
    assign(this.model, { steps: Math.min(MOST_STEPS, this.model.get("steps") + count) });
  }

  /* The longer it has run, the more steps a frame: the valley is long. */
  start() {
    this.play.textContent = "Stop";
    this.timer = setInterval(() => {
      const steps = this.model.get("steps");
      if (steps >= MOST_STEPS || !(this.now.run.losses[steps] < EXPLODED)) this.stop();
      else this.advance(1 + Math.floor(steps / 25));
    }, 60);
  }

  stop() {
    clearInterval(this.timer);
    this.timer = 0;
    this.play.textContent = "Play";
  }

  prepare() {
    this.now = lesson(traitsOf(this.model, LESSON));
    this.now.size = typicalSize(this.now.target, this.now.target.length);
  }

  draw() {
    const begin = performance.now();
    const steps = this.model.get("steps");
    const kernel = this.now.run.kernel(steps);
    const { x, h, w, target, size } = this.now;
    const answer = correlate2d(x, h, w, kernel, 3, 3);
    const table = signedTable();
    const show = (view, values) => showSigned(view, values, h - 2, w - 2, size, table);
    show(this.views.target, target);
    show(this.views.answer, answer);
    show(
      this.views.rest,
      answer.map((value, i) => value - target[i]),
    );
    this.boards.learned.update(kernel, 3);
    this.boards.hidden.update(this.model.get("shown") ? this.now.hidden : null, 3);
    this.chart.update(this.now.run.losses, steps);
    this.hidden.update(this.model.get("hidden"));
    this.picture.update(this.model.get("picture"));
    this.rate.update(String(this.model.get("rate")));
    this.shown.update(this.model.get("shown"));
    this.speak(steps, kernel);
    tellDrawn(this.el, begin);
  }

  speak(steps, kernel) {
    const { losses } = this.now.run;
    const grows = losses[steps] > losses[0];
    const off = farthest(kernel, this.now.hidden);
    const error = `after ${steps} ${steps === 1 ? "step" : "steps"} the error is ${short(losses[steps])}, it began at ${short(losses[0])}`;
    const note = grows
      ? "Each step overshoots and the error grows: the learning rate is too large."
      : this.model.get("shown")
        ? `The learned entries are off by ${short(off)} at most.`
        : `The entries add up to ${short(kernel.reduce((sum, value) => sum + value, 0))}.`;
    this.figure.readout(
      `${error}. ${note}`,
      make(
        "span",
        {},
        `${error[0].toUpperCase()}${error.slice(1)}.`,
        make("span", { class: "note" }, note),
      ),
    );
    const solved = losses[steps] < 1e-3 * losses[0] && off > 0.1 && this.model.get("shown");
    this.challenge.update(
      solved,
      "The error is almost 0 and the kernel is another one. Add up each column of both: what do the pictures tell, and what not?",
      "Reach an error a thousand times smaller than at the start with a kernel that is not the hidden one. Show the hidden one to compare.",
    );
  }
}

function render({ model, el }) {
  const { figure } = new LearnKernel(model, el);
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
