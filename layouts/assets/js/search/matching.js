// @ts-check
/** @file Which documents answer a query, and in what order; generator/search/matching.py does the same. */
(function (/** @type {any} */ moothall) {
  "use strict";

  /** @typedef {{kind: string, value: string, negative: boolean, relation?: string}} Clause */
  /** @typedef {{word: string, documents: number, forms: string[], data: Uint8Array, pieces: any[]}} Term */
  /** Words that count as one, and where in a phrase they stand. @typedef {{terms: Term[], place: number}} Group */
  /** What documents a group weighs how much in. @typedef {Map<number, number>} Weights */
  /** @typedef {{documents: number[], relevance: number[], total: number}} Matches */

  const TEXTS = ["word", "phrase", "prefix"];
  const FILTERS = ["author", "topic", "in"];
  const BEST = 300;
  const ODDS = Array.from({ length: 16 }, (_, impact) => (impact + 0.5) / (15.5 - impact));
  const { shards, phrase, nameKey } = moothall;

  /**
   * The documents that meet all clauses; with `best`, at least that many of the most relevant if that is quicker.
   * @param {{clause: Clause, groups: Group[]}[]} texts The clauses that ask for words.
   * @param {Clause[]} rest All others.
   * @param {number} best
   * @returns {Promise<Matches>}
   */
  async function match(texts, rest, best = Infinity) {
    if (!texts.length && !rest.length) return { documents: [], relevance: [], total: 0 };
    const count = await shards.count();
    const wanted = texts.filter(({ clause }) => !clause.negative).map(({ groups }) => groups);
    const unwanted = texts.filter(({ clause }) => clause.negative).map(({ groups }) => groups);
    if (!rest.length && !unwanted.length && isCommon(wanted, best)) return bestOf(wanted[0][0], count);
    const filters = rest.filter(({ kind, negative }) => FILTERS.includes(kind) && !negative);
    let found = (await Promise.all(filters.map(filtered))).reduce(meet, /** @type {?number[]} */ (null));
    const weighed = /** @type {Weights[][]} */ ([]);
    const fewest = wanted.map((groups) => Math.min(...groups.map(held)));
    for (const at of [...wanted.keys()].sort((a, b) => fewest[a] - fewest[b])) {
      const holding = await hold(wanted[at], found);
      weighed[at] = holding.weights;
      found = holding.documents;
    }
    found ??= Array.from({ length: count }, (_, number) => number);
    for (const groups of unwanted) found = without(found, (await hold(groups, found)).documents);
    for (const clause of rest) found = await narrow(clause, found);
    const relevance = found.map(() => 0);
    wanted.forEach((groups, at) => groups.forEach((group, number) => {
      const rare = rarity(group, count);
      found?.forEach((document_, place) => (relevance[place] += rare * (weighed[at][number].get(document_) ?? 0)));
    }));
    return { documents: found, relevance, total: found.length };
  }

  /**
   * The words of a clause, as groups; none for a clause without a word, which asks nothing.
   * @param {Clause} clause
   * @param {number} [most] Shards that a prefix may reach over, before it is taken as a word.
   * @returns {Promise<Group[]>}
   */
  async function toGroups({ kind, value }, most) {
    const elements = /** @type {[string, number][]} */ (phrase(value));
    const terms = kind === "prefix" && elements.length ? await shards.termsFrom(elements[elements.length - 1][0], most) : null;
    if ((kind === "word" || (kind === "prefix" && !terms)) && elements.length === 1) {
      const term = await shards.term(elements[0][0]);
      const all = term ? [term, ...(await Promise.all(term.forms.map(shards.term)))] : [];
      return [{ terms: all.filter(Boolean), place: 0 }];
    }
    const words = await Promise.all(elements.map(([word]) => shards.term(word)));
    const groups = elements.map(([, place], at) => ({ terms: words[at] ? [words[at]] : [], place }));
    if (terms) groups[groups.length - 1].terms = terms;
    return groups;
  }

  /** @param {Group} group */
  function held({ terms }) {
    return terms.reduce((sum, term) => sum + term.documents, 0);
  }

  /**
   * How much a document that holds a group stands out, of `count`.
   * @param {Group} group
   * @param {number} count
   */
  function rarity(group, count) {
    const some = Math.min(count, held(group));
    return Math.max(1, Math.floor(Math.log(1 + (count - some + 0.5) / (some + 0.5)) * 1024 + 0.5)) / 1024;
  }

  /**
   * Whether all that is asked for is one word whose best documents stand apart in the index.
   * @param {Group[][]} wanted
   * @param {number} best
   */
  function isCommon(wanted, best) {
    const terms = wanted.length === 1 && wanted[0].length === 1 ? wanted[0][0].terms : [];
    return terms.length === 1 && terms[0].pieces.length > 0 && best <= BEST;
  }

  /**
   * @param {Group} group
   * @param {number} count
   * @returns {Matches}
   */
  function bestOf(group, count) {
    const { documents, impacts } = shards.readPostings(group.terms[0].data);
    const rare = rarity(group, count);
    const relevance = impacts.map((/** @type {number} */ impact) => rare * (ODDS[impact] / (1 + ODDS[impact])));
    return { documents, relevance, total: group.terms[0].documents };
  }

  /**
   * The documents of `within`, or of all, that hold the groups as a phrase, and how much each group weighs.
   * @param {Group[]} groups
   * @param {?number[]} within
   * @returns {Promise<{documents: number[], weights: Weights[]}>}
   */
  async function hold(groups, within) {
    const weights = /** @type {Weights[]} */ ([]);
    let found = within;
    for (const at of [...groups.keys()].sort((a, b) => held(groups[a]) - held(groups[b]))) {
      weights[at] = await union(groups[at], found);
      found = meet(found, [...weights[at].keys()].sort((a, b) => a - b));
    }
    const documents = found ?? [];
    return { documents: groups.length > 1 ? await inOrder(groups, documents) : documents, weights };
  }

  /**
   * @param {Group} group
   * @param {?number[]} within
   * @returns {Promise<Weights>}
   */
  async function union({ terms }, within) {
    const weights = new Map();
    for (const { documents, impacts } of await Promise.all(terms.map((term) => shards.postings(term, within)))) {
      for (let at = 0; at < documents.length; at++) {
        weights.set(documents[at], (weights.get(documents[at]) ?? 0) + ODDS[impacts[at]]);
      }
    }
    for (const [number, odds] of weights) weights.set(number, odds / (1 + odds));
    return weights;
  }

  /**
   * The documents in which the groups stand one after the other.
   * @param {Group[]} groups
   * @param {number[]} within
   */
  async function inOrder(groups, within) {
    if (!within.length) return within;
    const starts = await Promise.all(groups.map(async ({ terms, place }) => {
      const places = await Promise.all(terms.map((term) => shards.places(term, within)));
      return (/** @type {number} */ document_) =>
        new Set(places.flatMap((of) => of.get(document_) ?? []).map((/** @type {number} */ at) => at - place));
    }));
    return within.filter((document_) => {
      const [first, ...others] = starts.map((of) => of(document_));
      return [...first].some((start) => others.every((other) => other.has(start)));
    });
  }

  /**
   * @param {Clause} clause
   * @returns {Promise<number[]>}
   */
  async function filtered({ kind, value }) {
    if (kind === "in") return shards.filtered(`in:${value.replace(/^\/+|\/+$/g, "")}`);
    const name = nameKey(value);
    if (kind !== "author" || !value.endsWith("*") || !name) return shards.filtered(`${kind}:${name}`);
    const parts = await shards.filtersFrom(`author:${name}`);
    const all = new Set(parts.flatMap((/** @type {{documents: number[]}} */ part) => part.documents));
    return /** @type {number[]} */ ([...all]).sort((a, b) => a - b);
  }

  /**
   * The documents that meet a clause about them; one with a value that cannot be read leaves them as they are.
   * @param {Clause} clause
   * @param {number[]} found
   * @returns {Promise<number[]>}
   */
  async function narrow(clause, found) {
    const { kind, negative } = clause;
    if (FILTERS.includes(kind)) return negative ? without(found, await filtered(clause)) : found;
    if (!isReadable(clause)) return found;
    const values = await shards.column(kind === "score" ? "scores" : "times", found);
    const bound = kind === "score" ? Number(clause.value) : moothall.secondsOf(clause.value);
    const test = TESTS[(kind === "score" && clause.relation) || kind];
    return found.filter((_, at) => (values[at] !== null && test(values[at], bound)) !== negative);
  }

  /** @type {Record<string, (value: number, bound: number) => boolean>} */
  const TESTS = {
    after: (value, bound) => value >= bound,
    before: (value, bound) => value < bound,
    ">": (value, bound) => value > bound,
    ">=": (value, bound) => value >= bound,
    "<": (value, bound) => value < bound,
    "<=": (value, bound) => value <= bound,
    "=": (value, bound) => value === bound,
  };

  /**
   * Whether a clause's date or score can be read.
   * @param {Clause} clause
   */
  function isReadable({ kind, value, relation }) {
    if (kind === "after" || kind === "before") return moothall.secondsOf(value) !== null;
    return kind !== "score" || Boolean(relation);
  }

  /**
   * @param {?number[]} found
   * @param {number[]} others
   * @returns {number[]}
   */
  function meet(found, others) {
    if (!found) return others;
    const held = new Set(others);
    return found.filter((number) => held.has(number));
  }

  /**
   * @param {number[]} found
   * @param {number[]} others
   */
  function without(found, others) {
    const held = new Set(others);
    return found.filter((number) => !held.has(number));
  }

  /**
   * Places in `matches`, the best first. Unknown keys come last; equals go by relevance, then as they are read.
   * @param {Matches} matches
   * @param {?(?number)[]} keys One per document: the greater, the earlier.
   * @returns {number[]}
   */
  function order({ documents, relevance }, keys) {
    const known = keys ? keys.map((key) => key ?? -Infinity) : documents.map(() => 0);
    return [...documents.keys()].sort((a, b) => compare(known[b], known[a]) || compare(relevance[b], relevance[a]) || a - b);
  }

  /**
   * @param {number} a
   * @param {number} b
   */
  function compare(a, b) {
    return a < b ? -1 : a > b ? 1 : 0;
  }

  moothall.matching = { TEXTS, match, toGroups, isReadable, order };
})((/** @type {any} */ (window).moothall ??= {}));
