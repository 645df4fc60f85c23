/* The widget kit: the frame of a figure, its controls, and how it follows its model.

   mount(el, {label, height})       -> {root, body, foot, pin, readout(text, shown), onCleanup,
                                       destroy, remember(model, names, passing)}; pin: see pin.js;
                                       remember gives the values that Reset brings back, and lets
                                       Ctrl-Z take back all but those that a hover changes; the
                                       page hears of them as the event "seeing-remember"
   button(label, onClick)           -> the button
   resetButton(onReset)             -> the button; also lets go of what is held, and the challenge
                                       begins anew
   setBusy(button, busy)            off while busy, without losing the focus as `disabled` does
   toggle(label, on, onChange)      -> {element, update(on)}
   select(label, options, value, onChange)
                                    -> {element, update(value)}; options: [value, text] pairs
   titled(role, title, …content)    -> a part of a figure under its title, in the role's colour
   controlRow(…), together(…)       -> a row of controls; some that stay side by side in it
   challengeLine()                  -> {element, update(solved, ifSolved, ifNot)}: the small task
                                       under a figure. Once solved it stays so, until Reset or
                                       another task; a screen reader is told when it changes, and
                                       the page once, as the event "seeing-solved"
   keptChallenge(task)              -> {element, update(sentence or ""), reset()}: one that stays
                                       solved, with the last sentence, until it is reset
   traitsOf(model, names)           -> {name: value}
   bind(model, names, draw)         -> unbind; draws now, then once a frame after a change
   oncePerFrame(draw)               -> {request(), cancel()}: draws in the next frame
   assign(model, values)            sets several traits and sends them together
   tellDrawn(el, begin)             tells, as the event "seeing-drawn", how many ms a drawing took
   setSlider(element, place, count, text)
                                    its place, for assistive technology
   isPlainKey(event)                -> is no Alt, Control or Meta held with it?
   colour(name)                     -> "rgb(…)" of a role of palette.css, for canvases
   onThemeChange(fn)                -> stop
   prefersReducedMotion()           -> boolean

   A control's element is appended by the widget; update() shows a value without calling onChange.
*/

import { KIT_STYLE } from "./frame_style.js";
import { History } from "./history.js";
import { Pin } from "./pin.js";

/* Make an element: attributes by name; children are nodes or text. */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== false && value !== null) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children);
  return element;
}

export function titled(role, title, ...content) {
  return make("div", { class: role }, make("p", { class: "title" }, title), ...content);
}

export function controlRow(...content) {
  return make("div", { class: "controls" }, ...content);
}

export function together(...content) {
  return make("span", { class: "together" }, ...content);
}

export function challengeLine() {
  const element = make("p", { class: "challenge", "aria-live": "polite" });
  let shown = null;
  let told = false; // of the page, which hears once that it is solved
  let [task, found] = [null, ""]; // the task that was solved last, and what was said of it
  const show = (text, solved) => {
    if (shown === `${solved} ${text}`) return; // written anew it would be read out anew
    shown = `${solved} ${text}`;
    const lead = make("b", {}, solved ? "Solved. " : "Try it. ");
    element.replaceChildren(...(text ? [lead, text] : []));
    if (solved && !told)
      element.dispatchEvent(new Event("seeing-solved", { bubbles: true, composed: true }));
    told = solved;
  };
  const update = (solved, ifSolved, ifNot) => {
    if (solved) [task, found] = [ifNot, ifSolved];
    else if (task !== ifNot) [task, found] = [ifNot, ""];
    show(found || ifNot, found !== "");
  };
  element.addEventListener("seeing-forget", () => {
    found = "";
    if (task !== null) show(task, false);
  });
  return { element, update };
}

export function keptChallenge(task) {
  const { element, update } = challengeLine();
  update(false, "", task);
  return {
    element,
    update: (sentence) => update(Boolean(sentence), sentence, task),
    reset: () => element.dispatchEvent(new Event("seeing-forget")),
  };
}

/* A key with one of these is the browser's or JupyterLab's. */
export function isPlainKey(event) {
  return !event.altKey && !event.ctrlKey && !event.metaKey;
}

/* Tell assistive technology where a slider stands: at `place` of `count`, which `text` describes.
 */
export function setSlider(element, place, count, text) {
  const values = { min: 0, max: Math.max(0, count - 1), now: place, text };
  for (const [name, value] of Object.entries(values)) {
    element.setAttribute(`aria-value${name}`, value);
  }
}

/* The frame: a shadow root, so that the page's style stays outside, with a body for the figure,
   under it the read-out, and a foot for the caption. height: {narrow, wide} in px as in the trait
   _height, or one number. */
