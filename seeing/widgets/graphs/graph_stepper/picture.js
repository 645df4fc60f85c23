/* The drawn graph: cards, edges, and the contributions that travel back along the edges. */

import { isPlainKey, make, prefersReducedMotion } from "../../kit/frame.js";
import { blockSize, drawBlock, svg } from "./blocks.js";
import { card, cardSize } from "./card.js";
import { labelPlaces, pointAt } from "./edges.js";
import { layoutOf } from "./layout.js";
import { ordered } from "./order.js";

const SMALLEST = 0.82; // below this scale numbers are too small: the picture scrolls instead
const LARGEST = 1.2;
const NARROW = 560; // px: a narrower page has the graph from top to bottom
const RIM = 6; // px around the picture, for the ring of a focused card

/* All that does not change from step to step: sizes, places, which nodes are shared. A wide page
   has layers from left to right, a narrow one from top to bottom. */
export function planOf(graph, states, width) {
  const room = (width - 2 * RIM) / SMALLEST;
  const order = ordered(
    graph.nodes.map(({ parents }) => parents),
    graph.output,
  );
  const ways =
    width < NARROW ? [{ down: true }, { down: true, stacked: true }] : [{}, { stacked: true }];
  const plans = ways.map((way) => drawn(graph, states, order, way));
  const fitting = plans.find(({ layout }) => layout.width <= room);
  if (fitting) return fitting;
  const last = plans.at(-1);
  // To scroll a little is better than to lose the numbers; to scroll far is not.
  return last.down || last.layout.width <= 1.3 * room
    ? last
    : drawn(graph, states, order, { compact: true });
}

function drawn({ nodes }, states, order, { down = false, stacked = false, compact = false }) {
  const { expected, gifts } = states.at(-1);
  const sizes = nodes.map((node, id) =>
    cardSize(node, states.map(({ grads }) => grads[id]).filter(Boolean), {
      stacked,
      compact,
      shared: expected[id] > 1,
    }),
  );
  const labels = gifts.map((own) =>
    largest(
      own.map(({ parts, total }) => blockSize([parts?.[0] ?? total], total?.shape ?? [], compact)),
    ),
  );
  const layout = layoutOf({ order, sizes, labels, down });
  return { sizes, layout, down, compact };
}

function largest(sizes) {
  return {
    w: Math.max(20, ...sizes.map(({ w }) => w)),
    h: Math.max(20, ...sizes.map(({ h }) => h)),
  };
}

/* onSelect(id) is called for a card that is pressed; update(view) draws a step. */
export class GraphPicture {
  constructor({ onSelect }) {
    this.edgesLayer = svg("g", { class: "edges" });
    this.cardsLayer = svg("g", { class: "cards" });
    this.chipsLayer = svg("g", { class: "chips", "aria-hidden": "true" });
    this.canvas = svg(
      "svg",
      { role: "group", "aria-label": "Graph" },
      this.edgesLayer,
      this.cardsLayer,
      this.chipsLayer,
    );
    this.element = make("div", { class: "scroll" }, this.canvas);
    this.built = {};
    this.canvas.addEventListener("click", (event) => {
      const node = event.target.closest(".node");
      if (node) onSelect(Number(node.dataset.id));
    });
    this.canvas.addEventListener("keydown", (event) => onKey(event, this.built, onSelect));
  }

  build(graph, plan) {
    const { layout, sizes, down } = plan;
    const edges = layout.edges.map((edge) => ({ ...edge, element: edgeElement(edge, down) }));
    const cards = graph.nodes.map((node, id) => {
      const made = card(
        node,
        id,
        sizes[id],
        id === graph.output ? "output" : node.parents.length ? "" : "input",
        down,
      );
      made.element.setAttribute(
        "transform",
        `translate(${layout.boxes[id].x} ${layout.boxes[id].y})`,
      );
      return made;
    });
    this.edgesLayer.replaceChildren(...edges.map(({ element }) => element));
    this.cardsLayer.replaceChildren(...cards.map(({ element }) => element));
    this.canvas.setAttribute("aria-label", `Graph of ${graph.nodes[graph.output].name}`);
    this.built = { graph, plan, edges, cards, step: null };
  }

  /* view: {graph, plan, state, selected} */
  update(view) {
    if (view.plan !== this.built.plan) this.build(view.graph, view.plan);
    fit(this.canvas, this.element, view);
    const { step, gifts } = view.state;
    const given = step.gifts ?? [];
    const failed = step.phase === "stopped" || (step.findings ?? []).length > 0;
    const focus = view.selected ?? step.node ?? 0;
    for (const [id, { element, update: draw }] of this.built.cards.entries()) {
      draw(view.state, {
        selected: view.selected,
        active: step.node,
        failed: failed && id === step.node,
      });
      element.setAttribute("tabindex", id === focus ? "0" : "-1");
    }
    for (const { element, to } of this.built.edges) {
      element.classList.toggle("forward", step.phase === "forward" && to === step.node);
      element.classList.toggle("back", step.phase === "backward" && to === step.node);
    }
    const moved = this.built.step !== null && this.built.step !== step;
    this.chipsLayer.replaceChildren(
      ...chipsOf(this.built, given, gifts, view.state.expected, moved),
    );
    if (moved && step.node !== null) keepInSight(this.element, this.built.cards[step.node].element);
    this.built.step = step;
  }
}

