/* WordHistogram: patches change places; what a bag of words and a spatial pyramid notice of it. */

import { mixedIndices } from "../../arithmetic/shuffling.js";
import {
  bagOf,
  changedCells,
  commonOfPyramids,
  commonShare,
  describePatch,
  displacedPatches,
  exchanged,
  nearestWord,
  patchesOf,
  pyramidOf,
} from "../../arithmetic/visual_words.js";
import {
  assign,
  bind,
  button,
  challengeLine,
  controlRow,
  make,
  mount,
  resetButton,
  select,
  tellDrawn,
  titled,
  together,
  traitsOf,
} from "../../kit/frame.js";
import { SIGNED_STYLE } from "../../kit/signed_picture.js";
import { bytesOf, unpackNumbers } from "../../kit/unpack.js";
import { bagBars } from "./bag_bars.js";
import { PatchBoard } from "./patch_board.js";
import { pyramidBlocks } from "./pyramid_blocks.js";
import { WORDS_STYLE } from "./style.js";
import { WORD_TASKS, wordTasksDone } from "./tasks.js";
import { laidOut, wordBoard } from "./word_board.js";
import { placeAndLoss } from "./words.js";

const [SIDE, PATCH, GRID, WORDS, FINEST] = [96, 12, 8, 16, 2];
const WORDS_STATE = ["picture", "order", "unit", "row", "column"];
const SHOWN = [
  ["brick", "brick"],
  ["grass", "grass"],
  ["gravel", "gravel"],
  ["camera", "photographer"],
];
const UNITS = [
  ["1", "patches"],
  ["2", "blocks of 2 × 2"],
  ["4", "quarters"],
];

class WordHistogram {
  constructor(model, el) {
    this.model = model;
    this.el = el;
    this.figure = mount(el, { label: "A bag of visual words", height: model.get("_height") });
    this.initial = this.figure.remember(model, WORDS_STATE);
    this.done = 0;
    this.shuffles = 0;
    this.makeParts();
    this.arrange();
    this.follow();
  }

  makeParts() {
    const set = (values) => assign(this.model, values);
    this.boxes = {
      picture: select("Picture", SHOWN, this.initial.picture, (picture) => {
        this.board.letGo();
        set({ picture, order: inPlace() });
      }),
      unit: select("Exchange", UNITS, String(this.initial.unit), (unit) => {
        this.board.letGo();
        set({ unit: Number(unit) });
      }),
    };
    this.board = new PatchBoard({
      side: GRID,
      onChoose: ([row, column]) => {
        set({ row, column });
        this.draw(); // what is taken is no trait
      },
      onExchange: (one, other) => {
        const order = exchanged(this.model.get("order"), GRID, this.model.get("unit"), one, other);
        set({ order, row: other[0], column: other[1] });
      },
    });
    this.words = wordBoard(GRID, PATCH);
    this.bag = bagBars(WORDS, PATCH);
    this.pyramid = pyramidBlocks(FINEST + 1);
    this.challenge = challengeLine();
  }

  arrange() {
    this.figure.root.append(make("style", {}, SIGNED_STYLE + WORDS_STYLE));
    this.figure.body.append(
      controlRow(
        this.boxes.picture.element,
        this.boxes.unit.element,
        together(
          button("Shuffle", () => this.shuffle()),
          button("Put back", () => this.putBack()),
        ),
        resetButton(() => this.reset()),
      ),
      make(
        "div",
        { class: "stage" },
        titled("input", "Picture: drag one patch onto another", this.board.element),
        titled("kernel", "Each patch as its word", this.words.element),
      ),
      make(
        "div",
        { class: "counts" },
        titled("output", "Bag: 64 votes for 16 words", this.bag.element),
      ),
      titled(
        "output pyramids",
        "Pyramid: the bag of the whole, of quarters, of sixteenths",
        this.pyramid.element,
      ),
    );
    this.figure.foot.append(
      this.challenge.element,
      make(
        "p",
        { class: "hint" },
        "Or click one and then another. A word is what a patch’s gradients are like, not its brightness. The pictures are scikit-image’s, all CC0.",
      ),
    );
  }

  follow() {
    const { figure, model } = this;
    const data = ["pictures", "words", "patches"];
    figure.onCleanup(bind(model, [...data, "picture"], () => this.take()));
    figure.onCleanup(bind(model, [...data, ...WORDS_STATE], () => this.draw()));
  }

  shuffle() {
    this.board.letGo();
    this.shuffles += 1;
    assign(this.model, { order: mixedIndices(this.shuffles, GRID * GRID) });
  }

  putBack() {
    this.board.letGo();
    assign(this.model, { order: inPlace() });
  }

  reset() {
    this.board.letGo();
    this.done = 0;
    this.shuffles = 0;
    assign(this.model, this.initial);
    this.draw(); // the tasks begin anew even where nothing else has changed
  }

  /* What stays while patches move: the words of the patches, and the pyramid of the beginning. */
  take() {
    const index = SHOWN.findIndex(([name]) => name === this.model.get("picture"));
    const pixels = bytesOf(this.model.get("pictures").data, index * SIDE * SIDE, SIDE * SIDE);
    const vocabulary = unpackNumbers(this.model.get("words"));
    const stamps = bytesOf(this.model.get("patches").data, 0, WORDS * PATCH * PATCH);
    this.patches = patchesOf(pixels, SIDE, PATCH);
    this.typical = Array.from({ length: WORDS }, (_, word) =>
      stamps.slice(word * PATCH * PATCH, (word + 1) * PATCH * PATCH),
    );
    this.own = this.patches.map((patch) => nearestWord(describePatch(patch, PATCH), vocabulary));
    this.start = pyramidOf(this.own, GRID, WORDS, FINEST);
  }

  draw() {
    const begin = performance.now();
    const { picture, order, unit, row, column } = traitsOf(this.model, WORDS_STATE);
    const words = order.map((patch) => this.own[patch]);
    const chosen = words[row * GRID + column];
    const pyramid = pyramidOf(words, GRID, WORDS, FINEST);
    const { pixels } = laidOut(
      order.map((patch) => this.patches[patch]),
      PATCH,
      GRID,
    );
    this.board.update(pixels, SIDE, [row, column], unit);
    this.words.update(words, this.typical, chosen);
    this.bag.update(bagOf(words, WORDS), this.typical, chosen);
    this.pyramid.update(pyramid, changedCells(this.start, pyramid));
    this.boxes.picture.update(picture);
    this.boxes.unit.update(String(unit));
    const common = {
      bag: commonShare(this.start[0].bags[0], pyramid[0].bags[0]),
      pyramid: commonOfPyramids(this.start, pyramid),
    };
    this.speak({ row, column }, chosen, displacedPatches(order), common);
    tellDrawn(this.el, begin);
  }

  speak(place, chosen, displaced, common) {
    const [head, what] = placeAndLoss(place, this.board.taken, chosen, displaced, common);
    this.figure.readout(
      `${head} ${what}`,
      make("span", {}, make("b", {}, head), make("span", { class: "note" }, what)),
    );
    this.done = wordTasksDone(this.done, displaced, 1 - common.pyramid);
    this.challenge.update(this.done > 0, WORD_TASKS[this.done], WORD_TASKS[0]);
  }
}

function inPlace() {
  return Array.from({ length: GRID * GRID }, (_, i) => i);
}

function render({ model, el }) {
  const { figure } = new WordHistogram(model, el);
  return figure.destroy;
}

export default { render };
