/* CornerLab: a picture with a window, R of every window, the window's gradients and their sums. */

import {
  eigenvalues,
  gaussianWeights,
  grayGradients,
  harrisMap,
  harrisOf,
  peaksOf,
  structureMaps,
  verdictOf,
} from "../../arithmetic/corners.js";
import {
  assign,
  bind,
  controlRow,
  keptChallenge,
  make,
  mount,
  onThemeChange,
  resetButton,
  tellDrawn,
  titled,
  traitsOf,
} from "../../kit/frame.js";
import { brief, clampTo } from "../../kit/numbers.js";
import { moveByKeys } from "../../kit/picture.js";
import { SIGNED_STYLE } from "../../kit/signed_picture.js";
import { slider, SLIDER_STYLE } from "../../kit/slider.js";
import { unpackGray } from "../../kit/unpack.js";
import { gradientPlot, PLOT_STYLE, weightedGradients } from "./gradient_plot.js";
import { cornerPictures } from "./pictures.js";
import { CORNER_STYLE } from "./style.js";
import { windowNumbers } from "./window_numbers.js";
import { CORNER_HINT, CORNER_TASKS, countOf, hasTurned, sentenceOf, sumOf } from "./words.js";

const CORNER_STATE = ["row", "column", "sigma", "k", "threshold"];
const PEAK_REACH = 3; // pixels

/* R of every window, its corners, and the least R of one. */
export function cornersOf(maps, { k, threshold }) {
  const response = harrisMap(maps, k);
  const least =
    threshold *
    Math.max(
      0,
      response.reduce((most, value) => Math.max(most, value)),
    );
  return { response, least, peaks: peaksOf(response, maps.rows, maps.columns, least, PEAK_REACH) };
}

class CornerLab {
  constructor(model, el) {
    this.model = model;
    this.el = el;
    this.figure = mount(el, {
      label: "A window that looks for corners",
      height: model.get("_height"),
    });
    this.initial = this.figure.remember(model, CORNER_STATE);
    this.edge = null; // the last window that was an edge
    this.makeParts();
    this.arrange();
    this.follow();
  }

  makeParts() {
    this.pictures = cornerPictures({
      onHold: (row, column) => this.go(row - this.maps.rim, column - this.maps.rim),
      onKey: moveByKeys(
        () => this.place(),
        () => this.maps,
        (row, column) => this.go(row, column),
      ),
    });
    this.plot = gradientPlot();
    this.numbers = windowNumbers();
    this.sliders = {
      sigma: this.slide("σ", "Deviation of the window, pixels", [0.5, 3, 0.1], "sigma"),
      k: this.slide("k", "k, what the squared trace counts for", [0.01, 0.2, 0.01], "k"),
      threshold: slider(
        "Threshold",
        "Threshold, as a share of the largest R",
        [-3, 0, 0.05], // powers of ten
        (power) => assign(this.model, { threshold: Number((10 ** power).toPrecision(3)) }),
      ),
    };
    this.challenge = keptChallenge(CORNER_TASKS.open);
  }

  slide(name, label, range, trait) {
    return slider(name, label, range, (value) => assign(this.model, { [trait]: value }));
  }

  arrange() {
    this.figure.root.append(
      make("style", {}, SIGNED_STYLE + SLIDER_STYLE + PLOT_STYLE + CORNER_STYLE),
    );
    this.figure.body.append(
      make(
        "div",
        { class: "stage" },
        titled("kernel", "Drag the window; crosses are corners", this.pictures.photo),
        make(
          "div",
          { class: "views" },
          titled(
            "output",
            "R of every window",
            this.pictures.responses,
            make("p", { class: "legend" }, make("b", {}, "below 0"), make("b", {}, "above 0")),
          ),
          titled("gradient", "Gradients in the window", this.plot.element),
          this.numbers.element,
        ),
      ),
      controlRow(
        ...Object.values(this.sliders).map(({ element }) => element),
        resetButton(() => this.reset()),
      ),
    );
    this.figure.foot.append(this.challenge.element, make("p", { class: "hint" }, CORNER_HINT));
  }

