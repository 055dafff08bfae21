// @ts-check
/** @file The search page's address: it holds what is asked, so that a search can be linked and gone back to. */
(function (/** @type {any} */ moothall) {
  "use strict";

  /** @typedef {{query: string, sort: string, typing: boolean}} Question */
  /** @typedef {{typing?: boolean, shown?: number, scroll?: number, hit?: string}} Place What an entry of the history keeps. */

  const USUAL = "relevance";

  /**
   * What an address asks. Whether its last word is only begun is not in it, but kept beside it.
   * @param {string} address
   * @param {?Place} [place]
   * @returns {Question}
   */
  function read(address, place) {
    const asked = new URL(address).searchParams;
    return { query: (asked.get("q") ?? "").trim(), sort: asked.get("sort") || USUAL, typing: Boolean(place?.typing) };
  }

  /**
   * The address that asks this, on the page's own.
   * @param {{query: string, sort: string}} question
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
   */
  function replace(question) {
    unlessRefused(() => history.replaceState({ typing: question.typing }, "", href(question)));
  }

  /**
   * Adds an entry to the history.
   * @param {Question} question
   */
  function push(question) {
    unlessRefused(() => history.pushState({ typing: question.typing }, "", href(question)));
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
