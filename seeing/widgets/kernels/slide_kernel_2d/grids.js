/* The picture of SlideKernel2D: image with its window, kernel, products, output. */

import { formatEntry } from "../../kit/numbers.js";
import { format, make, numberGrid } from "../../kit/frame.js";
import { followDrag, land, turnByHalf, windowFrame } from "../../kit/player.js";
import { GRIDS_STYLE, SLIDING_STYLE } from "../../kit/sliding_style.js";

/* The pieces that last; update(state, playing) draws what slide2d returns. current() is that of this
   moment, ahead of what is drawn: two keys may fall into one frame. */
export function grids({ root, current, go, setImage, setApplied }) {
  let state;
  let last = {};
  const frame = windowFrame("Window of the kernel on the image", onKey);
  const outline = make("div", { class: "outline moves", "aria-hidden": "true" });
  frame.element.classList.add("moves");
  const image = numberGrid({
    rows: 1,
    cols: 1,
    values: [[0]],
    label: "Image",
    kind: "input",
    onChange: setImage,
  });
  const kernel = numberGrid({
    rows: 1,
    cols: 1,
    values: [[0]],
    label: "Kernel",
    kind: "kernel",
    onChange: setApplied,
    describe: (row, column) => {
      const { kh = 1, kw = 1, flip } = state ?? {};
      return `Kernel row ${flip ? kh - 1 - row : row} column ${flip ? kw - 1 - column : column}`;
    },
  });
  const products = make("div", { class: "board", role: "img" });
  const outputs = make("div", { class: "board", role: "group", "aria-label": "Output" });
  const sum = make("p", { class: "total" });
  const turned = make("p", { class: "total" }); // always there, so that a turn moves nothing
  const stage = make("div", { class: "stage" }, image.board, frame.element, outline);
  const panels = {
    image: panel("input", "Image x", stage),
    kernel: panel("kernel", "Kernel k", kernel.board, turned),
    products: panel("", "Products k·x", products, sum),
    output: panel("output", "Output y", outputs),
  };
  const board = make(
    "div",
    { class: "grids" },
    ...Object.values(panels).map(({ element }) => element),
  );
  root.append(make("style", {}, SLIDING_STYLE + GRIDS_STYLE));

  const outputAt = (event) => [...outputs.children].indexOf(event.target.closest("button"));
  const show = (index) => {
    if (index >= 0 && index !== current().index) go(Math.floor(index / state.ow), index % state.ow);
  };
  outputs.addEventListener("click", (event) => show(outputAt(event)));
  outputs.addEventListener("pointerover", (event) => {
    if (event.pointerType === "mouse") show(outputAt(event));
  });
  outputs.addEventListener("keydown", (event) => {
    if (!onKey(event.key)) return;
    event.preventDefault();
    outputs.children[current().index].focus();
  });
  let from = { s: 0, t: 0 };
  followDrag(stage, startsOnWindow, {
    onStart() {
      from = current();
      root.activeElement?.blur();
      frame.element.focus();
    },
    onMove(dx, dy) {
      move(from.s + Math.round(dy / pitch()), from.t + Math.round(dx / pitch()));
    },
  });

  function pitch() {
    return frame.element.offsetWidth / state.kw;
  }

  function startsOnWindow({ clientX, clientY }) {
    const { left, right, top, bottom } = frame.element.getBoundingClientRect();
    return clientX >= left && clientX <= right && clientY >= top && clientY <= bottom;
  }

  function move(row, column) {
    const before = current();
    const s = Math.max(0, Math.min(row, before.oh - 1));
    const t = Math.max(0, Math.min(column, before.ow - 1));
    if (s !== before.s || t !== before.t) go(s, t);
    return true;
  }

  function onKey(key) {
    const { s, t, oh, ow } = current();
    const target = {
      ArrowLeft: [s, t - 1],
      ArrowRight: [s, t + 1],
      ArrowUp: [s - 1, t],
      ArrowDown: [s + 1, t],
      Home: [s, 0],
      End: [s, ow - 1],
      PageUp: [0, t],
      PageDown: [oh - 1, t],
    }[key];
    return target ? move(...target) : false;
  }

  function update(next, playing) {
    state = next;
    const { x, applied, flip, s, t, kh, kw, oh, ow, terms, index } = state;
    const sizes = { "--w": x[0].length, "--kh": kh, "--kw": kw, "--ow": ow, "--s": s, "--t": t };
    for (const [name, value] of Object.entries(sizes)) board.style.setProperty(name, value);
    image.update(x);
    kernel.update(applied);
    for (const [row, line] of x.entries()) {
      for (const column of line.keys()) {
        const inside = row >= s && row < s + kh && column >= t && column < t + kw;
        image.cell(row, column).classList.toggle("inside", inside);
      }
    }
    for (let i = 0; i < kh * kw; i += 1) {
      const cell = kernel.cell(Math.floor(i / kw), i % kw);
      cell.classList.toggle("first", i === (flip ? kh * kw - 1 : 0));
    }
    outline.replaceChildren(...terms.map(({ k }) => make("small", {}, `·${formatEntry(k)}`)));
    frame.update(index, oh * ow, `row ${s}, column ${t}, y[${s}, ${t}] = ${format(state.y[s][t])}`);
    panels.image.size(x.length, x[0].length);
    panels.kernel.size(kh, kw);
    turned.textContent = flip ? "turned by half" : "";
    panels.products.size(kh, kw);
    panels.output.size(oh, ow);
    drawProducts();
    drawOutputs(playing);
    if (last.flip !== undefined && last.flip !== flip) turnByHalf(kernel.board);
    if (last.index !== undefined && last.index !== index) land(outputs.children[index]);
    last = { flip, index };
  }

  function drawProducts() {
    const factors = state.terms.map(({ k, x }) => [
      formatEntry(k),
      x < 0 ? `(${format(x)})` : format(x),
    ]);
    products.style.setProperty("--columns", state.kw);
    products.setAttribute(
      "aria-label",
      `Products: ${state.terms.map(({ product }) => format(product)).join(", ")}`,
    );
    products.replaceChildren(
      ...state.terms.map(({ product }, i) =>
        make(
          "span",
          { class: "cell" },
          make(
            "small",
            {},
            make("b", { class: "kernel" }, factors[i][0]),
            "·",
            make("b", { class: "input" }, factors[i][1]),
          ),
          make("span", {}, format(product)),
        ),
      ),
    );
    products.style.setProperty(
      "--longest",
      Math.max(...factors.map(([k, x]) => k.length + x.length + 1)),
    );
    sum.replaceChildren("sum ", make("b", {}, format(state.y[state.s][state.t])), " →");
  }

  function drawOutputs(playing) {
    const values = state.y.flat();
    const focused = outputs.contains(root.activeElement);
    outputs.style.setProperty("--columns", state.ow);
    outputs.style.setProperty(
      "--longest",
      Math.max(...values.map((value) => format(value).length)),
    );
    while (outputs.children.length > values.length) outputs.lastChild.remove();
    while (outputs.children.length < values.length) {
      outputs.append(make("button", { type: "button", class: "cell" }));
    }
    for (const [i, cell] of [...outputs.children].entries()) {
      const waiting = playing && i > state.index;
      const name = `Output row ${Math.floor(i / state.ow)} column ${i % state.ow}`;
      cell.textContent = format(values[i]);
      cell.classList.toggle("waiting", waiting);
      cell.setAttribute(
        "aria-label",
        `${name}: ${waiting ? "not yet computed" : format(values[i])}`,
      );
      cell.setAttribute("aria-current", String(i === state.index));
      cell.tabIndex = i === state.index ? 0 : -1;
    }
    if (focused && !outputs.contains(root.activeElement)) outputs.children[state.index].focus();
  }

  const messages = make("div", { class: "messages" }, image.message, kernel.message);
  return { element: make("div", {}, board, messages), update };
}

/* One grid under its title and size. */
function panel(kind, title, ...content) {
  const size = make("span", { class: "size" });
  const heading = make("p", { class: "title" }, make("b", {}, title), size);
  return {
    element: make("div", { class: `panel ${kind}` }, heading, ...content),
    size(height, width) {
      size.textContent = `${height} × ${width}`;
    },
  };
}
