/* SearchLandscape: a grid and chance look for the least loss on one measured table. */

import {
  bestSoFar,
  centreInside,
  compared,
  distinct,
  gridPlaces,
  nearest,
  randomBests,
  randomPlaces,
} from "../../arithmetic/searches.js";
import {
  assign,
  bind,
  button,
  challengeLine,
  controlRow,
  make,
  mount,
  onThemeChange,
  resetButton,
  select,
  tellDrawn,
  titled,
  together,
  toggle,
  traitsOf,
} from "../../kit/frame.js";
import { SIGNED_STYLE } from "../../kit/signed_picture.js";
import { unpackNumbers } from "../../kit/unpack.js";
import { bestsChart, progressChart } from "./charts.js";
import { LossMap } from "./loss_map.js";
import { SEARCH_STYLE } from "./style.js";
import { FIRST_TASK, sentences, settingAt, tasksDone, taskWords } from "./words.js";

const SEARCH_STATE = ["labels", "side", "centre", "spacing", "seed", "revealed"];
const SEARCHES = 1000;
const OF_MANY = 2026; // the seed of the many searches
const SHADED_TO = Math.log(10); // a network that gives all ten classes alike
const LABEL_NAMES = [
  ["right", "right"],
  ["wrong", "30 % wrong"],
];
const WINDOWS = { rate: [-4, 0], decay: [-6, -1] };

/* The table of one kind of labels, of the packed two. */
export function tableOf(packed, labels) {
  const [, rows, columns] = packed.shape;
  const start = labels === "right" ? 0 : rows * columns;
  return { values: unpackNumbers(packed).slice(start, start + rows * columns), rows, columns };
}

/* Both searches on a table: their places, losses and bests so far. */
export function searched(table, { side, centre, spacing, seed }) {
  const apart = Math.min(spacing, 1 / (side - 1));
  const places = {
    grid: gridPlaces(side, centreInside(side, centre, apart), apart),
    chance: randomPlaces(seed, side * side),
  };
  return Object.fromEntries(
    Object.entries(places).map(([kind, tried]) => {
      const losses = tried.map((place) => table.values[nearest(table, place)]);
      const [rates, decays] = [0, 1].map((axis) => distinct(tried.map((place) => place[axis])));
      return [kind, { tried, bests: bestSoFar(losses), best: Math.min(...losses), rates, decays }];
    }),
  );
}

class SearchLandscape {
  constructor(model, el) {
    this.model = model;
    this.el = el;
    this.figure = mount(el, {
      label: "A grid and chance on one landscape",
      height: model.get("_height"),
    });
    this.initial = this.figure.remember(model, SEARCH_STATE);
    this.done = 0;
    this.many = new Map(); // the bests of the many searches, by labels and side
    this.makeParts();
    this.arrange();
    this.follow();
  }

  makeParts() {
    const set = (values) => assign(this.model, values);
    this.labels = select("Labels", LABEL_NAMES, this.initial.labels, (labels) => set({ labels }));
    const sides = [2, 3, 4, 5].map((side) => [String(side), `${side * side}`]);
    this.side = select("Runs each", sides, String(this.initial.side), (text) => {
      const side = Number(text);
      set({ side, spacing: 1 / side, centre: [0.5, 0.5] });
    });
    this.revealed = toggle("Show the map", this.initial.revealed, (revealed) => set({ revealed }));
    this.spacing = spacingSlider((spacing) => set({ spacing }));
    this.map = new LossMap((centre) => this.moveTo(centre));
    this.progress = progressChart();
    this.bests = bestsChart();
    this.challenge = challengeLine();
  }

  /* Move the grid, as far as it stays inside. */
  moveTo(wanted) {
    const { side, spacing } = traitsOf(this.model, ["side", "spacing"]);
    const inside = centreInside(side, wanted, Math.min(spacing, 1 / (side - 1)));
    assign(this.model, { centre: inside.map((share) => Number(share.toFixed(4))) });
  }

