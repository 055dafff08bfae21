// @ts-check
/** @file A misspelt word's nearest neighbours in the archive; generator/search/spelling.py does the same. Pure functions. */
(function (/** @type {any} */ moothall) {
  "use strict";

  const SHORT = 4;

  /**
   * The known word that is fewest edits from `word`, of those the commonest, of those the first; or null.
   * @param {string} word
   * @param {(shortest: number, longest: number) => Promise<[word: string, documents: number][]>} spellings
   * @returns {Promise<?string>}
   */
  async function nearest(word, spellings) {
    const characters = [...word];
    const reach = characters.length <= SHORT ? 1 : 2;
    let best = /** @type {?{edits: number, documents: number, candidate: string}} */ (null);
    for (const [candidate, documents] of await spellings(characters.length - reach, characters.length + reach)) {
      const edits = distance(characters, [...candidate], reach);
      if (edits > reach || (best && edits > best.edits)) continue;
      const commoner = !best || edits < best.edits || documents > best.documents;
      if (commoner || (documents === best?.documents && candidate < best.candidate)) best = { edits, documents, candidate };
    }
    return best && best.candidate;
  }

  /**
   * Edits between two words: characters put in, left out, replaced, or neighbours exchanged; over `limit`, more.
   * @param {string[]} a
   * @param {string[]} b
   * @param {number} limit
   */
  function distance(a, b, limit) {
    if (Math.abs(a.length - b.length) > limit) return limit + 1;
    let older = /** @type {number[]} */ ([]);
    let before = /** @type {number[]} */ ([]);
    let row = [...b.keys(), b.length];
    for (let i = 1; i <= a.length; i++) {
      [older, before, row] = [before, row, [i]];
      for (let j = 1; j <= b.length; j++) {
        row[j] = Math.min(before[j] + 1, row[j - 1] + 1, before[j - 1] + Number(a[i - 1] !== b[j - 1]));
        if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) row[j] = Math.min(row[j], older[j - 2] + 1);
      }
      if (Math.min(...row) > limit) return limit + 1;
    }
    return row[b.length];
  }

  moothall.nearest = nearest;
})((/** @type {any} */ (window).moothall ??= {}));
