// Ticks what a reader has read and solved, in the contents of the page and in the list of chapters.
//
// A section is read when all of it was on screen, from its heading on and in its order, each line
// for a moment and its end for a moment more. A jump leaves a gap, and where it shows a short
// section whole, that one waits until the reader goes on by hand: a jump ticks nothing. A challenge
// is solved when its figure says so by the event "seeing-solved", and the reader has touched it:
// a link may have brought a figure that was solved by somebody else.
//
// All of it stays in this browser: {path of a page: {parts, read: [section], solved: [figure]}}.

const KEY = "seeing-progress";
const MOMENT_MS = 500;
const SLACK = 24; // px by which a line may be moved, as when a figure or a font comes
const TICK = "M5 12.5l4.5 4.5L19 7.5";
const STAR = "M12 3.8l2.5 5.2 5.7.8-4.1 4 1 5.7-5.1-2.7-5.1 2.7 1-5.7-4.1-4 5.7-.8Z";
const KEPT =
  "Sections you have read (✓) and challenges you have solved (★) are kept in this browser alone.";
const NOT_KEPT =
  "Sections you have read (✓) and challenges you have solved (★) are forgotten when you leave this page: your browser keeps nothing for it.";
const CLEARED = "Cleared: nothing is kept.";

/** What is kept. Where storage is forbidden it lasts as long as the page. */
class Record {
  constructor() {
    this.lasts = true;
    this.pages = {};
    this.load();
  }

  load() {
    try {
      const text = localStorage.getItem(KEY);
      this.pages = text === null ? {} : understood(text);
    } catch {
      this.lasts = false;
    }
  }

  save() {
    try {
      localStorage.setItem(KEY, JSON.stringify(this.pages));
    } catch {
      this.lasts = false; // forbidden, or full
    }
  }

  of(page) {
    return this.pages[page] ?? { parts: 0, read: [], solved: [] };
  }

  /** Add to a list of a page, "read" or "solved". Another tab may have added since. */
  add(page, parts, list, name) {
    if (this.lasts) this.load();
    const now = { ...this.of(page), parts };
    this.pages[page] = { ...now, [list]: [...new Set([...now[list], name])] };
    this.save();
  }

  clear() {
    this.pages = {};
    try {
      localStorage.removeItem(KEY);
    } catch {
      this.lasts = false;
    }
  }
}

/** Text that was kept -> pages; what is not in our form is as if it were not there. */
function understood(text) {
  const isList = (list) => Array.isArray(list) && list.every((name) => typeof name === "string");
  const isPage = (page) => page && page.parts >= 0 && isList(page.read) && isList(page.solved);
  try {
    return Object.fromEntries(Object.entries(JSON.parse(text) ?? {}).filter(([, p]) => isPage(p)));
  } catch {
    return {};
  }
}

/** A page's name in the record; a host may serve it with or without ".html". */
const nameOf = ({ pathname }) => pathname.replace(/\.html$/, "");

/** The parts of this page that its contents name, in their order: each ends where the first part
    within it begins. */
function partsOf(links) {
  const sections = links.map((link) => document.getElementById(link.hash.slice(1)));
  return links.flatMap((link, i) => {
    const section = sections[i]?.closest("section");
    const inner = sections[i + 1]?.closest("section");
    return section
      ? [{ id: link.hash.slice(1), link, section, inner: section.contains(inner) ? inner : null }]
      : [];
  });
}

/** Watches what is on screen, and tells of each part that has been read. */
class Reading {
  constructor(parts, onRead) {
    Object.assign(this, { onRead, view: null, jumped: true });
    this.open = parts.map((part) => ({ ...part, seen: null, end: 0 }));
    this.timer = setInterval(() => this.look(), MOMENT_MS);
    this.ended = new AbortController();
    const options = { passive: true, signal: this.ended.signal };
    for (const kind of ["hashchange", "popstate"])
      addEventListener(kind, () => this.jump(), options);
    addEventListener("click", ({ target }) => target.closest?.("a[href]") && this.jump(), options);
    for (const kind of ["wheel", "touchmove"]) addEventListener(kind, () => this.goOn(), options);
    const onKey = ({ key }) => (["Home", "End"].includes(key) ? this.jump() : this.goOn());
    addEventListener("keydown", onKey, options);
    const onBar = ({ target }) => target === document.documentElement && this.goOn();
    addEventListener("pointerdown", onBar, options); // the window's scrollbar
  }

  stop() {
    clearInterval(this.timer);
    this.ended.abort();
  }

  jump() {
    this.jumped = true;
    this.view = null;
    for (const part of this.open) part.end = 0;
  }

