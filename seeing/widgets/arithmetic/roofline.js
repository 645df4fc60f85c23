/* The roofline of a device, and a convolution layer's place under it. */

/* Peak in operations a second by the numbers' kind, float16 on tensor cores, dense; bandwidth in
   bytes a second. NVIDIA: A100 white paper (2020, 40 GB), H100 data sheet (SXM, 80 GB). */
export const DEVICES = {
  A100: { peak: { float32: 19.5e12, float16: 312e12 }, bandwidth: 1.555e12 },
  H100: { peak: { float32: 67e12, float16: 989e12 }, bandwidth: 3.35e12 },
};
const BYTES = { float32: 4, float16: 2 };

/* A layer of as many maps as channels, stride 1, whose rim keeps the image's size: operations,
   bytes if each number moves once, their ratio, and what the roof allows. */
export function underRoof({ batch, channels, side, kernel, number, device }) {
  const { peak, bandwidth } = DEVICES[device];
  const map = batch * channels * side ** 2;
  const operations = 2 * map * channels * kernel ** 2;
  const bytes = BYTES[number] * (2 * map + channels ** 2 * kernel ** 2);
  const intensity = operations / bytes;
  const ridge = peak[number] / bandwidth;
  const reached = Math.min(peak[number], intensity * bandwidth);
  return {
    operations,
    bytes,
    intensity,
    ridge,
    reached,
    part: reached / peak[number],
    seconds: operations / reached,
    bound: intensity < ridge ? "memory" : "compute",
  };
}
