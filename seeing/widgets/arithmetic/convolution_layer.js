/* One convolution layer on one picture, in plain numbers: each product, each sum. Arithmetic only.

   image: channels of rows of numbers; kernels: for each output map a square sheet of rows for each
   channel; biases: one for each map. */

import { outputSize } from "./layers.js";

/* A channel with a rim of zeros, `padding` wide. */
export function withRim(rows, padding) {
  const blank = () => Array(rows[0].length + 2 * padding).fill(0);
  const rim = () => Array.from({ length: padding }, blank);
  const zeros = Array(padding).fill(0);
  return [...rim(), ...rows.map((row) => [...zeros, ...row, ...zeros]), ...rim()];
}

/* What the window at (s, t) meets: for each channel {terms: [{k, x, product}, …], sum}, the terms
   as one reads the window. */
export function windowTerms(padded, kernel, s, t, stride) {
  return kernel.map((sheet, c) => {
    const terms = sheet.flatMap((row, i) =>
      row.map((k, j) => {
        const x = padded[c][s * stride + i][t * stride + j];
        return { k, x, product: k * x };
      }),
    );
    return { terms, sum: terms.reduce((sum, { product }) => sum + product, 0) };
  });
}

/* {padded, rows, columns, maps}: the channels with their rims, and each output map as rows. */
export function convolutionLayer({ image, kernels, biases, stride, padding }) {
  const padded = image.map((rows) => withRim(rows, padding));
  const k = kernels[0][0].length;
  const rows = outputSize(image[0].length, k, stride, padding, 1);
  const columns = outputSize(image[0][0].length, k, stride, padding, 1);
  const value = (kernel, bias, s, t) =>
    windowTerms(padded, kernel, s, t, stride).reduce((sum, part) => sum + part.sum, bias);
  const maps = kernels.map((kernel, o) =>
    Array.from({ length: rows }, (_, s) =>
      Array.from({ length: columns }, (__, t) => value(kernel, biases[o], s, t)),
    ),
  );
  return { padded, rows, columns, maps };
}
