/* What Python packs as bytes (traits/packing.py): {shape, dtype, data}. */

/* `count` bytes of a packed array from `start` on: JupyterLab has them as a DataView, which may
   begin anywhere in its buffer. */
export function bytesOf(data, start, count) {
  return new Uint8Array(data.buffer ?? data, (data.byteOffset ?? 0) + start, count);
}

/* A grey picture, (h, w) of uint8. */
export function unpackGray({ shape: [height, width], data }) {
  return { pixels: Float32Array.from(bytesOf(data, 0, height * width)), height, width };
}

/* A picture in colour, (h, w, 3) of uint8 -> {planes, height, width}: red, green and blue, each
   from 0 to `white`; of a film, (n, h, w, 3), the picture with that index. */
export function unpackColours({ shape, data }, { white = 1, index = 0 } = {}) {
  const [height, width] = shape.slice(-3);
  const area = height * width;
  const bytes = bytesOf(data, 3 * area * index, 3 * area);
  const planes = [0, 1, 2].map((c) =>
    Float64Array.from({ length: area }, (_, i) => (white * bytes[3 * i + c]) / 255),
  );
  return { planes, height, width };
}

/* float32 or float16 of any shape -> Float32Array. */
export function unpackNumbers({ shape, dtype, data }) {
  const count = shape.reduce((product, side) => product * side, 1);
  const width = dtype === "float16" ? 2 : 4;
  const { buffer } = bytesOf(data, 0, width * count).slice(); // a copy begins where numbers may
  return dtype === "float16"
    ? Float32Array.from(new Uint16Array(buffer), halfToNumber)
    : new Float32Array(buffer);
}

/* The number that 16 bits stand for: a sign, five bits of exponent, ten of fraction. */
export function halfToNumber(bits) {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = (bits & 1023) / 1024;
  if (exponent === 0) return sign * fraction * 2 ** -14;
  if (exponent === 31) return fraction ? NaN : sign * Infinity;
  return sign * (1 + fraction) * 2 ** (exponent - 15);
}
