// @ts-check
/** @file `moothall.search`: from a query to hits. */
(function (/** @type {any} */ moothall) {
  "use strict";

  /** @typedef {{text: string, marked: boolean}} Piece */
  /** @typedef {{url: string, title: string, author: string, date: string, score: ?number}} Hit */
  /** @typedef {{limit?: number, sort?: string, excerpts?: boolean}} Options `sort`: relevance, newest, oldest or score. */

  /**
   * The hits for a query, excerpts as safe HTML with the words in `<mark>`. Rejects only when the index cannot be loaded.
   * @param {string} query
   * @param {Options} [options]
   * @returns {Promise<{total: number, hits: (Hit & {excerpt: string})[]}>}
   */
  async function search(query, options = {}) {
    const { total, hits } = await find(query, options);
    return { total, hits: hits.map(({ pieces, ...hit }) => ({ ...hit, excerpt: moothall.toHtml(pieces) })) };
  }

  /**
   * The same with excerpts in pieces, for a page that builds its nodes itself.
   * @param {string} query
   * @param {Options} [options]
   * @returns {Promise<{total: number, hits: (Hit & {pieces: Piece[]})[]}>}
   */
  async function find(query, { limit = 10, sort = "relevance", excerpts = true } = {}) {
    const terms = moothall.queryTerms(String(query ?? ""));
    if (!terms.length) return { total: 0, hits: [] };
    const lists = await Promise.all(terms.map(moothall.shards.postings));
    const matches = moothall.ranking.intersect(lists, await moothall.shards.count());
    const order = moothall.ranking.order(matches, await sortKeys(sort, matches));
    const best = order.slice(0, limit > 0 ? limit : 0).map((/** @type {number} */ place) => matches.documents[place]);
    const rows = await Promise.all(best.map(moothall.shards.row));
    return { total: matches.documents.length, hits: rows.map((row) => toHit(row, excerpts ? terms : null)) };
  }

  /**
   * What to sort by, one number per match; the greater, the earlier.
   * @param {string} sort
   * @param {{documents: number[], relevance: number[]}} matches
   * @returns {Promise<(?number)[]>}
   */
  async function sortKeys(sort, { documents, relevance }) {
    if (sort === "newest") return moothall.shards.column("dates", documents);
    if (sort === "score") return moothall.shards.column("scores", documents);
    if (sort !== "oldest") return relevance;
    const dates = await moothall.shards.column("dates", documents);
    return dates.map((/** @type {?number} */ date) => (date === null ? null : -date));
  }

  /**
   * @param {any} row
   * @param {?string[]} terms
   */
  function toHit({ path, title, href, author, date, score, text }, terms) {
    const url = moothall.shards.address(path + href);
    if (url.protocol === "file:" && url.pathname.endsWith("/")) url.pathname += "index.html";
    return { url: url.href, title, author, date, score, pieces: terms ? moothall.excerpt(text, terms) : [] };
  }

  Object.assign(moothall, { search, find });
})((/** @type {any} */ (window).moothall ??= {}));
