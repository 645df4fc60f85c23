/* ClimbLab: a picture that climbs for a class, with a switch for each regularizer. */

import { ascend, beginning, goalOf, pictureOf } from "../../arithmetic/climbing.js";
import { softmaxOf } from "../../arithmetic/digit_network.js";
import { PICTURE_CLASSES, readPicture, sharedOut } from "../../arithmetic/picture_network.js";
import {
  assign,
  bind,
  button,
  challengeLine,
  controlRow,
  make,
  mount,
  prefersReducedMotion,
  resetButton,
  titled,
  toggle,
  traitsOf,
} from "../../kit/frame.js";
import { format } from "../../kit/numbers.js";
import { makePicture, paintColours } from "../../kit/picture.js";
import { SCORE_STYLE, scoreBars } from "../../kit/score_bars.js";
import { SIGNED_STYLE } from "../../kit/signed_picture.js";
import { unpackNumbers } from "../../kit/unpack.js";

const SWITCHES = {
  l2: "L2",
  variation: "Total variation",
  blur: "Blur",
  jitter: "Jitter",
  turns: "Turns",
  waves: "Waves",
  together: "Colours",
};
const SETTINGS = ["label", "seed", ...Object.keys(SWITCHES)];
const EDGE = 32;
const AT_ONCE = 16; // steps of the button
const MEASURED_EVERY = 8; // steps: to measure costs more than a step
const MOST_STEPS = 256;
const ENOUGH_STEPS = 32; // of which the challenge takes a view

const short = (value) => format(Number(value.toFixed(1)));

class ClimbLab {
  constructor(model, el) {
    this.model = model;
    this.figure = mount(el, {
      label: "A picture that climbs for a class",
      height: this.model.get("_height"),
    });
    this.initial = this.figure.remember(this.model, SETTINGS);
    this.left = 0; // steps that are still to be taken
    this.job = 0;
    this.makeParts();
    this.arrange();
    this.follow();
  }

  makeParts() {
    this.picture = makePicture({ label: "The picture" });
    this.shown = makePicture({ label: "What the network sees of it" });
    this.bars = scoreBars((label) => assign(this.model, { label }), PICTURE_CLASSES);
    this.switches = Object.fromEntries(
      Object.entries(SWITCHES).map(([name, text]) => [
        name,
        toggle(text, false, (on) => assign(this.model, { [name]: on })),
      ]),
    );
    this.climb = button("Climb", () => (this.left ? this.pause() : this.climbFor(MOST_STEPS)));
    this.climb.hidden = prefersReducedMotion();
    this.some = button(`${AT_ONCE} steps`, () => this.climbFor(AT_ONCE));
  }

  arrange() {
    this.figure.root.append(make("style", {}, SIGNED_STYLE + SCORE_STYLE + LAB_STYLE));
    this.figure.body.append(
      controlRow(...Object.values(this.switches).map(({ element }) => element)),
      controlRow(
        this.climb,
        this.some,
        button("Other noise", () => assign(this.model, { seed: this.model.get("seed") + 1 })),
        resetButton(() => {
          assign(this.model, this.initial);
          this.begin();
        }),
      ),
      make(
        "div",
        { class: "lab" },
        titled("output", "The picture", this.picture.element),
        titled("input", "As the network sees it", this.shown.element),
        titled("output", "Probabilities; choose a class", this.bars.element),
      ),
    );
    this.challenge = challengeLine();
    this.figure.foot.append(this.challenge.element);
  }

  follow() {
    this.figure.onCleanup(() => cancelAnimationFrame(this.job));
    this.figure.onCleanup(
      bind(this.model, ["weights", "colours", ...SETTINGS], () => {
        for (const name of ["weights", "colours"]) this.take(name);
        this.begin();
      }),
    );
  }

  /* What is packed is unpacked once. */
  take(name) {
    const packed = this.model.get(name);
    if (this[`${name}Taken`] === packed) return;
    this[`${name}Taken`] = packed;
    const numbers = unpackNumbers(packed);
    if (name === "weights") this.layers = sharedOut(numbers);
    else this.matrix = numbers;
  }