  goOn() {
    this.jumped = false;
    this.tick();
  }

  /** What was on screen at the last look and is now has been there for a moment. */
  look() {
    const before = this.view;
    const bar = document.querySelector(".bd-header-article")?.offsetHeight ?? 0;
    const visible = document.visibilityState === "visible";
    this.view = visible ? [scrollY + bar, scrollY + innerHeight] : null;
    if (!before || !this.view) return;
    const [from, to] = [Math.max(before[0], this.view[0]), Math.min(before[1], this.view[1])];
    if (from >= to) return;
    for (const part of this.open) follow(part, from, to);
    if (!this.jumped) this.tick();
  }

  tick() {
    const read = this.open.filter((part) => part.end > 1);
    this.open = this.open.filter((part) => part.end <= 1);
    for (const { id } of read) this.onRead(id);
    if (this.open.length === 0) this.stop();
  }
}

/** The lines from `from` to `to`, px of the page, were on screen: how far is a part seen? */
function follow(part, from, to) {
  const top = part.section.getBoundingClientRect().top + scrollY;
  const end =
    part.inner?.getBoundingClientRect().top ?? part.section.getBoundingClientRect().bottom;
  const bottom = end + scrollY;
  if (part.seen === null && from <= top + SLACK && top <= to) part.seen = 0;
  if (part.seen === null || from > top + part.seen + SLACK) return;
  part.seen = Math.max(part.seen, to - top);
  if (from < bottom && bottom <= to + SLACK) part.end += 1;
}

/** A mark in a link: a picture for the eye, words for the ear. */
function mark(kind, path, text, spoken) {
  const element = document.createElement("span");
  element.className = `progress-mark ${kind}`;
  element.innerHTML =
    `<span aria-hidden="true">${text}</span>` +
    (path && `<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="${path}"/></svg>`) +
    `<span class="visually-hidden">, ${spoken}</span>`;
  return element;
}

const counted = (count, one) => `${count} ${one}${count === 1 ? "" : "s"}`;

/** Show in a link how far its page is read. */
function markChapter(link, { parts, read, solved }) {
  const done = Math.min(read.length, parts);
  const all = done === parts;
  if (done)
    link.append(
      mark(
        "read",
        all ? TICK : "",
        all ? "" : `${done}/${parts}`,
        all ? "read" : `${done} of ${counted(parts, "section")} read`,
      ),
    );
  if (solved.length)
    link.append(
      mark(
        "solved",
        STAR,
        solved.length > 1 ? solved.length : "",
        `${counted(solved.length, "challenge")} solved`,
      ),
    );
}

const here = nameOf(location);
const record = new Record();
const contents = [...document.querySelectorAll(".page-toc a[href^='#']")];
const chapters = [...document.querySelectorAll(".bd-links a, #the-twelve-chapters li > p > a")];
const parts = partsOf(contents);
const note = document.querySelector(".progress-note");
const said = note.querySelector("p");

/** The part that a figure of this page stands in. */
function partOf(figure) {
  const place = document.querySelector(`[data-figure="${CSS.escape(figure)}"]`);
  return parts.findLast(({ section }) => section.contains(place))?.id;
}

function show() {
  for (const old of document.querySelectorAll(".progress-mark")) old.remove();
  const { read, solved } = record.of(here);
  const places = solved.map(partOf);
  for (const { id, link } of parts) {
    const count = places.filter((place) => place === id).length;
    if (read.includes(id)) link.append(mark("read", TICK, "", "read"));
    if (count) link.append(mark("solved", STAR, count > 1 ? count : "", solvedWords(count)));
  }
  for (const link of chapters) markChapter(link, record.of(nameOf(link)));
  const empty = Object.keys(record.pages).length === 0;
  said.textContent = empty ? CLEARED : record.lasts ? KEPT : NOT_KEPT;
  if (!empty) note.hidden = false;
}

const solvedWords = (count) => (count > 1 ? `${count} challenges solved` : "challenge solved");

function add(list, name) {
  record.add(here, parts.length, list, name);
  show();
}

let reading;
function watch() {
  reading?.stop();
  const { read } = record.of(here);
  const left = parts.filter(({ id }) => !read.includes(id));
  if (left.length) reading = new Reading(left, (id) => add("read", id));
}

addEventListener("seeing-solved", ({ target }) => {
  const place = target.closest(".widget-mount");
  if (place && !("linked" in place.dataset)) add("solved", place.dataset.figure);
});
addEventListener("storage", ({ key }) => {
  if (key !== KEY && key !== null) return;
  record.load();
  show();
});
note.querySelector("button").addEventListener("click", () => {
  record.clear();
  show();
  watch();
});
show();
watch();
