/* OptimizerRace: a surface, the paths of four rules on it, their losses, and the last step's sum. */

import { stepsToStay, SURFACES, walk } from "../../arithmetic/optimizers.js";
import {
  assign,
  bind,
  challengeLine,
  controlRow,
  make,
  mount,
  onThemeChange,
  resetButton,
  select,
  tellDrawn,
  titled,
  traitsOf,
} from "../../kit/frame.js";
import { SIGNED_STYLE } from "../../kit/signed_picture.js";
import { slider, SLIDER_STYLE } from "../../kit/slider.js";
import { lossChart } from "./loss_chart.js";
import { RULE_NAMES, ruleRows } from "./rule_rows.js";
import { Terrain } from "./terrain.js";
import { pair, stepLines } from "./workings.js";

const SURFACE_NAMES = [
  ["valley", "valley, 1 to 25"],
  ["turned", "valley, turned by 45°"],
  ["bent", "bent valley"],
  ["wells", "two wells"],
  ["noisy", "valley, noisy gradient"],
];
const RACE_STATE = [
  "surface",
  "start",
  "steps",
  "shown",
  "explained",
  "momentum",
  ...Object.keys(RULE_NAMES).map((rule) => `${rule}_rate`),
];
const GOAL = 1e-3; // of the loss at the start
const HORIZON = 1000; // steps in which a loss has to stay below
const MOST_DRAWN = 200;
const WANTED = 12; // steps

/* The walks of all rules, and after how many steps each stays below the goal. */
export function race(state) {
  return Object.fromEntries(
    Object.keys(RULE_NAMES).map((rule) => {
      const settings = { rate: state[`${rule}_rate`], momentum: state.momentum };
      const walked = walk(state.surface, rule, settings, state.start, HORIZON);
      const needed = stepsToStay(walked.losses, GOAL, HORIZON);
      return [rule, { ...walked, settings, needed }];
    }),
  );
}

/* Is the small task done: momentum within 12 steps, on the valley, from where it begins? */
export function isFast({ surface, start }, { momentum }) {
  const own = SURFACES.valley.start;
  const fromThere = start.every((value, i) => Math.abs(value - own[i]) < 1e-9);
  return surface === "valley" && fromThere && momentum.needed !== null && momentum.needed <= WANTED;
}

function verdictOf({ needed, losses }) {
  if (losses.length <= HORIZON) return "grows beyond all bounds";
  return needed === null ? "not in 1,000 steps" : `${needed} ${needed === 1 ? "step" : "steps"}`;
}

class OptimizerRace {
  constructor(model, el) {
    this.model = model;
    this.el = el;
    this.figure = mount(el, { label: "Four rules on one surface", height: model.get("_height") });
    this.initial = this.figure.remember(model, RACE_STATE);
    this.solved = false;
    this.makeParts();
    this.arrange();
    this.follow();
  }

  makeParts() {
    const set = (values) => assign(this.model, values);
    this.surface = select("Surface", SURFACE_NAMES, this.initial.surface, (surface) =>
      set({ surface, start: SURFACES[surface].start }),
    );
    this.explained = select(
      "Write out",
      Object.entries(RULE_NAMES),
      this.initial.explained,
      (explained) => set({ explained }),
    );
    this.terrain = new Terrain((start) => set({ start }));
    this.chart = lossChart();
    this.steps = slider("Steps", "Steps that are drawn", [0, MOST_DRAWN, 1], (steps) =>
      set({ steps }),
    );
    this.rows = ruleRows({
      onShow: (rule, on) => {
        const shown = this.model.get("shown").filter((one) => one !== rule);
        set({ shown: on ? [...shown, rule] : shown });
      },
      onRate: (rule, rate) => set({ [`${rule}_rate`]: rate }),
      onMomentum: (momentum) => set({ momentum }),
    });
    this.challenge = challengeLine();
  }

  arrange() {
    this.figure.root.append(make("style", {}, SIGNED_STYLE + SLIDER_STYLE + RACE_STYLE));
    this.figure.body.append(
      controlRow(
        this.surface.element,
        this.explained.element,
        resetButton(() => this.reset()),
      ),
      make(
        "div",
        { class: "stage" },
        titled("", "Loss from above: press to move the start", this.terrain.element),
        titled("", "Loss, as a share of the start’s", this.chart.element),
      ),
      make("div", { class: "unprinted steps" }, this.steps.element),
      titled("", "Steps until the loss stays below 1/1000 of the start’s", this.rows.element),
    );
    this.figure.foot.append(this.challenge.element);
  }

  follow() {
    this.figure.onCleanup(bind(this.model, RACE_STATE, () => this.draw()));
    this.figure.onCleanup(
      onThemeChange(() => {
        this.terrain.repaint();
        this.draw();
      }),
    );
  }

