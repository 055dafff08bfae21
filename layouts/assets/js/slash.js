// @ts-check
/** @file The key `/` on every page: into the page's search box, or to the search page where there is none. */
(function (/** @type {any} */ moothall) {
  "use strict";

  /** @param {KeyboardEvent} event */
  function onKey(event) {
    if (event.key !== "/" || event.altKey || event.ctrlKey || event.metaKey || event.defaultPrevented) return;
    if (event.target instanceof Element && event.target.closest("input, textarea, select, [contenteditable], dialog")) return;
    event.preventDefault();
    const box = document.querySelector('[role="search"] input[type="search"]');
    if (box instanceof HTMLInputElement) {
      box.focus();
      box.select();
    } else {
      const root = new URL(document.documentElement.dataset.root || "./", document.baseURI);
      location.assign(moothall.fromDisk(new URL("search/", root)));
    }
  }

  document.addEventListener("keydown", onKey);
})((/** @type {any} */ (window).moothall ??= {}));
