// @ts-check
/** @file What the controls beside a query say, read from the query and written into it. Pure functions. */
(function (/** @type {any} */ moothall) {
  "use strict";

  /** @typedef {{kind: string, value: string, negative: boolean, relation?: string}} Clause */
  /** @typedef {{holds: (clause: Clause) => boolean, read: (clause: Clause) => string, write: (value: string) => Clause}} Control */

  const DAY = 86_400_000;

  /** @type {Record<string, Control>} */
  const CONTROLS = {
    author: named("author"),
    topic: named("topic"),
    in: named("in"),
    from: { ...named("after"), read: ({ value }) => firstDay(value) },
    to: {
      ...named("before"),
      read: ({ value }) => shift(firstDay(value), -1),
      write: (value) => ({ kind: "before", value: shift(value, 1), negative: false }),
    },
    score: {
      holds: ({ kind, relation }) => kind === "score" && (relation === ">" || relation === ">="),
      read: ({ value, relation }) => (/^-?\d+$/.test(value) ? String(Number(value) + (relation === ">" ? 1 : 0)) : ""),
      write: (value) => ({ kind: "score", value, relation: ">=", negative: false }),
    },
  };

  /**
   * What the control shows for the query; empty when the query says nothing of it.
   * @param {string} query
   * @param {string} name
   */
  function read(query, name) {
    const control = CONTROLS[name];
    const clause = moothall.parse(query).find((/** @type {Clause} */ one) => holds(control, one));
    return clause ? control.read(clause) : "";
  }

  /**
   * The query with what the control says in place of what it said before; the rest stays. What is new stands before the
   * words, so that the last word of a query stays the last.
   * @param {string} query
   * @param {string} name
   * @param {string} value
   * @returns {string}
   */
  function write(query, name, value) {
    const control = CONTROLS[name];
    const clauses = moothall.parse(query);
    const at = clauses.findIndex((/** @type {Clause} */ one) => holds(control, one));
    const said = value ? [control.write(value)] : [];
    if (at < 0) return moothall.format(beforeWords(clauses, said));
    return moothall.format([...clauses.slice(0, at), ...said, ...clauses.slice(at + 1)]);
  }

  /**
   * Whether the query asks for exactly this year.
   * @param {string} query
   * @param {number} year
   */
  function isYear(query, year) {
    return read(query, "from") === `${year}-01-01` && read(query, "to") === `${year}-12-31`;
  }

  /**
   * The query for this year, or for any where it asks for this one already.
   * @param {string} query
   * @param {number} year
   */
  function toggleYear(query, year) {
    if (isYear(query, year)) return write(write(query, "from", ""), "to", "");
    const clauses = moothall.parse(query).filter((/** @type {Clause} */ one) => !isDate(one));
    const next = { kind: "before", value: String(year + 1), negative: false };
    return moothall.format(beforeWords(clauses, [CONTROLS.from.write(String(year)), next]));
  }

  /**
   * Whether the query asks for this topic.
   * @param {string} query
   * @param {string} topic
   */
  function isTopic(query, topic) {
    return moothall.parse(query).some(asksFor(topic));
  }

  /**
   * The query with this topic asked for too, or no longer.
   * @param {string} query
   * @param {string} topic
   */
  function toggleTopic(query, topic) {
    const clauses = moothall.parse(query);
    const others = clauses.filter((/** @type {Clause} */ one) => !asksFor(topic)(one));
    const isAsked = others.length < clauses.length;
    return moothall.format(isAsked ? others : beforeWords(clauses, [CONTROLS.topic.write(topic)]));
  }

  /**
   * The query as a link of a year or of a topic changes it.
   * @param {string} query
   * @param {{year?: string | number, topic?: string}} link
   */
  function toggle(query, { year, topic = "" }) {
    return year ? toggleYear(query, Number(year)) : toggleTopic(query, topic);
  }

  /**
   * @param {Clause[]} clauses
   * @param {Clause[]} said
   */
  function beforeWords(clauses, said) {
    const first = clauses.findIndex(({ kind }) => /^(word|phrase|prefix)$/.test(kind));
    const at = first < 0 ? clauses.length : first;
    return [...clauses.slice(0, at), ...said, ...clauses.slice(at)];
  }

  /**
   * A control for an operator that has a value.
   * @param {string} kind
   * @returns {Control}
   */
  function named(kind) {
    return {
      holds: (clause) => clause.kind === kind,
      read: ({ value }) => value,
      write: (value) => ({ kind, value, negative: false }),
    };
  }

  /**
   * @param {Control} control
   * @param {Clause} clause
   */
  function holds(control, clause) {
    return !clause.negative && control.holds(clause);
  }

  /** @param {Clause} clause */
  function isDate({ kind, negative }) {
    return !negative && (kind === "after" || kind === "before");
  }

  /**
   * @param {string} topic
   * @returns {(clause: Clause) => boolean}
   */
  function asksFor(topic) {
    const name = topic.toLowerCase();
    return ({ kind, value, negative }) => kind === "topic" && !negative && value.toLowerCase() === name;
  }

  /** The first day of a year, a month or a day; empty for anything else. @param {string} date */
  function firstDay(date) {
    const day = /^\d{4}(-\d\d){0,2}$/.test(date) ? `${date}-01-01`.slice(0, 10) : "";
    return Number.isNaN(Date.parse(day)) ? "" : day;
  }

  /**
   * The day so many days later.
   * @param {string} day
   * @param {number} days
   */
  function shift(day, days) {
    return day && new Date(Date.parse(day) + days * DAY).toISOString().slice(0, 10);
  }

  moothall.narrow = { read, write, isYear, isTopic, toggle };
})((/** @type {any} */ (window).moothall ??= {}));
