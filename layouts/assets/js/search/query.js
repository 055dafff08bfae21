// @ts-check
/** @file What people type, taken apart; generator/search/query.py does the same. Pure functions. */
(function (/** @type {any} */ moothall) {
  "use strict";

  /**
   * One condition; a document must meet all. `kind` is word, phrase, prefix or a field; `relation` is a score's.
   * @typedef {{kind: string, value: string, negative: boolean, relation?: string}} Clause
   */

  const FIELD = "(author|topic|in|after|before|score):";
  const BLANK = " \\t\\n\\v\\f\\r\\u00a0\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";
  const CLAUSE = new RegExp(`(-?)(?:${FIELD})?(?:"([^"]*)"?|([^"${BLANK}]+))`, "gi");
  const EMPTY = new RegExp(`^-?${FIELD}$`, "i");
  const PLAIN = new RegExp(`^[^${BLANK}]+$`);
  const EDGES = new RegExp(`^[${BLANK}]+|[${BLANK}]+$`, "g");
  const QUOTES = /[\u201c\u201d\u201e\u201f\u2033]/g;
  const SCORE = /^(>=|<=|>|<|=)?([+-]?[0-9]{1,9})$/;
  const DATE = /^([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?$/;

  /**
   * The clauses of a query, in order. What cannot be read as an operator is a word.
   * @param {string} query
   * @returns {Clause[]}
   */
  function parse(query) {
    return [...query.replace(QUOTES, '"').matchAll(CLAUSE)].flatMap(clause);
  }

  /**
   * A query that means `clauses`.
   * @param {Clause[]} clauses
   */
  function format(clauses) {
    return clauses.map(({ kind, value, negative, relation }) => {
      const minus = negative ? "-" : "";
      const text = value.replaceAll('"', " ").replace(EDGES, "");
      if (kind === "word") return minus + text;
      if (kind === "prefix") return `${minus}${text}*`;
      if (kind === "phrase") return `${minus}"${text}"`;
      return `${minus}${kind}:${relation ?? ""}${PLAIN.test(text) ? text : `"${text}"`}`;
    }).join(" ");
  }

  /**
   * The first second, since 1970, of a day, a month or a year as ISO 8601 has them; null for anything else.
   * @param {string} value
   */
  function secondsOf(value) {
    const [, year, month = "01", day = "01"] = DATE.exec(value) ?? [];
    const at = new Date(`${year}-${month}-${day}T00:00:00Z`);
    const isDay = Number(year) > 0 && at.getUTCDate() === Number(day) && at.getUTCMonth() + 1 === Number(month);
    return isDay ? at.getTime() / 1000 : null;
  }

  /**
   * @param {RegExpMatchArray} match
   * @returns {Clause[]}
   */
  function clause([whole, minus, field, quoted, bare]) {
    const value = (bare ?? quoted).replace(EDGES, "");
    const negative = minus === "-";
    if (!value || (bare !== undefined && EMPTY.test(whole))) return [];
    if (!field) {
      if (bare === undefined) return [{ kind: "phrase", value, negative }];
      const stem = value.replace(/\*+$/, "");
      return [stem && stem !== value ? { kind: "prefix", value: stem, negative } : { kind: "word", value, negative }];
    }
    const kind = field.toLowerCase();
    const score = kind === "score" && SCORE.exec(value);
    return [score ? { kind, value: score[2], negative, relation: score[1] ?? "=" } : { kind, value, negative }];
  }

  Object.assign(moothall, { parse, format, secondsOf });
})((/** @type {any} */ (window).moothall ??= {}));
