/* Pictures and maps that are shifted, and a linear classifier of pixels. Arithmetic only; squares
   are flat, row by row; a shift is [down, right] in pixels, negative up and to the left. */

import { unpackNumbers } from "../kit/unpack.js";

/* A square of side × side, shifted: what leaves is gone, zeros come in. */
export function shifted(values, side, [down, right]) {
  const out = new Float64Array(side * side);
  for (let row = Math.max(0, down); row < Math.min(side, side + down); row += 1) {
    for (let column = Math.max(0, right); column < Math.min(side, side + right); column += 1)
      out[row * side + column] = values[(row - down) * side + column - right];
  }
  return out;
}

/* The part of a shifted square that did not come in as zeros: {row, column, rows, columns}. */
export function insideOf(side, [down, right]) {
  return {
    row: Math.max(0, down),
    column: Math.max(0, right),
    rows: Math.max(0, side - Math.abs(down)),
    columns: Math.max(0, side - Math.abs(right)),
  };
}

/* How far a map of a shifted picture is from the shifted map of the picture: the differences, and
   the largest by size, inside and in the border where zeros came in (0 where there is no border). */
export function equivarianceError(mapOfShifted, map, side, shift) {
  const differences = shifted(map, side, shift).map((value, i) => mapOfShifted[i] - value);
  const { row, column, rows, columns } = insideOf(side, shift);
  let [inside, border] = [0, 0];
  differences.forEach((difference, i) => {
    const [down, right] = [Math.floor(i / side) - row, (i % side) - column];
    const size = Math.abs(difference);
    if (down >= 0 && down < rows && right >= 0 && right < columns) inside = Math.max(inside, size);
    else border = Math.max(border, size);
  });
  return { differences, inside, border };
}

/* The share of the ink that is still on the paper. */
export function inkLeft(pixels, side, shift) {
  const sum = (values) => values.reduce((total, value) => total + value, 0);
  return sum(shifted(pixels, side, shift)) / sum(pixels);
}

/* Packed weights of a linear classifier, in torch's order: a row of weights for each class, then
   the biases -> {w, b}. */
export function unpackLinear(packed, classes = 10) {
  const numbers = unpackNumbers(packed);
  const end = numbers.length - classes;
  return { w: numbers.subarray(0, end), b: numbers.subarray(end) };
}

/* Its scores: of each class the products of its weights with the pixels, and its bias. */
export function linearScores({ w, b }, pixels) {
  return Float64Array.from(b, (bias, k) =>
    pixels.reduce((sum, value, i) => sum + w[k * pixels.length + i] * value, bias),
  );
}
