/* The picture of SlideKernel2D: image with its window, kernel, products, output. */

import { followDrag, windowFrame } from "../../kit/drag.js";
import { isPlainKey, make } from "../../kit/frame.js";
import { numberGrid } from "../../kit/number_grid.js";
import { clampTo, format, formatEntry } from "../../kit/numbers.js";
import { land, turnByHalf } from "../../kit/sliding.js";
import { GRIDS_STYLE, SLIDING_STYLE } from "../../kit/sliding_style.js";

/* The pieces that last; update(state, playing) draws what slide2d returns. current() is that of
   this moment, ahead of what is drawn: two keys may fall into one frame. */
export class Grids {
  constructor({ root, pin, current, go, setImage, setApplied }) {
    this.root = root;
    this.pin = pin;
    this.current = current;
    this.go = go;
    this.setImage = setImage;
    this.setApplied = setApplied;
    this.last = {};
    this.makeParts();
    this.arrange();
    this.listen();
  }

  makeParts() {
    this.frame = windowFrame("Window of the kernel on the image", (key) => this.onKey(key));
    this.outline = make("div", { class: "outline moves", "aria-hidden": "true" });
    this.frame.element.classList.add("moves");
    this.image = numberGrid({
      rows: 1,
      cols: 1,
      values: [[0]],
      label: "Image",
      kind: "input",
      onChange: this.setImage,
    });
    this.kernel = numberGrid({
      rows: 1,
      cols: 1,
      values: [[0]],
      label: "Kernel",
      kind: "kernel",
      onChange: this.setApplied,
      describe: (row, column) => {
        const { kh = 1, kw = 1, flip } = this.state ?? {};
        return `Kernel row ${flip ? kh - 1 - row : row} column ${flip ? kw - 1 - column : column}`;
      },
    });
    this.products = make("div", { class: "board", role: "img" });
    this.outputs = make("div", { class: "board", role: "group", "aria-label": "Output" });
    this.sum = make("p", { class: "total" });
    this.turned = make("p", { class: "total" }); // always there, so that a turn moves nothing
  }

  arrange() {
    this.stage = make(
      "div",
      { class: "stage" },
      this.image.board,
      this.frame.element,
      this.outline,
    );
    this.panels = {
      image: panel("input", "Image x", this.stage),
      kernel: panel("kernel", "Kernel k", this.kernel.board, this.turned),
      products: panel("", "Products k·x", this.products, this.sum),
      output: panel("output", "Output y", this.outputs),
    };
    this.board = make(
      "div",
      { class: "grids" },
      ...Object.values(this.panels).map(({ element }) => element),
    );
    this.root.append(make("style", {}, SLIDING_STYLE + GRIDS_STYLE));
  }

  listen() {
    this.pin.follow(this.outputs, (event) => this.show(this.outputAt(event)), {
      isHeldPlace: (event) => this.outputAt(event) === this.current().index,
    });
    this.outputs.addEventListener("keydown", (event) => {
      if (!isPlainKey(event) || !this.onKey(event.key)) return;
      event.preventDefault();
      this.outputs.children[this.current().index].focus();
    });
    this.from = { s: 0, t: 0 };
    followDrag(this.stage, (...args) => this.startsOnWindow(...args), {
      onStart: () => {
        this.from = this.current();
        this.root.activeElement?.blur();
        this.frame.element.focus();
      },
      onMove: (dx, dy) => {
        this.move(
          this.from.s + Math.round(dy / this.pitch()),
          this.from.t + Math.round(dx / this.pitch()),
        );
      },
    });
    const messages = make("div", { class: "messages" }, this.image.message, this.kernel.message);
    this.element = make("div", {}, this.board, messages);
  }

  outputAt(event) {
    return [...this.outputs.children].indexOf(event.target.closest("button"));
  }

  show(index) {
    if (index >= 0 && index !== this.current().index)
      this.go(Math.floor(index / this.state.ow), index % this.state.ow);
  }

  pitch() {
    return this.frame.element.offsetWidth / this.state.kw;
  }

  startsOnWindow({ clientX, clientY }) {
    const { left, right, top, bottom } = this.frame.element.getBoundingClientRect();
    return clientX >= left && clientX <= right && clientY >= top && clientY <= bottom;
  }

