// @ts-check
/** @file The search page's address: it holds what is asked, so that a search can be linked and gone back to. */
(function (/** @type {any} */ moothall) {
  "use strict";

  /** @typedef {{query: string, sort: string}} Question */
  /** @typedef {{typing?: boolean, shown?: number, scroll?: number, hit?: number}} Place What an entry of the history keeps. */

  const USUAL = "relevance";

  /**
   * What an address asks.
   * @param {string} address
   * @returns {Question}
   */
  function read(address) {
    const asked = new URL(address).searchParams;
    return { query: (asked.get("q") ?? "").trim(), sort: asked.get("sort") || USUAL };
  }

  /**
   * The address that asks this, on the page's own.
   * @param {Question} question
   */
  function href({ query, sort }) {
    const address = new URL(location.href);
    address.search = address.hash = "";
    if (query) address.searchParams.set("q", query);
    if (query && sort !== USUAL) address.searchParams.set("sort", sort);
    return address.href;
  }

  /**
   * Puts the question in place of the one in the address.
   * @param {Question} question
   * @param {Place} place
   */
  function replace(question, place) {
    unlessRefused(() => history.replaceState(place, "", href(question)));
  }

  /**
   * Adds an entry to the history.
   * @param {Question} question
   * @param {Place} place
   */
  function push(question, place) {
    unlessRefused(() => history.pushState(place, "", href(question)));
  }

  /**
   * Adds to what the present entry keeps.
   * @param {Place} place
   */
  function remember(place) {
    unlessRefused(() => history.replaceState({ ...history.state, ...place }, ""));
  }

  /**
   * Some browsers refuse this to pages opened from a disk; then the address stays as it is.
   * @param {() => void} change
   */
  function unlessRefused(change) {
    try {
      change();
    } catch (error) {
      if (!(error instanceof DOMException)) throw error;
    }
  }

  moothall.address = { read, href, replace, push, remember };
})((/** @type {any} */ (window).moothall ??= {}));