  reset() {
    this.solved = false;
    assign(this.model, this.initial);
    this.draw(); // the task begins anew even where nothing else has changed
  }

  draw() {
    const begin = performance.now();
    const state = traitsOf(this.model, RACE_STATE);
    const all = race(state);
    const walks = Object.fromEntries(
      Object.entries(all).filter(([rule]) => state.shown.includes(rule)),
    );
    const verdicts = Object.fromEntries(
      Object.entries(all).map(([rule, walked]) => [rule, verdictOf(walked)]),
    );
    this.surface.update(state.surface);
    this.explained.update(state.explained);
    this.steps.update(state.steps, String(state.steps));
    this.terrain.update({ ...state, walks });
    const told = Object.keys(walks).map((rule) => `${RULE_NAMES[rule]}: ${verdicts[rule]}`);
    this.chart.update(
      walks,
      state.steps,
      state.steps > MOST_DRAWN / 2 ? MOST_DRAWN : MOST_DRAWN / 2,
      `Loss by step, as a share of the start’s. ${told.join("; ")}`,
    );
    this.rows.update(state, verdicts);
    this.speak(state, all[state.explained]);
    this.solved ||= isFast(state, all);
    this.challenge.update(
      this.solved,
      "Now turn the valley, and show all four: which rule loses most?",
      "No rate brings plain descent there in fewer than 40 steps, and momentum as it opens takes 16. Do it in 12 or fewer, from (5, 1).",
    );
    tellDrawn(this.el, begin);
  }

  speak({ steps, explained }, { path, steps: taken, settings }) {
    const count = Math.min(steps, taken.length);
    const name = RULE_NAMES[explained];
    if (count === 0) {
      this.figure.readout(`${name}: no step is taken yet.`);
      return;
    }
    const lines = stepLines(explained, taken[count - 1], settings, taken[count - 2]);
    const head = `${name}, step ${count}, from ${pair(path[count - 1])}`;
    this.figure.readout(
      `${head}: ${lines.join("; ")}`,
      make(
        "span",
        {},
        make("b", {}, head),
        ...lines.map((line) => make("span", { class: "equation" }, line)),
      ),
    );
  }
}

function render({ model, el }) {
  const { figure } = new OptimizerRace(model, el);
  return figure.destroy;
}

const RACE_STYLE = `
.stage { display: grid; grid-template-columns: minmax(0, 1fr); gap: 14px 20px; margin: 14px 0 12px; }
@container (min-width: 640px) { .stage { grid-template-columns: minmax(0, 1.15fr) minmax(0, 1fr); } }
.wide-place .plate { width: 100%; cursor: crosshair; }
.terrain .mark { display: none; }
.terrain svg { position: absolute; inset: 0; width: 100%; height: 100%; overflow: hidden; }
.way { --who: var(--sk-ink); fill: var(--who); }
.way path { fill: none; stroke: var(--who); stroke-width: 1.4; stroke-linejoin: round; }
.losses .way path { stroke-width: 2; }
.momentum { --who: var(--sk-input); }
.rmsprop { --who: var(--sk-kernel); }
.adam { --who: var(--sk-gradient); }
.plain { --who: var(--sk-ink); }
.way.momentum path { stroke-dasharray: 6 2; }
.way.rmsprop path { stroke-dasharray: 2 2; }
.way.adam path { stroke-dasharray: 7 2 2 2; }
.start { fill: var(--sk-paper); stroke: var(--sk-ink); stroke-width: 1.5; }
.losses { display: block; width: 100%; }
.losses text { fill: var(--sk-muted); font-size: 11px; }
.frame-line { fill: none; stroke: var(--sk-edge); }
.goal { stroke: var(--sk-output); stroke-dasharray: 3 3; }
.step-line { stroke: var(--sk-line); stroke-width: 2; }
.steps { margin: 0 0 12px; }
.rules { display: grid; gap: 8px; }
.rule { display: grid; grid-template-columns: 1fr auto; gap: 2px 14px; align-items: center; font-size: 14px; }
.rule > .slides { grid-row: 2; grid-column: 1 / -1; display: grid; grid-template-columns: minmax(0, 1fr); gap: 2px 14px; }
.rule .verdict { text-align: right; font-weight: 600; color: var(--who); }
.rule [aria-checked="true"] > .track { background: var(--who); }
@container (min-width: 640px) {
  .rule { grid-template-columns: 150px minmax(0, 1fr) 170px; }
  .rule > .slides { grid-row: auto; grid-column: auto; grid-auto-flow: column; grid-template-columns: none; grid-auto-columns: minmax(0, 1fr); }
}
.readout { min-height: 151px; }
.challenge { min-height: 88px; }
@container (min-width: 640px) { .readout { min-height: 88px; } .challenge { min-height: 44px; } }
`;

export default { render };
