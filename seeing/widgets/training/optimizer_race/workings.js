/* One step of a rule, written out with its numbers. */

/* [what is remembered, the move]: two lines of a step of `walk`, with the settings it had; before is
   the step before it, or none. */
export function stepLines(rule, { g, memory, move }, { rate, momentum }, before) {
  const by = `move = −${number(rate)} · `;
  const moved = ` = ${pair(move)}`;
  if (rule === "plain") return [`g = ${pair(g)}`, `${by}g${moved}`];
  if (rule === "momentum") {
    const old = before?.memory.v ?? [0, 0];
    return [
      `v = ${number(momentum)} · ${pair(old)} + ${pair(g)} = ${pair(memory.v)}`,
      `${by}v${moved}`,
    ];
  }
  if (rule === "rmsprop")
    return [`g = ${pair(g)}, √s = ${pair(memory.s.map(Math.sqrt))}`, `${by}g / √s${moved}`];
  return [
    `m̂ = ${pair(memory.mean)}, √ŝ = ${pair(memory.square.map(Math.sqrt))}`,
    `${by}m̂ / √ŝ${moved}`,
  ];
}

export function pair(values) {
  return `(${values.map(number).join(", ")})`;
}

/* Three digits that count: 0.0769, −2.78, 4.1e−5. */
function number(value) {
  const small = value !== 0 && Math.abs(value) < 1e-3;
  const text = small ? value.toExponential(1) : String(Number(value.toPrecision(3)));
  return text.replaceAll("-", "−");
}
