/* HaarDrag: a Haar-like feature on a face, its look-ups, and what it tells of 200 pictures. */

import {
  featureSum,
  integralImage,
  keyOf,
  lookUps,
  placeInside,
  recordRows,
  stumpOf,
} from "../../arithmetic/haar.js";
import {
  assign,
  bind,
  challengeLine,
  controlRow,
  make,
  mount,
  resetButton,
  select,
  tellDrawn,
  titled,
  traitsOf,
} from "../../kit/frame.js";
import { SIGNED_STYLE } from "../../kit/signed_picture.js";
import { bytesOf, unpackNumbers } from "../../kit/unpack.js";
import { FeatureBox } from "./feature_box.js";
import { histogramPair } from "./histograms.js";
import { lookUpTable } from "./look_up_table.js";
import { HAAR_STYLE } from "./style.js";
import { haarTask, haarTasksDone } from "./tasks.js";
import { saidOf, spokenHistograms, sumOf, worthOf } from "./words.js";

const [SIDE, STEP, SQUARES, BINS] = [25, 3, 8, 10];
const PLACE = ["top", "left", "height", "width"];
const HAAR_STATE = ["picture", "kind", ...PLACE];
const RECORD = ["counts", "thresholds", "widths"];
const FACES_SHOWN = [
  ["mean face", "mean of 100 faces"],
  ["astronaut", "Eileen Collins, astronaut"],
];
const KIND_NAMES = [
  ["beside", "two beside each other"],
  ["stacked", "two, stacked"],
  ["three", "three beside each other"],
  ["four", "four"],
];

/* What is on record of the feature in a row: its histograms, its threshold. */
export function recordOf({ counts, thresholds, widths }, row) {
  const [below, ...bins] = counts.slice(row * (1 + 2 * BINS), (row + 1) * (1 + 2 * BINS));
  return {
    below,
    faces: bins.slice(0, BINS),
    others: bins.slice(BINS),
    threshold: thresholds[row],
    width: widths[row],
  };
}

class HaarDrag {
  constructor(model, el) {
    this.model = model;
    this.el = el;
    this.figure = mount(el, { label: "A feature on a face", height: model.get("_height") });
    this.initial = this.figure.remember(model, HAAR_STATE);
    this.rows = recordRows(SQUARES);
    this.done = 0;
    this.makeParts();
    this.arrange();
    this.follow();
  }

  makeParts() {
    const choose = (label, options, name) =>
      select(label, options, this.initial[name], (value) => this.set({ [name]: value }));
    this.boxes = {
      kind: choose("Rectangles", KIND_NAMES, "kind"),
      picture: choose("Picture", FACES_SHOWN, "picture"),
    };
    this.box = new FeatureBox({
      side: SIDE,
      step: STEP,
      squares: SQUARES,
      onPlace: (place) => this.set(place),
    });
    this.table = lookUpTable();
    this.sum = make("p", { class: "sum" });
    this.histograms = histogramPair();
    this.worth = make("p", { class: "worth" });
    this.challenge = challengeLine();
  }

  arrange() {
    this.figure.root.append(make("style", {}, SIGNED_STYLE + HAAR_STYLE));
    this.figure.body.append(
      controlRow(
        this.boxes.kind.element,
        this.boxes.picture.element,
        resetButton(() => this.reset()),
      ),
      make(
        "div",
        { class: "stage" },
        titled("kernel", "Drag the feature; its corner stretches it", this.box.element),
        make(
          "div",
          { class: "numbers" },
          titled(
            "input",
            "Look-ups in the integral image, by row and column",
            this.table.element,
            this.sum,
          ),
          titled(
            "output",
            "Its value on 100 faces and 100 other pictures",
            this.histograms.element,
            this.worth,
          ),
        ),
      ),
    );
    this.figure.foot.append(
      this.challenge.element,
      make(
        "p",
        { class: "hint" },
        "The 200 pictures are scikit-image’s lfw_subset, and the threshold was chosen on those that it is judged by. The astronaut’s picture is NASA’s.",
      ),
    );
  }

  follow() {
    this.figure.onCleanup(bind(this.model, RECORD, () => this.takeRecord()));
    this.figure.onCleanup(
      bind(this.model, ["pictures", ...RECORD, ...HAAR_STATE], () => this.draw()),
    );
  }

  /* A kind with more rectangles may have no room where the one before it lay. */
  set(values) {
    const { kind, ...place } = traitsOf(this.model, ["kind", ...PLACE]);
    const next = { kind, ...place, ...values };
    assign(this.model, { ...values, ...placeInside(next.kind, next, SQUARES) });
  }

  reset() {
    this.done = 0;
    assign(this.model, this.initial);
    this.draw(); // the tasks begin anew even where nothing else has changed
  }

  takeRecord() {
    const { shape, data } = this.model.get("counts");
    this.record = {
      counts: [...bytesOf(data, 0, shape[0] * shape[1])],
      thresholds: unpackNumbers(this.model.get("thresholds")),
      widths: unpackNumbers(this.model.get("widths")),
    };
    this.errors = [...this.rows.values()].map((row) => stumpOf(recordOf(this.record, row)).error);
  }

  draw() {
    const begin = performance.now();
    const { kind, picture, ...state } = traitsOf(this.model, HAAR_STATE);
    const place = placeInside(kind, state, SQUARES);
    const shown = FACES_SHOWN.findIndex(([name]) => name === picture);
    const pixels = bytesOf(this.model.get("pictures").data, shown * SIDE * SIDE, SIDE * SIDE);
    const integral = integralImage(pixels, SIDE, SIDE);
    const inPixels = Object.fromEntries(PLACE.map((name) => [name, STEP * place[name]]));
    const corners = lookUps(kind, inPixels);
    const sum = featureSum(integral, SIDE + 1, corners);
    const area = inPixels.height * inPixels.width;
    const record = recordOf(this.record, this.rows.get(keyOf(kind, place)));
    const stump = stumpOf(record);
    this.box.showPicture(pixels);
    this.box.update(kind, place);
    this.table.update(corners, integral, SIDE + 1);
    this.sum.textContent = sumOf(corners.flat().length, sum, area);
    this.histograms.update(record, stump, sum / area, spokenHistograms(record, stump));
    this.worth.replaceChildren(...worthOf(stump).map((line) => make("span", {}, line)));
    for (const [name, value] of Object.entries({ kind, picture })) this.boxes[name].update(value);
    this.speak(kind, inPixels, sum / area, record, stump);
    this.tell(stump);
    tellDrawn(this.el, begin);
  }

  speak(kind, place, value, record, stump) {
    const name = KIND_NAMES.find(([key]) => key === kind)[1];
    const [head, verdict] = saidOf(name, place, value, record, stump);
    this.figure.readout(
      `${head} ${verdict}`,
      make("span", {}, make("b", {}, head), make("span", { class: "note" }, verdict)),
    );
  }

  tell({ error }) {
    this.done = haarTasksDone(this.done, error, this.errors);
    this.challenge.update(
      this.done > 0,
      haarTask(this.done, this.errors),
      haarTask(0, this.errors),
    );
  }
}

function render({ model, el }) {
  const { figure } = new HaarDrag(model, el);
  return figure.destroy;
}

export default { render };
