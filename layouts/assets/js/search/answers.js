// @ts-check
/** @file The answer to a question as the search page shows it: status, advice, hits, and counts to narrow them by. */
(function (/** @type {any} */ moothall) {
  "use strict";

  /** @typedef {{query: string, sort: string, typing: boolean}} Question */
  /**
   * @typedef {Record<"box" | "status" | "advice" | "list" | "more" | "facets", HTMLElement>
   *   & {narrow: HTMLDetailsElement}} View
   */
  /** @typedef {{kind: "date" | "score", text: string}} Problem */

  const { count: counted, pieces, say } = moothall.words;
  /** As many as fit on a screen or two: each may lie in a file of its own. */
  const PAGE = 10;
  const SLOW = 400;
  const NOTHING = { total: 0, hits: [], meant: null, problems: [] };

  /**
   * A function that answers a question in the view with `limit` hits from `from` on; one that another has overtaken
   * shows nothing more. It says whether its answer was shown.
   * @param {View} view
   */
  function answering(view) {
    let latest = 0;
    let count = () => {};
    view.narrow.addEventListener("toggle", () => count());
    return async function answer(/** @type {Question} */ question, from = 0, limit = PAGE) {
      const turn = ++latest;
      const isWanted = () => turn === latest;
      if (!from) view.more.hidden = true; // more of what was asked before would stand below hits of something else
      const slow = window.setTimeout(() => isWanted() && (view.status.textContent = say("searching")), SLOW);
      try {
        const found = await ask(question, { limit: from + Math.max(limit, PAGE) });
        if (!isWanted()) return false;
        showHits(view, question, found, from);
        if (!from) {
          const counting = () => void showCounts(view, question, found.total, () => count === counting);
          count = counting;
          count();
        }
      } catch (error) {
        if (isWanted()) showError(view, error);
      } finally {
        window.clearTimeout(slow);
      }
      return isWanted();
    };
  }

  /**
   * @param {Question} question
   * @param {object} options
   */
  async function ask({ query, sort, typing }, options) {
    return query ? moothall.find(query, { sort, prefix: typing, ...options }) : NOTHING;
  }

  /**
   * @param {View} view
   * @param {Question} question
   * @param {{total: number, hits: any[], meant: ?string, problems: Problem[]}} found
   * @param {number} from
   */
  function showHits({ box, status, advice, list, more }, question, { total, hits, meant, problems }, from) {
    const items = hits.slice(from).map(moothall.hitItem);
    if (from) list.append(...items);
    else moothall.replaceHits(list, items, box);
    more.hidden = hits.length >= total;
    const asks = question.query && (total || moothall.parse(question.query).length > problems.length);
    status.textContent = asks ? (total ? counted("n_hits", total) : say("no_hits")) : "";
    advice.replaceChildren(...problems.map(problemNote), ...(meant ? [meantNote(question, meant)] : []));
  }

  /**
   * Counts come after the hits, so that nobody waits for them, and only where they are looked at.
   * @param {View} view
   * @param {Question} question
   * @param {number} total
   * @param {() => boolean} isWanted
   */
  async function showCounts(view, question, total, isWanted) {
    try {
      const found = total && view.narrow.open ? await ask(question, { limit: 0, excerpts: false, facets: true }) : { facets: null };
      if (isWanted()) moothall.showFacets(view.facets, found.facets, question);
    } catch (error) {
      if (isWanted()) showError(view, error);
    }
  }

  /**
   * @param {View} view
   * @param {unknown} error
   */
  function showError({ status, advice, list, more, facets }, error) {
    for (const element of [advice, list, facets]) element.replaceChildren();
    more.hidden = true;
    status.textContent = error instanceof Error ? error.message : String(error);
  }

  /** @param {Problem} problem */
  function problemNote({ kind, text }) {
    return moothall.make("p", ...pieces(`bad_${kind}`, { query: moothall.make("code", text) }));
  }

  /**
   * @param {Question} question
   * @param {string} meant
   */
  function meantNote(question, meant) {
    const link = moothall.make("a", meant);
    link.href = moothall.address.href({ ...question, query: meant });
    return moothall.make("p", ...pieces("meant", { query: link }));
  }

  moothall.answering = answering;
})((/** @type {any} */ (window).moothall ??= {}));
