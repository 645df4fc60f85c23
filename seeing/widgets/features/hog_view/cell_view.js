/* The pixels of one cell with their gradients as arrows. */

import { drawn } from "../../kit/svg.js";

const SHORTEST = 0.04; // of a pixel's side; a shorter arrow is not drawn

/* The arrows of a cell, [{x, y, right, down}], in pixels from the cell's corner. The longest of the
   cell is one pixel long. */
export function arrowsOf({ gx, gy }, width, cell, row, column) {
  const places = Array.from({ length: cell * cell }, (_, i) => [Math.floor(i / cell), i % cell]);
  const index = ([s, t]) => (row * cell + s) * width + column * cell + t;
  const longest = Math.max(1e-9, ...places.map((at) => Math.hypot(gx[index(at)], gy[index(at)])));
  return places
    .map((at) => ({
      x: at[1] + 0.5,
      y: at[0] + 0.5,
      right: gx[index(at)] / longest,
      down: gy[index(at)] / longest,
    }))
    .filter(({ right, down }) => Math.hypot(right, down) >= SHORTEST);
}

/* {element, update({pixels, gradients, width}, cell, row, column, words)} */
export function cellView() {
  const grays = drawn("g");
  const [below, above] = [drawn("path", { class: "halo" }), drawn("path")];
  const element = drawn("svg", { class: "arrows", role: "img" }, grays, below, above);
  return {
    element,
    update({ pixels, gradients, width }, cell, row, column, words) {
      element.setAttribute("viewBox", `0 0 ${cell} ${cell}`);
      element.style.setProperty("--line", cell / 8);
      const squares = Array.from({ length: cell * cell }, (_, i) => {
        const [y, x] = [Math.floor(i / cell), i % cell];
        const value = pixels[(row * cell + y) * width + column * cell + x];
        const grey = Math.round(Math.max(0, Math.min(255, value)));
        const fill = `rgb(${grey} ${grey} ${grey})`;
        return drawn("rect", { x, y, width: 1.02, height: 1.02, fill });
      });
      grays.replaceChildren(...squares);
      const arrows = arrowsOf(gradients, width, cell, row, column).map(arrowPath).join("");
      below.setAttribute("d", arrows);
      above.setAttribute("d", arrows);
      element.setAttribute("aria-label", `Gradients of the cell’s pixels: ${words}`);
    },
  };
}

/* From tail to tip through the pixel's middle, with a head. */
function arrowPath({ x, y, right, down }) {
  const [tipX, tipY] = [x + right / 2, y + down / 2];
  const barb = (side) => {
    const [bx, by] = [-0.3 * (right - side * 0.7 * down), -0.3 * (down + side * 0.7 * right)];
    return `M${tipX.toFixed(2)} ${tipY.toFixed(2)}l${bx.toFixed(2)} ${by.toFixed(2)}`;
  };
  const tail = `M${(x - right / 2).toFixed(2)} ${(y - down / 2).toFixed(2)}`;
  return `${tail}l${right.toFixed(2)} ${down.toFixed(2)}${barb(1)}${barb(-1)}`;
}

export const CELL_STYLE = `
.arrows { display: block; width: 100%; height: 100%; border-radius: 4px; overflow: hidden; }
.arrows path { fill: none; stroke: var(--sk-gradient); stroke-width: calc(0.1px * var(--line)); stroke-linecap: round; }
.arrows .halo { stroke: var(--sk-paper); stroke-width: calc(0.24px * var(--line)); }
`;
