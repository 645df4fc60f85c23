/* First, back, forward, last, play, and a slider through the steps of both passes. */

import { button, make, prefersReducedMotion } from "../../kit/frame.js";

const STEP_MS = 1800; // long enough to read one line of arithmetic

/* go(position) moves; where() -> {position, last, back}: the step now, the last one, and the one at
   which the backward pass starts, or null. */
export function stepControls({ go, where }) {
  let timer = 0;
  const stop = () => {
    clearInterval(timer);
    timer = 0;
    play.textContent = "Play";
  };
  const byHand = (position) => {
    stop();
    go(Math.max(0, Math.min(position(where()), where().last)));
  };
  const tick = () => {
    const { position, last } = where();
    if (position < last) go(position + 1);
    if (position + 1 >= last) stop();
  };
  const start = () => {
    if (where().position >= where().last) go(0);
    timer = setInterval(tick, STEP_MS);
    play.textContent = "Stop";
  };
  const key = (sign, name, position) => {
    const element = button(sign, () => byHand(position));
    element.setAttribute("aria-label", name);
    element.title = name;
    return element;
  };
  const first = key("⇤", "To the start", () => 0);
  const back = key("←", "One step back", ({ position }) => position - 1);
  const next = key("→", "One step on", ({ position }) => position + 1);
  const end = key("⇥", "To the end", ({ last }) => last);
  const play = button("Play", () => (timer ? stop() : start()));
  play.classList.add("play");
  play.hidden = prefersReducedMotion();
  const slider = make("input", { type: "range", min: "0", step: "1", "aria-label": "Step" });
  slider.addEventListener("input", () => byHand(() => Number(slider.value)));
  const forward = make("span", { class: "going" }, "forward");
  const backward = make("span", { class: "going-back" }, "backward");
  const phases = make("div", { class: "phases", "aria-hidden": "true" }, forward, backward);
  const element = make(
    "div",
    { class: "controls steps" },
    make("span", { class: "together" }, first, back, next, end, play),
    make("div", { class: "track-of-steps" }, slider, phases),
  );

  function update(text) {
    const { position, last, back: turn } = where();
    slider.max = String(last);
    slider.value = String(position);
    slider.setAttribute("aria-valuetext", text);
    const goingBack = turn !== null && position >= turn;
    element.style.setProperty("--slider", `var(--sk-${goingBack ? "gradient" : "input"})`);
    forward.classList.toggle("now", !goingBack);
    backward.classList.toggle("now", goingBack);
    forward.style.flex = String((turn ?? last) || 1);
    backward.style.flex = String(Math.max(1, last - (turn ?? last)));
    backward.hidden = turn === null;
    for (const [control, off] of [
      [first, position === 0],
      [back, position === 0],
      [next, position >= last],
      [end, position >= last],
    ]) {
      control.setAttribute("aria-disabled", String(off)); // disabled would drop the focus
    }
  }
  return { element, update, stop };
}
