/* Where a reader types an expression, and a value for each of its inputs. */

import { make } from "../../kit/frame.js";
import { parseNumber } from "../../kit/numbers.js";
import { graphOf } from "./graph.js";
import { fromNested } from "./tensors.js";
import { PlaceError } from "./tokens.js";

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
export class Writing {
  constructor({ onChange }) {
    this.onChange = onChange;
    this.wrong = make("p", { class: "wrong", "aria-live": "polite" });
    this.field = make("textarea", {
      class: "field",
      rows: "1",
      autocomplete: "off",
      autocapitalize: "off",
      spellcheck: "false",
      "aria-label": "Expression",
    });
    this.values = make("div", { class: "values" });
    this.element = make(
      "div",
      { class: "writing unprinted" },
      make("label", { class: "expression" }, make("span", {}, "Expression"), this.field),
      this.values,
      this.wrong,
    );
    this.now = { expression: "", inputs: {} };
    this.listen();
  }

  listen() {
    this.field.addEventListener("input", () => {
      fitHeight(this.field);
      this.offer({ expression: this.field.value, inputs: this.now.inputs }, this.field);
    });
    this.field.addEventListener("keydown", ({ key }) => {
      if (key !== "Escape") return;
      this.field.value = this.now.expression;
      fitHeight(this.field);
      this.settle(this.field);
    });
    this.values.addEventListener("keydown", ({ key, target }) => {
      if (key !== "Escape") return;
      target.value = written(this.now.inputs[target.dataset.name]);
      this.settle(target);
    });
    this.values.addEventListener("input", ({ target }) => {
      const value = parseValue(target.value);
      if (value === null) {
        this.complain(
          target,
          `“${target.value}” is no value: write a number such as −1 or a matrix such as [[1, 0], [0, 1]]`,
        );
        return;
      }
      this.offer(
        {
          expression: this.now.expression,
          inputs: { ...this.now.inputs, [target.dataset.name]: value },
        },
        target,
      );
    });
  }

  offer(next, source) {
    try {
      const { inputs } = graphOf(next.expression, next.inputs);
      this.now = { expression: next.expression, inputs: { ...next.inputs, ...inputs } };
    } catch (error) {
      if (!(error instanceof PlaceError)) throw error;
      this.complain(source, ...marked(next.expression, error));
      return;
    }
    this.settle(source);
    this.onChange(this.now);
  }

  complain(source, ...message) {
    source.setAttribute("aria-invalid", "true");
    this.wrong.replaceChildren(...message);
  }

  settle(source) {
    source.removeAttribute("aria-invalid");
    this.wrong.replaceChildren();
  }

  /* names: the inputs of the graph, in the order in which they are met. */
  update({ expression, inputs }, names, problem) {
    this.now = { expression, inputs };
    const root = this.element.getRootNode();
    if (root.activeElement !== this.field && !this.field.hasAttribute("aria-invalid"))
      this.field.value = expression;
    fitHeight(this.field);
    if (problem) this.complain(this.field, ...marked(expression, problem));
    const had = [...this.values.querySelectorAll("input")].map(({ dataset }) => dataset.name);
    if (String(had) !== String(names)) this.values.replaceChildren(...names.map(valueField));
    for (const input of this.values.querySelectorAll("input")) {
      if (root.activeElement === input || input.hasAttribute("aria-invalid")) continue;
      input.value = written(inputs[input.dataset.name]);
      input.style.setProperty("--letters", input.value.length);
    }
  }
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
