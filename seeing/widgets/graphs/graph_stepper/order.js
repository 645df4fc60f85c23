/* Which layer each node stands in, and in what order within it: few crossings, the same each time.

   After Sugiyama, Tagawa and Toda 1981: an edge over several layers gets a place in each of them,
   and layers are sorted by the mean place of their neighbours, back and forth. */

const SWEEPS = 8;
const WORK = 2000; // places to sort, over all starts: a large graph gets fewer starts

/* parents: [[ids], …], parents before children. A result stands after the last of its parents; a
   leaf directly before its first child, so that its edges are short. Returns a layer for each node.
   */
export function layersOf(parents) {
  const layers = [];
  for (const [id, own] of parents.entries())
    layers[id] = Math.max(-1, ...own.map((parent) => layers[parent])) + 1;
  const first = parents.map(() => Infinity);
  for (const [id, own] of parents.entries())
    for (const parent of own) first[parent] = Math.min(first[parent], layers[id]);
  return layers.map((layer, id) =>
    parents[id].length === 0 && Number.isFinite(first[id]) ? first[id] - 1 : layer,
  );
}

/* Returns {rows, bundles}. rows: for each layer its items in order, {node} or {bundle}, a place
   that a long edge passes through; bundles: for each pair of nodes with edges between them {from,
   to, slots, chain: its items from parent to child}. */
export function ordered(parents, output) {
  const layers = layersOf(parents);
  const rows = Array.from({ length: layers[output] + 1 }, () => []);
  const items = parents.map((_, node) => ({ node, layer: layers[node], before: [], after: [] }));
  const bundles = [];
  const placed = new Set();
  // From the output, depth first, parents in order: a tree has no crossing then.
  const visit = (id) => {
    if (placed.has(id)) return;
    placed.add(id);
    rows[layers[id]].push(items[id]);
    for (const from of new Set(parents[id])) {
      const slots = parents[id].flatMap((parent, slot) => (parent === from ? [slot] : []));
      const bundle = { from, to: id, slots, chain: [] };
      bundle.chain = chainOf(bundle, items, layers, rows);
      bundles.push(bundle);
      visit(from);
    }
  };
  visit(output);
  return { rows: untangled(rows), bundles };
}

function chainOf(bundle, items, layers, rows) {
  const chain = [items[bundle.to]];
  for (let layer = layers[bundle.to] - 1; layer > layers[bundle.from]; layer -= 1) {
    const item = { bundle, layer, before: [], after: [] };
    rows[layer].push(item);
    chain.unshift(item);
  }
  chain.unshift(items[bundle.from]);
  for (let i = 1; i < chain.length; i += 1) {
    chain[i - 1].after.push(chain[i]);
    chain[i].before.push(chain[i - 1]);
  }
  return chain;
}

/* The order with the fewest crossings that the sweeps come by, from the given order first. */
function untangled(start) {
  let best = { rows: start, count: crossings(start) };
  const random = sequence(1);
  const starts = Math.min(24, Math.ceil(WORK / start.flat().length));
  for (let attempt = 0; attempt < starts && best.count > 0; attempt += 1) {
    let rows = attempt === 0 ? start : start.map((row) => shuffled(row, random));
    for (let sweep = 0; sweep < SWEEPS && best.count > 0; sweep += 1) {
      rows = swapped(swept(rows, (sweep + attempt) % 2 === 0 ? "before" : "after"));
      const count = crossings(rows);
      if (count < best.count) best = { rows, count };
    }
  }
  return best.rows;
}

/* Numbers from 0 to 1, the same ones each time: Park and Miller 1988. */
function sequence(seed) {
  let state = seed;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}

function shuffled(row, random) {
  const mixed = [...row];
  for (let i = mixed.length - 1; i > 0; i -= 1) {
    const j = Math.floor(random() * (i + 1));
    [mixed[i], mixed[j]] = [mixed[j], mixed[i]];
  }
  return mixed;
}

function swept(rows, side) {
  const next = rows.map((row) => [...row]);
  const layers = [...next.keys()];
  if (side === "after") layers.reverse();
  const place = places(next);
  for (const layer of layers) {
    const mean = new Map(
      next[layer].map((item) => [
        item,
        meanOf(
          item[side].map((other) => place.get(other)),
          place.get(item),
        ),
      ]),
    );
    next[layer].sort((a, b) => mean.get(a) - mean.get(b) || place.get(a) - place.get(b));
    for (const [index, item] of next[layer].entries()) place.set(item, index);
  }
  return next;
}

/* Change two neighbours while that saves a crossing. */
function swapped(rows) {
  const next = rows.map((row) => [...row]);
  const place = places(next);
  for (let better = true; better;) {
    better = false;
    for (const row of next) {
      for (let i = 1; i < row.length; i += 1) {
        const [a, b] = [row[i - 1], row[i]];
        if (between(b, a, place) >= between(a, b, place)) continue;
        [row[i - 1], row[i]] = [b, a];
        place.set(b, i - 1).set(a, i);
        better = true;
      }
    }
  }
  return next;
}

/* Crossings between the edges of two neighbours with `left` before `right`. */
function between(left, right, place) {
  return ["before", "after"].reduce(
    (sum, side) =>
      sum +
      left[side].reduce(
        (count, a) => count + right[side].filter((b) => place.get(b) < place.get(a)).length,
        0,
      ),
    0,
  );
}

function meanOf(values, otherwise) {
  return values.length ? values.reduce((sum, value) => sum + value, 0) / values.length : otherwise;
}

function places(rows) {
  return new Map(rows.flatMap((row) => row.map((item, index) => [item, index])));
}

/* How many pairs of edges between neighbouring layers cross. */
export function crossings(rows) {
  const place = places(rows);
  let count = 0;
  for (const row of rows) {
    const edges = row.flatMap((item) =>
      item.after.map((other) => [place.get(item), place.get(other)]),
    );
    for (let i = 0; i < edges.length; i += 1) {
      for (let j = 0; j < i; j += 1) {
        if ((edges[i][0] - edges[j][0]) * (edges[i][1] - edges[j][1]) < 0) count += 1;
      }
    }
  }
  return count;
}
