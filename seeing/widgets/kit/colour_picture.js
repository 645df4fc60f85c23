/* Pictures in colour: three planes, red, green and blue. */

/* {shape: [h, w, 3], data: bytes} -> {planes, height, width}, from 0 to `white`; the bytes may be a
   DataView, as they are in JupyterLab. */
export function coloursOfPixels({ shape: [height, width], data }, white = 1) {
  const bytes = new Uint8Array(data.buffer ?? data, data.byteOffset ?? 0, height * width * 3);
  const planes = [0, 1, 2].map((c) =>
    Float64Array.from({ length: height * width }, (_, i) => (white * bytes[3 * i + c]) / 255),
  );
  return { planes, height, width };
}

/* Show planes of numbers from 0 to 1 on a picture of picture.js. */
export function paintColours(picture, planes, height, width) {
  const pixels = picture.resize(height, width);
  const bytes = new Uint8ClampedArray(pixels.buffer); // rounds, and cuts off at 0 and 255
  for (let i = 0; i < height * width; i += 1) {
    for (let c = 0; c < 3; c += 1) bytes[4 * i + c] = 255 * planes[c][i];
    bytes[4 * i + 3] = 255;
  }
  picture.show();
}
