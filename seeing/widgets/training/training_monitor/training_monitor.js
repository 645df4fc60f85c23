/* TrainingMonitor: a run as it grows, and a line with which the reader goes back in it. */

import { followDrag, windowFrame } from "../../kit/drag.js";
import {
  assign,
  bind,
  button,
  make,
  mount,
  prefersReducedMotion,
  setBusy,
  traitsOf,
} from "../../kit/frame.js";
import { clampTo } from "../../kit/numbers.js";
import { chart } from "./chart.js";
import { countUpTo, linesOf, readRun } from "./scales.js";
import { MONITOR_STYLE } from "./style.js";
import { sentences } from "./words.js";

const STATE = ["title", "steps", "run", "reference", "reference_title", "shown", "running"];
const REPLAY_MS = 6000;
const SCRUB_HINT = "Drag across the curves, or use the arrow keys, to go back to an earlier step.";

/* All that the figure shows. step: where the line stands; records: the steps one can go to. */
export function monitored(state) {
  const run = readRun(state.run);
  const reference = readRun(state.reference);
  const records = linesOf(run, "loss")[0]?.steps ?? [];
  const newest = records.at(-1) ?? 0;
  const step = Math.min(state.shown ?? newest, newest);
  const ends = [...run, ...reference].map(({ steps }) => steps.at(-1) ?? 0);
  // Counted from 0, the last of 300 steps is 299.
  const last = Math.max(1, state.steps ? state.steps - 1 : 0, ...ends);
  return { ...state, run, reference, records, newest, step, last };
}

/* The step of the record that is `by` records from the one shown. */
export function recordFrom({ records, step }, by) {
  const at = Math.max(0, countUpTo(records, step) - 1);
  return records[clampTo(at + by, records.length)] ?? 0;
}

/* The step of the record nearest to a place between records. */
export function nearestRecord(records, step) {
  const [before, after] = [-1, 0].map((by) => records[countUpTo(records, step) + by]);
  if (before === undefined || after === undefined) return before ?? after ?? 0;
  return after - step < step - before ? after : before;
}

class TrainingMonitor {
  constructor(model, el) {
    this.model = model;
    this.figure = mount(el, {
      label: this.model.get("title") || "A training run",
      height: this.model.get("_height"),
    });
    this.figure.root.append(make("style", {}, MONITOR_STYLE));
    this.heading = make("b", { class: "heading" });
    this.play = button("Replay", () => (this.frame ? this.stop() : this.start()));
    this.followButton = button("Follow", () => {
      this.stop();
      assign(this.model, { shown: null });
    });
    this.scrub = windowFrame("Step that is shown", (key) => this.onKey(key));
    this.view = chart(this.scrub.element);
    this.behind = make("p", { class: "hint" });
    this.arrange();
    this.listen();
    this.follow();
  }

  arrange() {
    this.figure.body.append(
      make(
        "div",
        { class: "top" },
        this.heading,
        make("span", { class: "controls" }, this.followButton, this.play),
      ),
      this.view.element,
    );
    this.figure.foot.append(this.behind, make("p", { class: "hint unprinted" }, SCRUB_HINT));
    this.frame = 0;
  }

  listen() {
    this.from = 0;
    this.scrub.element.addEventListener("click", (event) => this.go(this.stepAt(event.clientX)));
    this.scrub.element.addEventListener("pointerdown", (event) => {
      this.from = event.clientX;
    });
    followDrag(this.scrub.element, () => true, {
      onStart: () => {
        this.scrub.element.focus();
      },
      onMove: (dx) => {
        this.go(this.stepAt(this.from + dx));
      },
    });
  }

  follow() {
    this.figure.onCleanup(bind(this.model, STATE, () => this.draw()));
    this.figure.onCleanup(() => this.stop());
  }

  read() {
    return monitored(traitsOf(this.model, STATE));
  }

  start() {
    const { records } = this.read();
    const from = performance.now();
    const tick = (now) => {
      const share = Math.max(0, now - from) / REPLAY_MS;
      if (share >= 1) {
        this.stop();
        assign(this.model, { shown: null });
        return;
      }
      this.model.set("shown", records[Math.floor(share * records.length)]); // saved at the end alone
      this.frame = requestAnimationFrame(tick);
    };
    this.frame = requestAnimationFrame(tick);
    this.play.textContent = "Stop";
  }

  stop() {
    cancelAnimationFrame(this.frame);
    this.frame = 0;
    this.play.textContent = "Replay";
  }

  /* The newest step is followed: a run that grows takes the line along. */
  go(step) {
    this.stop();
    assign(this.model, { shown: step >= this.read().newest ? null : step });
    return true;
  }

  onKey(key) {
    const state = this.read();
    const far = Math.max(1, Math.round(state.records.length / 10));
    const by = {
      ArrowLeft: -1,
      ArrowRight: 1,
      ArrowDown: -1,
      ArrowUp: 1,
      PageDown: -far,
      PageUp: far,
      Home: -Infinity,
      End: Infinity,
    }[key];
    return by === undefined ? false : this.go(recordFrom(state, by));
  }

  /* A press goes there at once; what follows is a drag. */
  stepAt(x) {
    const { left, width } = this.scrub.element.getBoundingClientRect();
    const { records, last } = this.read();
    return nearestRecord(records, ((x - left) / width) * last);
  }

  draw() {
    const state = this.read();
    const { where, what } = sentences(state.run, state.step);
    this.heading.textContent = state.title;
    this.view.update(state);
    this.scrub.update(state.step, state.newest + 1, where);
    this.followButton.hidden = !state.running;
    setBusy(this.followButton, state.shown === null);
    this.play.hidden = state.running || prefersReducedMotion();
    this.play.disabled = state.records.length < 2;
    this.behind.textContent = state.reference.length
      ? `Faint behind it: ${state.reference_title}.`
      : "";
    this.figure.readout(
      `${where} ${what}`,
      make("span", {}, where, make("span", { class: "what" }, what)),
    );
  }
}

function render({ model, el }) {
  const { figure } = new TrainingMonitor(model, el);
  return figure.destroy;
}

export default { render };
