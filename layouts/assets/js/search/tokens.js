// @ts-check
/** @file A text's words, folded; generator/search/tokens.py says how and does the same, step for step. */
(function (/** @type {any} */ moothall) {
  "use strict";

  const TOKEN_LIMIT = 64;
  const NAME_LIMIT = 300;

  const DROPPED =
    /['\u2019\u02bc\u00ad\u200c-\u200f\u2060\ufeff\ufe00-\ufe0f\u0300-\u036f\u0483-\u0487\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670]/gu;
  const UNPARTED_CLASS =
    "\\u3005-\\u3007\\u3040-\\u30ff\\u31f0-\\u31ff\\u3100-\\u312f\\u31a0-\\u31bf" +
    "\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{3ffff}\\uac00-\\ud7a3" +
    "\\u0e01-\\u0e3a\\u0e40-\\u0e4e\\u0e81-\\u0ecd\\u0edc-\\u0edf" +
    "\\u1780-\\u17d3\\u17dc\\u17dd\\u1000-\\u103f\\u1050-\\u108f";
  const UNPARTED = new RegExp(`^[${UNPARTED_CLASS}]`, "u");
  const RUN = new RegExp(`[${UNPARTED_CLASS}]+|[^\\s${UNPARTED_CLASS}]+`, "gu");
  const SEPARATORS = /[^\p{L}\p{N}\p{M}\ue000\ue001]+/gu;

  /** @type {Record<string, string>} */
  const SPELLED = {
    ß: "ss", æ: "ae", œ: "oe", ø: "o", đ: "d", ð: "d", þ: "th", ł: "l", ħ: "h", ı: "i", ŋ: "n", ŧ: "t", ς: "σ",
    "\ue000": "++ ", "\ue001": "# ",
  };
  const SPELLED_LETTER = new RegExp(`[${Object.keys(SPELLED).join("")}]`, "gu");

  /**
   * The words of `text` in reading order, repeats included, and where each stands.
   * @param {string} text
   * @returns {[word: string, place: number][]}
   */
  function placed(text) {
    const found = /** @type {[string, number][]} */ ([]);
    let place = 0;
    for (const run of fold(text).match(RUN) ?? []) {
      if (!UNPARTED.test(run)) {
        found.push([cut(run), place++]);
        continue;
      }
      const characters = [...run];
      characters.forEach((character, at) => found.push([character, place + at]));
      characters.slice(1).forEach((second, at) => found.push([characters[at] + second, place + at]));
      place += characters.length;
    }
    return found;
  }

  /**
   * The words of `text` in reading order, repeats included.
   * @param {string} text
   */
  function tokenise(text) {
    return placed(text).map(([word]) => word);
  }

  /**
   * The words that a text must hold, and where, to hold `text`: its words without characters that stand in a pair.
   * @param {string} text
   */
  function phrase(text) {
    const words = placed(text);
    const isUnparted = words.map(([word]) => UNPARTED.test(word) && [...word].length);
    const paired = new Set(words.flatMap(([, place], at) => (isUnparted[at] === 2 ? [place, place + 1] : [])));
    return words.filter(([, place], at) => isUnparted[at] !== 1 || !paired.has(place));
  }

  /**
   * A name, folded for comparison: its words, or where it has none, itself in lower case; of long names the start.
   * @param {string} name
   */
  function nameKey(name) {
    const start = [...name].slice(0, NAME_LIMIT).join("");
    return tokenise(start).join(" ") || start.toLowerCase().split(/\s+/).filter(Boolean).join(" ");
  }

  /** @param {string} text */
  function fold(text) {
    return text
      .replace(/[™\ue000\ue001]/g, " ")
      .normalize("NFKD")
      .toLowerCase()
      .replace(/([a-z])\+\+/g, "$1\ue000")
      .replace(/(?<![a-z0-9])([a-z])#(?![a-z0-9#])/g, "$1\ue001")
      .replace(DROPPED, "")
      .replace(SEPARATORS, " ")
      .replace(SPELLED_LETTER, (letter) => SPELLED[letter])
      .normalize("NFC");
  }

  /** @param {string} token */
  function cut(token) {
    return token.length > TOKEN_LIMIT ? [...token].slice(0, TOKEN_LIMIT).join("").replace(/[+#]+$/, "") : token;
  }

  Object.assign(moothall, { tokenise, phrase, nameKey, UNPARTED_CLASS });
})((/** @type {any} */ (window).moothall ??= {}));
