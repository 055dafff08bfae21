// @ts-check
/** @file The part of a text that answers a query best, with the query's words marked. Pure functions. */
(function (/** @type {any} */ moothall) {
  "use strict";

  /** @typedef {{text: string, marked: boolean}} Piece */
  /** @typedef {{start: number, end: number, term: string}} Mark */

  const LENGTH = 240;
  const LEAD = 60;

  /**
   * The excerpt in pieces, marked and not.
   * @param {string} text
   * @param {string[]} terms Folded words.
   * @returns {Piece[]}
   */
  function excerpt(text, terms) {
    const marks = findMarks(text, new Set(terms));
    const start = startBefore(text, densest(marks));
    const end = endAfter(text, start + LENGTH);
    const pieces = start > 0 ? [{ text: "… ", marked: false }] : [];
    let at = start;
    for (const mark of marks) {
      if (mark.end <= at || mark.end > end) continue;
      pieces.push({ text: text.slice(at, Math.max(at, mark.start)), marked: false });
      pieces.push({ text: text.slice(Math.max(at, mark.start), mark.end), marked: true });
      at = mark.end;
    }
    pieces.push({ text: text.slice(at, end) + (end < text.length ? " …" : ""), marked: false });
    return pieces.filter((piece) => piece.text);
  }

  /**
   * Pieces as HTML.
   * @param {Piece[]} pieces
   */
  function toHtml(pieces) {
    return pieces.map(({ text, marked }) => (marked ? `<mark>${escape(text)}</mark>` : escape(text))).join("");
  }

  /**
   * Where the words stand in the text as it is written, in order.
   * @param {string} text
   * @param {Set<string>} terms
   * @returns {Mark[]}
   */
  function findMarks(text, terms) {
    const marks = /** @type {Mark[]} */ ([]);
    let before = /** @type {?{start: number, end: number, text: string}} */ (null);
    for (const match of text.matchAll(WORD)) {
      const word = { start: match.index, end: match.index + match[0].length, text: match[0] };
      const next = UNPARTED.test(word.text) ? word : null;
      const pair = before && next && before.end === next.start && moothall.tokenise(before.text + next.text).at(-1);
      const term = moothall.tokenise(word.text).find((/** @type {string} */ token) => terms.has(token));
      if (before && terms.has(pair)) marks.push({ start: before.start, end: word.end, term: pair });
      else if (term) marks.push({ start: word.start, end: word.end, term });
      before = next;
    }
    return marks;
  }

  /** A character of a script without blanks, or a word of any other, apostrophes and hidden characters included. */
  const WORD = new RegExp(
    `[${moothall.UNPARTED_CLASS}]|(?:(?![${moothall.UNPARTED_CLASS}])[\\p{L}\\p{N}\\p{M}'\\u2019\\u00ad\\u200c-\\u200f\\u2060\\ufeff])+(?:\\+\\+|#)?`,
    "gu",
  );
  const UNPARTED = new RegExp(`^[${moothall.UNPARTED_CLASS}]`, "u");

  /**
   * The first place from which an excerpt holds the most different words.
   * @param {Mark[]} marks
   */
  function densest(marks) {
    let best = 0;
    let place = 0;
    marks.forEach(({ start }, first) => {
      const held = new Set();
      for (let at = first; at < marks.length && marks[at].end <= start + LENGTH - LEAD; at++) held.add(marks[at].term);
      if (held.size > best) [best, place] = [held.size, start];
    });
    return place;
  }

  /**
   * A word's start, some words before `place`.
   * @param {string} text
   * @param {number} place
   */
  function startBefore(text, place) {
    if (place <= LEAD) return 0;
    const blank = text.indexOf(" ", place - LEAD);
    return whole(text, blank >= 0 && blank < place ? blank + 1 : place - LEAD);
  }

  /**
   * A word's end at or shortly before `place`.
   * @param {string} text
   * @param {number} place
   */
  function endAfter(text, place) {
    if (place >= text.length) return text.length;
    const blank = text.lastIndexOf(" ", place);
    return whole(text, blank > place - LEAD ? blank : place);
  }

  /**
   * `place`, or one before it where it would part a character's two halves.
   * @param {string} text
   * @param {number} place
   */
  function whole(text, place) {
    return /^[\udc00-\udfff]/.test(text.charAt(place)) ? place - 1 : place;
  }

  /** @param {string} text */
  function escape(text) {
    return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
  }

  Object.assign(moothall, { excerpt, toHtml });
})((/** @type {any} */ (window).moothall ??= {}));
