/* A pen on a small picture of ink, 0 paper to 1 ink, and the way MNIST brings digits to the middle.
   Arithmetic only; places are in pixels, (0, 0) the upper left corner of the first. */

export const PAPER_SIDE = 28;
const PEN = 1.15; // radius, px: about the strokes of MNIST
const BOX = 20; // px: the longer side of MNIST's digits
const FAINT = 0.15;

/* Draw the way from one place to another into `ink`. */
export function penStroke(ink, [x0, y0], [x1, y1]) {
  const far = PEN + 1;
  const columns = [Math.min(x0, x1) - far, Math.max(x0, x1) + far].map(Math.floor);
  const rows = [Math.min(y0, y1) - far, Math.max(y0, y1) + far].map(Math.floor);
  const length = (x1 - x0) ** 2 + (y1 - y0) ** 2;
  for (let row = Math.max(rows[0], 0); row <= Math.min(rows[1], PAPER_SIDE - 1); row += 1) {
    for (
      let column = Math.max(columns[0], 0);
      column <= Math.min(columns[1], PAPER_SIDE - 1);
      column += 1
    ) {
      const [x, y] = [column + 0.5, row + 0.5];
      const along = length
        ? Math.max(0, Math.min(1, ((x - x0) * (x1 - x0) + (y - y0) * (y1 - y0)) / length))
        : 0;
      const distance = Math.hypot(x - x0 - along * (x1 - x0), y - y0 - along * (y1 - y0));
      const wet = Math.max(0, Math.min(1, PEN + 0.5 - distance));
      const i = row * PAPER_SIDE + column;
      ink[i] = Math.max(ink[i], wet);
    }
  }
}

/* The drawing scaled to 20 px, its centre of mass in the middle, as MNIST's digits are; a blank
   paper stays blank. */
export function centredInk(ink) {
  let [mass, across, down] = [0, 0, 0];
  let [left, right, top, bottom] = [PAPER_SIDE, -1, PAPER_SIDE, -1];
  ink.forEach((value, i) => {
    const [row, column] = [Math.floor(i / PAPER_SIDE), i % PAPER_SIDE];
    mass += value;
    across += value * (column + 0.5);
    down += value * (row + 0.5);
    if (value < FAINT) return;
    [left, right] = [Math.min(left, column), Math.max(right, column)];
    [top, bottom] = [Math.min(top, row), Math.max(bottom, row)];
  });
  if (right < 0) return ink.slice();
  const scale = BOX / Math.max(right - left + 1, bottom - top + 1);
  const middle = PAPER_SIDE / 2;
  return ink.map((_, i) => {
    const [row, column] = [Math.floor(i / PAPER_SIDE), i % PAPER_SIDE];
    return inkAt(
      ink,
      across / mass + (column + 0.5 - middle) / scale,
      down / mass + (row + 0.5 - middle) / scale,
    );
  });
}

/* Between the centres of four pixels. */
function inkAt(ink, x, y) {
  const [column, row] = [Math.floor(x - 0.5), Math.floor(y - 0.5)];
  const [a, b] = [x - 0.5 - column, y - 0.5 - row];
  const pixel = (i, j) =>
    i >= 0 && j >= 0 && i < PAPER_SIDE && j < PAPER_SIDE ? ink[i * PAPER_SIDE + j] : 0;
  return (
    (1 - b) * ((1 - a) * pixel(row, column) + a * pixel(row, column + 1)) +
    b * ((1 - a) * pixel(row + 1, column) + a * pixel(row + 1, column + 1))
  );
}
