/* The reader's own pictures: from a file, or from the camera. They stay in the page: nothing here
   or elsewhere in the widget sends one. Errors are sentences that can be shown as they are. */

import { fitWithin, grayInto } from "./filter.js";

export const LONGEST_SIDE = 512; // what a 5×5 kernel can follow at 60 frames a second

/* A reader of pixels: takes whatever a canvas can draw and gives {pixels, height, width}, in grey,
   reduced to LONGEST_SIDE. Keeps one canvas and one buffer, so that a webcam allocates little:
   `pixels` is valid until the next call. */
export function makeGrayReader() {
  const context = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  let pixels = new Float32Array(0);
  return (source, sourceWidth, sourceHeight, mirrored = false) => {
    const [width, height] = fitWithin(sourceWidth, sourceHeight, LONGEST_SIDE);
    Object.assign(context.canvas, { width, height });
    context.fillStyle = "white"; // paper behind transparent pictures
    context.fillRect(0, 0, width, height);
    context.imageSmoothingQuality = "high";
    if (mirrored) context.setTransform(-1, 0, 0, 1, width, 0);
    context.drawImage(source, 0, 0, width, height);
    if (pixels.length !== width * height) pixels = new Float32Array(width * height);
    grayInto(pixels, context.getImageData(0, 0, width, height).data);
    return { pixels, height, width };
  };
}

/* The picture in a file, decoded: an ImageBitmap, which the caller closes. A file of no known type
   is tried too: some systems give pictures none. */
export async function decodePicture(file) {
  if (!/^(image\/|application\/octet-stream|$)/.test(file.type)) {
    throw new Error(`${file.name || "This"} is not a picture: choose a JPEG, PNG or WebP file.`);
  }
  try {
    return await createImageBitmap(file);
  } catch {
    throw new Error(
      `${file.name || "This picture"} could not be read: it is damaged, too large, ` +
        "or of a kind the browser does not know. Save it as JPEG or PNG and try again.",
    );
  }
}

/* The first file of a drop or a paste, or null. */
export function droppedFile(transfer) {
  return transfer?.files?.[0] ?? null;
}

/* Start the camera; `onFrame(video, width, height)` is called once for each new frame,
   `onEnd(sentence)` if the camera goes away by itself. Returns a function that stops it. */
export async function startCamera(onFrame, onEnd) {
  let stream;
  try {
    if (!navigator.mediaDevices) throw new DOMException("", "SecurityError");
    const video = { width: { ideal: 640 }, height: { ideal: 480 }, facingMode: "user" };
    stream = await navigator.mediaDevices.getUserMedia({ video, audio: false });
  } catch (error) {
    throw new Error(cameraSentence(error.name), { cause: error });
  }
  const video = document.createElement("video");
  Object.assign(video, { muted: true, playsInline: true, srcObject: stream });
  let running = true;
  const stop = () => {
    running = false;
    for (const track of stream.getTracks()) track.stop();
    video.srcObject = null;
  };
  stream.getVideoTracks()[0].addEventListener("ended", () => {
    stop();
    onEnd("The camera has stopped. The last picture stays.");
  });
  const wait = video.requestVideoFrameCallback
    ? (next) => video.requestVideoFrameCallback(next)
    : (next) => requestAnimationFrame(next);
  const step = () => {
    if (!running) return;
    if (video.videoWidth > 0) onFrame(video, video.videoWidth, video.videoHeight);
    wait(step);
  };
  wait(step);
  await video.play().catch(() => {}); // rejected only if stopped before the first frame
  return stop;
}

/* What to tell the reader for each way in which a camera can fail, by the DOMException's name. */
export function cameraSentence(name) {
  const sentences = {
    NotAllowedError:
      "The camera was not allowed. Allow it with the sign in the browser’s address " +
      "bar, then start it again.",
    SecurityError:
      "The browser gives the camera only to pages opened by https:// or from this " +
      "computer (localhost).",
    NotFoundError: "No camera was found. Plug one in, or open a picture from a file.",
    NotReadableError:
      "The camera is in use by another program. Close that program, then start " +
      "the camera again.",
  };
  return (
    sentences[name] ??
    `The camera could not be started (${name}). Open a picture from a file instead.`
  );
}