  follow() {
    const { figure, model } = this;
    figure.onCleanup(bind(model, ["image"], () => this.takeImage()));
    figure.onCleanup(bind(model, ["image", ...CORNER_STATE], () => this.draw()));
    figure.onCleanup(onThemeChange(() => this.draw()));
  }

  /* The window, counted in windows: the first one is at row 0, column 0. */
  place() {
    const { rows, columns, rim } = this.maps;
    const { row, column } = traitsOf(this.model, ["row", "column"]);
    return { row: clampTo(row - rim, rows), column: clampTo(column - rim, columns) };
  }

  go(row, column) {
    const { rows, columns, rim } = this.maps;
    assign(this.model, {
      row: clampTo(row, rows) + rim,
      column: clampTo(column, columns) + rim,
    });
  }

  reset() {
    this.edge = null;
    this.challenge.reset();
    assign(this.model, this.initial);
  }

  takeImage() {
    const source = unpackGray(this.model.get("image"));
    this.pictures.showImage(source);
    this.gradients = grayGradients(source);
    const { gx, gy } = this.gradients;
    this.longest = gx.reduce((most, x, i) => Math.max(most, Math.abs(x), Math.abs(gy[i])), 1e-9);
    this.blurred = null;
  }

  /* Blurring takes longest, and few changes need it anew. */
  blur(sigma) {
    if (this.blurred === sigma) return;
    this.blurred = sigma;
    this.maps = structureMaps(this.gradients, sigma);
  }

  draw() {
    const begin = performance.now();
    const state = traitsOf(this.model, CORNER_STATE);
    this.blur(state.sigma);
    const all = cornersOf(this.maps, state);
    const { row, column } = this.place();
    const i = row * this.maps.columns + column;
    const matrix = [this.maps.xx[i], this.maps.xy[i], this.maps.yy[i]];
    const eigen = eigenvalues(...matrix);
    const harris = harrisOf(...matrix, state.k);
    const verdict = verdictOf(harris.response, eigen.large, all.least, state.k);
    const weights = gaussianWeights(state.sigma);
    const points = weightedGradients(this.gradients, weights, row, column);
    this.plot.update({ points, eigen, longest: this.longest });
    this.numbers.update({ matrix, eigen, harris, verdict });
    this.pictures.update(this.maps, all, state.sigma, { row, column });
    this.drawSliders(state, all.least);
    this.speak({ ...state, row, column, verdict }, harris, all.peaks.length);
    tellDrawn(this.el, begin);
  }

  drawSliders({ sigma, k, threshold }, least) {
    this.sliders.sigma.update(sigma, `${brief(sigma)} px`);
    this.sliders.k.update(k, brief(k));
    const share = `${brief(100 * threshold)} %`;
    this.sliders.threshold.update(Math.log10(threshold), `${share}, R = ${brief(least)}`);
  }

  speak(seen, harris, count) {
    const [sentence, sum] = [sentenceOf(seen.verdict), sumOf(harris, seen.k)];
    const { rim } = this.maps;
    this.figure.readout(
      `Row ${seen.row + rim}, column ${seen.column + rim}. ${sentence} ${sum}. ${countOf(count)}.`,
      make(
        "span",
        {},
        make("b", {}, sentence),
        ` ${countOf(count)}.`,
        make("span", { class: "note" }, sum),
      ),
    );
    const place = { ...seen, row: seen.row + rim, column: seen.column + rim };
    if (hasTurned(this.edge, place)) {
      this.challenge.update(CORNER_TASKS.solved(this.edge.sigma, seen.sigma));
      this.edge = null;
    }
    if (seen.verdict === "edge") this.edge = place;
  }
}

function render({ model, el }) {
  const { figure } = new CornerLab(model, el);
  return figure.destroy;
}

export default { render };
