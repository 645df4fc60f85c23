/* Undo and redo of what a reader has set in a figure. */

const PAUSE_MS = 400; // changes that follow faster are one step, such as a drag
const MOST = 200;

export class History {
  /* model: the figure's; names: traits that are taken back; tell(sentence): for a screen reader. */
  constructor(model, names, tell) {
    Object.assign(this, { model, names, tell, past: [], future: [], pause: 0 });
    this.now = this.snapshot();
    this.onChange = () => {
      clearTimeout(this.pause);
      this.pause = setTimeout(() => this.settle(), PAUSE_MS);
    };
    for (const name of names) model.on(`change:${name}`, this.onChange);
  }

  snapshot() {
    return Object.fromEntries(this.names.map((name) => [name, this.model.get(name)]));
  }

  /* What has changed since the last step becomes one. */
  settle() {
    clearTimeout(this.pause);
    const next = this.snapshot();
    if (this.names.every((name) => sameValue(this.now[name], next[name]))) return;
    this.past = [...this.past, this.now].slice(-MOST);
    this.future = [];
    this.now = next;
  }

  undo() {
    this.settle();
    this.go(this.past, this.future, "Undone.", "Nothing is left to undo.");
  }

  redo() {
    this.settle();
    this.go(this.future, this.past, "Done again.", "Nothing is left to redo.");
  }

  go(from, to, done, empty) {
    const state = from.pop();
    if (!state) return this.tell(empty);
    to.push(this.now);
    this.now = state;
    for (const [name, value] of Object.entries(state)) this.model.set(name, value);
    this.model.save_changes();
    this.tell(done);
  }

  /* Ctrl-Z, and Ctrl-Y or Ctrl-Shift-Z; with Meta on a Mac. In a line of text they are the
     browser's. */
  onKey(event) {
    const key = event.key.toLowerCase();
    if (event.altKey || !(event.ctrlKey || event.metaKey) || !"zy".includes(key)) return;
    if (event.target.matches("textarea, input[type=text]:not(.cell)")) return;
    event.preventDefault();
    event.stopPropagation(); // JupyterLab would take back a change of the notebook
    if (key === "y" || event.shiftKey) this.redo();
    else this.undo();
  }

  stop() {
    clearTimeout(this.pause);
    for (const name of this.names) this.model.off(`change:${name}`, this.onChange);
  }
}

/* Lists are compared by what they hold: JupyterLab may hand out copies. */
function sameValue(a, b) {
  return a === b || (Array.isArray(a) && JSON.stringify(a) === JSON.stringify(b));
}
