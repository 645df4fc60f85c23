/* A wheel with a handle: a slider for an angle, clockwise from the right, and an arrow inside. */

import { wrapped } from "../../arithmetic/edges.js";
import { isPlainKey } from "../../kit/frame.js";
import { drawn } from "../../kit/svg.js";

const RADIUS = 42; // of 100
const STEPS = {
  ArrowRight: 1,
  ArrowDown: 1,
  ArrowLeft: -1,
  ArrowUp: -1,
  PageUp: -15,
  PageDown: 15,
};

/* {element, update(angle, arrowAngle, arrowLength)}; onTurn(degrees) gets where the reader turns
   it. */
export class Wheel {
  constructor(onTurn) {
    this.onTurn = onTurn;
    this.angle = 0;
    this.element = drawn("svg", {
      viewBox: "-10 0 120 100",
      class: "wheel",
      role: "slider",
      tabindex: 0,
      "aria-label": "Direction, degrees clockwise from the right",
      "aria-valuemin": -180,
      "aria-valuemax": 180,
    });
    this.spoke = drawn("line", { class: "spoke", x1: 50, y1: 50 });
    this.handle = drawn("circle", { class: "handle", r: 6 });
    this.arrow = drawn("path", { class: "arrow" });
    const marks = [
      ["0°", 99, 52],
      ["90°", 50, 99],
      ["180°", 0, 52],
      ["−90°", 50, 5],
    ].map(([text, x, y]) => drawn("text", { x, y }, text));
    this.element.append(
      drawn("circle", { class: "rim", cx: 50, cy: 50, r: RADIUS }),
      ...marks,
      this.spoke,
      this.arrow,
      this.handle,
    );
    this.listen();
  }

  listen() {
    this.element.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      event.preventDefault();
      this.element.focus();
      this.element.setPointerCapture(event.pointerId);
      this.follow(event);
    });
    this.element.addEventListener("pointermove", (event) => {
      if (this.element.hasPointerCapture(event.pointerId)) this.follow(event);
    });
    this.element.addEventListener("keydown", (event) => {
      if (!isPlainKey(event)) return;
      const to =
        { Home: 0, End: 180 }[event.key] ?? (STEPS[event.key] && this.angle + STEPS[event.key]);
      if (to === undefined) return;
      event.preventDefault();
      this.turn(to);
    });
  }

  turn(degrees) {
    this.angle = wrapped(degrees); // at once: two keys may fall into one frame
    this.onTurn(this.angle);
  }

  follow(event) {
    const box = this.element.getBoundingClientRect();
    const [x, y] = [
      event.clientX - box.left - box.width / 2,
      event.clientY - box.top - box.height / 2,
    ];
    if (x || y) this.turn(Math.round((Math.atan2(y, x) * 180) / Math.PI));
  }

  update(next, arrowAngle, arrowLength) {
    this.angle = next;
    const [x, y] = at(this.angle, RADIUS);
    for (const [name, value] of Object.entries({ x2: x, y2: y }))
      this.spoke.setAttribute(name, value);
    for (const [name, value] of Object.entries({ cx: x, cy: y }))
      this.handle.setAttribute(name, value);
    this.arrow.setAttribute("d", arrowPath(arrowAngle, 32 * Math.min(1, arrowLength)));
    this.element.setAttribute("aria-valuenow", Math.round(this.angle));
    this.element.setAttribute("aria-valuetext", `${Math.round(this.angle)} degrees`);
  }
}

function at(degrees, radius) {
  const radians = (degrees * Math.PI) / 180;
  return [50 + radius * Math.cos(radians), 50 + radius * Math.sin(radians)];
}

function arrowPath(degrees, length) {
  if (length < 2) return "";
  const [[x, y], [a, b], [c, d]] = [
    at(degrees, length),
    at(degrees - 14, length * 0.78),
    at(degrees + 14, length * 0.78),
  ];
  return `M50 50L${x} ${y}M${a} ${b}L${x} ${y}L${c} ${d}`;
}

export const WHEEL_STYLE = `
.three { display: grid; gap: 14px 20px; grid-template-columns: 1fr 1fr; }
.three > .kernel { grid-column: 1 / -1; order: 1; }
.gradient { --role: var(--sk-gradient); }
.degrees { display: inline-block; min-width: 5ch; }
.arms { margin: 4px 0 0; font-size: 13px; text-align: center; color: var(--sk-muted); }
.arms b { font-weight: 600; color: var(--role); }
.wheel { display: block; width: 100%; max-width: 240px; margin: 0 auto; touch-action: none; cursor: grab; border-radius: 50%; }
.wheel:focus-visible { outline: 3px solid var(--sk-focus); border-radius: 12px; }
.rim { fill: var(--sk-raised); stroke: var(--sk-edge); }
.spoke { stroke: var(--sk-kernel); stroke-width: 2.5; }
.handle { fill: var(--sk-kernel); stroke: var(--sk-paper); stroke-width: 1.5; }
.arrow { fill: none; stroke: var(--sk-gradient); stroke-width: 2; stroke-linecap: round; }
.wheel text { fill: var(--sk-muted); font-size: 6px; text-anchor: middle; }
.under { display: flex; flex-wrap: wrap; gap: 12px 28px; align-items: flex-end; margin-top: 16px; }
.readout { min-height: 66px; }
@container (min-width: 640px) {
  .three { grid-template-columns: repeat(3, 1fr); }
  .three > .kernel { grid-column: auto; order: 0; }
  .wheel { max-width: 236px; }
}
`;
