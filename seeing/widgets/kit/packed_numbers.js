/* Numbers as Python packs them: {shape, dtype, data}, float32 or float16. */

/* -> Float32Array. The bytes come as a DataView from JupyterLab, and may begin anywhere. */
export function unpackNumbers({ shape, dtype, data }) {
  const count = shape.reduce((product, side) => product * side, 1);
  const start = data.byteOffset ?? 0;
  const width = dtype === "float16" ? 2 : 4;
  const bytes = (data.buffer ?? data).slice(start, start + width * count);
  return dtype === "float16"
    ? Float32Array.from(new Uint16Array(bytes), halfToNumber)
    : new Float32Array(bytes);
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
