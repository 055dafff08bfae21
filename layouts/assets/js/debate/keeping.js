// @ts-check
/** @file What a reader's browser keeps of a page: what was read, what was folded. Nothing of it leaves the browser. */
(function (/** @type {any} */ moothall) {
  "use strict";

  const KEY = `moothall:${location.pathname.replace(/index\.html$/, "")}`;

  /** @returns {Record<string, any>} */
  function load() {
    try {
      return JSON.parse(localStorage.getItem(KEY) ?? "") ?? {};
    } catch {
      return {}; // nothing kept yet, or a browser that keeps nothing
    }
  }

  const kept = load();

  /** @param {Record<string, any>} changes */
  function keep(changes) {
    Object.assign(kept, changes);
    try {
      localStorage.setItem(KEY, JSON.stringify(kept));
    } catch {
      // Full, or refused: reading goes on without.
    }
  }

  moothall.kept = kept;
  moothall.keep = keep;
})((/** @type {any} */ (window).moothall ??= {}));
