/* Ten probabilities to look at: what a classifier makes of a picture. */

import { make } from "../../kit/frame.js";

/* {element, update(probabilities, or null to hide them)} */
export function probabilityBars(label) {
  const rows = Array.from({ length: 10 }, (_, digit) => {
    const fill = make("i");
    const text = make("span", { class: "share" });
    const row = make(
      "div",
      { class: "score" },
      make("b", {}, String(digit)),
      make("span", { class: "bar" }, fill),
      text,
    );
    return { row, fill, text };
  });
  const element = make("div", { class: "scores", role: "img" }, ...rows.map(({ row }) => row));
  return {
    element,
    update(probabilities) {
      const most = probabilities && Math.max(...probabilities);
      rows.forEach(({ row, fill, text }, digit) => {
        const share = probabilities?.[digit] ?? 0;
        fill.style.width = `${100 * share}%`;
        text.textContent = probabilities ? share.toFixed(2) : "?";
        row.classList.toggle("most", Boolean(probabilities) && share === most);
      });
      const words = probabilities?.map((share, digit) => `${digit} ${share.toFixed(2)}`).join(", ");
      element.setAttribute("aria-label", `${label}: ${words ?? "hidden until you have answered"}`);
    },
  };
}
