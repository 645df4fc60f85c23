/* OptimizationFilm: pictures that please a unit, as they came about, side by side. */

import {
  assign,
  bind,
  button,
  challengeLine,
  controlRow,
  make,
  mount,
  resetButton,
  together,
} from "../../kit/frame.js";
import { clampTo, format } from "../../kit/numbers.js";
import { makePicture, paintColours } from "../../kit/picture.js";
import { player } from "../../kit/player.js";
import { SIGNED_STYLE } from "../../kit/signed_picture.js";
import { unpackColours } from "../../kit/unpack.js";

/* The first frame at which every film has come half of its way; −1 if there is none. */
export function halfWay(films) {
  const shortest = Math.min(...films.map(({ values }) => values.length));
  for (let k = 0; k < shortest; k += 1) {
    const all = films.every(
      ({ values }) => values[k] - values[0] >= (values.at(-1) - values[0]) / 2,
    );
    if (all) return k;
  }
  return -1;
}

const short = (value) => format(Number(value.toFixed(1)));

class OptimizationFilm {
  constructor(model, el) {
    this.model = model;
    this.figure = mount(el, {
      label: "Films of pictures that please a unit",
      height: this.model.get("_height"),
    });
    this.initial = this.figure.remember(this.model, ["frame"]);
    this.play = player({
      index: () => this.at(),
      count: () => this.count(),
      go: (frame) => this.go(frame),
      onChange: () => {},
    });
    this.slider = make("input", { type: "range", min: 0, value: 0, "aria-label": "Step" });
    this.slider.addEventListener("input", () => {
      this.play.stop();
      this.go(Number(this.slider.value));
    });
    this.when = make("span", { class: "when" });
    this.row = make("div", { class: "films" });
    this.cards = [];
    this.arrange();
    this.follow();
  }

  arrange() {
    this.figure.root.append(make("style", {}, SIGNED_STYLE + FILM_STYLE));
    this.figure.body.append(
      controlRow(
        together(this.play.step, this.play.play),
        button("To the end", () => {
          this.play.stop();
          this.go(null);
        }),
        resetButton(() => {
          this.play.stop();
          assign(this.model, this.initial);
        }),
      ),
      make("div", { class: "scrub" }, this.slider, this.when),
      this.row,
    );
    this.challenge = challengeLine();
    this.figure.foot.append(this.challenge.element);
  }

  follow() {
    this.figure.onCleanup(bind(this.model, ["films", "frames", "frame"], () => this.draw()));
    this.figure.onCleanup(this.play.stop);
  }

  count() {
    return Math.max(0, ...this.model.get("films").map(({ steps }) => steps.length));
  }

  at() {
    const frame = this.model.get("frame");
    return clampTo(frame ?? this.count() - 1, Math.max(1, this.count()));
  }

  go(frame) {
    assign(this.model, { frame });
  }

  build(films) {
    this.cards = films.map(({ title }) => {
      const picture = makePicture({ label: title, onPoint() {} });
      const fill = make("i");
      const value = make("span", { class: "value" });
      const goal = make("p", { class: "climbed" });
      const element = make(
        "div",
        { class: "film output" },
        make("p", { class: "title" }, title),
        picture.element,
        make("div", { class: "goal" }, make("span", { class: "bar" }, fill), value),
        goal,
      );
      return { title, picture, fill, value, goal, element };
    });
    this.row.replaceChildren(...this.cards.map(({ element }) => element));
  }

  draw() {
    const [films, frames, index] = [this.model.get("films"), this.model.get("frames"), this.at()];
    if (
      films.map(({ title }) => title).join("\n") !== this.cards.map(({ title }) => title).join("\n")
    )
      this.build(films);
    this.slider.max = Math.max(0, this.count() - 1);
    this.slider.value = index;
    const most = Math.max(1e-9, ...films.flatMap(({ scores }) => scores));
    let start = 0;
    films.forEach(({ values, scores, steps }, i) => {
      const k = clampTo(index, values.length);
      const { picture, fill, value, goal } = this.cards[i];
      if (values.length) {
        const shown = unpackColours(frames, { index: start + k });
        paintColours(picture, shown.planes, shown.height, shown.width);
        fill.style.width = `${Math.max(0, (100 * scores[k]) / most)}%`;
        value.textContent = short(scores[k]);
        goal.textContent = `goal ${short(values[k])}`;
      }
      start += steps.length;
    });
    const step = films.find(({ steps }) => steps.length > index)?.steps[index];
    this.when.textContent = step === undefined ? "" : `step ${step}`;
    this.slider.setAttribute("aria-valuetext", this.when.textContent);
    this.speak(films, index, step);
  }

  speak(films, index, step) {
    if (step === undefined) {
      this.figure.readout("Nothing is recorded yet. Run the cell that fills this figure.");
      this.challenge.update(false, "", "");
      return;
    }
    const reached = films
      .filter(({ scores }) => scores.length)
      .map(({ title, scores }) => ({ title, score: scores[clampTo(index, scores.length)] }));
    const best = reached.reduce((a, b) => (b.score > a.score ? b : a));
    this.figure.readout(
      `After ${step} steps the score is highest for “${best.title}”: ${short(best.score)}.`,
    );
    const solved = films.length > 1 && index === halfWay(films);
    this.challenge.update(
      solved,
      "The rest adds as much again. Are the pictures clearer then, or only stronger?",
      "Go to the first picture at which the goal of every film has made half of its way upwards.",
    );
  }
}

function render({ model, el }) {
  const { figure } = new OptimizationFilm(model, el);
  return figure.destroy;
}

const FILM_STYLE = `
.scrub { display: flex; align-items: center; gap: 12px; margin-top: 12px; }
.scrub input { flex: 1; min-width: 0; height: 26px; accent-color: var(--sk-output); cursor: pointer; }
.when { min-width: 5.5em; font-size: 14px; }
.films { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 14px 16px; margin-top: 14px; }
@container (min-width: 640px) { .films { grid-template-columns: repeat(3, minmax(0, 1fr)); } }
.film .mark { display: none; }
.film canvas { image-rendering: pixelated !important; }
.goal { display: grid; grid-template-columns: 1fr 3.2em; gap: 8px; align-items: center; margin-top: 6px; font-size: 13px; }
.bar { height: 9px; background: var(--sk-output-soft); border-radius: 3px; overflow: hidden; }
.bar > i { display: block; height: 100%; background: var(--sk-output); }
.value { text-align: right; }
.climbed { margin: 0; font-size: 13px; }
.readout { min-height: 66px; }
@container (min-width: 640px) { .readout { min-height: 44px; } }
`;

export default { render };