  move(row, column) {
    const before = this.current();
    const s = clampTo(row, before.oh);
    const t = clampTo(column, before.ow);
    if (s !== before.s || t !== before.t) this.go(s, t);
    return true;
  }

  onKey(key) {
    const { s, t, oh, ow } = this.current();
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
    return target ? this.move(...target) : false;
  }

  update(next, playing) {
    this.state = next;
    const { x, applied, flip, s, t, kh, kw, oh, ow, terms, index } = this.state;
    const sizes = { "--w": x[0].length, "--kh": kh, "--kw": kw, "--ow": ow, "--s": s, "--t": t };
    for (const [name, value] of Object.entries(sizes)) this.board.style.setProperty(name, value);
    this.image.update(x);
    this.kernel.update(applied);
    for (const [row, line] of x.entries()) {
      for (const column of line.keys()) {
        const inside = row >= s && row < s + kh && column >= t && column < t + kw;
        this.image.cell(row, column).classList.toggle("inside", inside);
      }
    }
    for (let i = 0; i < kh * kw; i += 1) {
      const cell = this.kernel.cell(Math.floor(i / kw), i % kw);
      cell.classList.toggle("first", i === (flip ? kh * kw - 1 : 0));
    }
    this.outline.replaceChildren(...terms.map(({ k }) => make("small", {}, `·${formatEntry(k)}`)));
    this.frame.update(
      index,
      oh * ow,
      `row ${s}, column ${t}, y[${s}, ${t}] = ${format(this.state.y[s][t])}`,
    );
    this.panels.image.size(x.length, x[0].length);
    this.panels.kernel.size(kh, kw);
    this.turned.textContent = flip ? "turned by half" : "";
    this.panels.products.size(kh, kw);
    this.panels.output.size(oh, ow);
    this.drawProducts();
    this.drawOutputs(playing);
    if (this.last.flip !== undefined && this.last.flip !== flip) turnByHalf(this.kernel.board);
    if (this.last.index !== undefined && this.last.index !== index)
      land(this.outputs.children[index]);
    this.last = { flip, index };
  }

  drawProducts() {
    const factors = this.state.terms.map(({ k, x }) => [
      formatEntry(k),
      x < 0 ? `(${format(x)})` : format(x),
    ]);
    this.products.style.setProperty("--columns", this.state.kw);
    this.products.setAttribute(
      "aria-label",
      `Products: ${this.state.terms.map(({ product }) => format(product)).join(", ")}`,
    );
    this.products.replaceChildren(
      ...this.state.terms.map(({ product }, i) =>
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
    this.products.style.setProperty(
      "--longest",
      Math.max(...factors.map(([k, x]) => k.length + x.length + 1)),
    );
    this.sum.replaceChildren(
      "sum ",
      make("b", {}, format(this.state.y[this.state.s][this.state.t])),
      " →",
    );
  }

  drawOutputs(playing) {
    const values = this.state.y.flat();
    const focused = this.outputs.contains(this.root.activeElement);
    this.outputs.style.setProperty("--columns", this.state.ow);
    this.outputs.style.setProperty(
      "--longest",
      Math.max(...values.map((value) => format(value).length)),
    );
    while (this.outputs.children.length > values.length) this.outputs.lastChild.remove();
    while (this.outputs.children.length < values.length) {
      this.outputs.append(make("button", { type: "button", class: "cell" }));
    }
    for (const [i, cell] of [...this.outputs.children].entries()) {
      const waiting = playing && i > this.state.index;
      const name = `Output row ${Math.floor(i / this.state.ow)} column ${i % this.state.ow}`;
      cell.textContent = format(values[i]);
      cell.classList.toggle("waiting", waiting);
      cell.setAttribute(
        "aria-label",
        `${name}: ${waiting ? "not yet computed" : format(values[i])}`,
      );
      cell.setAttribute("aria-current", String(i === this.state.index));
      cell.tabIndex = i === this.state.index ? 0 : -1;
    }
    if (focused && !this.outputs.contains(this.root.activeElement))
      this.outputs.children[this.state.index].focus();
  }
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
