/* OptimizationFilm: pictures that please a unit, as they came about, side by side. */

import { paintColours } from "../../kit/colour_picture.js";
import { assign, bind, button, clampTo, format, make, mount } from "../../kit/frame.js";
import { makePicture } from "../../kit/picture.js";
import { SIGNED_STYLE } from "../../kit/signed_picture.js";
import { player } from "../../kit/player.js";

/* The frame of a film at an index, as planes of 0–1; films are one after another. */
export function frameOf({ shape: [, height, width], data }, index) {
  const area = height * width;
  const bytes = new Uint8Array(
    data.buffer ?? data,
    (data.byteOffset ?? 0) + 3 * area * index,
    3 * area,
  );
  const planes = [0, 1, 2].map((c) =>
    Float64Array.from({ length: area }, (_, i) => bytes[3 * i + c] / 255),
  );
  return { planes, height, width };
}

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

function render({ model, el }) {
  const figure = mount(el, {
    label: "Films of pictures that please a unit",
    height: model.get("_height"),
  });
  const count = () => Math.max(0, ...model.get("films").map(({ steps }) => steps.length));
  const at = () => {
    const frame = model.get("frame");
    return clampTo(frame ?? count() - 1, Math.max(1, count()));
  };
  const go = (frame) => assign(model, { frame });
  const play = player({ index: at, count, go, onChange: () => {} });
  const slider = make("input", { type: "range", min: 0, value: 0, "aria-label": "Step" });
  slider.addEventListener("input", () => {
    play.stop();
    go(Number(slider.value));
  });
  const when = make("span", { class: "when" });
  const row = make("div", { class: "films" });
  let cards = [];
  figure.root.append(make("style", {}, SIGNED_STYLE + FILM_STYLE));
  figure.body.append(
    make(
      "div",
      { class: "controls" },
      make("span", { class: "together" }, play.step, play.play),
      button("To the end", () => {
        play.stop();
        go(null);
      }),
    ),
    make("div", { class: "scrub" }, slider, when),
    row,
  );
  const challenge = make("p", { class: "challenge" });
  figure.foot.append(challenge);

  function build(films) {
    cards = films.map(({ title }) => {
      const picture = makePicture({ label: title, onPoint() {} });
      const fill = make("i");
      const value = make("span", { class: "value" });
      const element = make(
        "div",
        { class: "film output" },
        make("p", { class: "title" }, title),
        picture.element,
        make("div", { class: "goal" }, make("span", { class: "bar" }, fill), value),
      );
      return { title, picture, fill, value, element };
    });
    row.replaceChildren(...cards.map(({ element }) => element));
  }

  function draw() {
    const [films, frames, index] = [model.get("films"), model.get("frames"), at()];
    if (films.map(({ title }) => title).join("\n") !== cards.map(({ title }) => title).join("\n"))
      build(films);
    slider.max = Math.max(0, count() - 1);
    slider.value = index;
    const most = Math.max(1e-9, ...films.flatMap(({ values }) => values));
    let start = 0;
    films.forEach(({ values, steps }, i) => {
      const k = clampTo(index, values.length);
      const { picture, fill, value } = cards[i];
      if (values.length) {
        const shown = frameOf(frames, start + k);
        paintColours(picture, shown.planes, shown.height, shown.width);
        fill.style.width = `${Math.max(0, (100 * values[k]) / most)}%`;
        value.textContent = format(Number(values[k].toFixed(1)));
      }
      start += steps.length;
    });
    const step = films.find(({ steps }) => steps.length > index)?.steps[index];
    when.textContent = step === undefined ? "" : `step ${step}`;
    slider.setAttribute("aria-valuetext", when.textContent);
    speak(films, index, step);
  }

  function speak(films, index, step) {
    if (step === undefined) {
      figure.readout("Nothing is recorded yet. Run the cell that fills this figure.");
      challenge.textContent = "";
      return;
    }
    const told = films
      .filter(({ values }) => values.length)
      .map(({ title, values }) => ({ title, value: values[clampTo(index, values.length)] }));
    const best = told.reduce((a, b) => (b.value > a.value ? b : a));
    figure.readout(
      `After ${step} steps the goal is largest for “${best.title}”: ${format(Number(best.value.toFixed(1)))}.`,
    );
    const solved = films.length > 1 && index === halfWay(films);
    challenge.replaceChildren(
      make("b", {}, solved ? "Solved. " : "Try it. "),
      solved
        ? "The rest adds as much again. Are the pictures clearer then, or only stronger?"
        : "Go to the first picture at which every film has made half of its way upwards.",
    );
  }

  figure.onCleanup(bind(model, ["films", "frames", "frame"], draw));
  figure.onCleanup(play.stop);
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
.readout { min-height: 66px; }
@container (min-width: 640px) { .readout { min-height: 44px; } }
`;

export default { render };
