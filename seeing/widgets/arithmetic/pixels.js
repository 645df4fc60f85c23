/* A picture in colour as numbers: what is round a pixel, its greys, where it lies in memory.
   Arithmetic only; a picture is {planes: [red, green, blue], height, width}, each plane flat and
   row-major, 0 to 255. */

/* What red, green and blue count for in a grey. `eye`: as scikit-image's rgb2gray weighs them, near
   Rec. 709; `older`: Rec. 601, as PIL's convert("L"). */
export const GREYS = {
  eye: [0.2125, 0.7154, 0.0721],
  older: [0.299, 0.587, 0.114],
  mean: [1 / 3, 1 / 3, 1 / 3],
};

/* The most that two greys may differ and still count as one, and the least that the reds must. */
export const SAME_GREY = 1;
export const OTHER_RED = 100;

/* [red, green, blue] of a pixel. */
export function pixelAt({ planes, width }, row, column) {
  return planes.map((plane) => plane[row * width + column]);
}

/* The three numbers of a pixel, weighed and added. */
export function greyOf(pixel, weights) {
  return pixel.reduce((sum, value, c) => sum + weights[c] * value, 0);
}

/* The whole picture in grey: (h·w,), 0 to 255, not rounded. */
export function greyPicture({ planes }, weights) {
  const [red, green, blue] = planes;
  return Float64Array.from(red, (value, i) => greyOf([value, green[i], blue[i]], weights));
}

/* size × size numbers of one plane round a pixel, flat; null where the picture has ended. */
export function patchRound(plane, { height, width }, row, column, size) {
  const reach = (size - 1) / 2;
  return Array.from({ length: size * size }, (_, i) => {
    const y = row + Math.floor(i / size) - reach;
    const x = column + (i % size) - reach;
    return y >= 0 && y < height && x >= 0 && x < width ? plane[y * width + x] : null;
  });
}

/* Where the number of a channel lies, counted from 0: `last` with channels last, (h, w, 3), and
   `first` with channels first, (3, h, w). */
export function placesInMemory({ height, width }, row, column, channel) {
  const place = row * width + column;
  return { last: 3 * place + channel, first: channel * height * width + place };
}

/* By how much two pixels differ in grey, by the eye's weights, and in red. `alike`: as good as
   equal in grey, and far apart in red. */
export function comparedPixels(one, other) {
  const grey = Math.abs(greyOf(one, GREYS.eye) - greyOf(other, GREYS.eye));
  const red = Math.abs(one[0] - other[0]);
  return { grey, red, alike: grey <= SAME_GREY && red >= OTHER_RED };
}
