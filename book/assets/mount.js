// Lets an anywidget live on a page with no kernel: gives its module a model, and a place to draw.
//
// Each `.widget-mount` names its module and holds its state as JSON. Binary state is a file of its
// own, shared by pages. A mount is prepared (code and state loaded) when the reader comes near, or
// when the browser has nothing else to do, so that printing finds every figure ready.

const WIDGETS = new URL("widgets/", import.meta.url);
const NEAR = "400px";

/** The part of a Jupyter widget model that a drawing needs. Nothing is saved: there is no kernel. */
class Model {
  #state;
  #listeners = new Map();

  constructor(state) {
    this.#state = state;
  }

  get(name) {
    return this.#state[name];
  }

  set(nameOrChanges, value) {
    const changes = typeof nameOrChanges === "object" ? nameOrChanges : { [nameOrChanges]: value };
    const changed = Object.keys(changes).filter((name) => this.#state[name] !== changes[name]);
    Object.assign(this.#state, changes);
    for (const name of changed) this.#tell(`change:${name}`, changes[name]);
    if (changed.length) this.#tell("change");
  }

  on(event, listener) {
    if (!this.#listeners.has(event)) this.#listeners.set(event, new Set());
    this.#listeners.get(event).add(listener);
  }

  off(event, listener) {
    if (listener) this.#listeners.get(event)?.delete(listener);
    else if (event) this.#listeners.delete(event);
    else this.#listeners.clear();
  }

  save_changes() {}

  send() {}

  #tell(event, ...values) {
    for (const listener of Array.from(this.#listeners.get(event) ?? [])) listener(this, ...values);
  }
}

const files = new Map();

/** Return the bytes of a file; two figures that have one file load it once. */
function bytesOf(name) {
  if (!files.has(name)) {
    const loading = fetchBytes(name);
    files.set(name, loading);
    loading.catch(() => files.delete(name));
  }
  return files.get(name);
}

async function fetchBytes(name) {
  const response = await fetch(new URL(`state/${name}`, WIDGETS));
  if (!response.ok) throw new Error(`${response.url}: ${response.status}`);
  return response.arrayBuffer();
}

/** Replace each {"$file": name} in a state by the bytes of that file, as a DataView. */
async function withFiles(value) {
  if (Array.isArray(value) || value === null || typeof value !== "object") return value;
  if ("$file" in value) return new DataView(await bytesOf(value.$file));
  const names = Object.keys(value);
  const values = await Promise.all(names.map((name) => withFiles(value[name])));
  return Object.fromEntries(names.map((name, i) => [name, values[i]]));
}

const models = new Map();

/** Several views of one model share it; a mount with no model id has a model of its own. */
function modelOf(place, widget) {
  const id = place.dataset.model;
  if (!models.has(id ?? place)) models.set(id ?? place, makeModel(place, id, widget));
  return models.get(id ?? place);
}

async function makeModel(place, id, widget) {
  const holder = id ? document.querySelector(`[data-model="${id}"]:has(> script)`) : place;
  const script = holder.querySelector(":scope > script[type='application/json']");
  const model = new Model(await withFiles(JSON.parse(script.textContent)));
  await widget.initialize?.({ model });
  return model;
}

const prepared = new Map();

/** Load a mount's module and state, once. */
function prepare(place) {
  if (!prepared.has(place))
    prepared.set(
      place,
      load(place).catch((error) => fail(place, error)),
    );
  return prepared.get(place);
}

async function load(place) {
  const module = (await import(new URL(place.dataset.module, WIDGETS))).default;
  const widget = typeof module === "function" ? await module() : module;
  const model = await modelOf(place, widget);
  place.draw = () => {
    delete place.draw;
    place.dataset.mounted = "";
    const el = place.appendChild(document.createElement("div"));
    Promise.resolve(widget.render({ model, el })).catch((error) => fail(place, error));
  };
}

function fail(place, error) {
  console.error(`figure ${place.dataset.module}:`, error);
  place.append("This figure could not be loaded. Reloading the page may help.");
}

async function mount(place) {
  await prepare(place);
  place.draw?.();
}

const places = [...document.querySelectorAll(".widget-mount")];
const observer = new IntersectionObserver(
  (entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue;
      observer.unobserve(target);
      mount(target);
    }
  },
  { rootMargin: NEAR },
);
for (const place of places) observer.observe(place);

// Safari has no requestIdleCallback.
const whenIdle = window.requestIdleCallback ?? ((work) => setTimeout(work, 200));
const prepareAll = () => whenIdle(() => places.forEach(prepare));
if (document.readyState === "complete") prepareAll();
else window.addEventListener("load", prepareAll);

// Printing does not wait for a promise, so only what is prepared is drawn in time.
window.addEventListener("beforeprint", () => places.forEach((place) => place.draw?.()));
