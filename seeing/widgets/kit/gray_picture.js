/* A grey picture as a trait of gray_image.py. Its bytes come as a DataView from JupyterLab. */

export function unpackGray({ shape: [height, width], data }) {
  const bytes = new Uint8Array(data.buffer ?? data, data.byteOffset ?? 0, height * width);
  return { pixels: Float32Array.from(bytes), height, width };
}
