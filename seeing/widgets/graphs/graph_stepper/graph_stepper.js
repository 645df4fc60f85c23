/* GraphStepper: a computation graph, drawn, and each step of its forward and backward pass. */

import { assign, bind, challengeLine, make, mount, traitsOf } from "../../kit/frame.js";
import { clampTo } from "../../kit/numbers.js";
import { challengeOf } from "./challenge.js";
import { StepControls } from "./controls.js";
import { graphOf } from "./graph.js";
import { GraphPicture, planOf } from "./picture.js";
import { stateAt, stepsOf, withNames } from "./run.js";
import { GRAPH_STYLE } from "./style.js";
import { tensor } from "./tensors.js";
import { PlaceError } from "./tokens.js";
import { selectedSentence, sentence, show } from "./words.js";
import { rowNode, rowText, workings } from "./workings.js";
import { Writing } from "./writing.js";

const STATE = ["expression", "inputs", "recording", "position", "selected", "goal"];
const KEPT = ["expression", "inputs", "position", "selected"]; // by Reset and Undo
const HINT = "Press a card to see all of its numbers, and where its gradient comes from.";

/* The traits -> {graph, steps, states, inputs}; raises PlaceError for what cannot be computed. */
export function passes({ expression, inputs, recording }) {
  const made = recording
    ? recorded(recording)
    : { ...graphOf(expression, inputs), recording: null };
  const graph = { ...made, nodes: withNames(made.nodes, show) };
  const steps = stepsOf(graph);
  const states = steps.map((_, position) => stateAt(graph, steps, position));
  return { graph, steps, states, inputs: made.inputs ?? {} };
}

/* What Python recorded, with tensors for its lists. */
function recorded({ nodes, steps, stopped }) {
  const array = (shape, data) => (data === null ? null : tensor(shape, data.map(Number)));
  return {
    nodes: nodes.map((node) => ({ ...node, val: array(node.shape, node.val) })),
    output: nodes.length - 1,
    recording: {
      stopped,
      steps: steps.map(({ node, changes }) => ({
        node,
        changes: changes.map((change) => ({
          node: change.node,
          grad: array(change.shape, change.grad),
        })),
      })),
    },
  };
}

class GraphStepper {
  constructor(model, el) {
    this.model = model;
    this.figure = mount(el, {
      label: "A computation graph, step by step",
      height: this.model.get("_height"),
    });
    this.initial = this.figure.remember(this.model, KEPT);
    this.paper = matchMedia("print");
    this.shown = { key: "" };
    this.makeParts();
    this.arrange();
    this.follow();
  }

  makeParts() {
    this.controls = new StepControls({
      go: (position) => assign(this.model, { position, selected: null }),
      where: () => this.where(this.read()),
      reset: () => assign(this.model, this.initial),
    });
    this.text = new Writing({
      onChange: (values) => {
        this.controls.stop();
        // Other numbers in the same graph are seen best at the same step; another graph is met anew.
        const place =
          values.expression === this.model.get("expression") ? {} : { position: 0, selected: null };
        assign(this.model, { ...values, ...place });
      },
    });
    this.drawing = new GraphPicture({
      onSelect: (id) =>
        assign(this.model, { selected: this.model.get("selected") === id ? null : id }),
    });
    this.panel = make("div", {
      class: "workings",
      role: "group",
      "aria-label": "Arithmetic of this step",
      tabindex: "0",
    });
    this.more = make(
      "p",
      { class: "more unprinted" },
      "The graph goes on: scroll inside the figure. It follows the steps.",
    );
    this.findings = make("p", { class: "findings" });
    this.challenge = challengeLine();
  }

  arrange() {
    this.figure.root.append(make("style", {}, GRAPH_STYLE));
    this.figure.body.append(
      this.text.element,
      this.controls.element,
      this.drawing.element,
      this.more,
      this.panel,
      this.findings,
    );
    this.figure.foot.append(
      legend(),
      this.challenge.element,
      make("p", { class: "hint unprinted" }, HINT),
    );
  }

  follow() {
    this.figure.onCleanup(bind(this.model, STATE, () => this.draw()));
    this.figure.onCleanup(() => this.controls.stop());
    this.figure.onCleanup(
      follow(
        this.figure.body,
        () => this.shown.width,
        this.paper,
        () => this.draw(),
      ),
    );
  }

  read() {
    return traitsOf(this.model, STATE);
  }

