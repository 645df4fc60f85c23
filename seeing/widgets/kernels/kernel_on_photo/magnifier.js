/* One output pixel under the magnifier: the patch, the kernel, their products, the sum. */

import { inkOn } from "../../kit/colour_table.js";
import { make } from "../../kit/frame.js";
import { format } from "../../kit/numbers.js";

/* The patch of h × w `pixels` under a window at (row, column), flat. */
export function patchAt(pixels, w, row, column, kh, kw) {
  return Array.from(
    { length: kh * kw },
    (_, n) => pixels[(row + Math.floor(n / kw)) * w + column + (n % kw)],
  );
}

/* The terms of the sum for the read-out, without those whose weight is 0 and so say nothing. */
export function termsAt(patch, weights) {
  return Array.from(weights, (k, n) => ({ k, x: patch[n] })).filter(({ k }) => k !== 0);
}

/* At most four characters and a sign, so that a product fits its cell: 0.334, 12.7, −1020. */
export function shortFormat(value) {
  const size = Math.abs(value);
  return format(Number(value.toFixed(size >= 100 ? 0 : size >= 10 ? 1 : 2)));
}

/* {element, update, setKernel, empty}: patch × kernel = products, sum; kernelGrid is the editable
   middle. The rest is hidden from screen readers: the read-out tells them the same in one line. */
export function makeMagnifier(kernelGrid) {
  const patches = makeBoard();
  const products = makeBoard();
  const kernelTitle = titleOf("kernel");
  const total = make("strong", { class: "cell" });
  const hidden = { "aria-hidden": "true" };
  const element = make(
    "div",
    { class: "magnifier" },
    make("div", { class: "part grid input", ...hidden }, titleOf("window"), patches.board),
    make("div", { class: "part grid kernel" }, kernelTitle, kernelGrid),
    make("div", { class: "part grid products", ...hidden }, titleOf("products"), products.board),
    make("div", { class: "part grid output", ...hidden }, titleOf("sum"), total),
  );
  return {
    element,
    /* Set the kernel's title and the size that the figure makes room for. */
    setKernel(title, kh, kw) {
      kernelTitle.textContent = title;
      element.style.setProperty("--kw", kw);
      element.style.setProperty("--most", Math.max(kh, kw));
    },
    /* There is no output: leave the kernel alone in its place. */
    empty() {
      element.classList.add("absent");
    },
    /* patch, weights: flat, kh·kw numbers; value: the sum of their products; colour: its paint */
    update({ patch, weights, kh, kw, value, colour }) {
      element.classList.remove("absent");
      patches.update(kh, kw, (n) => ({
        text: format(patch[n]),
        style: `background: rgb(${patch[n]} ${patch[n]} ${patch[n]}); color: ${inkOn(patch[n])}`,
      }));
      products.update(kh, kw, (n) => {
        const product = patch[n] * weights[n];
        return { text: shortFormat(product), sign: Math.sign(product) };
      });
      total.textContent = format(Number(value.toPrecision(7)));
      total.style.setProperty("--painted", colour);
    },
  };
}

function titleOf(text) {
  return make("p", { class: "title" }, text);
}

/* A grid of numbers to look at. look(n) gives a cell's {text, style, sign}. */
function makeBoard() {
  const board = make("div", { class: "board" });
  let shown = [];
  return {
    board,
    update(kh, kw, look) {
      if (board.childElementCount !== kh * kw) {
        const cells = Array.from({ length: kh * kw }, () => make("div", { class: "cell" }));
        board.replaceChildren(...cells);
        shown = [];
      }
      board.style.setProperty("--columns", kw);
      for (const [n, cell] of [...board.children].entries()) {
        const { text, style = "", sign = 0 } = look(n);
        const seen = `${text} ${sign} ${style}`;
        if (shown[n] === seen) continue; // most cells stay as they are from frame to frame
        shown[n] = seen;
        cell.textContent = text;
        cell.style.cssText = style;
        cell.dataset.sign = sign;
        cell.classList.toggle("long", text.length > 4);
      }
    },
  };
}
