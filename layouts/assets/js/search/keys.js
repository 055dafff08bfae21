// @ts-check
/** @file Keys on the search page: arrows go from the box to the hits and between them, Escape goes back to the box. */
(function (/** @type {any} */ moothall) {
  "use strict";

  /**
   * @param {HTMLInputElement} box
   * @param {Element} list
   */
  function walkHits(box, list) {
    document.addEventListener("keydown", (event) => {
      if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || event.isComposing) return;
      const stops = [box, .../** @type {NodeListOf<HTMLElement>} */ (list.querySelectorAll("h2 a"))];
      const at = stops.findIndex((stop) => stop === document.activeElement);
      const next = at < 0 ? undefined : stops[step(event.key, at)];
      if (!next || next === document.activeElement) return;
      event.preventDefault();
      next.focus();
      if (next !== box) next.closest("li")?.scrollIntoView({ block: "nearest" });
    });
  }

  /**
   * Where a key leads from a stop; the box is the first.
   * @param {string} key
   * @param {number} at
   */
  function step(key, at) {
    return { ArrowDown: at + 1, ArrowUp: at - 1, Escape: 0 }[key] ?? at;
  }

  moothall.walkHits = walkHits;
})((/** @type {any} */ (window).moothall ??= {}));
