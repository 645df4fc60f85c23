/* ShuffleLab: a digit beside itself shuffled, what a classifier makes of both, and a quiz. */

import { softmaxOf } from "../../arithmetic/digit_network.js";
import {
  chainOrder,
  displacedCount,
  inOrder,
  largestPlace,
  layerInOrder,
  linearLayer,
  linearScores,
  neighbourCorrelation,
} from "../../arithmetic/shuffling.js";
import {
  assign,
  bind,
  isPlainKey,
  keptChallenge,
  make,
  mount,
  onThemeChange,
  traitsOf,
} from "../../kit/frame.js";
import { clampTo, format } from "../../kit/numbers.js";
import { moveByKeys } from "../../kit/picture.js";
import { SCORE_STYLE } from "../../kit/score_bars.js";
import { SIGNED_STYLE } from "../../kit/signed_picture.js";
import { unpackNumbers } from "../../kit/unpack.js";
import { questionRow, shuffleControls } from "./controls.js";
import { judged, questions, QUIZ, SHUFFLE_TASK, solvedWords } from "./quiz.js";
import { scoreSheet } from "./score_sheet.js";
import { SHUFFLE_STYLE } from "./style.js";
import { digitView, inkTable, SIDE } from "./views.js";

const DATA = ["images", "labels", "weights"];
const LAB = ["share", "seed", "digit", "row", "column", "asking", "quiz", "answers"];
const AREA = SIDE * SIDE;

/* All that the figure shows of one digit. */
export function shuffledState(pixels, layer, { seed, share }) {
  const order = chainOrder(seed, AREA, share);
  const shuffled = inOrder(pixels, order);
  const side = (values, machine) => ({
    pixels: values,
    correlation: neighbourCorrelation(values, SIDE, SIDE),
    probabilities: softmaxOf(linearScores(machine, values)),
  });
  return {
    order,
    moved: displacedCount(share, AREA),
    before: side(pixels, layer),
    after: side(shuffled, layerInOrder(layer, order)),
  };
}

class ShuffleLab {
  constructor(model, el) {
    this.model = model;
    this.figure = mount(el, { label: "Shuffled digits", height: model.get("_height") });
    this.initial = this.figure.remember(model, LAB);
    this.hovered = null; // the pixel of the digit under a pointer that only looks
    this.leastShare = 100; // since the question was asked: to look at 0 % is no answer at 100
    this.table = inkTable();
    this.makeParts();
    this.arrange();
    this.follow();
  }

  makeParts() {
    this.controls = shuffleControls({
      onShare: (share) => assign(this.model, { share }),
      onPermutation: () => assign(this.model, { seed: this.model.get("seed") + 1 }),
      onReset: () => this.reset(),
    });
    this.question = questionRow({
      onAsk: () => this.ask(),
      onAnswer: (digit) => this.answer(digit),
    });
    this.sheet = scoreSheet();
    const fromShuffled = (row, column) => {
      const from = this.state.order[clampTo(row, SIDE) * SIDE + clampTo(column, SIDE)];
      return [Math.floor(from / SIDE), from % SIDE];
    };
    this.before = digitView({
      title: "A digit",
      role: "input",
      label: "Digit. Arrow keys choose the pixel that is followed",
      bars: "Classifier",
      pointing: {
        ...this.pointing((row, column) => [row, column]),
        onKey: moveByKeys(
          () => this.place(),
          () => ({ rows: SIDE, columns: SIDE }),
          (row, column) => this.follows(row, column),
        ),
      },
    });
    this.after = digitView({
      title: "The same, shuffled",
      role: "output",
      label: "The digit with its pixels shuffled",
      bars: "Its weights shuffled alike",
      pointing: this.pointing(fromShuffled),
    });
  }

  /* toDigit(row, column): the pixel of the digit that a place of the picture shows. */
  pointing(toDigit) {
    return {
      onPoint: (row, column) => this.hover(toDigit(row, column)),
      onPick: (row, column) => this.follows(...toDigit(row, column)),
      onLeave: () => this.hover(null),
    };
  }

  arrange() {
    this.challenge = keptChallenge(SHUFFLE_TASK);
    this.figure.root.append(make("style", {}, SIGNED_STYLE + SCORE_STYLE + SHUFFLE_STYLE));
    this.figure.body.append(
      this.controls.element,
      make("div", { class: "pair" }, this.before.element, this.after.element),
      this.question.element,
      this.sheet.element,
    );
    const hint = "Keys 0 to 9 answer, N asks the next. Point at a pixel to see where it goes.";
    this.figure.foot.append(this.challenge.element, make("p", { class: "hint unprinted" }, hint));
    this.figure.root.addEventListener("keydown", (event) => this.key(event));
  }

  follow() {
    this.figure.onCleanup(bind(this.model, DATA, () => this.takeData()));
    this.figure.onCleanup(bind(this.model, [...DATA, ...LAB], () => this.draw()));
    this.figure.onCleanup(
      onThemeChange(() => {
        this.table = inkTable();
        this.draw();
      }),
    );
  }

