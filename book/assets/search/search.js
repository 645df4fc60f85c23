// Search by section: what the dialog shows while one types, and how one moves in it.
//
// Loaded when the search field is first opened, and with it Pagefind and the list of words. Each hit
// is an option of a list that the field controls, and a link to the heading of its section.

import { asIndexed, bareWords, isKnown, nearest } from "./words.js";

const INDEX = new URL("../pagefind/", import.meta.url);
const SITE = new URL("../../", import.meta.url);
const MOST = 12; // sections
const PAUSE_MS = 80; // after each key
const JOINER = "\u2060"; // with a blank after it, where `search.py` broke a word
const BREAK = new RegExp(`${JOINER}(</mark>)? `, "g");

const dialog = document.getElementById("pst-search-dialog");
const field = dialog.querySelector("[role=combobox]");
const list = dialog.querySelector("[role=listbox]");
const said = dialog.querySelector("[role=status]");

async function load() {
  const [pagefind, words] = await Promise.all([
    import(new URL("pagefind.js", INDEX)),
    fetch(new URL("words.txt", INDEX)).then((answer) => {
      if (!answer.ok) throw new Error(`${answer.url}: ${answer.status}`);
      return answer.text();
    }),
  ]);
  // Pages for teaching have their headings in a field of their own, see `search.py`.
  await pagefind.options({ baseUrl: SITE.pathname, ranking: { metaWeights: { heading: 0 } } });
  await pagefind.init();
  return { pagefind, known: words.split("\n") };
}

const loading = load();
let latest; // the search that was begun last
let asked = 0; // searches
let chosen = -1; // the number of an option

/** Return a span of the class that a part of an option has. */
function span(name, ...content) {
  const element = document.createElement("span");
  element.className = `search-option__${name}`;
  element.append(...content);
  return element;
}

/** Return a text in pieces, with each word that begins as one of `words` marked. */
function marked(text, words) {
  const typed = new RegExp(`(?<![\\p{L}\\p{N}])((?:${words.join("|")})[\\p{L}\\p{N}]*)`, "iu");
  return text.split(typed).map((piece, i) => {
    if (i % 2 === 0) return piece;
    return Object.assign(document.createElement("mark"), { textContent: piece });
  });
}

function headingOf(hit) {
  return (hit.meta.title ?? hit.meta.heading).replace(BREAK, "");
}

/** Whether a section has the very words as its heading, or its code defines what they name. */
function isMeant(hit, words) {
  const name = words.join(" ");
  return (
    bareWords(headingOf(hit)).join(" ") === name || Boolean(hit.filters.defines?.includes(name))
  );
}

/** Return the link to a section that was found; in the index its page is a folder. */
function linkTo(hit, words) {
  const link = document.createElement("a");
  const [, page, anchor] = hit.url.match(/^(.*)\/([^/]+)\.html$/);
  link.href = `${page}.html#${anchor}`;
  const heading = headingOf(hit);
  const [chapter] = hit.filters.chapter;
  const opens = chapter.replace(/^\d+ /, "") === heading;
  if (!opens) link.append(span("chapter", chapter, " › "));
  link.append(span("heading", ...marked(opens ? chapter : heading, words)));
  const excerpt = span("excerpt");
  // Pagefind leaves no tag in it but its marks.
  excerpt.innerHTML = `${hit.excerpt.replace(BREAK, "$1").replaceAll(JOINER, "")} …`;
  link.append(excerpt);
  return link;
}

/** Return a button that searches for something else instead. */
function suggest(text) {
  const button = document.createElement("button");
  button.type = "button";
  button.append(text);
  button.addEventListener("click", () => {
    field.value = text;
    field.focus();
    latest = search();
  });
  return button;
}

function show(sentence, options = []) {
  for (const [i, option] of options.entries()) {
    option.id = `search-option-${i}`;
    option.tabIndex = -1; // the field keeps the focus
    option.setAttribute("role", "option");
  }
  said.textContent = sentence;
  list.replaceChildren(...options);
  list.hidden = options.length === 0;
  list.scrollTop = 0;
  field.setAttribute("aria-expanded", String(options.length > 0));
  choose(-1);
}

/** Choose the option of this number, going round at both ends; -1 chooses none. */
function choose(number) {
  const options = [...list.children];
  chosen = number < 0 ? -1 : number % options.length;
  for (const [i, option] of options.entries())
    option.setAttribute("aria-selected", String(i === chosen));
  if (chosen < 0) return field.removeAttribute("aria-activedescendant");
  field.setAttribute("aria-activedescendant", options[chosen].id);
  options[chosen].scrollIntoView({ block: "nearest" });
}

function showUnknown(unknown, words, known) {
  const near = new Map(unknown.map((word) => [word, nearest(word, known)]));
  const none = `No section has “${unknown.join("”, nor “")}”.`;
  if ([...near.values()].includes(null)) return show(none);
  const meant = words.map((word) => near.get(word) ?? word).join(" ");
  show(`${none} Did you mean “${meant}”?`, [suggest(meant)]);
}

function counted(shown, all) {
  if (all === 0) return "No section has all of these words.";
  if (all > shown) return `The best ${shown} of ${all} sections.`;
  return all === 1 ? "One section." : `${all} sections.`;
}

async function search() {
  const mine = ++asked;
  const typed = asIndexed(field.value);
  const words = bareWords(typed);
  if (words.length === 0) return show("");
  await new Promise((done) => setTimeout(done, PAUSE_MS));
  const { pagefind, known } = await loading;
  if (mine !== asked) return;
  const unknown = words.filter((word) => !isKnown(word, known));
  if (unknown.length) return showUnknown(unknown, words, known);
  const { results } = await pagefind.search(typed);
  const hits = await Promise.all(results.slice(0, MOST).map((result) => result.data()));
  if (mine !== asked) return;
  const [first, others] = [true, false].map((meant) =>
    hits.filter((hit) => isMeant(hit, words) === meant),
  );
  const links = [...first, ...others].map((hit) => linkTo(hit, words));
  show(counted(hits.length, results.length), links);
}

field.addEventListener("input", () => (latest = search()));
field.addEventListener("focus", () => field.select());
field.addEventListener("keydown", (event) => {
  const way = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!way || list.hidden) return;
  event.preventDefault();
  choose(
    chosen < 0 && way < 0
      ? list.children.length - 1
      : (chosen + way + list.children.length) % list.children.length,
  );
});
field.form.addEventListener("submit", async (event) => {
  event.preventDefault();
  await latest;
  list.children[Math.max(chosen, 0)]?.click();
});
// A section of this page is gone to under the dialog, and under the drawer that it was opened from.
list.addEventListener("click", (event) => {
  if (!event.target.closest("a")) return;
  for (const open of document.querySelectorAll("dialog[open]")) open.close();
});

if (field.value) latest = search();
if ("asked" in field.form.dataset) field.form.requestSubmit();
await loading;
