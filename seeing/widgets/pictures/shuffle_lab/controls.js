/* What is operated: the share of displaced pixels, the permutation, and the question's ten keys. */

import { button, controlRow, make, resetButton, together } from "../../kit/frame.js";
import { QUIZ } from "./quiz.js";

/* {element, update(share, moved, count)} */
export function shuffleControls({ onShare, onPermutation, onReset }) {
  const slider = make("input", {
    type: "range",
    min: 0,
    max: 100,
    step: 5,
    "aria-label": "Displaced pixels",
  });
  slider.addEventListener("input", () => onShare(Number(slider.value)));
  const shown = make("span", { class: "percent" });
  return {
    element: controlRow(
      make("label", { class: "slider" }, make("span", {}, "Displaced pixels"), slider, shown),
      together(button("New permutation", onPermutation), resetButton(onReset)),
    ),
    update(share, moved, count) {
      slider.value = String(share);
      slider.setAttribute("aria-valuetext", `${share} per cent, ${moved} of ${count}`);
      shown.textContent = `${share} %`;
    },
  };
}

/* {element, update({asking, named})}: named: how many of the quiz are answered. Keys that answer
   nothing stay where they are, so that the focus does too. */
export function questionRow({ onAsk, onAnswer }) {
  const prompt = make("p", { class: "prompt" });
  const keys = Array.from({ length: 10 }, (_, digit) => {
    const key = button(String(digit), () => onAnswer(digit));
    key.setAttribute("aria-label", `It is a ${digit}`);
    return key;
  });
  const ask = button("", onAsk);
  ask.classList.add("ask");
  const answers = make("div", { class: "keys", role: "group", "aria-label": "Your answer" });
  answers.append(...keys);
  return {
    element: make("div", { class: "controls question" }, prompt, answers, ask),
    update({ asking, named }) {
      const done = named >= QUIZ && !asking;
      prompt.textContent = asking
        ? `Question ${named + 1} of ${QUIZ}: which digit is this, shuffled?`
        : done
          ? "The quiz is over. Another one asks other digits."
          : `Name ${QUIZ} shuffled digits. The classifier names the same ones.`;
      ask.textContent = done ? "Another quiz" : named > 0 || asking ? "Next digit" : "Ask me";
      ask.setAttribute("aria-disabled", String(asking));
      for (const key of keys) key.setAttribute("aria-disabled", String(!asking));
    },
  };
}
