/* The way of each edge from its parent to its child, and where its label stands. */

const BEND = 0.5; // of a gap: how far an edge runs straight on before it turns

/* In coordinates (along, across), as curves of four points; see layoutOf. Each edge leaves and
   enters at a place of its own, sorted so that none cross at a card. */
export function edgesOf({ bundles, across, starts, depths, turned, spread }) {
  const edges = bundles.flatMap(({ from, to, slots, chain }) =>
    slots.map((slot, lane) => ({
      from,
      to,
      slot,
      chain,
      away: (lane - (slots.length - 1) / 2) * spread[from],
    })),
  );
  const ports = (end, next) =>
    portsOf(edges, end, (edge) => across.get(next(edge)), turned, spread);
  const leaving = ports("from", ({ chain }) => chain[1]);
  const entering = ports("to", ({ chain }) => chain.at(-2));
  return edges.map((edge) => {
    const { chain, away } = edge;
    const stops = chain.map((item, i) => {
      const shift =
        i === 0 ? leaving.get(edge) : i === chain.length - 1 ? entering.get(edge) : away;
      const [start, depth] = [starts[item.layer], depths[item.layer]];
      const inset = item.node === undefined ? 0 : (depth - turned[item.node].along) / 2;
      return { side: across.get(item) + shift, start, end: start + depth, inset };
    });
    const bow = chain.length > 2 ? 0 : bowOf(edge, edges, leaving, entering);
    return {
      from: edge.from,
      to: edge.to,
      slot: edge.slot,
      curves: curvesOf(stops, bow),
      turn: stops[0].inset > 0 ? 1 : 0,
    };
  });
}

/* How far from the middle of its card's side each edge starts, or ends. */
function portsOf(edges, end, placeOf, turned, spread) {
  const found = new Map();
  for (const id of new Set(edges.map((edge) => edge[end]))) {
    const own = edges
      .filter((edge) => edge[end] === id)
      .sort((a, b) => placeOf(a) - placeOf(b) || a.to - b.to || a.slot - b.slot);
    const wish = Math.max(...own.map(({ from }) => spread[from]));
    const room = Math.min(wish, (turned[id].across - 20) / Math.max(1, own.length - 1));
    for (const [i, edge] of own.entries()) found.set(edge, (i - (own.length - 1) / 2) * room);
  }
  return found;
}

/* Edges between the same two nodes bow out like a lens where the cards are too small to hold them
   apart: how far the control points go, of which a curve's middle follows three quarters. */
function bowOf(edge, edges, leaving, entering) {
  const same = edges.filter(({ from, to }) => from === edge.from && to === edge.to);
  const middle = (one) => (leaving.get(one) + entering.get(one)) / 2;
  const now = middle(edge) - same.reduce((sum, one) => sum + middle(one), 0) / same.length;
  return Math.abs(edge.away) > Math.abs(now) ? (edge.away - now) / 0.75 : 0;
}

/* Straight through a layer, so that an edge touches no card; turning only in the gaps. */
function curvesOf(stops, bow) {
  const curves = [];
  const straight = (from, to, side) => {
    if (to > from)
      curves.push([
        [from, side],
        [from, side],
        [to, side],
        [to, side],
      ]);
  };
  for (let i = 1; i < stops.length; i += 1) {
    const [a, b] = [stops[i - 1], stops[i]];
    const turn = (b.start - a.end) * BEND;
    straight(a.end - a.inset, a.end, a.side);
    curves.push([
      [a.end, a.side],
      [a.end + turn, a.side + bow],
      [b.start - turn, b.side + bow],
      [b.start, b.side],
    ]);
    straight(b.start, i === stops.length - 1 ? b.start + b.inset : b.end, b.side);
  }
  return curves;
}

/* A point of a cubic Bézier, 0 ≤ t ≤ 1. */
export function pointAt([a, b, c, d], t) {
  const s = 1 - t;
  const mix = (axis) =>
    s ** 3 * a[axis] + 3 * s ** 2 * t * b[axis] + 3 * s * t ** 2 * c[axis] + t ** 3 * d[axis];
  return { x: mix("x"), y: mix("y") };
}

/* Where the labels of edges stand: in the first gap after the parent, clear of each other and of
   all cards where that can be. labels: [{curve, w, h}]; returns a point for each, the label's
   middle. */
export function labelPlaces(labels, boxes) {
  const taken = boxes.map(({ x, y, w, h }) => ({ x: x + w / 2, y: y + h / 2, w, h }));
  return labels.map(({ curve, w, h }) => {
    const tries = [0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8].map((t) => ({ ...pointAt(curve, t), w, h }));
    const hits = tries.map((place) => taken.reduce((sum, other) => sum + overlap(place, other), 0));
    const best = tries[hits.indexOf(Math.min(...hits))];
    taken.push(best);
    return best;
  });
}

function overlap(a, b) {
  const x = (a.w + b.w) / 2 - Math.abs(a.x - b.x);
  const y = (a.h + b.h) / 2 - Math.abs(a.y - b.y);
  return x > 0 && y > 0 ? x * y : 0;
}
