// Words: which of those that were typed the course knows, and which known one is nearest to another.

// As the index has it: a sign inside a word parts it, but for a decimal point, a hyphen, a quote.
const SIGN_INSIDE =
  /(?<=[\p{L}\p{N}_])(?!(?<=\p{N})\.\p{N})[^\p{L}\p{N}_\s’'-]+(?=[\p{L}\p{N}_])/gu;
const ENDING = /(?:ings?|ed|es|e?rs?|ly|s)$/;
const SHORT = 4; // letters: of these one may be wrong, of more two

/** Return what was typed as words with one blank between them, such as "optimizer zero_grad()". */
export function asIndexed(typed) {
  return typed.replace(SIGN_INSIDE, " ").trim().split(/\s+/).filter(Boolean).join(" ");
}

/** Return the bare words of a text, in lower case. */
export function bareWords(text) {
  return text.toLowerCase().match(/[\p{L}\p{N}_]+/gu) ?? [];
}

/** Whether a word, perhaps with another ending, begins one that is known. */
export function isKnown(word, known) {
  const begins = (start) => known.some((one) => one.startsWith(start));
  const stem = word.replace(ENDING, "");
  return begins(word) || (stem.length >= SHORT && begins(stem));
}

/** Count the letters to change, add, leave out or exchange with the next, to make one of another. */
export function distance(one, other) {
  let before = [];
  let last = Array.from({ length: other.length + 1 }, (_, i) => i);
  for (let i = 1; i <= one.length; i++) {
    const row = [i];
    for (let j = 1; j <= other.length; j++) {
      const change = last[j - 1] + (one[i - 1] === other[j - 1] ? 0 : 1);
      row[j] = Math.min(change, last[j] + 1, row[j - 1] + 1);
      const exchanged =
        i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
      if (exchanged) row[j] = Math.min(row[j], before[j - 2] + 1);
    }
    [before, last] = [last, row];
  }
  return last[other.length];
}

/** Return the known word that is nearest to a word, or null where none is near.
 *
 * known: the frequent words first; of two that are as near, the first is returned
 */
export function nearest(word, known) {
  const most = word.length <= SHORT ? 1 : 2;
  let [found, least] = [null, most + 1];
  if (/^\d+$/.test(word)) return found; // another number is no better spelling
  for (const one of known) {
    if (one.length < 3 || Math.abs(one.length - word.length) >= least) continue;
    const changes = distance(word, one);
    if (changes < least) [found, least] = [one, changes];
  }
  return found;
}