  takeData() {
    const numbers = unpackNumbers(this.model.get("images"));
    this.images = Array.from({ length: numbers.length / AREA }, (_, i) =>
      Array.from(numbers.slice(i * AREA, (i + 1) * AREA)),
    );
    this.labels = this.model.get("labels");
    this.layer = linearLayer(unpackNumbers(this.model.get("weights")), 10);
  }

  digit() {
    return clampTo(this.model.get("digit"), this.images.length);
  }

  place() {
    return { row: this.model.get("row"), column: this.model.get("column") };
  }

  hover(place) {
    this.hovered = place && { row: clampTo(place[0], SIDE), column: clampTo(place[1], SIDE) };
    this.draw();
  }

  follows(row, column) {
    this.hovered = null; // a pointer that rests on a picture does not hide what keys do
    assign(this.model, { row: clampTo(row, SIDE), column: clampTo(column, SIDE) });
  }

  ask() {
    const { asking, answers, quiz } = traitsOf(this.model, LAB);
    if (asking) return;
    const again = answers.length >= QUIZ;
    const next = { quiz: again ? quiz + 1 : quiz, answers: again ? [] : answers };
    this.leastShare = this.model.get("share");
    const digit = questions(next.quiz, this.images.length)[next.answers.length];
    assign(this.model, { ...next, digit, asking: true });
  }

  answer(answer) {
    const { asking, answers, seed } = traitsOf(this.model, LAB);
    if (!asking) return;
    const share = Math.min(this.leastShare, this.model.get("share"));
    const entry = { digit: this.digit(), share, seed, answer };
    assign(this.model, { answers: [...answers, entry], asking: false });
  }

  key(event) {
    if (!isPlainKey(event)) return;
    if (/^[0-9]$/.test(event.key)) this.answer(Number(event.key));
    else if (event.key.toLowerCase() === "n") this.ask();
  }

  reset() {
    this.challenge.reset();
    assign(this.model, this.initial);
  }

  draw() {
    const { share, seed, asking, answers } = traitsOf(this.model, LAB);
    if (asking) this.leastShare = Math.min(this.leastShare, share);
    this.state = shuffledState(this.images[this.digit()], this.layer, { seed, share });
    const { before, after, moved, order } = this.state;
    const results = answers.map((answer) => judged(answer, this));
    this.controls.update(share, moved, AREA);
    this.before.update(this.shown(before, asking));
    this.after.update({ ...this.shown(after, asking), hidden: false });
    const { row, column } = this.hovered ?? this.place();
    const to = order.indexOf(row * SIDE + column);
    this.before.mark(row, column);
    this.after.mark(Math.floor(to / SIDE), to % SIDE);
    this.question.update({ asking, named: answers.length });
    this.sheet.update(results);
    this.challenge.update(solvedWords(results));
    this.speak(results.at(-1), { row, column, to });
  }

  shown({ pixels, correlation, probabilities }, asking) {
    return {
      pixels,
      correlation: correlation === null ? "nothing, all are alike" : hundredths(correlation),
      probabilities: asking ? null : probabilities,
      table: this.table,
      hidden: asking,
    };
  }

  speak(last, { row, column, to }) {
    const { share, asking } = traitsOf(this.model, LAB);
    const { before, after, moved } = this.state;
    const verdict = asking
      ? `Which digit is this? ${moved} of its ${AREA} pixels are displaced.`
      : this.verdict(last);
    const pixel = `digit[${row}, ${column}]`;
    const place = `shuffled[${Math.floor(to / SIDE)}, ${to % SIDE}]`;
    const value = hundredths(before.pixels[row * SIDE + column]);
    const went = asking
      ? `${pixel} lies at ${place}.`
      : `${pixel} = ${value} = ${place}. The same 64 products are added in another order, so the ten ` +
        "scores are equal.";
    const alike = asking
      ? ""
      : `${share} % of the pixels displaced: neighbours correlate by ${this.shown(before).correlation}, ` +
        `shuffled by ${this.shown(after).correlation}. `;
    this.figure.readout(
      `${verdict} ${alike}${went}`,
      make("span", {}, make("b", {}, verdict), make("span", { class: "note" }, went)),
    );
  }

  /* What the digit is, what the classifier reads, and what the reader said if it was asked. */
  verdict(last) {
    const label = this.labels[this.digit()];
    const read = largestPlace(this.state.after.probabilities);
    const entry = this.model.get("answers").at(-1);
    if (!last || entry.digit !== this.digit()) {
      return `It is a ${label}. The classifier reads both as ${read}.`;
    }
    const judgement = last.right ? "right" : "wrong";
    return `It is a ${label}: you said ${last.answer}, which is ${judgement}; the classifier said ${last.machineAnswer}.`;
  }
}

const hundredths = (value) => format(Number(value.toFixed(2)));

function render({ model, el }) {
  const { figure } = new ShuffleLab(model, el);
  return figure.destroy;
}

export default { render };
