/* The state of a figure in a link: made, checked, and brought back. A page loads this module when a
   link is copied or opened; no figure imports it.

   The fragment names the figure and holds, as base64url of JSON, the traits that differ from its
   beginning; of those only that Reset and Undo know. A state is checked by the rules that the
   figure's Python class has for its traits, and if one is broken, the figure stands as it begins.
   Pictures are bytes and stay in the page: no link holds one.

   A figure here is {model, names, beginning, place, say}; beginning: its traits by name; place: its
   element on the page; say(sentence): under it. */

const OPENED = "Set up as the link says. Reset brings back how it begins.";
const REFUSED = "The link holds no state that this figure can have, so it stands as it begins.";
const OWN = "Your picture is not in it: drawings and photographs stay in this page.";

/* What a link says */

/* JSON -> text for a fragment, that no mail or chat breaks. */
function encode(state) {
  const bytes = new TextEncoder().encode(JSON.stringify(state));
  const text = btoa(String.fromCharCode(...bytes));
  return text.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/* The other way; null for what is no text of ours. */
function decode(text) {
  try {
    const bytes = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
    const json = new TextDecoder().decode(Uint8Array.from(bytes, (char) => char.charCodeAt(0)));
    const state = JSON.parse(json);
    return isRecord(state) ? state : null;
  } catch {
    return null;
  }
}

const isRecord = (value) => Object(value) === value && !Array.isArray(value);
const isBytes = (value) => value?.data instanceof DataView;
const same = (a, b) => a === b || (!isBytes(a) && JSON.stringify(a) === JSON.stringify(b));

/* The traits that differ from the beginning; own: is one of them a picture, or another shown? */
function changes({ model, names, beginning, place }) {
  const changed = names.filter((name) => !same(model.get(name), beginning[name]));
  const told = changed.filter((name) => !isBytes(model.get(name)));
  return {
    state: Object.fromEntries(told.map((name) => [name, model.get(name)])),
    own: told.length < changed.length || "ownPicture" in place.dataset,
  };
}

/* What a state may be */

const isWithin = (size, [low, high]) => low <= size && size <= high;

/* The length of each axis of nested lists of finite numbers; null for anything else. */
function shapeOf(value) {
  if (!Array.isArray(value)) return Number.isFinite(value) ? [] : null;
  const shapes = value.map(shapeOf);
  const alike = shapes.length > 0 && shapes.every((one) => one && same(one, shapes[0]));
  return alike ? [value.length, ...shapes[0]] : null;
}

/* The kinds of values, each with what its rule says; site_extension/figures/link_rules.py writes them. */
const KINDS = {
  choice: (value, { of }) => of.includes(value),
  boolean: (value) => typeof value === "boolean",
  text: (value, { longest }) => typeof value === "string" && value.length <= longest,
  integer: (value, rule) => Number.isSafeInteger(value) && KINDS.number(value, rule),
  number: (value, { low = -Infinity, high = Infinity, above = -Infinity, below = Infinity }) =>
    Number.isFinite(value) && low <= value && value <= high && above < value && value < below,
  numbers(value, { axes, most = Infinity, of = {} }) {
    const shape = shapeOf(value);
    if (!shape) return false;
    const entries = [value].flat(Infinity);
    const fits = shape.length === axes.length && shape.every((n, i) => isWithin(n, axes[i]));
    return fits && entries.length <= most && entries.every((entry) => KINDS.number(entry, of));
  },
  list: (value, { of, long, once }) =>
    Array.isArray(value) &&
    isWithin(value.length, long) &&
    value.every((item) => isFit(item, of)) &&
    (!once || new Set(value).size === value.length),
  tuple: (value, { of }) =>
    Array.isArray(value) && value.length === of.length && of.every((r, i) => isFit(value[i], r)),
  record: (value, { of }) =>
    isRecord(value) &&
    same(Object.keys(value).toSorted(), Object.keys(of).toSorted()) &&
    Object.keys(of).every((name) => isFit(value[name], of[name])),
  map: (value, { of }) => isRecord(value) && Object.values(value).every((item) => isFit(item, of)),
  either: (value, { of }) => of.some((rule) => isFit(value, rule)),
  nothing: (value) => value === null,
};

const isFit = (value, rule) => KINDS[rule.is](value, rule);

/* Can the figure have this state? windows: which trait counts the places of a part in a whole. */
export function isPossible(state, { traits, windows }) {
  const sizes = (name) => [state[name].length, state[name][0].length];
  return (
    Object.keys(state).every(
      (name) => Object.hasOwn(traits, name) && isFit(state[name], traits[name]),
    ) &&
    Object.entries(windows).every(
      ([place, { whole, part, axis }]) => state[place] <= sizes(whole)[axis] - sizes(part)[axis],
    )
  );
}

/* Making and opening links */

/* Copy a link to the state that a figure has now. */
export async function copyLink(figure) {
  const { state, own } = changes(figure);
  const link = new URLSearchParams({ figure: figure.place.dataset.figure });
  if (Object.keys(state).length) link.set("state", encode(state));
  const address = Object.assign(new URL(location.href), { hash: link }).href;
  let done = "Link copied.";
  try {
    await navigator.clipboard.writeText(address);
  } catch {
    history.replaceState(null, "", address); // no clipboard: not allowed, or no secure address
    done = "The link stands in the address bar now.";
  }
  figure.say(own ? `${done} ${OWN}` : done);
}

/* Set a figure up as a link says, or as it begins. Reset goes back to the beginning, and so does
   Undo. Until the reader touches it, what it tells of itself is the link's. */
export async function openLink(figure, fragment, rulesAddress) {
  const { model, names, beginning, place } = figure;
  const text = new URLSearchParams(fragment.slice(1)).get("state");
  const state = text === null ? {} : decode(text);
  const plain = Object.fromEntries(
    names.filter((n) => !isBytes(beginning[n])).map((n) => [n, beginning[n]]),
  );
  const rules = state && (await (await fetch(rulesAddress)).json());
  const known = rules && Object.keys(state).every((name) => Object.hasOwn(plain, name));
  const possible = known && isPossible({ ...plain, ...state }, rules);
  if (possible) place.dataset.linked = "";
  for (const [name, value] of Object.entries({ ...beginning, ...(possible && state) }))
    model.set(name, value);
  model.save_changes();
  if (!possible) figure.say(REFUSED);
  else if (Object.keys(state).length) figure.say(OPENED);
}