  /* All steps of the expression or recording of this moment; the last good ones while one is wrong.
   */
  current({ expression, inputs, recording }) {
    const key = JSON.stringify([expression, inputs, recording]);
    if (key === this.shown.key) return this.shown;
    try {
      this.shown = { key, ...passes({ expression, inputs, recording }), problem: null };
    } catch (error) {
      if (!(error instanceof PlaceError)) throw error;
      this.shown = { ...this.shown, key, problem: error };
    }
    return this.shown;
  }

  where(traits) {
    const { steps = [null] } = this.current(traits);
    const last = steps.length - 1;
    const turn = steps.findIndex((step) => step?.phase === "seed");
    const position = this.paper.matches ? last : clampTo(traits.position, last + 1);
    return { position, last, back: turn < 0 ? null : turn };
  }

  draw() {
    const traits = this.read();
    const { graph, steps, states, problem } = this.current(traits);
    this.text.element.hidden = traits.recording !== null;
    if (!traits.recording) this.text.update(traits, Object.keys(this.shown.inputs ?? {}), problem);
    if (!graph) {
      this.figure.readout("The expression cannot be computed yet: see what is said under it.");
      return;
    }
    const { position, last, back } = this.where(traits);
    const selected = graph.nodes[traits.selected] && !this.paper.matches ? traits.selected : null;
    const state = states[position];
    const width = this.figure.body.clientWidth || 720;
    if (this.shown.width !== width || !this.shown.plan) {
      Object.assign(this.shown, { width, plan: planOf(graph, states, width) });
      this.reserve();
    }
    this.figure.body.style.setProperty(
      "--now",
      `var(--sk-${back !== null && position >= back ? "gradient" : "input"})`,
    );
    this.drawing.update({ graph, plan: this.shown.plan, state, selected, width });
    this.controls.update(`${position} of ${last}`);
    const rows = workings(graph, state, selected);
    this.panel.replaceChildren(...rows.map(rowNode));
    const found = position === last ? allFindings(steps) : (state.step.findings ?? []);
    this.findings.replaceChildren(...found.map((one) => make("span", {}, one)));
    const words = (full) => sentence(graph, steps, position, state, full);
    if (selected === null) this.figure.readout(words(true), words(false));
    else
      this.figure.readout(
        `${rows.map(rowText).join(". ")}.`,
        selectedSentence(graph, state, selected),
      );
    this.drawChallenge({
      graph,
      final: states.at(-1),
      goal: traits.goal,
      selected,
      atEnd: position === last,
    });
  }

  drawChallenge(view) {
    const task = challengeOf(view);
    this.challenge.update(Boolean(task?.solved), task?.found ?? "", task?.task ?? "");
  }

  /* The room that the tallest step needs, so that nothing under the figure moves while stepping. */
  reserve() {
    const { graph, steps, states } = this.shown;
    const rows = states.map((state) =>
      make("div", { class: "workings" }, ...workings(graph, state, null).map(rowNode)),
    );
    const lines = states.map((state, i) =>
      make("p", { class: "readout" }, sentence(graph, steps, i, state)),
    );
    const sizer = make("div", { class: "sizer", "aria-hidden": "true" }, ...rows, ...lines);
    const card = this.figure.root.querySelector(".card");
    for (const room of ["--workings", "--said"]) card.style.setProperty(room, "0px");
    this.figure.body.append(sizer);
    const tallest = (elements) =>
      `${Math.max(...elements.map((one) => Math.ceil(one.getBoundingClientRect().height)))}px`;
    const [high, said] = [tallest(rows), tallest(lines)];
    sizer.remove();
    card.style.setProperty("--workings", high);
    card.style.setProperty("--said", said);
  }
}

function render({ model, el }) {
  const { figure } = new GraphStepper(model, el);
  return figure.destroy;
}

/* At the end, all that differed from the rules, with the step to go back to. */
function allFindings(steps) {
  const back = steps.findIndex(({ phase }) => phase === "seed");
  return steps.flatMap(({ findings = [] }, i) =>
    findings.map((one) => `Backward ${i - back}: ${one}`),
  );
}

/* Draw again when there is another width, and on paper, where the last step is shown. */
function follow(body, width, paper, draw) {
  const observer = new ResizeObserver(() => {
    if (body.clientWidth && body.clientWidth !== width()) draw();
  });
  observer.observe(body);
  paper.addEventListener("change", draw);
  return () => {
    observer.disconnect();
    paper.removeEventListener("change", draw);
  };
}

function legend() {
  return make(
    "p",
    { class: "legend" },
    make("span", { class: "input" }, "given"),
    make("span", { class: "result" }, "computed"),
    make("span", { class: "output" }, "output"),
    make("span", { class: "gradient" }, "gradient, flowing back"),
  );
}

export default { render };
