/* CornerLab's picture with its corners, and beside it R of every window. */

import { paintInto, typicalSize } from "../../kit/colour_table.js";
import { makePicture } from "../../kit/picture.js";
import { signedTable } from "../../kit/signed_picture.js";
import { drawn } from "../../kit/svg.js";

const FRAME = 2; // σ to each side; nine tenths of the weights lie within

/* {photo, responses, showImage({pixels, height, width}), update(maps, {response, peaks}, sigma,
   {row, column})}: maps of structureMaps, the window's place counted in windows. */
export function cornerPictures({ onHold, onKey }) {
  const photo = makePicture({ label: "Picture. Arrow keys move the window", onHold, onKey });
  const responses = makePicture({ label: "R of every window", onHold });
  const crosses = [drawn("path"), drawn("path")]; // a wide one below, to be seen on any grey
  const layer = drawn("svg", { class: "crosses", "aria-hidden": "true" }, ...crosses);
  photo.element.classList.add("photo");
  photo.plate.append(layer);
  let size = null;
  return {
    photo: photo.element,
    responses: responses.element,
    showImage({ pixels, height, width }) {
      size = { height, width };
      photo.showGray(pixels, height, width);
      layer.setAttribute("viewBox", `0 0 ${width} ${height}`);
    },
    update(maps, { response, peaks }, sigma, { row, column }) {
      paintResponses(responses, maps, response, size);
      const reach = Math.round(FRAME * sigma);
      const [top, left] = [row + maps.rim - reach, column + maps.rim - reach];
      for (const picture of [photo, responses])
        picture.setMark(top, left, 2 * reach + 1, 2 * reach + 1);
      for (const path of crosses) path.setAttribute("d", crossesAt(peaks, maps.rim));
    },
  };
}

/* The rim, where no whole window has its middle, stays blank. */
function paintResponses(picture, { rows, columns, rim }, values, { height, width }) {
  const size = typicalSize(values, values.length);
  const pixels = picture.resize(height, width);
  pixels.fill(0);
  paintInto(
    { pixels, start: rim * width + rim, stride: width },
    { values, rows, columns },
    { table: signedTable(), low: -size, high: size },
  );
  picture.show();
}

/* A cross, three pixels wide, in the middle of each pixel that is a corner. */
function crossesAt(peaks, rim) {
  return peaks
    .map(([row, column]) => `M${column + rim - 1} ${row + rim + 0.5}h3m-1.5 -1.5v3`)
    .join("");
}
