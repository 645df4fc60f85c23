/* A slider with its name and what it says. */

import { make } from "./frame.js";

/* {element, update(value, text)}; onInput(value). */
export function slider(name, label, [min, max, step], onInput) {
  const input = make("input", { type: "range", min, max, step, "aria-label": label });
  const value = make("span", { class: "value", "aria-hidden": "true" });
  input.addEventListener("input", () => onInput(Number(input.value)));
  return {
    element: make("span", { class: "slide" }, make("span", {}, name), input, value),
    update(at, text) {
      input.value = String(at);
      input.setAttribute("aria-valuetext", text);
      value.textContent = text;
    },
  };
}

export const SLIDER_STYLE = `
.slide { display: flex; align-items: center; gap: 8px; min-width: 0; font-size: 14px; }
.slide input { flex: 1 1 0; width: 0; min-width: 0; min-height: 26px; margin: 0; accent-color: var(--who, var(--sk-muted)); }
.slide .value { min-width: 3.4em; text-align: right; }
`;
