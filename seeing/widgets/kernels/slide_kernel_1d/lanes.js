/* The picture of SlideKernel1D: signal, window, products and output in columns that share t. */

import { format, make, numberGrid } from "../../kit/frame.js";
import { followDrag, land, turnByHalf, windowFrame } from "../../kit/player.js";
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

/* The pieces that last; update(state, playing) draws what slide1d returns. current() is that of this
   moment, ahead of what is drawn: two keys may fall into one frame. */
export function lanes({ root, current, go, setSignal, setApplied }) {
  let state;
  let last = {};
  const where = (row) => `grid-row: ${row}`;
  const frame = windowFrame("Window of the kernel on x", onKey);
  frame.element.classList.add("moves");
  const index = make("div", { class: "lane index", style: where(1) });
  const xBars = make("div", { class: "lane bars input", style: where(2) });
  const yBars = make("div", { class: "lane bars output", style: where(9) });
  const products = make("div", { class: "products moves" });
  const bracket = make(
    "div",
    { class: "sum moves" },
    ...["bracket", "stem", "tip"].map((name) => make("i", { class: name })),
  );
  const outputs = make("div", { class: "lane y output", role: "group", "aria-label": "Output y" });
  const signal = numberGrid({
    rows: 1,
    cols: 1,
    values: [[0]],
    label: "Signal x",
    kind: "input",
    describe: (_, i) => `x[${i}]`,
    onChange: ([x]) => setSignal(x),
  });
  const kernel = numberGrid({
    rows: 1,
    cols: 1,
    values: [[0]],
    label: "Kernel k",
    kind: "kernel",
    describe: (_, i) => `k[${state?.flip ? state.applied.length - 1 - i : i}]`,
    onChange: ([applied]) => setApplied(applied),
  });
  const label = (text, row, kind = "") =>
    make("span", { class: `label ${kind}`, style: where(row), "aria-hidden": "true" }, text);
  const board = make(
    "div",
    { class: "lanes" },
    frame.element,
    make("div", { class: "outline moves" }),
    index,
    xBars,
    label("t", 1),
    label("x", 3, "input"),
    label("k", 4, "kernel"),
    label("k·x", 5),
    label("y", 7, "output"),
    place(signal, "lane numbers input", where(3)),
    place(kernel, "moves numbers kernel", ""),
    products,
    bracket,
    outputs,
    yBars,
  );
  const scroll = make("div", { class: "scroll" }, board);
  root.append(make("style", {}, SLIDING_STYLE + LANES_STYLE));

  outputs.addEventListener("click", (event) => {
    const cell = event.target.closest("button");
    if (cell) go([...outputs.children].indexOf(cell));
  });
  outputs.addEventListener("keydown", (event) => {
    if (!onKey(event.key)) return;
    event.preventDefault();
    outputs.children[current().t].focus();
  });
  let from = 0;
  followDrag(board, startsOnWindow, {
    onStart() {
      from = current().t;
      root.activeElement?.blur();
      frame.element.focus();
    },
    onMove(dx) {
      move(from + Math.round(dx / column()));
    },
  });

  function column() {
    return frame.element.offsetWidth / state.applied.length;
  }

  function startsOnWindow(event) {
    const { left, right, top, bottom } = frame.element.getBoundingClientRect();
    return (
      event.clientX >= left &&
      event.clientX <= right &&
      event.clientY >= top &&
      event.clientY <= bottom
    );
  }

  function move(t) {
    const { y, t: before } = current();
    const next = Math.max(0, Math.min(t, y.length - 1));
    if (next !== before) go(next);
    return true;
  }

  function onKey(key) {
    const { t, y } = current();
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
    return target === undefined ? false : move(target);
  }

  function update(next, playing) {
    state = next;
    const { x, applied, y, t, terms } = state;
    const m = applied.length;
    const shown = [...x, ...y, ...terms.map(({ product }) => product)];
    const longest = Math.max(...shown.map((value) => format(value).length));
    const sizes = { "--n": x.length, "--m": m, "--t": t, "--longest": Math.max(4, longest) };
    for (const [name, value] of Object.entries(sizes)) board.style.setProperty(name, value);
    signal.update([x]);
    kernel.update([applied]);
    for (let i = 0; i < m; i += 1) {
      kernel.cell(0, i).classList.toggle("first", i === (state.flip ? m - 1 : 0));
    }
    index.replaceChildren(...x.map((_, i) => make("span", {}, String(i))));
    products.replaceChildren(...terms.map(({ product }) => make("span", {}, format(product))));
    frame.update(t, y.length, `t = ${t}, y[${t}] = ${format(y[t])}`);
    drawBars(playing);
    drawOutputs(playing);
    if (last.flip !== undefined && last.flip !== state.flip) turnByHalf(kernel.board);
    if (last.t !== undefined && last.t !== t) {
      land(outputs.children[t]);
      keepInSight();
    }
    last = { flip: state.flip, t };
  }

  function drawBars(playing) {
    const { x, y, t, applied } = state;
    const layout = barLayout(x, y);
    drawRow(
      xBars,
      layout.x,
      (i) => i >= t && i < t + applied.length,
      () => false,
    );
    drawRow(
      yBars,
      layout.y,
      (i) => i === t,
      (i) => playing && i > t,
    );
  }

  function drawOutputs(playing) {
    const { x, y, t } = state;
    const focused = outputs.contains(root.activeElement);
    outputs.querySelector(".nowhere")?.remove();
    while (outputs.children.length > y.length) outputs.lastChild.remove();
    while (outputs.children.length < y.length) {
      outputs.append(make("button", { type: "button", class: "cell" }));
    }
    for (const [i, cell] of [...outputs.children].entries()) {
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
      outputs.append(make("span", { class: "nowhere", style: `grid-column: span ${rest}` }, text));
    }
    if (focused && !outputs.contains(root.activeElement)) outputs.children[t].focus();
  }

  /* A long signal scrolls on a phone: follow the window. */
  function keepInSight() {
    const left = state.t * column();
    const right = (state.t + state.applied.length + 1) * column();
    if (left < scroll.scrollLeft) scroll.scrollLeft = left;
    else if (right > scroll.scrollLeft + scroll.clientWidth)
      scroll.scrollLeft = right - scroll.clientWidth;
  }

  const messages = make("div", { class: "messages" }, signal.message, kernel.message);
  return { element: make("div", {}, scroll, messages), update };
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