export function mount(el, { label, height = 320 }) {
  // JupyterLab's own keys (a new cell by "b") must not hear what is typed here: it sees the host
  // alone, which is no text field.
  const host = make("div", { "data-lm-suppress-shortcuts": "true" });
  host.addEventListener("keydown", (event) => {
    if (!event.ctrlKey && !event.metaKey) event.stopPropagation();
  });
  const root = host.attachShadow({ mode: "open" });
  const body = make("div", { class: "body" });
  const line = readOutLine();
  const foot = make("div", { class: "foot" });
  const told = make("span", { class: "spoken", role: "status" });
  const tell = (sentence) => told.replaceChildren(sentence);
  const parts = [body, line.element, foot, told];
  const card = make("div", { class: "card", role: "group", "aria-label": label }, ...parts);
  const under = make("div", { class: "after-card unprinted" }); // for what a page adds to each figure
  const { narrow = height, wide = narrow } = typeof height === "object" ? height : {};
  card.style.setProperty("--narrow", `${narrow}px`);
  card.style.setProperty("--wide", `${wide}px`);
  root.append(make("style", {}, KIT_STYLE), make("div", { class: "frame" }, card, under));
  el.append(host);

  const cleanups = [line.stop, () => host.remove()];
  const pin = new Pin(tell);
  card.addEventListener("seeing-reset", () => {
    pin.release();
    for (const challenge of card.querySelectorAll(".challenge"))
      challenge.dispatchEvent(new Event("seeing-forget"));
  });
  return {
    root,
    body,
    foot,
    pin,
    remember(model, names, passing = []) {
      const history = new History(
        model,
        names.filter((name) => !passing.includes(name)),
        tell,
      );
      card.addEventListener("keydown", (event) => history.onKey(event));
      cleanups.unshift(() => history.stop());
      const detail = { model, names, under };
      host.dispatchEvent(new CustomEvent("seeing-remember", { bubbles: true, detail }));
      return traitsOf(model, names);
    },
    readout: line.update,
    onCleanup(fn) {
      cleanups.unshift(fn);
    },
    destroy() {
      for (const fn of cleanups.splice(0)) fn();
    },
  };
}

/* Two lines in one: one is for the eye and follows the pointer; the other is a live region and
   follows when the pointer rests, or a screen reader would read every step of a drag. */
function readOutLine() {
  const shownLine = make("span", { "aria-hidden": "true" });
  const spokenLine = make("span", { class: "spoken", "aria-live": "polite" });
  let pause;
  let firstTime = true;
  const speak = (text) => spokenLine.replaceChildren(text);
  return {
    element: make("p", { class: "readout" }, shownLine, spokenLine),
    update(text, shown = text) {
      shownLine.replaceChildren(shown);
      clearTimeout(pause);
      if (firstTime) speak(text);
      else pause = setTimeout(speak, 350, text);
      firstTime = false;
    },
    stop: () => clearTimeout(pause),
  };
}

export function button(label, onClick) {
  const element = make("button", { type: "button", class: "button" }, label);
  element.addEventListener("click", (event) => {
    if (element.getAttribute("aria-disabled") !== "true") onClick(event);
  });
  return element;
}

export function resetButton(onReset) {
  const element = button("Reset", () => {
    onReset();
    element.dispatchEvent(new Event("seeing-reset", { bubbles: true }));
  });
  return element;
}

export function setBusy(element, busy) {
  element.setAttribute("aria-disabled", String(busy));
}

/* A switch: its label stays, its state is seen and announced. */
export function toggle(label, on, onChange) {
  const track = make("span", { class: "track" });
  const element = make("button", { type: "button", role: "switch", class: "toggle" }, track, label);
  const update = (value) => element.setAttribute("aria-checked", String(value));
  element.addEventListener("click", () => {
    const value = element.getAttribute("aria-checked") !== "true";
    update(value);
    onChange(value);
  });
  update(on);
  return { element, update };
}

/* A value that is not among the options shows an empty box, so give one for "none of these". */
export function select(label, options, value, onChange) {
  // Named outright: a label that holds the box would lend it the options' words too.
  const box = make(
    "select",
    { "aria-label": label },
    ...options.map(([key, text]) => make("option", { value: key }, text)),
  );
  const element = make("label", { class: "select" }, make("span", {}, label), box);
  const update = (key) => {
    box.value = key;
  };
  box.addEventListener("change", () => onChange(box.value));
  update(value);
  return { element, update };
}

/* Draw in the next frame, once however often it is requested. */
export function oncePerFrame(draw) {
  let frame = 0;
  return {
    request() {
      frame ||= requestAnimationFrame(() => {
        frame = 0;
        draw();
      });
    },
    cancel() {
      cancelAnimationFrame(frame);
      frame = 0;
    },
  };
}

export function bind(model, names, draw) {
  const { request, cancel } = oncePerFrame(draw);
  for (const name of names) model.on(`change:${name}`, request);
  draw(); // now, not in a frame: a page about to be printed gives none
  return () => {
    for (const name of names) model.off(`change:${name}`, request);
    cancel();
  };
}

export function traitsOf(model, names) {
  return Object.fromEntries(names.map((name) => [name, model.get(name)]));
}

export function tellDrawn(el, begin) {
  const detail = performance.now() - begin;
  el.dispatchEvent(new CustomEvent("seeing-drawn", { bubbles: true, detail }));
}

export function assign(model, values) {
  for (const [name, value] of Object.entries(values)) model.set(name, value);
  model.save_changes();
}

export function colour(name) {
  const probe = make("span", { style: `color: var(--sk-${name})`, hidden: true });
  document.body.append(probe); // JupyterLab draws a figure before it puts it into the page
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}

/* The site marks its theme on <html>, JupyterLab on <body>; printing has the light colours. */
export function onThemeChange(fn) {
  const observer = new MutationObserver(fn);
  const attributeFilter = ["data-theme", "data-jp-theme-light"];
  for (const element of [document.documentElement, document.body]) {
    observer.observe(element, { attributes: true, attributeFilter });
  }
  const printing = matchMedia("print");
  printing.addEventListener("change", fn);
  return () => {
    observer.disconnect();
    printing.removeEventListener("change", fn);
  };
}

export function prefersReducedMotion() {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}
