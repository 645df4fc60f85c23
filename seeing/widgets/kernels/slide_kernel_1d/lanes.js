/* The picture of SlideKernel1D: signal, window, products and output in columns that share t. */

import { followDrag, windowFrame } from "../../kit/drag.js";
import { make } from "../../kit/frame.js";
import { numberGrid } from "../../kit/number_grid.js";
import { clampTo, format } from "../../kit/numbers.js";
import { land, turnByHalf } from "../../kit/sliding.js";
import { LANES_STYLE, SLIDING_STYLE } from "../../kit/sliding_style.js";

const BARS_PX = 64;

/* Heights and offsets of bars, in px, so that x and y share one scale: their sizes may be compared.
   Returns {x: [{top, height}], y: […]}; top counts from the upper edge of a row of bars. */
export function barLayout(x, y, height = BARS_PX) {
  const span = (values) => Math.max(0, ...values) - Math.min(0, ...values);
  const unit = height / (Math.max(span(x), span(y)) || 1);
  const row = (values) => {
    const zero = Math.max(0, ...values) * unit;
    return values.map((value) => ({
      top: Math.min(zero - Math.max(0, value) * unit, height - 2),
      height: Math.max(2, Math.abs(value) * unit), // a zero still has its place
    }));
  };
  return { x: row(x), y: row(y) };
}

/* The pieces that last; update(state, playing) draws what slide1d returns. current() is that of
   this moment, ahead of what is drawn: two keys may fall into one frame. */
export class Lanes {
  constructor({ root, current, go, setSignal, setApplied }) {
    this.root = root;
    this.current = current;
    this.go = go;
    this.setSignal = setSignal;
    this.setApplied = setApplied;
    this.last = {};
    this.makeParts();
    this.arrange();
    this.listen();
  }

  makeParts() {
    this.frame = windowFrame("Window of the kernel on x", (key) => this.onKey(key));
    this.frame.element.classList.add("moves");
    this.index = make("div", { class: "lane index", style: this.where(1) });
    this.xBars = make("div", { class: "lane bars input", style: this.where(2) });
    this.yBars = make("div", { class: "lane bars output", style: this.where(9) });
    this.products = make("div", { class: "products moves" });
    this.bracket = make(
      "div",
      { class: "sum moves" },
      ...["bracket", "stem", "tip"].map((name) => make("i", { class: name })),
    );
    this.outputs = make("div", { class: "lane y output", role: "group", "aria-label": "Output y" });
    this.signal = numberGrid({
      rows: 1,
      cols: 1,
      values: [[0]],
      label: "Signal x",
      kind: "input",
      describe: (_, i) => `x[${i}]`,
      onChange: ([x]) => this.setSignal(x),
    });
    this.kernel = numberGrid({
      rows: 1,
      cols: 1,
      values: [[0]],
      label: "Kernel k",
      kind: "kernel",
      describe: (_, i) => `k[${this.state?.flip ? this.state.applied.length - 1 - i : i}]`,
      onChange: ([applied]) => this.setApplied(applied),
    });
  }

  arrange() {
    this.board = make(
      "div",
      { class: "lanes" },
      this.frame.element,
      make("div", { class: "outline moves" }),
      this.index,
      this.xBars,
      this.label("t", 1),
      this.label("x", 3, "input"),
      this.label("k", 4, "kernel"),
      this.label("k·x", 5),
      this.label("y", 7, "output"),
      place(this.signal, "lane numbers input", this.where(3)),
      place(this.kernel, "moves numbers kernel", ""),
      this.products,
      this.bracket,
      this.outputs,
      this.yBars,
    );
    this.scroll = make("div", { class: "scroll" }, this.board);
    this.root.append(make("style", {}, SLIDING_STYLE + LANES_STYLE));
  }

  listen() {
    this.outputs.addEventListener("click", (event) => {
      const cell = event.target.closest("button");
      if (cell) this.go([...this.outputs.children].indexOf(cell));
    });
    this.outputs.addEventListener("keydown", (event) => {
      if (!this.onKey(event.key)) return;
      event.preventDefault();
      this.outputs.children[this.current().t].focus();
    });
    this.from = 0;
    followDrag(this.board, (event) => this.startsOnWindow(event), {
      onStart: () => {
        this.from = this.current().t;
        this.root.activeElement?.blur();
        this.frame.element.focus();
      },
      onMove: (dx) => {
        this.move(this.from + Math.round(dx / this.column()));
      },
    });
    const messages = make("div", { class: "messages" }, this.signal.message, this.kernel.message);
    this.element = make("div", {}, this.scroll, messages);
  }

  where(row) {
    return `grid-row: ${row}`;
  }

  label(text, row, kind = "") {
    return make(
      "span",
      { class: `label ${kind}`, style: this.where(row), "aria-hidden": "true" },
      text,
    );
  }

  column() {
    return this.frame.element.offsetWidth / this.state.applied.length;
  }

