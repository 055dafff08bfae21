// @ts-check
/** @file Which documents match, and in what order. Pure functions. */
(function (/** @type {any} */ moothall) {
  "use strict";

  /** @typedef {{documents: number[], impacts: number[]}} PostingList */
  /** @typedef {{documents: number[], relevance: number[]}} Matches */

  const K1 = 1.2;

  /**
   * The documents that stand in all lists, ascending, and their BM25; an impact is the part of it that the index knows.
   * @param {PostingList[]} lists
   * @param {number} count How many documents there are.
   * @returns {Matches}
   */
  function intersect(lists, count) {
    const [shortest, ...longer] = [...lists].sort((a, b) => a.documents.length - b.documents.length);
    return longer.reduce(
      (matches, list) => narrow(matches, list, rarity(list, count)),
      narrow({ documents: shortest.documents, relevance: shortest.documents.map(() => 0) }, shortest, rarity(shortest, count)),
    );
  }

  /**
   * Places in `matches`, the best first. Unknown keys come last; equals go by relevance, then by the index's order.
   * @param {Matches} matches
   * @param {(?number)[]} keys One per document: the greater, the earlier.
   * @returns {number[]}
   */
  function order({ documents, relevance }, keys) {
    const known = keys.map((key) => key ?? -Infinity);
    return [...documents.keys()].sort((a, b) => compare(known[b], known[a]) || compare(relevance[b], relevance[a]) || a - b);
  }

  /**
   * @param {Matches} matches
   * @param {PostingList} list
   * @param {number} weight
   * @returns {Matches}
   */
  function narrow(matches, list, weight) {
    const narrowed = /** @type {Matches} */ ({ documents: [], relevance: [] });
    let at = 0;
    matches.documents.forEach((number, place) => {
      while (list.documents[at] < number) at++;
      if (list.documents[at] !== number) return;
      narrowed.documents.push(number);
      narrowed.relevance.push(matches.relevance[place] + weight * list.impacts[at]);
    });
    return narrowed;
  }

  /**
   * @param {PostingList} list
   * @param {number} count
   */
  function rarity({ documents }, count) {
    return (K1 + 1) * Math.log(1 + (count - documents.length + 0.5) / (documents.length + 0.5));
  }

  /**
   * @param {number} a
   * @param {number} b
   */
  function compare(a, b) {
    return a < b ? -1 : a > b ? 1 : 0;
  }

  moothall.ranking = { intersect, order };
})((/** @type {any} */ (window).moothall ??= {}));
