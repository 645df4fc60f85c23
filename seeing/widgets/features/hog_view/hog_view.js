/* HogView: a picture in any light, its cells as stars, one cell's gradients, one block's numbers. */

import {
  blockAt,
  describe,
  pixelChanges,
  relativeChange,
  relit,
} from "../../arithmetic/gradient_histograms.js";
import {
  assign,
  bind,
  challengeLine,
  make,
  mount,
  tellDrawn,
  titled,
  traitsOf,
} from "../../kit/frame.js";
import { clampTo } from "../../kit/numbers.js";
import { makePicture, moveByKeys } from "../../kit/picture.js";
import { unpackGray } from "../../kit/unpack.js";
import { cellView } from "./cell_view.js";
import { hogControls } from "./controls.js";
import { binTable, blockChart, strongestBin } from "./histograms.js";
import { largeStar, starsOn } from "./stars.js";
import { HOG_STYLE } from "./style.js";
import { changeSentence, HOG_HINT, HOG_TASKS, hogTasksDone } from "./words.js";

const LIGHT = ["gamma", "contrast", "brightness", "cut"];
const HOG_STATE = ["cell", "bins", "row", "column", ...LIGHT];

/* The block that is shown with a cell, and which of its four the cell is: the block begins there,
   or as near as one fits. */
export function blockOf({ rows, columns }, row, column) {
  const [top, left] = [clampTo(row, rows - 1), clampTo(column, columns - 1)];
  return { row: top, column: left, chosen: 2 * (row - top) + column - left };
}

class HogView {
  constructor(model, el) {
    this.model = model;
    this.el = el;
    this.figure = mount(el, { label: "Histograms of gradients", height: model.get("_height") });
    this.initial = this.figure.remember(model, HOG_STATE);
    this.done = 0;
    this.makeParts();
    this.arrange();
    this.follow();
  }

  makeParts() {
    const onHold = (row, column) => {
      const { cell } = this.state();
      this.go(Math.floor(row / cell), Math.floor(column / cell));
    };
    this.photo = makePicture({
      label: "Picture. Arrow keys choose a cell",
      onHold,
      onKey: moveByKeys(
        () => this.place(),
        () => this.grid(),
        (row, column) => this.go(row, column),
      ),
    });
    this.sky = makePicture({ label: "Histograms of all cells as stars", onHold });
    this.stars = starsOn(this.sky.plate);
    this.parts = { cell: cellView(), star: largeStar(), table: binTable(), block: blockChart() };
    this.controls = hogControls({
      onSet: (values) => assign(this.model, values),
      onCell: (side) => this.chooseSide(side),
      onReset: () => this.reset(),
    });
    this.challenge = challengeLine();
  }

  arrange() {
    this.figure.root.append(make("style", {}, HOG_STYLE));
    const { cell, star, table, block } = this.parts;
    const square = (svg) => make("div", { class: "square" }, svg);
    this.figure.body.append(
      make(
        "div",
        { class: "pictures" },
        titled("kernel", "Press on a cell", this.photo.element),
        titled("output", "A star for each cell, along its edges", this.sky.element),
      ),
      this.controls.element,
      make(
        "div",
        { class: "close" },
        titled("gradient", "The cell’s gradients", square(cell.element)),
        titled("output", "Its star", square(star.element)),
        titled("gradient", "Its histogram", table.element),
      ),
      titled("input", "Its block: 2 × 2 cells, divided by their length", block.element),
    );
    this.figure.foot.append(this.challenge.element, make("p", { class: "hint" }, HOG_HINT));
  }

  follow() {
    this.figure.onCleanup(bind(this.model, ["image", ...HOG_STATE], () => this.draw()));
  }

  state() {
    return traitsOf(this.model, HOG_STATE);
  }

  source() {
    return unpackGray(this.model.get("image"));
  }

  grid() {
    const { height, width } = this.source();
    const { cell } = this.state();
    return { rows: Math.floor(height / cell), columns: Math.floor(width / cell) };
  }

  place() {
    const { rows, columns } = this.grid();
    const { row, column } = this.state();
    return { row: clampTo(row, rows), column: clampTo(column, columns) };
  }

  go(row, column) {
    const { rows, columns } = this.grid();
    assign(this.model, { row: clampTo(row, rows), column: clampTo(column, columns) });
  }

  /* Cells of another size: the chosen one lies where the old one had its middle. */
  chooseSide(cell) {
    const { row, column } = this.place();
    const moved = (place) => Math.floor(((place + 0.5) * this.state().cell) / cell);
    assign(this.model, { row: moved(row), column: moved(column), cell });
  }

  reset() {
    this.done = 0;
    assign(this.model, this.initial);
    this.draw(); // the tasks begin anew even where nothing else has changed
  }

  draw() {
    const begin = performance.now();
    const [source, state] = [this.source(), this.state()];
    const pixels = relit(source.pixels, state);
    const before = describe(source.pixels, source, state);
    const after = describe(pixels, source, state);
    const changes = {
      ...pixelChanges(source.pixels, pixels),
      vector: relativeChange(before.vector, after.vector),
    };
    this.drawPictures(source, pixels, after, state);
    this.drawCell(source, pixels, after, state);
    this.controls.update(state);
    this.speak(after, state, changes);
    tellDrawn(this.el, begin);
  }

  drawPictures({ height, width }, pixels, { histograms }, { cell, bins }) {
    const { row, column } = this.place();
    const shown = pixels.map((value) => Math.round(Math.max(0, Math.min(255, value))));
    this.photo.showGray(shown, height, width);
    this.sky.resize(height, width);
    this.stars.update(histograms, bins, blockOf(histograms, row, column), { height, width, cell });
    for (const picture of [this.photo, this.sky])
      picture.setMark(row * cell, column * cell, cell, cell);
  }

  drawCell({ width }, pixels, { gradients, histograms }, { cell, bins }) {
    const { row, column } = this.place();
    const place = blockOf(histograms, row, column);
    const block = blockAt(histograms, bins, place.row, place.column);
    const part = (values) => values.slice(place.chosen * bins, (place.chosen + 1) * bins);
    const words = strongestBin(part(block.sums));
    const { cell: view, star, table, block: chart } = this.parts;
    view.update({ pixels, gradients, width }, cell, row, column, words);
    star.update(part(block.sums), words);
    table.update(part(block.sums), part(block.shares));
    chart.update(block, bins, place.chosen);
  }

  speak({ histograms, vector }, { bins }, changes) {
    const { row, column } = this.place();
    const start = (row * histograms.columns + column) * bins;
    const words = strongestBin(Array.from(histograms.sums.slice(start, start + bins)));
    const cell = `Cell in row ${row}, column ${column}: ${words}.`;
    const change = changeSentence(changes, vector.length);
    this.figure.readout(
      `${cell} ${change}`,
      make("span", {}, make("b", {}, change), make("span", { class: "note" }, cell)),
    );
    this.done = hogTasksDone(this.done, changes);
    this.challenge.update(this.done > 0, HOG_TASKS[this.done], HOG_TASKS[0]);
  }
}

function render({ model, el }) {
  const { figure } = new HogView(model, el);
  return figure.destroy;
}

export default { render };
