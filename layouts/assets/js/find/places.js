// @ts-check
/** @file Where a hit stands in a debate: on which of its pages, how far down, and what is folded around it. */
(function (/** @type {any} */ moothall) {
  "use strict";

  /**
   * The number of a debate's page.
   * @param {string} url
   * @param {string} first The address of the first.
   */
  function pageOf(url, first) {
    return Number(folder(url).slice(folder(first).length).replace("/", "")) || 1;
  }

  /** Whether what an anchor of this page names is seen, or still to come. @param {string} hash */
  function isAhead(hash) {
    const element = named(hash);
    const seen = element && (foldsAround(element).at(-1) ?? element);
    return Boolean(seen && seen.getBoundingClientRect().bottom > 0);
  }

  /**
   * Goes to an anchor of this page, in the address too, and shows what it stands in where that is folded or hidden.
   * @param {string} hash
   * @returns {?Element} What it names.
   */
  function reveal(hash) {
    const element = named(hash);
    for (const fold of element ? foldsAround(element) : []) fold.open = true;
    for (let at = element?.closest("[hidden]"); at; at = at.closest("[hidden]")) at.removeAttribute("hidden");
    location.replace(hash);
    return element;
  }

  /** What is folded around an element, from the inside out. @param {Element} element */
  function foldsAround(element) {
    const found = /** @type {HTMLDetailsElement[]} */ ([]);
    for (let at = element.closest("details"); at; at = at.parentElement?.closest("details") ?? null) {
      if (!at.open) found.push(at);
    }
    return found;
  }

  /** @param {string} url */
  function folder(url) {
    return new URL(url, location.href).pathname.replace(/index\.html$/, "");
  }

  /** The element that an anchor names. @param {string} hash */
  function named(hash) {
    return document.getElementById(decodeURIComponent(hash.slice(1)));
  }

  moothall.places = { pageOf, isAhead, reveal, named };
})((/** @type {any} */ (window).moothall ??= {}));
