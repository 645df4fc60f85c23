/* A row for each rule: whether it walks, its rate, and the steps that it needs. */

import { make, toggle } from "../../kit/frame.js";
import { slider } from "../../kit/slider.js";

export const RULE_NAMES = {
  plain: "Plain descent",
  momentum: "Momentum",
  rmsprop: "RMSprop",
  adam: "Adam",
};
const LOG_RATES = [-3, 0.5]; // powers of ten

/* {element, update(state, verdicts)}; onShow(rule, on), onRate(rule, rate), onMomentum(share). */
export function ruleRows({ onShow, onRate, onMomentum }) {
  const rows = Object.entries(RULE_NAMES).map(([rule, name]) => {
    const parts = {
      shown: toggle(name, false, (on) => onShow(rule, on)),
      rate: slider("rate", `Rate of ${name}`, [...LOG_RATES, 0.005], (power) =>
        onRate(rule, 10 ** power),
      ),
      verdict: make("span", { class: "verdict" }),
    };
    if (rule === "momentum") parts.share = slider("μ", "Momentum μ", [0, 0.99, 0.01], onMomentum);
    const element = make(
      "div",
      { class: `rule ${rule}` },
      parts.shown.element,
      make("span", { class: "slides" }, parts.rate.element, parts.share?.element ?? ""),
      parts.verdict,
    );
    return { rule, element, ...parts };
  });
  return {
    element: make("div", { class: "rules" }, ...rows.map(({ element }) => element)),
    update(state, verdicts) {
      for (const { rule, shown, rate, verdict, share } of rows) {
        shown.update(state.shown.includes(rule));
        const value = state[`${rule}_rate`];
        rate.update(Math.log10(value), String(Number(value.toPrecision(3))));
        share?.update(state.momentum, String(Number(state.momentum.toFixed(3))));
        verdict.textContent = verdicts[rule];
      }
    },
  };
}
