/* What a training run shows, in words. */

import { brief } from "../../kit/numbers.js";
import { cutAt, linesOf } from "./scales.js";

const VANISHED = 1000; // times smaller than the largest gradient
const EXPLODED = 1000; // times larger than at the start
const FEW = 5; // records that say nothing yet

/* 0.9234 -> "92.3 %". */
export function percent(share) {
  return Number.isFinite(share) ? `${Number((100 * share).toPrecision(3))} %` : brief(share);
}

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}

/* All that is numbers of a run at a step: {where, what}. */
export function sentences(run, step) {
  const past = run.map((line) => cutAt(line, step)).filter(({ steps: kept }) => kept.length);
  if (!past.length) return { where: "Waiting for the first step.", what: "" };
  const [loss] = linesOf(past, "loss");
  const numbers = [`loss ${brief(loss.values.at(-1))}`];
  for (const { values } of linesOf(past, "validation_loss"))
    numbers.push(`validation loss ${brief(values.at(-1))}`);
  for (const { values } of linesOf(past, "accuracy"))
    numbers.push(`accuracy ${percent(values.at(-1))}`);
  const where = `Step ${loss.steps.at(-1)}: ${numbers.join(", ")}.`;
  const [validation] = linesOf(past, "validation_loss");
  const what = [
    lossWords(loss),
    validationWords(validation, loss),
    gradientWords(linesOf(past, "gradient")),
  ];
  return { where, what: what.filter(Boolean).join(" ") };
}

/* How the loss has moved. The numbers are medians of some records, so that one record decides
   nothing; where they are of more than one, that is said. */
export function lossWords(line) {
  const finite = line.values.filter(Number.isFinite);
  const medians = Number.isFinite(line.values.at(-1)) && finite.length >= FEW;
  return medians ? `${movement(line)} (Medians of several records.)` : movement(line);
}

function movement({ steps, values }) {
  const last = values.at(-1);
  if (!Number.isFinite(last)) {
    const since = steps[values.findLastIndex(Number.isFinite) + 1];
    return `From step ${since} on the loss is ${notFinite(last)}: the run has diverged.`;
  }
  const finite = values.filter(Number.isFinite);
  if (finite.length < FEW) return "The run has just begun.";
  const width = windowOf(finite);
  const middles = finite.slice(width - 1).map((_, i) => median(finite.slice(i, i + width)));
  // Of few records, or how fast a run begins were hidden; of one where the run leaves it at once.
  const early = median(finite.slice(0, 3));
  const start = early > 2 * Math.abs(finite[0]) ? finite[0] : early;
  const now = middles.at(-1);
  const lowest = Math.min(...middles);
  const [a, b, c] = [start, now, lowest].map(brief);
  const slight = 0.05 * Math.abs(start);
  if (now > 2 * Math.abs(start)) return `The loss has risen from ${a} to ${b}: the run diverges.`;
  if (now - lowest > Math.max(slight, 0.5 * Math.abs(lowest))) {
    return start - lowest > slight
      ? `The loss fell from ${a} to ${c} and has risen again, to ${b}.`
      : `The loss has risen from ${a} to ${b}.`;
  }
  if (now - start > slight) return `The loss has risen from ${a} to ${b}.`;
  if (start - now <= slight) return `The loss has hardly moved: ${a} at the start, ${b} now.`;
  const before = middles[Math.floor((2 * middles.length) / 3)];
  if (before - now > 0.05 * (start - now))
    return `The loss is falling: ${a} at the start, ${b} now.`;
  return `The loss fell from ${a} to ${b}${middles.length < 20 ? "" : " and has levelled off"}.`;
}

/* Only the picture that matters: the validation loss turns while the loss goes on falling. */
export function validationWords(validation, loss) {
  const finite = validation?.values.filter(Number.isFinite) ?? [];
  if (finite.length < 3) return "";
  const lowest = Math.min(...finite);
  const turn = validation.steps[validation.values.indexOf(lowest)];
  const width = windowOf(loss.values);
  const then = median(cutAt(loss, turn).values.slice(-width));
  const now = median(loss.values.slice(-width));
  if (!(finite.at(-1) > 1.1 * lowest && now < then)) return "";
  return `The validation loss has risen since step ${turn} while the training loss went on falling: the network overfits.`;
}

/* Gradients that are gone, or out of bounds, by the names of their layers. */
export function gradientWords(layers) {
  const sizes = layers.map(({ name, values }) => {
    const width = windowOf(values);
    return {
      name,
      first: median(values.slice(0, width)),
      now: median(values.slice(-width)),
      last: values.at(-1),
    };
  });
  if (!sizes.length) return "";
  const broken = sizes.filter(({ last }) => !Number.isFinite(last));
  if (broken.length) return `The gradient of ${listed(broken)} is ${notFinite(broken[0].last)}.`;
  const none = sizes.filter(({ now }) => now === 0);
  if (none.length === sizes.length) return "Every gradient is 0.";
  if (none.length) return `No gradient reaches ${listed(none)}.`;
  const largest = sizes.reduce((a, b) => (b.now > a.now ? b : a));
  const gone = sizes.filter(({ now }) => largest.now >= VANISHED * now);
  if (gone.length) {
    const weakest = gone.reduce((a, b) => (b.now < a.now ? b : a));
    const times = roughly(largest.now / weakest.now);
    return gone.length === 1
      ? `The gradient of ${gone[0].name} has vanished: ${times} times smaller than that of ${largest.name}.`
      : `The gradients of ${listed(gone)} have vanished: that of ${weakest.name} is ${times} times smaller than that of ${largest.name}.`;
  }
  const wild = sizes.filter(({ first, now }) => now > EXPLODED * first);
  if (wild.length)
    return `The gradient of ${listed(wild)} has exploded: ${roughly(wild[0].now / wild[0].first)} times what it was at the start.`;
  return "";
}

/* Two digits of a large number: 66,000. */
function roughly(value) {
  return value < 1e6 ? Number(value.toPrecision(2)).toLocaleString("en") : brief(value);
}

function windowOf(values) {
  return Math.min(20, Math.max(1, Math.round(values.length / 10)));
}

function listed(layers) {
  const names = layers.map(({ name }) => name);
  return names.length > 1 ? `${names.slice(0, -1).join(", ")} and ${names.at(-1)}` : names[0];
}

function notFinite(value) {
  return Number.isNaN(value) ? "not a number (NaN)" : "infinite";
}
