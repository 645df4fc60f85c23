/* Buttons for the reader's own picture: a file, the camera, and the way back. */

import { button, make, setBusy } from "../../kit/frame.js";
import { decodePicture, droppedFile, LONGEST_SIDE, makeGrayReader, startCamera } from "./source.js";

const PROMISE = "You can also drop or paste a picture. It stays in this page and is sent nowhere.";

/* {element, back, first, stop}. target: takes drops and pastes. onPicture gets each new picture as
   {pixels, height, width, name}; onFirst(): the first photo is wanted again, by `first()` too. */
export class SourceControls {
  constructor(target, { onPicture, onFirst }) {
    this.target = target;
    this.onPicture = onPicture;
    this.onFirst = onFirst;
    this.read = makeGrayReader();
    this.stopCamera = this.wanted = null;
    this.choices = 0; // the latest counts, whichever is ready first
    this.file = make("input", { type: "file", accept: "image/*", hidden: true, tabindex: "-1" });
    const open = button("Open picture…", () => this.file.click());
    this.camera = button("Start camera", () =>
      this.stopCamera ? this.endCamera("") : this.beginCamera(),
    );
    this.back = button("Back to the first photo", () => this.first());
    this.back.classList.add("quiet");
    setBusy(this.back, true);
    this.note = make("p", { class: "note", role: "status" }, PROMISE);
    this.element = make(
      "div",
      { class: "controls source" },
      open,
      this.camera,
      this.file,
      this.note,
    );
    this.listen();
  }

  listen() {
    this.file.addEventListener("change", () => {
      if (this.file.files[0]) this.take(this.file.files[0]);
      this.file.value = ""; // so that the same file can be chosen again
    });
    this.target.addEventListener("dragover", (event) => {
      event.preventDefault();
      this.target.classList.add("dropping");
    });
    this.target.addEventListener("dragleave", () => this.target.classList.remove("dropping"));
    this.target.addEventListener("drop", (event) => {
      event.preventDefault();
      this.target.classList.remove("dropping");
      const dropped = droppedFile(event.dataTransfer);
      if (dropped) this.take(dropped);
      else
        this.say(
          "What was dropped is not a file. Save the picture first, then drop its file.",
          true,
        );
    });
    this.target.addEventListener("paste", (event) => {
      const pasted = droppedFile(event.clipboardData);
      if (!pasted) return; // text, for a cell of the kernel
      event.preventDefault();
      this.take(pasted);
    });
  }

  say(sentence, trouble = false) {
    this.note.textContent = sentence || PROMISE;
    this.note.classList.toggle("trouble", trouble);
  }

  show(source, width, height, name, mirrored) {
    this.onPicture({ ...this.read(source, width, height, mirrored), name });
    setBusy(this.back, false);
    this.tellOwn(true);
  }

  /* The page is told whether the reader's own picture is shown: no link can hold it. */
  tellOwn(detail) {
    const event = new CustomEvent("seeing-own-picture", { bubbles: true, composed: true, detail });
    this.element.dispatchEvent(event);
  }

  first() {
    this.choices += 1;
    this.endCamera("");
    this.onFirst();
    setBusy(this.back, true);
    this.tellOwn(false);
  }

  async take(chosen) {
    const choice = (this.choices += 1);
    this.say("Reading the picture…");
    try {
      const bitmap = await decodePicture(chosen);
      if (choice === this.choices) this.showPicture(bitmap);
      bitmap.close();
    } catch (error) {
      if (choice === this.choices) this.say(error.message, true);
    }
  }

  showPicture(bitmap) {
    const { width, height } = bitmap;
    this.endCamera("");
    this.show(bitmap, width, height, "your picture");
    const reduced = Math.max(width, height) > LONGEST_SIDE;
    this.say(
      reduced ? `${height} × ${width} pixels, reduced to at most ${LONGEST_SIDE}. ${PROMISE}` : "",
    );
  }

  async beginCamera() {
    this.choices += 1;
    const wanted = (this.wanted = {}); // until something else is shown
    setBusy(this.camera, true); // until the browser has asked, and been answered
    this.say("The browser asks whether this page may use the camera.");
    try {
      const frame = (video, width, height) => {
        if (this.wanted === wanted) this.show(video, width, height, "the camera", true);
      };
      const stop = await startCamera(frame, (sentence) => this.endCamera(sentence));
      if (this.wanted === wanted) {
        this.stopCamera = stop;
        this.camera.textContent = "Stop camera";
        this.say(
          "The camera’s pictures stay in this page: none is kept, none is sent. Shown mirrored.",
        );
      } else stop();
    } catch (error) {
      if (this.wanted === wanted) this.say(error.message, true);
    }
    setBusy(this.camera, false);
  }

  stop() {
    this.stopCamera?.();
  }

  endCamera(sentence) {
    this.stopCamera?.();
    this.stopCamera = this.wanted = null;
    this.camera.textContent = "Start camera";
    this.say(sentence);
  }
}
