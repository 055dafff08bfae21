// @ts-check
/** @file A text's words, folded; generator/search/tokens.py says how and does the same, step for step. */
(function (/** @type {any} */ moothall) {
  "use strict";

  const TOKEN_LIMIT = 64;

  const DROPPED =
    /['\u2019\u02bc\u00ad\u200c-\u200f\u2060\ufeff\ufe00-\ufe0f\u0300-\u036f\u0483-\u0487\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670]/gu;
  const CJK_CLASS =
    "\\u3005-\\u3007\\u3040-\\u30ff\\u31f0-\\u31ff\\u3100-\\u312f\\u31a0-\\u31bf" +
    "\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{3ffff}\\uac00-\\ud7a3";
  const CJK = new RegExp(`^[${CJK_CLASS}]`, "u");
  const RUN = new RegExp(`[${CJK_CLASS}]+|[^\\s${CJK_CLASS}]+`, "gu");
  const SEPARATORS = /[^\p{L}\p{N}\p{M}]+/gu;

  /** @type {Record<string, string>} */
  const SPELLED = {
    ß: "ss", æ: "ae", œ: "oe", ø: "o", đ: "d", ð: "d", þ: "th", ł: "l", ħ: "h", ı: "i", ŋ: "n", ŧ: "t", ς: "σ",
  };
  const SPELLED_LETTER = new RegExp(`[${Object.keys(SPELLED).join("")}]`, "gu");

  /**
   * The words of `text` in reading order, repeats included.
   * @param {string} text
   * @returns {string[]}
   */
  function tokenise(text) {
    const tokens = [];
    for (const run of fold(text).match(RUN) ?? []) {
      tokens.push(CJK.test(run) ? charactersAndPairs(run) : [cut(run)]);
    }
    return tokens.flat();
  }

  /**
   * The words of a query, each once, without those that another implies: a pair is nowhere without its characters.
   * @param {string} query
   * @returns {string[]}
   */
  function queryTerms(query) {
    const terms = [...new Set(tokenise(query))];
    const pairs = terms.filter((term) => CJK.test(term) && [...term].length === 2);
    const implied = new Set(pairs.flatMap((pair) => [...pair]));
    return terms.filter((term) => !implied.has(term));
  }

  /** @param {string} text */
  function fold(text) {
    return text
      .replaceAll("™", " ")
      .normalize("NFKD")
      .toLowerCase()
      .replace(DROPPED, "")
      .replace(SPELLED_LETTER, (letter) => SPELLED[letter])
      .replace(SEPARATORS, " ")
      .normalize("NFC");
  }

  /** @param {string} run */
  function charactersAndPairs(run) {
    const characters = [...run];
    return [...characters, ...characters.slice(1).map((second, at) => characters[at] + second)];
  }

  /** @param {string} token */
  function cut(token) {
    return token.length > TOKEN_LIMIT ? [...token].slice(0, TOKEN_LIMIT).join("") : token;
  }

  Object.assign(moothall, { tokenise, queryTerms, CJK_CLASS });
})((/** @type {any} */ (window).moothall ??= {}));
