// @ts-check
/** @file `moothall.search`: from a query to hits. */
(function (/** @type {any} */ moothall) {
  "use strict";

  /** @typedef {{kind: string, value: string, negative: boolean, relation?: string}} Clause */
  /** @typedef {{text: string, marked: boolean}} Piece */
  /** @typedef {{url: string, path: string, title: string, author: string, date: string, score: ?number}} Hit */
  /**
   * `sort`: relevance, newest, oldest, score, or place (as it is read). `prefix`: the last word may be unfinished.
   * @typedef {{limit?: number, sort?: string, excerpts?: boolean, prefix?: boolean, facets?: boolean}} Options
   */
  /** @typedef {{topics: {name: string, count: number}[], years: {year: number, count: number}[], undated: number}} Facets */
  /** @typedef {{total: number, meant: ?string, problems: {kind: string, text: string}[], facets: ?Facets}} Outcome */

  const { shards, matching, phrase } = moothall;
  /** Shards over which a word that is being typed may reach. */
  const REACH = 3;

  /**
   * The hits for a query, excerpts as safe HTML with the words in `<mark>`. Rejects only when the index cannot be loaded.
   * @param {string} query
   * @param {Options} [options]
   * @returns {Promise<Outcome & {hits: (Hit & {excerpt: string})[]}>}
   */
  async function search(query, options = {}) {
    const { hits, ...outcome } = await find(query, options);
    return { ...outcome, hits: hits.map(({ pieces, ...hit }) => ({ ...hit, excerpt: moothall.toHtml(pieces) })) };
  }

  /**
   * The same with excerpts in pieces, for a page that builds its nodes itself.
   * @param {string} query
   * @param {Options} [options]
   * @returns {Promise<Outcome & {hits: (Hit & {pieces: Piece[]})[]}>}
   */
  async function find(query, { limit = 10, sort = "relevance", excerpts = true, prefix = false, facets = false } = {}) {
    const clauses = unfinished(moothall.parse(String(query ?? "")), prefix);
    const { texts, matches } = await matched(clauses, sort === "relevance" && !facets ? limit : Infinity);
    const order = sort === "place" ? [...matches.documents.keys()] : matching.order(matches, await sortKeys(sort, matches));
    const best = order.slice(0, limit > 0 ? limit : 0).map((/** @type {number} */ at) => matches.documents[at]);
    const rows = await Promise.all(best.map(shards.row));
    const terms = excerpts ? marked(texts) : null;
    return {
      total: matches.total,
      hits: rows.map((row) => toHit(row, terms)),
      meant: matches.total ? null : await meant(clauses),
      problems: clauses.filter((clause) => !matching.isReadable(clause)).map((clause) => (
        { kind: clause.kind === "score" ? "score" : "date", text: moothall.format([clause]) })),
      facets: facets ? await count(matches.documents) : null,
    };
  }

  /**
   * The clauses that ask for words, with these, and what meets all clauses; at least the `enough` most relevant of it.
   * @param {(Clause & {unfinished?: boolean})[]} clauses
   * @param {number} enough
   */
  async function matched(clauses, enough) {
    const worded = clauses.filter(({ kind }) => matching.TEXTS.includes(kind));
    const rest = clauses.filter(({ kind }) => !matching.TEXTS.includes(kind));
    const groups = await Promise.all(worded.map((clause) => matching.toGroups(clause, clause.unfinished ? REACH : Infinity)));
    const texts = worded.map((clause, at) => ({ clause, groups: groups[at] })).filter((text) => text.groups.length);
    return { texts, matches: await matching.match(texts, rest, enough) };
  }

  /**
   * The clauses, the last as a prefix where it is a word and `prefix` is asked for.
   * @param {Clause[]} clauses
   * @param {boolean} prefix
   * @returns {(Clause & {unfinished?: boolean})[]}
   */
  function unfinished(clauses, prefix) {
    const last = clauses[clauses.length - 1];
    if (!prefix || !last || last.kind !== "word" || last.negative) return clauses;
    return [...clauses.slice(0, -1), { ...last, kind: "prefix", unfinished: true }];
  }

  /**
   * What to sort by, one number per match; the greater, the earlier. Null for nothing but relevance.
   * @param {string} sort
   * @param {{documents: number[]}} matches
   * @returns {Promise<?(?number)[]>}
   */
  async function sortKeys(sort, { documents }) {
    if (sort === "newest") return shards.column("times", documents);
    if (sort === "score") return shards.column("scores", documents);
    if (sort !== "oldest") return null;
    const times = await shards.column("times", documents);
    return times.map((/** @type {?number} */ time) => (time === null ? null : -time));
  }

  /**
   * The folded words that excerpts mark.
   * @param {{clause: Clause, groups: {terms: {word: string}[]}[]}[]} texts
   * @returns {string[]}
   */
  function marked(texts) {
    return texts.filter(({ clause }) => !clause.negative).flatMap(({ clause, groups }) => [
      ...phrase(clause.value).map(([word]) => word),
      ...groups.flatMap(({ terms }) => terms.map(({ word }) => word)),
    ]);
  }

  /**
   * The query with words that stand nowhere replaced by the archive's nearest; null where that finds nothing either.
   * @param {(Clause & {unfinished?: boolean})[]} clauses
   * @returns {Promise<?string>}
   */
  async function meant(clauses) {
    const respelled = await Promise.all(clauses.map(async (clause) => {
      const words = phrase(clause.value);
      const isWord = clause.kind === "word" || clause.unfinished;
      if (clause.negative || !isWord || words.length !== 1 || (await shards.term(words[0][0]))) return clause;
      const near = await moothall.nearest(words[0][0], shards.spellings);
      return near ? { ...clause, kind: "word", value: near } : clause;
    }));
    if (respelled.every((clause, at) => clause === clauses[at])) return null;
    return (await matched(respelled, 0)).matches.total ? moothall.format(respelled) : null;
  }

  /**
   * How many of the documents there are of each topic and each year.
   * @param {number[]} documents
   * @returns {Promise<Facets>}
   */
  async function count(documents) {
    const [topics, times] = await Promise.all([shards.filtersFrom("topic:"), shards.column("times", documents)]);
    const held = new Set(documents);
    const counted = topics.map((/** @type {{name: string, documents: number[]}} */ topic) => (
      { name: topic.name, count: topic.documents.filter((number) => held.has(number)).length }));
    const years = new Map();
    for (const time of times) {
      const year = time === null ? null : new Date(time * 1000).getUTCFullYear();
      years.set(year, (years.get(year) ?? 0) + 1);
    }
    const undated = years.get(null) ?? 0;
    years.delete(null);
    return {
      topics: counted.filter((/** @type {{count: number}} */ topic) => topic.count).sort((/** @type {any} */ a, /** @type {any} */ b) => b.count - a.count),
      years: [...years].sort(([a], [b]) => a - b).map(([year, number]) => ({ year, count: number })),
      undated,
    };
  }

  /**
   * @param {any} row
   * @param {?string[]} terms
   */
  function toHit({ path, title, href, author, date, score, text }, terms) {
    const url = shards.address(path + href);
    if (url.protocol === "file:" && url.pathname.endsWith("/")) url.pathname += "index.html";
    return { url: url.href, path, title, author, date, score, pieces: terms ? moothall.excerpt(text, terms) : [] };
  }

  Object.assign(moothall, { search, find });
})((/** @type {any} */ (window).moothall ??= {}));
