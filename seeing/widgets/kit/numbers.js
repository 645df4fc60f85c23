/* Numbers as a reader writes and reads them. */

/* At most three decimals and a true minus sign: −0.125, 25000, 1.2·10⁷. */
export function format(value) {
  const size = Math.abs(value);
  if (size >= 1e7) {
    const [digits, power] = value.toExponential(2).split("e+");
    return `${minus(String(Number(digits)))}·10${superscript(power)}`;
  }
  const text = String(Number(value.toFixed(3)));
  return text === "0" || text === "-0" ? (size > 0 ? "≈0" : "0") : minus(text);
}

/* As format, but a value that is a simple fraction and no short decimal is written as one: 1/9. */
export function formatEntry(value) {
  if (Number(value.toFixed(3)) === value) return format(value);
  for (const divisor of [3, 6, 7, 9, 12, 16, 18, 25, 27, 32, 36, 48, 49, 64, 81, 128, 256, 273]) {
    const top = Math.round(value * divisor);
    if (top !== 0 && Math.abs(value * divisor - top) < 1e-9 && Math.abs(top) < 1000) {
      return minus(`${top}/${divisor}`);
    }
  }
  return format(value);
}

/* Three digits, or two and a power of ten: 2.3, 0.0512, 1.2·10⁻⁵, 10⁶. */
export function brief(value) {
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "−∞";
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-3 || size >= 1e5)) {
    const [digits, power] = value.toExponential(1).split("e");
    const front = Number(digits) === 1 ? "" : `${minus(String(Number(digits)))}·`;
    return `${front}10${superscript(String(Number(power)))}`;
  }
  return minus(String(Number(value.toPrecision(3))));
}

/* A power of ten with its exponent: 10⁻³; 1 and 10, and what is none, as they are. */
export function powerOfTen(value) {
  const power = Math.round(Math.log10(value));
  if (Math.abs(Math.log10(value) - power) > 1e-9) return brief(value);
  return power === 0 || power === 1 ? String(10 ** power) : `10${superscript(String(power))}`;
}

/* "−1", "0,5", "1/9", "2e3" -> number; anything else -> NaN. */
export function parseNumber(text) {
  const plain = text.trim().replaceAll("−", "-").replace(",", ".");
  const parts = plain.split("/");
  if (
    parts.length > 2 ||
    parts.some((part) => !/^\s*[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?\s*$/i.test(part))
  ) {
    return NaN;
  }
  const value = parts.length === 2 ? Number(parts[0]) / Number(parts[1]) : Number(plain);
  return Number.isFinite(value) ? value : NaN;
}

/* The nearest of 0 … count − 1; 0 if there is none. */
export function clampTo(index, count) {
  return Math.max(0, Math.min(count - 1, index));
}

/* Are the rows of numbers equal, but for rounding? */
export function sameRows(a, b) {
  return (
    a.length === b.length &&
    a.every(
      (row, i) =>
        row.length === b[i].length && row.every((value, j) => Math.abs(value - b[i][j]) < 1e-9),
    )
  );
}

function minus(text) {
  return text.replace("-", "−");
}

function superscript(power) {
  return [...power].map((sign) => (sign === "-" ? "⁻" : "⁰¹²³⁴⁵⁶⁷⁸⁹"[sign])).join("");
}