function edgeElement({ curves }, down) {
  const [start, end] = [curves[0][0], curves.at(-1)[3]];
  const path = curves
    .map(
      ([a, b, c, d], i) =>
        `${i === 0 ? `M${a.x} ${a.y}` : ""}C${b.x} ${b.y} ${c.x} ${c.y} ${d.x} ${d.y}`,
    )
    .join("");
  const head = (at, way) => {
    const turn = down ? (way > 0 ? 90 : -90) : way > 0 ? 0 : 180;
    return `translate(${at.x} ${at.y}) rotate(${turn})`;
  };
  const tip = "M0 0L-8 -4.5L-8 4.5Z";
  return svg(
    "g",
    { class: "edge" },
    svg("path", { class: "line", d: path }),
    svg("path", { class: "to-child", d: tip, transform: head(end, 1) }),
    svg("path", { class: "to-parent", d: tip, transform: head(start, -1) }),
  );
}

/* What this step gives, and what shared nodes have been given before: it stays until it is added.
 */
function chipsOf({ plan, edges }, given, gifts, expected, moved) {
  const shown = gifts.flatMap((own, to) =>
    own.filter((gift) => expected[to] > 1 || given.includes(gift)),
  );
  const labels = shown.flatMap((gift) =>
    (gift.parts ?? [gift.total]).map((t, i) => {
      const edge = edges.find(
        ({ from, to, slot }) => from === gift.to && to === gift.from && slot === gift.slots[i],
      );
      return {
        t,
        edge,
        curve: edge.curves[edge.turn],
        now: given.includes(gift),
        ...blockSize([t], t?.shape ?? [], plan.compact),
      };
    }),
  );
  const places = labelPlaces(labels, plan.layout.boxes);
  return labels.map(({ t, edge, now, w, h, ...size }, i) => {
    const { x, y } = places[i];
    const chip = svg(
      "g",
      { class: now ? "chip now" : "chip" },
      svg(
        "g",
        { transform: `translate(${x - w / 2} ${y - h / 2})` },
        svg("rect", { class: "back", width: w, height: h, rx: 6 }),
        ...drawBlock(t, { w, h, ...size }, t?.shape ?? []),
      ),
    );
    if (now && moved) travel(chip, edge, { x, y });
    return chip;
  });
}

/* From the child along the edge to where the label stands. */
function travel(chip, { curves }, end) {
  if (prefersReducedMotion() || !chip.animate) return;
  const way = [...curves]
    .reverse()
    .flatMap((curve) => [1, 0.75, 0.5, 0.25].map((t) => pointAt(curve, t)));
  const near = way.map(({ x, y }) => Math.hypot(x - end.x, y - end.y));
  const path = [...way.slice(0, near.indexOf(Math.min(...near)) + 1), end];
  chip.animate(
    path.map(({ x, y }) => ({ transform: `translate(${x - end.x}px, ${y - end.y}px)` })),
    { duration: 650, easing: "ease-in-out" },
  );
}

function fit(canvas, scroll, { plan: { layout, down }, width }) {
  const [w, h] = [layout.width + 2 * RIM, layout.height + 2 * RIM];
  const scale = Math.max(SMALLEST, Math.min(down ? 1 : LARGEST, width / w));
  canvas.setAttribute("viewBox", `${-RIM} ${-RIM} ${w} ${h}`);
  canvas.setAttribute("width", Math.floor(w * scale));
  canvas.setAttribute("height", Math.ceil(h * scale));
  scroll.classList.toggle("wider", w * scale > width + 1);
}

function keepInSight(scroll, element) {
  const [frame, box] = [scroll.getBoundingClientRect(), element.getBoundingClientRect()];
  if (box.left < frame.left || box.right > frame.right)
    scroll.scrollLeft += box.left + box.width / 2 - frame.left - frame.width / 2;
  if (box.top < frame.top || box.bottom > frame.bottom)
    scroll.scrollTop += box.top + box.height / 2 - frame.top - frame.height / 2;
}

/* Enter and space select; arrows go to the nearest card that way. */
function onKey(event, { cards, plan }, onSelect) {
  const node = event.target.closest(".node");
  if (!node || !isPlainKey(event)) return;
  const id = Number(node.dataset.id);
  const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[
    event.key
  ];
  if (event.key === "Enter" || event.key === " ") onSelect(id);
  else if (!way) return;
  event.preventDefault();
  const next = way && nearest(plan.layout.boxes, id, way);
  if (next === undefined || next === false) return;
  for (const [other, { element }] of cards.entries())
    element.setAttribute("tabindex", other === next ? "0" : "-1");
  cards[next].element.focus();
}

export function nearest(boxes, id, [right, down]) {
  const middle = ({ x, y, w, h }) => [x + w / 2, y + h / 2];
  const [x, y] = middle(boxes[id]);
  const costs = boxes.map((box, other) => {
    const [dx, dy] = middle(box).map((place, axis) => place - [x, y][axis]);
    const ahead = dx * right + dy * down;
    return other === id || ahead <= 1 ? Infinity : ahead + 2 * Math.abs(dx * down + dy * right);
  });
  const least = Math.min(...costs);
  return Number.isFinite(least) ? costs.indexOf(least) : undefined;
}
