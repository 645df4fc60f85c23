/* Where a reader types an expression, and a value for each of its inputs. */

import { graphOf } from "./graph.js";
import { PlaceError } from "./tokens.js";
import { make } from "../../kit/frame.js";
import { parseNumber } from "../../kit/numbers.js";
import { fromNested } from "./tensors.js";

/* "2", "[1, 2]" or "[[1, 0], [0, 1]]" -> number or nested lists; null if it is none of these. */
export function parseValue(text) {
  const number = parseNumber(text);
  if (!Number.isNaN(number)) return number;
  try {
    const nested = JSON.parse(text.replaceAll("−", "-"));
    const t = Array.isArray(nested) ? fromNested(nested) : null;
    return t?.data.length &&
      t.data.every(Number.isFinite) &&
      nested.flat(9).every((entry) => typeof entry === "number")
      ? nested
      : null;
  } catch {
    return null;
  }
}

/* onChange({expression, inputs}) is called with what can be computed, and with nothing else. */
export function writing({ onChange }) {
  const wrong = make("p", { class: "wrong", "aria-live": "polite" });
  const field = make("textarea", {
    class: "field",
    rows: "1",
    autocomplete: "off",
    autocapitalize: "off",
    spellcheck: "false",
    "aria-label": "Expression",
  });
  const values = make("div", { class: "values" });
  const element = make(
    "div",
    { class: "writing unprinted" },
    make("label", { class: "expression" }, make("span", {}, "Expression"), field),
    values,
    wrong,
  );
  let now = { expression: "", inputs: {} };

  field.addEventListener("input", () => {
    fitHeight(field);
    offer({ expression: field.value, inputs: now.inputs }, field);
  });
  field.addEventListener("keydown", ({ key }) => {
    if (key !== "Escape") return;
    field.value = now.expression;
    fitHeight(field);
    settle(field);
  });
  values.addEventListener("keydown", ({ key, target }) => {
    if (key !== "Escape") return;
    target.value = written(now.inputs[target.dataset.name]);
    settle(target);
  });
  values.addEventListener("input", ({ target }) => {
    const value = parseValue(target.value);
    if (value === null) {
      complain(
        target,
        `“${target.value}” is no value: write a number such as −1 or a matrix such as [[1, 0], [0, 1]]`,
      );
      return;
    }
    offer(
      { expression: now.expression, inputs: { ...now.inputs, [target.dataset.name]: value } },
      target,
    );
  });

  function offer(next, source) {
    try {
      const { inputs } = graphOf(next.expression, next.inputs);
      now = { expression: next.expression, inputs: { ...next.inputs, ...inputs } };
    } catch (error) {
      if (!(error instanceof PlaceError)) throw error;
      complain(source, ...marked(next.expression, error));
      return;
    }
    settle(source);
    onChange(now);
  }

  function complain(source, ...message) {
    source.setAttribute("aria-invalid", "true");
    wrong.replaceChildren(...message);
  }

  function settle(source) {
    source.removeAttribute("aria-invalid");
    wrong.replaceChildren();
  }

  /* names: the inputs of the graph, in the order in which they are met. */
  function update({ expression, inputs }, names, problem) {
    now = { expression, inputs };
    const root = element.getRootNode();
    if (root.activeElement !== field && !field.hasAttribute("aria-invalid"))
      field.value = expression;
    fitHeight(field);
    if (problem) complain(field, ...marked(expression, problem));
    const had = [...values.querySelectorAll("input")].map(({ dataset }) => dataset.name);
    if (String(had) !== String(names)) values.replaceChildren(...names.map(valueField));
    for (const input of values.querySelectorAll("input")) {
      if (root.activeElement === input || input.hasAttribute("aria-invalid")) continue;
      input.value = written(inputs[input.dataset.name]);
      input.style.setProperty("--letters", input.value.length);
    }
  }
  return { element, update };
}

/* In full: what is edited is the number itself, not its three decimals. */
function written(value) {
  return JSON.stringify(value).replaceAll(",", ", ").replaceAll("-", "−");
}

/* As many lines as are written: a long expression wraps on a phone. */
function fitHeight(field) {
  field.style.height = "auto";
  if (field.scrollHeight) field.style.height = `${field.scrollHeight + 2}px`; // 2: the border
}

function valueField(name) {
  const input = make("input", {
    class: "field",
    type: "text",
    autocomplete: "off",
    spellcheck: "false",
    "data-name": name,
    "aria-label": `Value of ${name}`,
  });
  return make("label", {}, make("b", {}, `${name} =`), input);
}

/* The message, and the expression with the place marked. */
function marked(expression, { message, start, end }) {
  const place = make("mark", {}, expression.slice(start, end) || "␣");
  return [
    `${message}. `,
    make("code", {}, expression.slice(0, start), place, expression.slice(end)),
  ];
}
