/* What both sliding figures share: the hand on the window, the player, the turn of the kernel. */

import { button, make, prefersReducedMotion } from "./frame.js";

export const HINT = "Drag the window or move it with the arrow keys. Every number can be changed.";
const STEP_MS = 1100; // long enough to read one product sum
const SLOP_PX = 4; // less is a click

/* Follow a drag that starts on an element for which startsOn(event) says yes.
   onMove(dx, dy): the way from where it started, in px. Clicks stay clicks. */
export function followDrag(surface, startsOn, { onStart, onMove }) {
  // A focused cell is selected, and a browser would drag its text away.
  surface.addEventListener("dragstart", (event) => event.preventDefault());
  surface.addEventListener("pointerdown", (down) => {
    if (down.button !== 0 || !down.isPrimary || !startsOn(down)) return;
    let dragging = false;
    const move = (event) => {
      if (event.pointerId !== down.pointerId) return;
      const dx = event.clientX - down.clientX;
      const dy = event.clientY - down.clientY;
      if (!dragging && Math.hypot(dx, dy) < SLOP_PX) return;
      if (!dragging) {
        dragging = true;
        surface.setPointerCapture(down.pointerId);
        surface.classList.add("dragging");
        onStart();
      }
      event.preventDefault();
      onMove(dx, dy);
    };
    const end = (event) => {
      if (event.pointerId !== down.pointerId) return;
      surface.removeEventListener("pointermove", move);
      for (const kind of ["pointerup", "pointercancel"]) surface.removeEventListener(kind, end);
      surface.classList.remove("dragging");
    };
    surface.addEventListener("pointermove", move);
    for (const kind of ["pointerup", "pointercancel"]) surface.addEventListener(kind, end);
  });
}

/* The frame that a hand drags and the keys move; it holds nothing, since a slider may not. */
export function windowFrame(label, onKey) {
  const frame = make("div", {
    class: "window",
    role: "slider",
    tabindex: "0",
    "aria-label": label,
  });
  frame.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (onKey(event.key)) event.preventDefault();
  });
  return {
    element: frame,
    update(index, count, text) {
      const values = { valuemin: 0, valuemax: count - 1, valuenow: index, valuetext: text };
      for (const [name, value] of Object.entries(values)) frame.setAttribute(`aria-${name}`, value);
    },
  };
}

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

/* Turn a board by half. Its numbers are already in their new places; it is shown as it was, and
   turns until that is what it shows. The numbers stay upright. */
export function turnByHalf(board) {
  if (prefersReducedMotion() || !board.animate) return;
  const options = { duration: 550, easing: "cubic-bezier(0.4, 0, 0.2, 1)" };
  board.animate(
    [
      { rotate: "-180deg", zIndex: 5 },
      { rotate: "0deg", zIndex: 5 },
    ],
    options,
  );
  for (const cell of board.children) {
    cell.animate([{ rotate: "180deg" }, { rotate: "0deg" }], options);
  }
}

/* A landing: the output cell lights up once. */
export function land(cell) {
  if (prefersReducedMotion() || !cell.animate) return;
  cell.animate([{ scale: 1.18 }, { scale: 1 }], { duration: 260, easing: "ease-out" });
}

/* The select of presets: shows "your own" when the kernel is none of them. */
export function presetKey(presets, kernel) {
  const same = (a, b) =>
    a.length === b.length &&
    a.every(
      (row, i) =>
        row.length === b[i].length && row.every((value, j) => Math.abs(value - b[i][j]) < 1e-12),
    );
  return Object.keys(presets).find((key) => same(presets[key].kernel, kernel)) ?? "";
}

export function presetOptions(presets) {
  return [["", "your own"], ...Object.entries(presets).map(([key, { name }]) => [key, name])];
}
