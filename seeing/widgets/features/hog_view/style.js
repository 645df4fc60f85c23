/* What HogView adds to the kit's style. */

import { SIGNED_STYLE } from "../../kit/signed_picture.js";
import { SLIDER_STYLE } from "../../kit/slider.js";
import { CELL_STYLE } from "./cell_view.js";
import { CONTROLS_STYLE } from "./controls.js";
import { HISTOGRAMS_STYLE } from "./histograms.js";
import { STARS_STYLE } from "./stars.js";

const OWN_STYLE = `
.gradient { --role: var(--sk-gradient); }
.pictures { display: grid; gap: 14px 20px; grid-template-columns: minmax(0, 1fr); }
.pictures .place { max-height: 250px; }
.pictures .plate { cursor: crosshair; }
.pictures .mark { margin: -2px; padding: 0; }
.close { display: grid; gap: 14px 20px; grid-template-columns: repeat(2, minmax(0, 1fr)); margin: 16px 0 14px; }
.close > :last-child { grid-column: 1 / -1; }
.square { aspect-ratio: 1; max-height: 180px; }
.readout { min-height: 110px; }
.challenge { min-height: 110px; }
@container (min-width: 640px) {
  .pictures { grid-template-columns: repeat(2, minmax(0, 1fr)); }
  .pictures .place { max-height: 300px; }
  .close { grid-template-columns: repeat(2, minmax(0, 1fr)) minmax(0, 1.7fr); }
  .close > :last-child { grid-column: auto; }
  .readout { min-height: 66px; }
  .challenge { min-height: 66px; }
}
`;

export const HOG_STYLE = [
  SIGNED_STYLE,
  SLIDER_STYLE,
  STARS_STYLE,
  CELL_STYLE,
  HISTOGRAMS_STYLE,
  CONTROLS_STYLE,
  OWN_STYLE,
].join("");
