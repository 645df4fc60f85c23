/* Step and Play: a place that moves on by itself. */

import { button, prefersReducedMotion } from "./frame.js";

const STEP_MS = 1100; // long enough to read one product sum

/* Step and Play. index() and count() tell where the window is, go(index) moves it; onChange() is
   called when playing starts or stops. With reduced motion there is only Step. */
export function player({ index, count, go, onChange }) {
  let timer = 0;
  const stop = () => {
    if (!timer) return;
    clearInterval(timer);
    timer = 0;
    play.textContent = "Play";
    onChange();
  };
  const tick = () => {
    if (index() + 1 < count()) go(index() + 1);
    else stop();
  };
  const start = () => {
    go(0);
    timer = setInterval(tick, STEP_MS);
    play.textContent = "Stop";
    onChange();
  };
  const step = button("Step", () => {
    stop();
    go((index() + 1) % count());
  });
  const play = button("Play", () => (timer ? stop() : start()));
  play.classList.add("play");
  play.hidden = prefersReducedMotion();
  return { step, play, stop, playing: () => timer !== 0 };
}
