// Under each figure, "Copy link to this state"; and a link that was copied leads to its figure.
//
// The fragment is #figure=NAME&state=…. What makes, checks and brings back a state is the kit's
// link_states.js, which is loaded when first needed.

const WIDGETS = new URL("widgets/", import.meta.url);
const MISSING = "The link leads to a figure that is not on this page.";

const figures = new Map(); // those that are drawn, by name
let wanted = null; // the name in the address, until its figure is drawn

const states = ({ dataset }) =>
  import(new URL(`${dataset.module.split("/")[0]}/kit/link_states.js`, WIDGETS));

/** Go to the figure that the address names; it is drawn when it comes near, and then set up. */
function follow() {
  wanted = new URLSearchParams(location.hash.slice(1)).get("figure");
  if (wanted === null) return;
  const place = document.querySelector(`[data-figure="${CSS.escape(wanted)}"]`);
  if (!place) {
    sayAbove(MISSING);
    return;
  }
  place.tabIndex = -1;
  place.focus({ preventScroll: true });
  const show = () => place.scrollIntoView({ behavior: "instant" });
  show();
  if (document.readyState !== "complete") addEventListener("load", show, { once: true });
  if (figures.has(wanted)) begin(figures.get(wanted));
}

async function begin(figure) {
  wanted = null;
  const { openLink } = await states(figure.place);
  await openLink(figure, location.hash, new URL(`state/${figure.place.dataset.rules}`, WIDGETS));
}

function sayAbove(sentence) {
  const said = document.createElement("p");
  said.setAttribute("role", "status");
  said.textContent = sentence;
  document.querySelector(".bd-article").prepend(said);
}

addEventListener("seeing-remember", ({ target, detail: { model, names, under } }) => {
  const place = target.closest(".widget-mount");
  const beginning = Object.fromEntries(names.map((name) => [name, model.get(name)]));
  const said = document.createElement("p");
  said.setAttribute("role", "status");
  const button = document.createElement("button");
  Object.assign(button, {
    type: "button",
    className: "copy-link",
    textContent: "Copy link to this state",
  });
  const say = (sentence) => said.replaceChildren(sentence);
  const figure = { model, names, beginning, place, say };
  // Loaded ahead: a browser may let a page copy only at once after the press.
  for (const kind of ["pointerenter", "focus"]) button.addEventListener(kind, () => states(place));
  button.addEventListener("click", async () => (await states(place)).copyLink(figure));
  under.append(said, button);
  figures.set(place.dataset.figure, figure);
  if (wanted === place.dataset.figure) begin(figure);
});
addEventListener("seeing-own-picture", ({ target, detail }) => {
  target.closest(".widget-mount").toggleAttribute("data-own-picture", detail);
});
for (const kind of ["pointerdown", "keydown"])
  addEventListener(kind, ({ target }) => {
    const place = target.closest?.(".widget-mount");
    if (place && place !== target) delete place.dataset.linked;
  });
addEventListener("hashchange", follow);
follow();
