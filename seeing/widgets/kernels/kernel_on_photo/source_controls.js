/* Buttons for the reader's own picture: a file, the camera, and the way back. */

import { button, make } from "../../kit/frame.js";
import { decodePicture, droppedFile, makeGrayReader, startCamera } from "./source.js";

const PROMISE = "You can also drop or paste a picture. It stays in this page and is sent nowhere.";

/* {element, back, first, stop}. target: takes drops and pastes. onPicture gets each new picture as
   {pixels, height, width, name}; onFirst(): the first photo is wanted again, by `first()` too. */
export function makeSourceControls(target, { onPicture, onFirst }) {
  const read = makeGrayReader();
  let stopCamera = null;
  const file = make("input", { type: "file", accept: "image/*", hidden: true, tabindex: "-1" });
  const open = button("Open picture…", () => file.click());
  const camera = button("Start camera", () => (stopCamera ? endCamera("") : beginCamera()));
  const back = button("Back to the first photo", first);
  back.classList.add("quiet");
  back.disabled = true;
  const note = make("p", { class: "note", role: "status" }, PROMISE);
  const element = make("div", { class: "controls source" }, open, camera, file, note);

  function say(sentence, trouble = false) {
    note.textContent = sentence || PROMISE;
    note.classList.toggle("trouble", trouble);
  }

  function show(source, width, height, name, mirrored) {
    onPicture({ ...read(source, width, height, mirrored), name });
    back.disabled = false;
  }

  function first() {
    endCamera("");
    onFirst();
    back.disabled = true;
  }

  async function take(chosen) {
    try {
      const bitmap = await decodePicture(chosen);
      endCamera("");
      show(bitmap, bitmap.width, bitmap.height, "your picture");
      const reduced = Math.max(bitmap.width, bitmap.height) > 512;
      say(reduced ? `${bitmap.width} × ${bitmap.height} pixels, reduced to 512. ${PROMISE}` : "");
      bitmap.close();
    } catch (error) {
      say(error.message, true);
    }
  }

  async function beginCamera() {
    camera.disabled = true; // until the browser has asked, and been answered
    say("The browser asks whether this page may use the camera.");
    try {
      const frame = (video, width, height) => show(video, width, height, "the camera", true);
      stopCamera = await startCamera(frame, (sentence) => endCamera(sentence));
      camera.textContent = "Stop camera";
      say("The camera’s pictures stay in this page: none is kept, none is sent. Shown mirrored.");
    } catch (error) {
      say(error.message, true);
    }
    camera.disabled = false;
  }

  function endCamera(sentence) {
    stopCamera?.();
    stopCamera = null;
    camera.textContent = "Start camera";
    say(sentence);
  }

  file.addEventListener("change", () => {
    if (file.files[0]) take(file.files[0]);
    file.value = ""; // so that the same file can be chosen again
  });
  target.addEventListener("dragover", (event) => {
    event.preventDefault();
    target.classList.add("dropping");
  });
  target.addEventListener("dragleave", () => target.classList.remove("dropping"));
  target.addEventListener("drop", (event) => {
    event.preventDefault();
    target.classList.remove("dropping");
    const dropped = droppedFile(event.dataTransfer);
    if (dropped) take(dropped);
    else say("What was dropped is not a file. Save the picture first, then drop its file.", true);
  });
  target.addEventListener("paste", (event) => {
    const pasted = droppedFile(event.clipboardData);
    if (!pasted) return; // text, for a cell of the kernel
    event.preventDefault();
    take(pasted);
  });
  return { element, back, first, stop: () => stopCamera?.() };
}
