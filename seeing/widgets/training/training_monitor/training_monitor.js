/* TrainingMonitor: a run as it grows, and a hand that goes back in it. */

import { assign, bind, button, make, mount, prefersReducedMotion } from "../../kit/frame.js";
import { followDrag, windowFrame } from "../../kit/player.js";
import { chart } from "./chart.js";
import { countUpTo, linesOf, readRun } from "./scales.js";
import { MONITOR_STYLE } from "./style.js";
import { sentences } from "./words.js";

const STATE = ["title", "steps", "run", "reference", "reference_title", "shown", "running"];
const REPLAY_MS = 6000;
const SCRUB_HINT = "Drag across the curves, or use the arrow keys, to go back to an earlier step.";

/* All that the figure shows. step: where the line stands; records: the steps one can go to. */
export function monitored(state) {
  const run = readRun(state.run);
  const reference = readRun(state.reference);
  const records = linesOf(run, "loss")[0]?.steps ?? [];
  const newest = records.at(-1) ?? 0;
  const step = Math.min(state.shown ?? newest, newest);
  const ends = [...run, ...reference].map(({ steps }) => steps.at(-1) ?? 0);
  // Counted from 0, the last of 300 steps is 299.
  const last = Math.max(1, state.steps ? state.steps - 1 : 0, ...ends);
  return { ...state, run, reference, records, newest, step, last };
}

/* The step of the record that is `by` records from the one shown. */
export function recordFrom({ records, step }, by) {
  const at = Math.max(0, countUpTo(records, step) - 1);
  return records[Math.max(0, Math.min(at + by, records.length - 1))] ?? 0;
}

/* The step of the record nearest to a place between records. */
export function nearestRecord(records, step) {
  const [before, after] = [-1, 0].map((by) => records[countUpTo(records, step) + by]);
  if (before === undefined || after === undefined) return before ?? after ?? 0;
  return after - step < step - before ? after : before;
}

function render({ model, el }) {
  const read = () => monitored(Object.fromEntries(STATE.map((name) => [name, model.get(name)])));
  const figure = mount(el, {
    label: model.get("title") || "A training run",
    height: model.get("_height"),
  });
  figure.root.append(make("style", {}, MONITOR_STYLE));
  const heading = make("b", { class: "heading" });
  const play = button("Replay", () => (frame ? stop() : start()));
  const follow = button("Follow", () => {
    stop();
    assign(model, { shown: null });
  });
  const scrub = windowFrame("Step that is shown", onKey);
  const view = chart(scrub.element);
  const behind = make("p", { class: "hint" });
  figure.body.append(
    make("div", { class: "top" }, heading, make("span", { class: "controls" }, follow, play)),
    view.element,
  );
  figure.foot.append(behind, make("p", { class: "hint unprinted" }, SCRUB_HINT));

  let frame = 0;
  function start() {
    const { records } = read();
    const from = performance.now();
    const tick = (now) => {
      const share = Math.max(0, now - from) / REPLAY_MS;
      if (share >= 1) {
        stop();
        assign(model, { shown: null });
        return;
      }
      model.set("shown", records[Math.floor(share * records.length)]); // saved at the end alone
      frame = requestAnimationFrame(tick);
    };
    frame = requestAnimationFrame(tick);
    play.textContent = "Stop";
  }
  function stop() {
    cancelAnimationFrame(frame);
    frame = 0;
    play.textContent = "Replay";
  }

  /* The newest step is followed: a run that grows takes the line along. */
  function go(step) {
    stop();
    assign(model, { shown: step >= read().newest ? null : step });
    return true;
  }

  function onKey(key) {
    const state = read();
    const far = Math.max(1, Math.round(state.records.length / 10));
    const by = {
      ArrowLeft: -1,
      ArrowRight: 1,
      ArrowDown: -1,
      ArrowUp: 1,
      PageDown: -far,
      PageUp: far,
      Home: -Infinity,
      End: Infinity,
    }[key];
    return by === undefined ? false : go(recordFrom(state, by));
  }

  /* A press goes there at once; what follows is a drag. */
  const stepAt = (x) => {
    const { left, width } = scrub.element.getBoundingClientRect();
    const { records, last } = read();
    return nearestRecord(records, ((x - left) / width) * last);
  };
  let from = 0;
  scrub.element.addEventListener("click", (event) => go(stepAt(event.clientX)));
  scrub.element.addEventListener("pointerdown", (event) => {
    from = event.clientX;
  });
  followDrag(scrub.element, () => true, {
    onStart() {
      scrub.element.focus();
    },
    onMove(dx) {
      go(stepAt(from + dx));
    },
  });

  function draw() {
    const state = read();
    const { where, what } = sentences(state.run, state.step);
    heading.textContent = state.title;
    view.update(state);
    scrub.update(state.step, state.newest + 1, where);
    follow.hidden = !state.running;
    follow.disabled = state.shown === null;
    play.hidden = state.running || prefersReducedMotion();
    play.disabled = state.records.length < 2;
    behind.textContent = state.reference.length ? `Faint behind it: ${state.reference_title}.` : "";
    figure.readout(
      `${where} ${what}`,
      make("span", {}, where, make("span", { class: "what" }, what)),
    );
  }

  figure.onCleanup(bind(model, STATE, draw));
  figure.onCleanup(stop);
  return figure.destroy;
}

export default { render };
