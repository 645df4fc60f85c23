/* From numbers to brightness: how an output that may be negative or far above 255 is shown.
   Arithmetic only. A colour table holds one pixel, RGBA packed in 32 bits, for each step. */

/* True if the kernel answers nothing to a flat region: its output is about 0, on both sides. */
export function sumsToZero(weights) {
  let sum = 0;
  let size = 0;
  for (const weight of weights) {
    sum += weight;
    size += Math.abs(weight);
  }
  return size > 0 && Math.abs(sum) < 1e-6 * size;
}

/* The number that |values| seldom pass (1 in 100), rounded up to 1, 1.5, 2, 3, 5 or 7 times a power
   of ten, so that it changes rarely while a webcam runs. The maximum would let one pixel darken all
   others. Looks at every 7th of the first `count` values. */
export function typicalSize(values, count) {
  let largest = 0;
  for (let i = 0; i < count; i += 7) {
    const size = Math.abs(values[i]);
    if (size > largest) largest = size;
  }
  if (largest === 0) return 1;
  histogram.fill(0);
  const scale = (histogram.length - 1) / largest;
  for (let i = 0; i < count; i += 7) histogram[(Math.abs(values[i]) * scale) | 0] += 1;
  let above = Math.ceil(count / 7) / 100;
  let bin = histogram.length - 1;
  while (bin > 0 && (above -= histogram[bin]) > 0) bin -= 1;
  return roundUp((bin + 1) / scale);
}

const histogram = new Uint32Array(512);

function roundUp(number) {
  const power = 10 ** Math.floor(Math.log10(number));
  return [1, 1.5, 2, 3, 5, 7, 10].find((step) => step * power >= number * 0.999) * power;
}

/* "rgb(1, 2, 3)", as a style has it -> [1, 2, 3]. */
export function rgbOf(text) {
  return text
    .match(/[\d.]+/g)
    .slice(0, 3)
    .map(Number);
}

/* Text that reads at 4.5:1 or more on a grey of this brightness. */
export function inkOn(brightness) {
  return brightness < 118 ? "white" : "black";
}

/* A colour table that runs through `stops`, [r, g, b] each 0–255, in even steps. */
export function colourTable(stops, length) {
  const bytes = new Uint8ClampedArray(4 * length);
  for (let i = 0; i < length; i++) {
    const place = (i / (length - 1)) * (stops.length - 1);
    const left = Math.min(Math.floor(place), stops.length - 2);
    for (let channel = 0; channel < 3; channel++) {
      const from = stops[left][channel];
      bytes[4 * i + channel] = from + (stops[left + 1][channel] - from) * (place - left);
    }
    bytes[4 * i + 3] = 255;
  }
  return new Uint32Array(bytes.buffer);
}

/* Paint `values`, rows × columns, into the target's `pixels` from `start` on, a row every `stride`;
   each value gets the table's nearest colour; below `low` the first, above `high` the last. */
export function paintInto(target, { values, rows, columns }, { table, low, high }) {
  const { pixels, start, stride } = target;
  const top = table.length - 1;
  const scale = top / (high - low);
  const shift = 0.5 - low * scale; // + 0.5: to the nearest step
  for (let row = 0, from = 0; row < rows; row++) {
    for (let to = start + row * stride, end = to + columns; to < end; to++, from++) {
      const step = (values[from] * scale + shift) | 0;
      pixels[to] = table[step < 0 ? 0 : step > top ? top : step];
    }
  }
}
