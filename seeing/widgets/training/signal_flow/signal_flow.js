/* SignalFlow: how large values and gradients are in each layer of a network that is not trained
   yet, by the deviation of its weights. */

import { standardized } from "../../arithmetic/edges.js";
import { drawnWeights, layersOf, signalFlow, WIDTH } from "../../arithmetic/signals.js";
import {
  assign,
  bind,
  keptChallenge,
  make,
  mount,
  tellDrawn,
  titled,
  traitsOf,
} from "../../kit/frame.js";
import { brief } from "../../kit/numbers.js";
import { unpackGray } from "../../kit/unpack.js";
import { flowControls } from "./controls.js";
import { layerCard } from "./layer_card.js";
import { LayerChart } from "./layer_chart.js";
import { FLOW_STYLE } from "./style.js";
import { FIRST_TASK, HEALTHY, MOST_LAYERS, tasksDone, taskWords } from "./tasks.js";
import { flowInWords, layerInWords } from "./words.js";

const FLOW_DATA = ["images", "labels"];
const FLOW_STATE = ["gain", "depth", "activation", "seed", "layer"];
const SLOW_MS = 30; // more is felt while a slider is dragged

class SignalFlow {
  constructor(model, el) {
    this.model = model;
    this.el = el;
    this.figure = mount(el, {
      label: "Values and gradients, layer by layer",
      height: model.get("_height"),
    });
    this.initial = this.figure.remember(model, FLOW_STATE);
    this.done = 0;
    this.hovered = null; // the layer under a pointer that only looks
    this.computed = { of: "", took: 0 };
    this.drawn = { seed: null };
    this.makeParts();
    this.arrange();
    this.figure.onCleanup(bind(model, FLOW_DATA, () => this.takeData()));
    this.figure.onCleanup(bind(model, [...FLOW_DATA, ...FLOW_STATE], () => this.draw()));
  }

  makeParts() {
    this.controls = flowControls({
      deepest: MOST_LAYERS,
      deviation: (gain) => gain / Math.sqrt(WIDTH),
      write: brief,
      isSlow: () => this.computed.took > SLOW_MS,
      onSet: (values) => assign(this.model, values),
      onDraw: () => assign(this.model, { seed: this.model.get("seed") + 1 }),
      onReset: () => this.reset(),
    });
    this.chart = new LayerChart({
      units: WIDTH,
      onPoint: (layer) => this.hover(layer),
      onLeave: () => this.hover(null),
      onPick: (layer) => this.pick(layer),
    });
    this.card = layerCard();
    this.challenge = keptChallenge(FIRST_TASK);
  }

  arrange() {
    this.figure.root.append(make("style", {}, FLOW_STYLE));
    const legend = make(
      "span",
      { class: "legend" },
      "RMS by layer: ",
      make("span", { class: "output" }, "● values"),
      ", ",
      make("span", { class: "gradient" }, "■ weight gradient"),
    );
    this.figure.body.append(
      this.controls.element,
      make("div", { class: "flow" }, titled("", legend, this.chart.element), this.card.element),
    );
    const hint = "Point at a layer to open it, click to keep it open; arrow keys do both.";
    this.figure.foot.append(this.challenge.element, make("p", { class: "hint unprinted" }, hint));
  }

  takeData() {
    this.computed.of = "";
    const { pixels } = unpackGray(this.model.get("images"));
    this.data = { pixels: standardized(pixels), labels: this.model.get("labels") };
  }

  hover(layer) {
    if (layer === this.hovered) return;
    this.hovered = layer;
    this.draw();
  }

  pick(layer) {
    this.hovered = null; // a pointer that rests on the chart does not hide what keys do
    assign(this.model, { layer });
    this.draw(); // the layer may be the one that was chosen before
  }

  reset() {
    this.done = 0;
    this.challenge.reset();
    assign(this.model, this.initial);
    this.draw(); // the tasks begin anew even where nothing else has changed
  }

  /* The flow, computed anew where more has changed than the opened layer. */
  flow({ gain, depth, activation, seed }) {
    const of = JSON.stringify([gain, depth, activation, seed]);
    if (this.computed.of === of) return this.computed;
    const begin = performance.now();
    if (this.drawn.seed !== seed) this.drawn = { seed, weights: drawnWeights(seed, MOST_LAYERS) };
    const flow = signalFlow(this.data, this.drawn.weights, { gain, activation, depth });
    const layers = layersOf(flow);
    this.computed = { of, values: flow.values, layers, took: performance.now() - begin };
    return this.computed;
  }

  draw() {
    const begin = performance.now();
    const state = traitsOf(this.model, FLOW_STATE);
    const { values, layers } = this.flow(state);
    const layer = Math.min(state.layer, state.depth);
    const shown = Math.min(this.hovered ?? layer, state.depth);
    this.controls.update(state);
    this.chart.update(layers, {
      layer,
      shown,
      band: HEALTHY,
      text: layerInWords(layers, layer),
    });
    this.card.update(values[shown - 1], layers, shown, {
      activation: state.activation,
      input: this.data.pixels,
      units: WIDTH,
    });
    this.judge({ ...state, layer }, layers);
    this.speak(layers, shown, state);
    tellDrawn(this.el, begin);
  }

  judge(state, layers) {
    const done = tasksDone(this.done, state, layers);
    if (done > this.done) this.challenge.update(taskWords(done, state, layers));
    this.done = done;
  }

  speak(layers, shown, state) {
    const whole = flowInWords(layers, state);
    const one = layerInWords(layers, shown);
    this.figure.readout(
      `${whole} ${one}`,
      make("span", {}, make("b", {}, whole), make("span", { class: "note" }, one)),
    );
  }
}

function render({ model, el }) {
  const { figure } = new SignalFlow(model, el);
  return figure.destroy;
}

export default { render };
