/* One node of the drawn graph: its name and formula, its value, and the gradient that has arrived.
 */

import { blockSize, drawBlock, label, svg, textWidth } from "./blocks.js";
import { tensorText } from "./words.js";

const PAD = 9;
const BETWEEN = 7;
const SUM_ROW = 17; // where a shared node says how many contributions have come

/* shown: all values that the card's gradient will take. stacked: the gradient under the value, for
   a narrow page; compact: small pictures, for a long graph. Returns {w, h, value, gradient: blocks
   with x and y, title: lines}. */
export function cardSize(node, shown, { stacked, compact, shared }) {
  const shape = node.val?.shape ?? node.shape;
  const value = blockSize([node.val], shape, compact);
  const gradient = blockSize(shown.length ? shown : [node.val], shape, compact);
  const lines = titleLines(node, stacked || compact);
  const head = PAD + lines.length * 18 + 3;
  const title = Math.max(...lines.map(([text, size]) => textWidth(text, size)));
  const across = stacked ? Math.max(value.w, gradient.w) : value.w + BETWEEN + gradient.w;
  const w = Math.max(across, title, 46) + 2 * PAD;
  const rest = shared ? SUM_ROW : 0;
  if (stacked) {
    Object.assign(value, { x: (w - value.w) / 2, y: head });
    Object.assign(gradient, { x: (w - gradient.w) / 2, y: head + value.h + BETWEEN });
    return { w, h: gradient.y + gradient.h + rest + PAD, value, gradient, lines };
  }
  const high = Math.max(value.h, gradient.h);
  const left = (w - across) / 2;
  Object.assign(value, { x: left, y: head + (high - value.h) / 2 });
  Object.assign(gradient, { x: left + value.w + BETWEEN, y: head + (high - gradient.h) / 2 });
  return { w, h: head + high + rest + PAD, value, gradient, lines };
}

function titleLines({ name, formula }, twoLines) {
  const short = (text, most) => (text.length > most ? `${text.slice(0, most - 1)}…` : text);
  if (!formula) return [[short(name, 20), 15]];
  if (twoLines)
    return [
      [short(name, 16), 15],
      [short(formula, 20), 13],
    ];
  return [[short(`${name} = ${formula}`, 26), 14]];
}

/* role: "input", "output" or ""; down: edges leave at the bottom, else on the right. Returns
   {element, update(state, view)}. */
export function card(node, id, size, role, down) {
  const box = svg("rect", { class: "box", width: size.w, height: size.h, rx: 10 });
  const title = size.lines.map(([text, points], i) => {
    const line = label(text, size.w / 2, PAD + 8 + i * 18, i === 0 ? "title" : "formula");
    line.setAttribute("style", `font-size: ${points}px`);
    return line;
  });
  const value = part("value", size.value);
  const gradient = part("gradient", size.gradient);
  const count = label("", size.w / 2, size.gradient.y + size.gradient.h + 11, "count");
  const [x, y] = down ? [size.w / 2, size.h] : [size.w, size.h / 2];
  const plus = svg(
    "g",
    { class: "plus", transform: `translate(${x} ${y})` },
    svg("circle", { r: 8 }),
    svg("path", { d: "M-4.5 0H4.5M0 -4.5V4.5" }),
  );
  const element = svg(
    "g",
    { class: `node ${role}`, role: "button", tabindex: "-1", "data-id": id },
    box,
    ...title,
    value.element,
    gradient.element,
    count,
    plus,
  );

  function update({ known, grads, gifts, expected }, { selected, active, failed }) {
    value.show(known[id] ? node.val : undefined, node.shape ?? node.val.shape, "?");
    gradient.show(
      grads[id] ?? (gifts[id].length ? null : undefined),
      node.shape ?? node.val.shape,
      "",
    );
    const arrived = gifts[id].reduce((sum, { slots }) => sum + slots.length, 0);
    const all = expected[id];
    count.textContent =
      all > 1 && arrived > 0 ? (arrived < all ? `${arrived} of ${all}` : `sum of ${all}`) : "";
    const states = {
      selected: selected === id,
      active: active === id,
      adds: all > 1 && arrived > 0,
      failed,
    };
    for (const [name, on] of Object.entries(states)) element.classList.toggle(name, on);
    element.setAttribute("aria-pressed", String(selected === id));
    const grad = gifts[id].length || grads[id] ? tensorText(grads[id]) : "not there yet";
    const worth = known[id] ? tensorText(node.val) : "not computed yet";
    element.setAttribute(
      "aria-label",
      `${size.lines.map(([text]) => text).join(" = ")}, value ${worth}, gradient ${grad}`,
    );
  }
  return { element, update };
}

/* A block that shows a tensor, a large array (null) or, for undefined, that nothing is there yet.
 */
function part(kind, size) {
  const back = svg("rect", { class: "back", width: size.w, height: size.h, rx: 5 });
  const content = svg("g");
  const element = svg(
    "g",
    { class: kind, transform: `translate(${size.x} ${size.y})` },
    back,
    content,
  );
  return {
    element,
    show(t, shape, instead) {
      element.classList.toggle("empty", t === undefined);
      content.replaceChildren(
        ...(t === undefined
          ? [label(instead, size.w / 2, size.h / 2, "number")]
          : drawBlock(t, size, shape)),
      );
    },
  };
}
