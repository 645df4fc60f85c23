/* First, back, forward, last, play, and a slider through the steps of both passes. */

import { button, make, prefersReducedMotion, resetButton, together } from "../../kit/frame.js";
import { clampTo } from "../../kit/numbers.js";

const STEP_MS = 1800; // long enough to read one line of arithmetic

/* go(position) moves; where() -> {position, last, back}: the step now, the last one, and the one at
   which the backward pass starts, or null. */
export class StepControls {
  constructor({ go, where, reset }) {
    this.go = go;
    this.where = where;
    this.timer = 0;
    this.first = this.key("⇤", "To the start", () => 0);
    this.back = this.key("←", "One step back", ({ position }) => position - 1);
    this.next = this.key("→", "One step on", ({ position }) => position + 1);
    this.end = this.key("⇥", "To the end", ({ last }) => last);
    this.play = button("Play", () => (this.timer ? this.stop() : this.start()));
    this.play.classList.add("play");
    this.play.hidden = prefersReducedMotion();
    this.reset = resetButton(() => {
      this.stop();
      reset();
    });
    this.slider = make("input", { type: "range", min: "0", step: "1", "aria-label": "Step" });
    this.slider.addEventListener("input", () => this.byHand(() => Number(this.slider.value)));
    this.forward = make("span", { class: "going" }, "forward");
    this.backward = make("span", { class: "going-back" }, "backward");
    this.phases = make(
      "div",
      { class: "phases", "aria-hidden": "true" },
      this.forward,
      this.backward,
    );
    this.element = make(
      "div",
      { class: "controls steps" },
      together(this.first, this.back, this.next, this.end, this.play, this.reset),
      make("div", { class: "track-of-steps" }, this.slider, this.phases),
    );
  }

  stop() {
    clearInterval(this.timer);
    this.timer = 0;
    this.play.textContent = "Play";
  }

  byHand(position) {
    this.stop();
    this.go(clampTo(position(this.where()), this.where().last + 1));
  }

  tick() {
    const { position, last } = this.where();
    if (position < last) this.go(position + 1);
    if (position + 1 >= last) this.stop();
  }

  start() {
    if (this.where().position >= this.where().last) this.go(0);
    this.timer = setInterval(() => this.tick(), STEP_MS);
    this.play.textContent = "Stop";
  }

  key(sign, name, position) {
    const element = button(sign, () => this.byHand(position));
    element.setAttribute("aria-label", name);
    element.title = name;
    return element;
  }

  update(text) {
    const { position, last, back: turn } = this.where();
    this.slider.max = String(last);
    this.slider.value = String(position);
    this.slider.setAttribute("aria-valuetext", text);
    const goingBack = turn !== null && position >= turn;
    this.element.style.setProperty("--slider", `var(--sk-${goingBack ? "gradient" : "input"})`);
    this.forward.classList.toggle("now", !goingBack);
    this.backward.classList.toggle("now", goingBack);
    this.forward.style.flex = String((turn ?? last) || 1);
    this.backward.style.flex = String(Math.max(1, last - (turn ?? last)));
    this.backward.hidden = turn === null;
    for (const [control, off] of [
      [this.first, position === 0],
      [this.back, position === 0],
      [this.next, position >= last],
      [this.end, position >= last],
    ]) {
      control.setAttribute("aria-disabled", String(off)); // disabled would drop the focus
    }
  }
}