  startsOnWindow(event) {
    const { left, right, top, bottom } = this.frame.element.getBoundingClientRect();
    return (
      event.clientX >= left &&
      event.clientX <= right &&
      event.clientY >= top &&
      event.clientY <= bottom
    );
  }

  move(t) {
    const { y, t: before } = this.current();
    const next = clampTo(t, y.length);
    if (next !== before) this.go(next);
    return true;
  }

  onKey(key) {
    const { t, y } = this.current();
    const target = {
      ArrowLeft: t - 1,
      ArrowRight: t + 1,
      ArrowDown: t - 1,
      ArrowUp: t + 1,
      PageUp: t + 1,
      PageDown: t - 1,
      Home: 0,
      End: y.length - 1,
    }[key];
    return target === undefined ? false : this.move(target);
  }

  update(next, playing) {
    this.state = next;
    const { x, applied, y, t, terms } = this.state;
    const m = applied.length;
    const shown = [...x, ...y, ...terms.map(({ product }) => product)];
    const longest = Math.max(...shown.map((value) => format(value).length));
    const sizes = { "--n": x.length, "--m": m, "--t": t, "--longest": Math.max(4, longest) };
    for (const [name, value] of Object.entries(sizes)) this.board.style.setProperty(name, value);
    this.signal.update([x]);
    this.kernel.update([applied]);
    for (let i = 0; i < m; i += 1) {
      this.kernel.cell(0, i).classList.toggle("first", i === (this.state.flip ? m - 1 : 0));
    }
    this.index.replaceChildren(...x.map((_, i) => make("span", {}, String(i))));
    this.products.replaceChildren(...terms.map(({ product }) => make("span", {}, format(product))));
    this.frame.update(t, y.length, `t = ${t}, y[${t}] = ${format(y[t])}`);
    this.drawBars(playing);
    this.drawOutputs(playing);
    if (this.last.flip !== undefined && this.last.flip !== this.state.flip)
      turnByHalf(this.kernel.board);
    if (this.last.t !== undefined && this.last.t !== t) {
      land(this.outputs.children[t]);
      this.keepInSight();
    }
    this.last = { flip: this.state.flip, t };
  }

  drawBars(playing) {
    const { x, y, t, applied } = this.state;
    const layout = barLayout(x, y);
    drawRow(
      this.xBars,
      layout.x,
      (i) => i >= t && i < t + applied.length,
      () => false,
    );
    drawRow(
      this.yBars,
      layout.y,
      (i) => i === t,
      (i) => playing && i > t,
    );
  }

  drawOutputs(playing) {
    const { x, y, t } = this.state;
    const focused = this.outputs.contains(this.root.activeElement);
    this.outputs.querySelector(".nowhere")?.remove();
    while (this.outputs.children.length > y.length) this.outputs.lastChild.remove();
    while (this.outputs.children.length < y.length) {
      this.outputs.append(make("button", { type: "button", class: "cell" }));
    }
    for (const [i, cell] of [...this.outputs.children].entries()) {
      const waiting = playing && i > t;
      cell.textContent = format(y[i]);
      cell.classList.toggle("waiting", waiting);
      cell.setAttribute(
        "aria-label",
        waiting ? `y[${i}], not yet computed` : `y[${i}] = ${format(y[i])}`,
      );
      cell.setAttribute("aria-current", String(i === t));
      cell.tabIndex = i === t ? 0 : -1;
    }
    const rest = x.length - y.length;
    if (rest > 0) {
      const text = rest > 1 ? "no room for the window" : "no room";
      this.outputs.append(
        make("span", { class: "nowhere", style: `grid-column: span ${rest}` }, text),
      );
    }
    if (focused && !this.outputs.contains(this.root.activeElement))
      this.outputs.children[t].focus();
  }

  /* A long signal scrolls on a phone: follow the window. */
  keepInSight() {
    const left = this.state.t * this.column();
    const right = (this.state.t + this.state.applied.length + 1) * this.column();
    if (left < this.scroll.scrollLeft) this.scroll.scrollLeft = left;
    else if (right > this.scroll.scrollLeft + this.scroll.clientWidth)
      this.scroll.scrollLeft = right - this.scroll.clientWidth;
  }
}

function place(grid, classes, style) {
  grid.element.remove();
  return make(
    "div",
    {
      class: `grid ${classes}`,
      style,
      role: "group",
      "aria-label": grid.element.getAttribute("aria-label"),
    },
    grid.board,
  );
}

function drawRow(bars, layout, isNow, isWaiting) {
  while (bars.children.length > layout.length) bars.lastChild.remove();
  while (bars.children.length < layout.length) bars.append(make("i"));
  for (const [i, bar] of [...bars.children].entries()) {
    bar.style.height = `${layout[i].height}px`;
    bar.style.top = `${layout[i].top}px`;
    bar.classList.toggle("now", isNow(i));
    bar.classList.toggle("waiting", isWaiting(i));
  }
}
