/* A grid of numbers that a reader edits. One tab stop; arrow keys move from cell to cell. */

import { isPlainKey } from "./frame.js";
import { formatEntry, parseNumber } from "./numbers.js";

/* rows, cols: the shape; values: rows of numbers; label: "kernel"; kind: "input" | "kernel" |
   "output" gives the colour. onChange(values) gets fresh rows at each keystroke that leaves a
   number. describe(row, column): a cell's name, "kernel row 0 column 2" if not given: counted from
   0, as the formulas and the code do. A word that is no number stays in its cell, marked, with a
   line that says what to write; values keep the last number until then. Escape brings it back. */
class NumberGrid {
  constructor({ rows, cols, values, label, kind = "input", onChange, describe }) {
    this.onChange = onChange;
    this.name = describe ?? ((row, column) => `${label} row ${row} column ${column}`);
    this.element = document.createElement("div");
    this.board = document.createElement("div");
    this.message = document.createElement("p");
    this.element.className = `grid ${kind}`;
    this.element.setAttribute("role", "group");
    this.element.setAttribute("aria-label", label);
    this.board.className = "board";
    this.message.className = "message";
    this.message.setAttribute("aria-live", "polite");
    this.element.append(this.board, this.message);
    this.shown = values;
    this.cells = [];
    this.build(rows, cols);
    this.update(values);
  }

  cell(row, column) {
    return this.cells[row]?.[column];
  }

  build(height, width) {
    this.cells = Array.from({ length: height }, (_, row) =>
      Array.from({ length: width }, (__, column) => this.makeCell(row, column)),
    );
    this.board.style.setProperty("--columns", width);
    this.board.replaceChildren(...this.cells.flat());
    this.cells[0][0].tabIndex = 0;
  }

  makeCell(row, column) {
    const input = document.createElement("input");
    input.type = "text"; // not "number": 1/9 is welcome, and a phone's number keys have no minus
    input.autocomplete = "off";
    input.spellcheck = false;
    input.tabIndex = -1;
    input.className = "cell";
    input.addEventListener("focus", () => {
      for (const other of this.cells.flat()) other.tabIndex = other === input ? 0 : -1;
      const value = this.shown[row][column];
      // What is edited is the number itself, not its three decimals.
      if (!input.hasAttribute("aria-invalid") && parseNumber(input.value) !== value) {
        input.value = String(value);
      }
      input.select();
    });
    input.addEventListener("blur", () => {
      if (!input.hasAttribute("aria-invalid")) input.value = formatEntry(this.shown[row][column]);
    });
    input.addEventListener("input", () => this.take(input, row, column, false));
    input.addEventListener("change", () => this.take(input, row, column, true));
    input.addEventListener("keydown", (event) => this.onKey(event, input, row, column));
    return input;
  }

  /* Take what is written; complain only once the reader has left the cell. */
  take(input, row, column, left) {
    const value = parseNumber(input.value);
    if (Number.isNaN(value)) {
      if (left) this.complain(input, row, column);
      return;
    }
    this.settle(input);
    if (value === this.shown[row][column]) return;
    this.shown = this.shown.map((line) => [...line]);
    this.shown[row][column] = value;
    this.onChange(this.shown);
  }

  complain(input, row, column) {
    const what = input.value.trim()
      ? `“${input.value.trim()}” is not a number`
      : "This cell is empty";
    input.setAttribute("aria-invalid", "true");
    this.message.textContent =
      `${what}: write one such as −1, 0.5 or 1/9. ` +
      `Until then it counts as ${formatEntry(this.shown[row][column])}.`;
  }

  settle(input) {
    input.removeAttribute("aria-invalid");
    if (!this.cells.flat().some((other) => other.hasAttribute("aria-invalid")))
      this.message.textContent = "";
  }

  onKey(event, input, row, column) {
    if (event.key === "Escape" || event.key === "Enter") {
      if (event.key === "Enter") this.take(input, row, column, true);
      if (event.key === "Escape" || !input.hasAttribute("aria-invalid")) {
        this.settle(input);
        input.value = formatEntry(this.shown[row][column]);
        input.select();
      }
      return;
    }
    // Left and right belong to the caret while there is text to cross.
    const start = input.selectionStart === 0;
    const end = input.selectionEnd === input.value.length;
    const step = {
      ArrowUp: [-1, 0],
      ArrowDown: [1, 0],
      ArrowLeft: start && [0, -1],
      ArrowRight: end && [0, 1],
    }[event.key];
    const next = step && this.cells[row + step[0]]?.[column + step[1]];
    if (!next || event.shiftKey || !isPlainKey(event)) return;
    event.preventDefault();
    next.focus();
  }

  /* Show other values; a cell that is being written in keeps its text if it means the same. */
  update(next) {
    if (next.length !== this.cells.length || next[0].length !== this.cells[0].length) {
      this.build(next.length, next[0].length);
    }
    for (const [row, line] of this.cells.entries()) {
      for (const [column, input] of line.entries()) {
        const value = next[row][column];
        input.setAttribute("aria-label", this.name(row, column));
        const kept = input.hasAttribute("aria-invalid") && value === this.shown[row]?.[column];
        const writing = input.matches(":focus") && parseNumber(input.value) === value;
        if (kept || writing) continue;
        input.removeAttribute("aria-invalid");
        if (input.value !== formatEntry(value)) input.value = formatEntry(value);
      }
    }
    this.shown = next;
    if (!this.cells.flat().some((other) => other.hasAttribute("aria-invalid")))
      this.message.textContent = "";
  }
}

export function numberGrid(options) {
  return new NumberGrid(options);
}
