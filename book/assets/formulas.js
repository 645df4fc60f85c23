// A formula wider than the page scrolls in its own line. Then, and only then, it takes the focus, so
// that the arrow keys can scroll it too.
const watch = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    const line = target.closest("div.math");
    if (line.scrollWidth > line.clientWidth) line.tabIndex = 0;
    else line.removeAttribute("tabindex");
  }
});
for (const line of document.querySelectorAll("div.math")) {
  watch.observe(line);
  watch.observe(line.querySelector("mjx-math")); // it grows when its fonts arrive
}
