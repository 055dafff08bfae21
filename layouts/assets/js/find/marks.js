// @ts-check
/** @file Words that were searched, marked where they stand. Nothing in the page changes: it is the browser that paints. */
(function (/** @type {any} */ moothall) {
  "use strict";

  const KEPT = "moothall-words";
  const WORD = /[\p{L}\p{N}][\p{L}\p{N}\p{M}'’]*/gu;
  /** Scripts that do not part words by blanks. */
  const UNPARTED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]/u;

  /**
   * Marks, inside of `element`, all words that begin with one of `words`, whatever their case and accents.
   * @param {Element} element
   * @param {string[]} words
   */
  function show(element, words) {
    const highlights = /** @type {any} */ (globalThis.CSS)?.highlights;
    if (!highlights) return;
    const beginnings = words.flatMap((text) => text.match(WORD) ?? []).map(fold);
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    const ranges = [];
    while (walker.nextNode()) ranges.push(...rangesIn(/** @type {Text} */ (walker.currentNode), beginnings));
    highlights.set("found", new Highlight(...ranges));
    document.documentElement.classList.toggle("marked", ranges.length > 0);
  }

  /**
   * @param {Text} node
   * @param {string[]} beginnings
   * @returns {Range[]}
   */
  function rangesIn(node, beginnings) {
    return [...node.data.matchAll(WORD)].flatMap(({ 0: word, index }) => {
      const within = beginnings.map((beginning) => place(word, beginning)).find((found) => found);
      return within ? [range(node, index + within[0], index + within[1])] : [];
    });
  }

  /**
   * Where in a word, or in a run of a script without blanks, a mark begins and ends.
   * @param {string} word
   * @param {string} beginning
   * @returns {?[number, number]}
   */
  function place(word, beginning) {
    if (!UNPARTED.test(word)) return fold(word).startsWith(beginning) ? [0, word.length] : null;
    const at = word.indexOf(beginning);
    return at < 0 ? null : [at, at + beginning.length];
  }

  /**
   * @param {Text} node
   * @param {number} start
   * @param {number} end
   */
  function range(node, start, end) {
    const found = new Range();
    found.setStart(node, start);
    found.setEnd(node, end);
    return found;
  }

  /** @param {string} text */
  function fold(text) {
    return text.normalize("NFKD").replace(/[\p{M}'’]/gu, "").toLowerCase();
  }

  /**
   * Keeps the words of a hit for the page that it leads to.
   * @param {string} url
   * @param {Element[]} marks
   */
  function keep(url, marks) {
    moothall.tab.keep(KEPT, { url, words: [...new Set(marks.map((mark) => mark.textContent))] });
  }

  /** Marks the words of the hit that led here. */
  function showKept() {
    const kept = moothall.tab.kept(KEPT);
    const target = moothall.places.named(location.hash);
    if (target && kept?.url === location.href) show(target, kept.words);
  }

  moothall.marks = { show, keep, showKept };
})((/** @type {any} */ (window).moothall ??= {}));
