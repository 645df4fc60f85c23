/* Where the three numbers of a pixel lie in memory: channels last, and channels first. */

import { placesInMemory } from "../../arithmetic/pixels.js";
import { make } from "../../kit/frame.js";

/* For both orders: the array's shape, the rule for the place of channel c, the rule with this
   pixel's numbers, the three places. */
export function memoryLines(size, row, column) {
  const { height, width } = size;
  const places = [0, 1, 2].map((c) => placesInMemory(size, row, column, c));
  return [
    {
      shape: `(${height}, ${width}, 3)`,
      rule: "(row · w + column) · 3 + c",
      sum: `(${row} · ${width} + ${column}) · 3 + c`,
      places: places.map(({ last }) => last),
    },
    {
      shape: `(3, ${height}, ${width})`,
      rule: "c · h · w + row · w + column",
      sum: `c · ${height} · ${width} + ${row} · ${width} + ${column}`,
      places: places.map(({ first }) => first),
    },
  ];
}

/* {element, update(size, row, column)}: for each order a strip that stands for all numbers, with a
   line where each of the pixel's three lies. */
export function memoryStrips() {
  const strips = ["channels last", "channels first"].map((name, i) => {
    const ticks = [0, 1, 2].map(() => make("i"));
    const parts = i === 1 ? ["all red", "all green", "all blue"] : ["red, green, blue, red, …"];
    const strip = make(
      "div",
      { class: "strip", "aria-hidden": "true" },
      ...parts.map((text) => make("span", {}, text)),
      ...ticks,
    );
    const title = make("p", { class: "title" });
    const lines = make("p", { class: "lines" });
    return {
      name,
      ticks,
      title,
      lines,
      part: make("div", { class: "input" }, title, strip, lines),
    };
  });
  const element = make("div", { class: "memory" }, ...strips.map(({ part }) => part));
  return {
    element,
    update(size, row, column) {
      memoryLines(size, row, column).forEach(({ shape, rule, sum, places }, i) => {
        const { name, ticks, title, lines } = strips[i];
        title.textContent = `In memory, ${name}: ${shape}`;
        ticks.forEach((tick, c) => {
          tick.style.left = `${(100 * (places[c] + 0.5)) / (3 * size.height * size.width)}%`;
        });
        lines.replaceChildren(
          make("span", {}, rule),
          make("span", {}, `${sum} = `, make("b", {}, places.join(", "))),
        );
      });
    },
  };
}
