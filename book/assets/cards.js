// Shows in a small card where a link within the course leads: a term, a source, a formula, a figure.
//
// The card holds a copy of the place itself, from this page or from the one that the link names,
// which is fetched when the link is first asked about. A reader with a mouse or a pen gets it by
// resting on the link, one with a keyboard by the focus; a tap follows the link as ever.
// As WCAG 1.4.13 asks: Escape closes the card, the pointer may go onto it, and it stays until the
// reader leaves.

const LINKS = '.bd-article a.internal[href*="#"]';
const SHOWN_AFTER_MS = 250;
const HIDDEN_AFTER_MS = 250;
const GAP = 6;
const EDGE = 8;

const pages = new Map();

/** Return the page at an address, once for all its links; this one is at hand. */
function pageAt(address) {
  if (address.pathname === location.pathname) return document;
  const key = address.pathname;
  if (!pages.has(key)) {
    const loading = load(address);
    pages.set(key, loading);
    loading.catch(() => pages.delete(key));
  }
  return pages.get(key);
}

async function load(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  return new DOMParser().parseFromString(await response.text(), "text/html");
}

/** Return the parts of a page that a card shows of a place; none where it is of no such kind. */
function partsOf(place) {
  if (place.matches("dt")) return [place, place.nextElementSibling];
  if (place.matches("li")) return [...place.children];
  if (place.matches("div.math, figure")) return [place];
  return [...place.querySelectorAll(":scope > .cell_output img")];
}

/** Return a copy of a part that can be read anywhere, and in which nothing can be pressed. */
function copyOf(part, address) {
  const copy = document.importNode(part, true);
  for (const gone of copy.querySelectorAll(".headerlink, script, template")) gone.remove();
  for (const image of [copy, ...copy.querySelectorAll("*")]) {
    image.removeAttribute("id");
    image.removeAttribute("tabindex");
    if (image.matches("img")) image.src = new URL(image.getAttribute("src"), address);
  }
  for (const link of copy.querySelectorAll("a")) link.replaceWith(...link.childNodes);
  return copy;
}

/** Return what a link's card holds, with its pictures loaded. */
async function contentOf(link) {
  const address = new URL(link.href);
  const page = await pageAt(address);
  const place = page.getElementById(decodeURIComponent(address.hash.slice(1)));
  const copies = place ? partsOf(place).map((part) => copyOf(part, address)) : [];
  const images = copies.flatMap((copy) => [copy, ...copy.querySelectorAll("img")]);
  await Promise.allSettled(images.map((image) => image.decode?.()));
  return copies;
}

const card = document.createElement("div");
Object.assign(card, { id: "hover-card", className: "hover-card", popover: "manual" });
card.setAttribute("role", "tooltip");
document.querySelector(".bd-article").append(card); // within a landmark

let asked = null; // the link whose card is wanted
let shown = null; // the link whose card is there
let dismissed = null; // the link whose card was closed by Escape, until the pointer leaves it
let timer = 0;

function after(milliseconds, act) {
  clearTimeout(timer);
  timer = setTimeout(act, milliseconds);
}

async function show(link, height) {
  clearTimeout(timer); // of hiding the card of the link that was left
  asked = link;
  const content = await contentOf(link).catch(() => []);
  if (asked !== link || !content.length) return;
  hide();
  asked = shown = link;
  card.replaceChildren(...content);
  card.showPopover();
  card.scrollTop = 0;
  link.setAttribute("aria-describedby", card.id);
  put(link, height);
}

function hide() {
  clearTimeout(timer);
  asked = null;
  if (!shown) return;
  shown.removeAttribute("aria-describedby");
  shown = null;
  card.hidePopover();
}

/** Put the card below the link, or above where there is no room; by the line that is pointed at. */
function put(link, height) {
  const lines = [...link.getClientRects()];
  const pointedAt = lines.find(({ top, bottom }) => top <= height && height <= bottom);
  const [first, last] = pointedAt ? [pointedAt, pointedAt] : [lines[0], lines.at(-1)];
  const { width, height: tall } = card.getBoundingClientRect();
  const { clientWidth, clientHeight } = document.documentElement;
  const below = last.bottom + GAP;
  const above = first.top - GAP - tall;
  const top = below + tall <= clientHeight - EDGE || above < EDGE ? below : above;
  const left = Math.max(EDGE, Math.min(last.left, clientWidth - EDGE - width));
  card.style.translate = `${left + scrollX}px ${top + scrollY}px`;
}

/** Whether the reader is still at the link or the card, with the keyboard or the pointer. */
function stays() {
  return shown && (shown.matches(":focus-visible, :hover") || card.matches(":hover"));
}

document.addEventListener("pointerover", ({ target, pointerType, clientY }) => {
  if (pointerType === "touch") return;
  const link = target.closest(LINKS);
  if (link !== dismissed) dismissed = null;
  if (card.contains(target) || (link && link === shown)) clearTimeout(timer);
  else if (link && !dismissed) after(SHOWN_AFTER_MS, () => show(link, clientY));
  else after(HIDDEN_AFTER_MS, () => stays() || hide());
});
document.documentElement.addEventListener("pointerleave", () => {
  after(HIDDEN_AFTER_MS, () => stays() || hide());
});
document.addEventListener("focusin", ({ target }) => {
  if (target.matches(LINKS) && target.matches(":focus-visible")) show(target);
});
document.addEventListener("focusout", ({ target }) => {
  if (target === shown || target === asked) after(0, () => stays() || hide());
});
document.addEventListener("keydown", ({ key }) => {
  if (key !== "Escape" || !asked) return;
  dismissed = asked;
  hide();
});
document.addEventListener("click", ({ target }) => {
  if (target.closest(LINKS)) hide();
});
