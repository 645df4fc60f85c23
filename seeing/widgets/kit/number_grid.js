/* A grid of numbers that a reader edits. One tab stop; arrow keys move from cell to cell. */

import { formatEntry, parseNumber } from "./numbers.js";

/* rows, cols: the shape; values: rows of numbers; label: "kernel"; kind: "input" | "kernel" | "output"
   gives the colour. onChange(values) gets fresh rows at each keystroke that leaves a number.
   describe(row, column): a cell's name, "kernel row 0 column 2" if not given: counted from 0, as the
   formulas and the code do. A word that is no number stays in its cell, marked, with a line that says
   what to write; values keep the last number until then. Escape brings it back. */
export function numberGrid({ rows, cols, values, label, kind = "input", onChange, describe }) {
  const name = describe ?? ((row, column) => `${label} row ${row} column ${column}`);
  const element = document.createElement("div");
  const board = document.createElement("div");
  const message = document.createElement("p");
  element.className = `grid ${kind}`;
  element.setAttribute("role", "group");
  element.setAttribute("aria-label", label);
  board.className = "board";
  message.className = "message";
  message.setAttribute("aria-live", "polite");
  element.append(board, message);

  let shown = values;
  let cells = [];

  function build(height, width) {
    cells = Array.from({ length: height }, (_, row) =>
      Array.from({ length: width }, (__, column) => cell(row, column)),
    );
    board.style.setProperty("--columns", width);
    board.replaceChildren(...cells.flat());
    cells[0][0].tabIndex = 0;
  }

  function cell(row, column) {
    const input = document.createElement("input");
    input.type = "text"; // not "number": 1/9 is welcome, and a phone's number keys have no minus
    input.autocomplete = "off";
    input.spellcheck = false;
    input.tabIndex = -1;
    input.className = "cell";
    input.addEventListener("focus", () => {
      for (const other of cells.flat()) other.tabIndex = other === input ? 0 : -1;
      const value = shown[row][column];
      // What is edited is the number itself, not its three decimals.
      if (!input.hasAttribute("aria-invalid") && parseNumber(input.value) !== value) {
        input.value = String(value);
      }
      input.select();
    });
    input.addEventListener("blur", () => {
      if (!input.hasAttribute("aria-invalid")) input.value = formatEntry(shown[row][column]);
    });
    input.addEventListener("input", () => take(input, row, column, false));
    input.addEventListener("change", () => take(input, row, column, true));
    input.addEventListener("keydown", (event) => onKey(event, input, row, column));
    return input;
  }

  /* Take what is written; complain only once the reader has left the cell. */
  function take(input, row, column, left) {
    const value = parseNumber(input.value);
    if (Number.isNaN(value)) {
      if (left) complain(input, row, column);
      return;
    }
    settle(input);
    if (value === shown[row][column]) return;
    shown = shown.map((line) => [...line]);
    shown[row][column] = value;
    onChange(shown);
  }

  function complain(input, row, column) {
    const what = input.value.trim()
      ? `“${input.value.trim()}” is not a number`
      : "This cell is empty";
    input.setAttribute("aria-invalid", "true");
    message.textContent =
      `${what}: write one such as −1, 0.5 or 1/9. ` +
      `Until then it counts as ${formatEntry(shown[row][column])}.`;
  }

  function settle(input) {
    input.removeAttribute("aria-invalid");
    if (!cells.flat().some((other) => other.hasAttribute("aria-invalid"))) message.textContent = "";
  }

  function onKey(event, input, row, column) {
    if (event.key === "Escape" || event.key === "Enter") {
      if (event.key === "Enter") take(input, row, column, true);
      if (event.key === "Escape" || !input.hasAttribute("aria-invalid")) {
        settle(input);
        input.value = formatEntry(shown[row][column]);
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
    const next = step && cells[row + step[0]]?.[column + step[1]];
    if (!next || event.shiftKey || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    next.focus();
  }

  /* Show other values; a cell that is being written in keeps its text if it means the same. */
  function update(next) {
    if (next.length !== cells.length || next[0].length !== cells[0].length) {
      build(next.length, next[0].length);
    }
    for (const [row, line] of cells.entries()) {
      for (const [column, input] of line.entries()) {
        const value = next[row][column];
        input.setAttribute("aria-label", name(row, column));
        const kept = input.hasAttribute("aria-invalid") && value === shown[row]?.[column];
        const writing = input.matches(":focus") && parseNumber(input.value) === value;
        if (kept || writing) continue;
        input.removeAttribute("aria-invalid");
        if (input.value !== formatEntry(value)) input.value = formatEntry(value);
      }
    }
    shown = next;
    if (!cells.flat().some((other) => other.hasAttribute("aria-invalid"))) message.textContent = "";
  }

  build(rows, cols);
  update(values);
  return {
    element,
    board,
    message,
    update,
    cell: (row, column) => cells[row]?.[column],
  };
}