  arrange() {
    const redraw = () => assign(this.model, { seed: this.model.get("seed") + 1 });
    this.figure.root.append(make("style", {}, SIGNED_STYLE + SEARCH_STYLE));
    const legend = make("p", { class: "legend" });
    legend.append(
      "Loss by rate (across) and weight decay (up); ",
      make("span", { class: "output" }, "green is low"),
      ". ",
      make("span", { class: "kernel" }, "■ grid"),
      ", ",
      make("span", { class: "input" }, "● chance"),
    );
    this.figure.body.append(
      make(
        "div",
        { class: "search-controls unprinted" },
        controlRow(
          this.labels.element,
          this.side.element,
          together(
            button("New draw", redraw),
            resetButton(() => this.reset()),
          ),
          this.revealed.element,
        ),
        this.spacing.element,
      ),
      legend,
      this.map.element,
      make(
        "div",
        { class: "charts" },
        titled("", "Best so far", this.progress.element),
        titled("", "Where 1,000 random searches end", this.bests.element),
      ),
    );
    this.figure.foot.append(this.challenge.element);
  }

  follow() {
    this.figure.onCleanup(bind(this.model, [...SEARCH_STATE, "losses"], () => this.draw()));
    this.figure.onCleanup(
      onThemeChange(() => {
        this.map.repaint();
        this.draw();
      }),
    );
  }

  reset() {
    this.done = 0;
    assign(this.model, this.initial);
    this.draw(); // the tasks begin anew even where nothing else has changed
  }

  bestsOfMany(table, { labels, side }) {
    const key = `${labels} ${side}`;
    if (!this.many.has(key)) this.many.set(key, randomBests(table, OF_MANY, side * side, SEARCHES));
    return this.many.get(key);
  }

  draw() {
    const begin = performance.now();
    const state = traitsOf(this.model, SEARCH_STATE);
    const table = tableOf(this.model.get("losses"), state.labels);
    const { grid, chance } = searched(table, state);
    const many = this.bestsOfMany(table, state);
    const standing = compared(many, grid.best);
    const range = { low: Math.min(...table.values), high: SHADED_TO };
    const said = sentences({ side: state.side, grid, chance, standing });
    this.labels.update(state.labels);
    this.side.update(String(state.side));
    this.revealed.update(state.revealed);
    this.spacing.update(Math.min(state.spacing, 1 / (state.side - 1)), 1 / (state.side - 1));
    this.map.update({ ...state, ...range, table, grid: grid.tried, chance: chance.tried });
    this.progress.update(grid.bests, chance.bests, range, `${said[0]}. ${said[1]}.`);
    this.bests.update(many, grid.best, chance.best, range, `${said[2]}.`);
    this.speak(said, grid.tried);
    this.judge(state, standing);
    tellDrawn(this.el, begin);
  }

  speak(said, places) {
    const [left, low] = places[0];
    const [right, high] = places.at(-1);
    const [rate, decay] = [WINDOWS.rate, WINDOWS.decay];
    const where =
      `The grid reaches from rate ${settingAt(left, ...rate)} to ${settingAt(right, ...rate)}, ` +
      `from decay ${settingAt(low, ...decay)} to ${settingAt(high, ...decay)}`;
    const lines = [...said, where];
    this.figure.readout(
      `${lines.join(". ")}.`,
      make("span", {}, ...lines.map((line) => make("span", { class: "equation" }, `${line}.`))),
    );
  }

  judge(state, standing) {
    this.done = tasksDone(this.done, state, standing);
    this.challenge.update(this.done > 0, taskWords(this.done), FIRST_TASK);
  }
}

/* {element, update(spacing, most)}: how far the grid's values lie apart, in factors. */
function spacingSlider(onInput) {
  const input = make("input", {
    type: "range",
    min: 1 / 24,
    step: 1 / 48,
    "aria-label": "Spacing",
  });
  const value = make("span", { class: "value", "aria-hidden": "true" });
  input.addEventListener("input", () => onInput(Number(input.value)));
  return {
    element: make("label", { class: "slide" }, make("span", {}, "Spacing"), input, value),
    update(spacing, most) {
      input.max = String(most);
      input.value = String(spacing);
      const text = `next rate × ${settingAt(spacing, 0, 4)}`;
      input.setAttribute("aria-valuetext", text);
      value.textContent = text;
    },
  };
}

function render({ model, el }) {
  const { figure } = new SearchLandscape(model, el);
  return figure.destroy;
}

export default { render };
