// @ts-check
/** @file What scripts say: the build puts the texts in front of this file as `moothall.words`, in the site's language. */
(function (/** @type {any} */ moothall) {
  "use strict";

  /** @type {{language: string, negative: string, months: string[], texts: Record<string, string>}} */
  const { language, negative, months, texts } = moothall.words;
  const rules = new Intl.PluralRules(language);

  /**
   * A text in pieces, with values in the place of what is in braces.
   * @template T
   * @param {string} key
   * @param {Record<string, T>} values
   * @returns {(string | T)[]}
   */
  function pieces(key, values) {
    return texts[key].split(/\{(\w+)\}/).map((piece, at) => (at % 2 ? values[piece] : piece));
  }

  /**
   * @param {string} key
   * @param {Record<string, string | number>} [values]
   */
  function say(key, values = {}) {
    return pieces(key, values).join("");
  }

  /**
   * `1 comment`, `1,234 comments`.
   * @param {string} key
   * @param {number} number
   */
  function count(key, number) {
    const form = `${key}.${rules.select(Math.abs(number))}`;
    return say(form in texts ? form : `${key}.other`, { count: figure(number) });
  }

  /** @param {number} number */
  function figure(number) {
    const digits = String(Math.abs(number)).replace(/\B(?=(\d{3})+$)/g, texts.thousands);
    return number < 0 ? negative.replace("{digits}", digits) : digits;
  }

  /** A date in ISO 8601, as precisely as it is known. @param {string} date */
  function day(date) {
    const [year, month, day] = date.slice(0, 10).split("-").map(Number);
    const values = { year, month: months[month - 1], day };
    if (!month) return say("date_year", values);
    if (!day) return say("date_month", values);
    return say(day === 1 ? "date_first" : "date_day", values);
  }

  moothall.words = { pieces, say, count, figure, day };
})((/** @type {any} */ (window).moothall ??= {}));
