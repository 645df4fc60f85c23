/* GraphStepper: a computation graph, drawn, and each step of its forward and backward pass. */

import { graphOf } from "./graph.js";
import { PlaceError } from "./tokens.js";
import { challengeOf } from "./challenge.js";
import { stepControls } from "./controls.js";
import { picture, planOf } from "./picture.js";
import { stateAt, stepsOf, withNames } from "./run.js";
import { GRAPH_STYLE } from "./style.js";
import { selectedSentence, sentence, show } from "./words.js";
import { rowNode, rowText, workings } from "./workings.js";
import { writing } from "./writing.js";
import { assign, bind, make, mount } from "../../kit/frame.js";
import { tensor } from "./tensors.js";

const STATE = ["expression", "inputs", "recording", "position", "selected", "goal"];
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

function render({ model, el }) {
  const read = () => Object.fromEntries(STATE.map((name) => [name, model.get(name)]));
  const figure = mount(el, {
    label: "A computation graph, step by step",
    height: model.get("_height"),
  });
  const paper = matchMedia("print");
  let shown = { key: "" };

  const controls = stepControls({
    go: (position) => assign(model, { position, selected: null }),
    where: () => where(read()),
  });
  const text = writing({
    onChange(values) {
      controls.stop();
      // Other numbers in the same graph are seen best at the same step; another graph is met anew.
      const place =
        values.expression === model.get("expression") ? {} : { position: 0, selected: null };
      assign(model, { ...values, ...place });
    },
  });
  const drawing = picture({
    onSelect: (id) => assign(model, { selected: model.get("selected") === id ? null : id }),
  });
  const panel = make("div", {
    class: "workings",
    role: "group",
    "aria-label": "Arithmetic of this step",
    tabindex: "0",
  });
  const more = make(
    "p",
    { class: "more unprinted" },
    "The graph goes on: scroll inside the figure. It follows the steps.",
  );
  const findings = make("p", { class: "findings" });
  const challenge = make("p", { class: "challenge" });
  figure.root.append(make("style", {}, GRAPH_STYLE));
  figure.body.append(text.element, controls.element, drawing.element, more, panel, findings);
  figure.foot.append(legend(), challenge, make("p", { class: "hint unprinted" }, HINT));

  /* All steps of the expression or recording of this moment; the last good ones while one is wrong. */
  function current({ expression, inputs, recording }) {
    const key = JSON.stringify([expression, inputs, recording]);
    if (key === shown.key) return shown;
    try {
      shown = { key, ...passes({ expression, inputs, recording }), problem: null };
    } catch (error) {
      if (!(error instanceof PlaceError)) throw error;
      shown = { ...shown, key, problem: error };
    }
    return shown;
  }

  function where(traits) {
    const { steps = [null] } = current(traits);
    const last = steps.length - 1;
    const turn = steps.findIndex((step) => step?.phase === "seed");
    const position = paper.matches ? last : Math.max(0, Math.min(traits.position, last));
    return { position, last, back: turn < 0 ? null : turn };
  }

  function draw() {
    const traits = read();
    const { graph, steps, states, problem } = current(traits);
    text.element.hidden = traits.recording !== null;
    if (!traits.recording) text.update(traits, Object.keys(shown.inputs ?? {}), problem);
    if (!graph) {
      figure.readout("The expression cannot be computed yet: see what is said under it.");
      return;
    }
    const { position, last, back } = where(traits);
    const selected = graph.nodes[traits.selected] && !paper.matches ? traits.selected : null;
    const state = states[position];
    const width = figure.body.clientWidth || 720;
    if (shown.width !== width || !shown.plan) {
      Object.assign(shown, { width, plan: planOf(graph, states, width) });
      reserve();
    }
    figure.body.style.setProperty(
      "--now",
      `var(--sk-${back !== null && position >= back ? "gradient" : "input"})`,
    );
    drawing.update({ graph, plan: shown.plan, state, selected, width });
    controls.update(`${position} of ${last}`);
    const rows = workings(graph, state, selected);
    panel.replaceChildren(...rows.map(rowNode));
    const found = position === last ? allFindings(steps) : (state.step.findings ?? []);
    findings.replaceChildren(...found.map((one) => make("span", {}, one)));
    const words = (full) => sentence(graph, steps, position, state, full);
    if (selected === null) figure.readout(words(true), words(false));
    else
      figure.readout(`${rows.map(rowText).join(". ")}.`, selectedSentence(graph, state, selected));
    drawChallenge({
      graph,
      final: states.at(-1),
      goal: traits.goal,
      selected,
      atEnd: position === last,
    });
  }

  function drawChallenge(view) {
    const task = challengeOf(view);
    challenge.replaceChildren(
      ...(task ? [make("b", {}, task.solved ? "Solved. " : "Try it. "), task.text] : []),
    );
  }

  /* The room that the tallest step needs, so that nothing under the figure moves while stepping. */
  function reserve() {
    const { graph, steps, states } = shown;
    const rows = states.map((state) =>
      make("div", { class: "workings" }, ...workings(graph, state, null).map(rowNode)),
    );
    const lines = states.map((state, i) =>
      make("p", { class: "readout" }, sentence(graph, steps, i, state)),
    );
    const sizer = make("div", { class: "sizer", "aria-hidden": "true" }, ...rows, ...lines);
    const card = figure.root.querySelector(".card");
    for (const room of ["--workings", "--said"]) card.style.setProperty(room, "0px");
    figure.body.append(sizer);
    const tallest = (elements) =>
      `${Math.max(...elements.map((one) => Math.ceil(one.getBoundingClientRect().height)))}px`;
    const [high, said] = [tallest(rows), tallest(lines)];
    sizer.remove();
    card.style.setProperty("--workings", high);
    card.style.setProperty("--said", said);
  }

  figure.onCleanup(bind(model, STATE, draw));
  figure.onCleanup(controls.stop);
  figure.onCleanup(follow(figure.body, () => shown.width, paper, draw));
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
