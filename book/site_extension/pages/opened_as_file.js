// On a page that was opened as a file no module runs, and so no figure and no search: says what to do.
if (location.protocol === "file:") {
  addEventListener("DOMContentLoaded", () => {
    for (const place of document.querySelectorAll(".widget-mount, .search-said")) {
      const said = place.appendChild(document.createElement("p"));
      said.className = "opened-as-file";
      said.textContent =
        "Browsers run neither figures nor the search on a page that was opened as a file. In the folder " +
        "of the project, run “python -m http.server -d _build/html”, and open http://localhost:8000.";
    }
  });
}