  ways() {
    const { together, ...ways } = traitsOf(this.model, Object.keys(SWITCHES));
    return { ...ways, colours: together ? this.matrix : null };
  }

  /* Other settings, another climb: it begins with noise. */
  begin() {
    this.stop();
    for (const [name, { update }] of Object.entries(this.switches)) update(this.model.get(name));
    this.state = beginning(this.model.get("seed"), this.ways());
    this.draw();
  }

  stop() {
    cancelAnimationFrame(this.job);
    this.left = 0;
  }

  pause() {
    this.stop();
    this.draw();
  }

  climbFor(steps) {
    this.stop();
    this.left = Math.min(steps, MOST_STEPS - this.state.steps);
    if (this.left) this.job = requestAnimationFrame(() => this.advance());
    this.tellButtons();
  }

  /* A step in each frame, so that the page stays responsive; all are seen, unless less motion is
     preferred, and some are measured. */
  advance() {
    const ways = this.ways();
    const { shown } = ascend(this.layers, this.state, this.model.get("label"), ways);
    this.left -= 1;
    if (this.left) this.job = requestAnimationFrame(() => this.advance());
    if (!this.left) this.draw();
    else if (prefersReducedMotion()) return;
    else if (this.state.steps % MEASURED_EVERY === 0) this.draw();
    else {
      this.paint(this.picture, pictureOf(this.state.numbers, ways));
      this.paint(this.shown, shown);
    }
  }

  tellButtons() {
    this.climb.textContent = this.left > 0 ? "Stop" : "Climb";
    for (const one of [this.climb, this.some]) one.disabled = this.state.steps >= MOST_STEPS;
  }

  draw() {
    const [label, ways] = [this.model.get("label"), this.ways()];
    const picture = pictureOf(this.state.numbers, ways);
    // What the goal is worth here, with changes that no step has used up.
    const { goal, shown } = goalOf(
      this.layers,
      this.state.numbers,
      label,
      ways,
      beginning(this.state.steps, ways).draw,
    );
    const scores = readPicture(this.layers, picture);
    const shares = softmaxOf(Float64Array.from(scores));
    this.paint(this.picture, picture);
    this.paint(this.shown, shown);
    this.bars.update(scores, shares, label);
    this.tellButtons();
    const score = scores[label];
    const sum = `Step ${this.state.steps}: score of ${PICTURE_CLASSES[label]} ${short(score)}, goal ${short(goal)}.`;
    const most = shares.reduce((best, value, i) => (value > shares[best] ? i : best), 0);
    const verdict = `The picture is read as ${PICTURE_CLASSES[most]}, ${shares[most].toFixed(2)}.`;
    this.figure.readout(
      `${sum} ${verdict}`,
      make("span", {}, make("b", {}, sum), make("span", { class: "note" }, verdict)),
    );
    this.challenge.update(
      this.state.steps >= ENOUGH_STEPS && goal > 1.5 * Math.max(score, 0),
      "The network saw another picture than you do. Which switch makes yours worth as much?",
      `Find a switch with which, after ${ENOUGH_STEPS} steps, the goal is 1.5 times the score or more.`,
    );
  }

  paint(where, picture) {
    const area = EDGE * EDGE;
    paintColours(
      where,
      [0, 1, 2].map((c) => picture.subarray(c * area, (c + 1) * area)),
      EDGE,
      EDGE,
    );
  }
}

function render({ model, el }) {
  const { figure } = new ClimbLab(model, el);
  return figure.destroy;
}

const LAB_STYLE = `
.controls + .controls { margin-top: 8px; }
.lab { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 14px 20px; margin-top: 14px; }
.lab > :last-child { grid-column: 1 / -1; }
@container (min-width: 640px) {
  .lab { grid-template-columns: repeat(2, minmax(0, 1fr)) minmax(0, 1.2fr); }
  .lab > :last-child { grid-column: auto; }
}
.lab canvas { image-rendering: pixelated !important; }
.lab .mark { display: none; }
.scores { --name: 5.6em; }
.readout { min-height: 66px; }
@container (min-width: 640px) { .readout { min-height: 44px; } }
`;

export default { render };
