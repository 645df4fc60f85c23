/* In the page: change one entry of the kernel and time how long until the new picture is painted.
   Both ways end at the same mark: the first task after the frame that shows the new picture. */

const nextTask = () =>
  new Promise((resolve) => {
    setTimeout(resolve);
  });
const nextFrame = () =>
  new Promise((resolve) => {
    requestAnimationFrame(resolve);
  });

/* Every element in the page and in its open shadow roots that matches. */
function findAll(selector, root = document) {
  const inner = [...root.querySelectorAll("*")].flatMap((element) =>
    element.shadowRoot ? findAll(selector, element.shadowRoot) : [],
  );
  return [...root.querySelectorAll(selector), ...inner];
}

/* KernelOnPhoto: type into the cell of the kernel that `label` names. Returns {latency, drawing}. */
async function widgetOnce(label, value) {
  const [cell] = findAll(`input[aria-label="${label}"]`);
  const drawn = new Promise((resolve) => {
    document.addEventListener("seeing-drawn", ({ detail }) => resolve(detail), { once: true });
  });
  const begin = performance.now();
  cell.value = String(value);
  cell.dispatchEvent(new Event("input", { bubbles: true }));
  const drawing = await drawn; // still in the frame that shows it
  await nextTask();
  return { latency: performance.now() - begin, drawing };
}

/* interact: type into its number field, then wait for the picture that replaces the old one. */
async function interactOnce(value) {
  const [field] = findAll(".widget-interact input");
  const source = () => findAll(".widget-interact img")[0]?.src;
  const old = source();
  const replaced = new Promise((resolve) => {
    const observer = new MutationObserver(() => {
      const now = source();
      if (!now || now === old) return;
      observer.disconnect();
      resolve();
    });
    observer.observe(document.body, { childList: true, subtree: true, attributes: true });
  });
  const begin = performance.now();
  field.value = String(value);
  field.dispatchEvent(new Event("change", { bubbles: true }));
  await replaced;
  await findAll(".widget-interact img")[0].decode();
  await nextFrame();
  await nextTask();
  return { latency: performance.now() - begin };
}

/* Change the kernel at each frame, as a dragging hand would. Returns the drawing times and the
   times between the frames in which a picture was drawn, ms. */
async function widgetFrames(label, count) {
  const [cell] = findAll(`input[aria-label="${label}"]`);
  const drawings = [];
  const moments = [];
  const note = ({ detail }) => {
    drawings.push(detail);
    moments.push(performance.now());
  };
  document.addEventListener("seeing-drawn", note);
  for (let i = 0; i < count; i++) {
    cell.value = String(0.04 + i / 10000);
    cell.dispatchEvent(new Event("input", { bubbles: true }));
    await nextFrame();
  }
  await nextFrame();
  document.removeEventListener("seeing-drawn", note);
  return { drawings, intervals: moments.slice(1).map((moment, i) => moment - moments[i]) };
}

// What the benchmark calls.
Object.assign(window, { widgetOnce, interactOnce, widgetFrames });
