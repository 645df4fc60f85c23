/* A window that is dragged, or moved by keys. */

import { isPlainKey, make, setSlider } from "./frame.js";

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

/* The frame that a pointer drags and keys move; it holds nothing, since a slider may not. */
export function windowFrame(label, onKey) {
  const frame = make("div", {
    class: "window",
    role: "slider",
    tabindex: "0",
    "aria-label": label,
  });
  frame.addEventListener("keydown", (event) => {
    if (!isPlainKey(event)) return;
    if (onKey(event.key)) event.preventDefault();
  });
  return {
    element: frame,
    update: (index, count, text) => setSlider(frame, index, count, text),
  };
}
