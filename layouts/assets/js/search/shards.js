// @ts-check
/** @file The index's files, loaded by `<script>` and unpacked; docs/search-format.md describes them. */
(function (/** @type {any} */ moothall) {
  "use strict";

  /** @typedef {[first: string | number, hash: string]} Entry */
  /** @typedef {{version: number, documents: number} & Record<"terms" | "texts" | "dates" | "scores", Entry[]>} Manifest */
  /** @typedef {{documents: number[], impacts: number[]}} PostingList */
  /** @typedef {{path: string, title: string, href: string, author: string, date: string, score: ?number, text: string}} Row */

  const VERSION = 1;
  const IMPACTS = 16;

  /** What each script element brought. @type {WeakMap<Element, any>} */
  const received = new WeakMap();
  /** Files loaded or being loaded. @type {Map<string, Promise<any>>} */
  const loads = new Map();

  /** @returns {Promise<Manifest>} */
  async function manifest() {
    const meta = document.querySelector('meta[name="moothall-index"]');
    if (!meta) throw new Error("This page does not say where the search index is.");
    const found = await load(meta.getAttribute("content") ?? "", (value) => value);
    if (found.version !== VERSION) throw new Error("The search index is of another version: please reload this page.");
    return found;
  }

  /** How many documents there are. */
  async function count() {
    return (await manifest()).documents;
  }

  /**
   * The documents that hold `term`, ascending, and its weight in each: above 0, up to 1.
   * @param {string} term
   * @returns {Promise<PostingList>}
   */
  async function postings(term) {
    const { terms } = await manifest();
    const own = terms.filter(([first]) => first === term);
    const entries = own.length ? own : terms.slice(locate(terms, term)).slice(0, 1);
    const shards = await Promise.all(entries.map(([, hash]) => load(path("terms", hash), unpackTerms)));
    const lists = shards.map((shard) => postingList(shard, term));
    return { documents: lists.flatMap((list) => list.documents), impacts: lists.flatMap((list) => list.impacts) };
  }

  /**
   * The dates (seconds since 1970) or scores of the given documents, ascending; null where there is none.
   * @param {"dates" | "scores"} kind
   * @param {number[]} documents
   * @returns {Promise<(?number)[]>}
   */
  async function column(kind, documents) {
    const entries = (await manifest())[kind];
    const places = documents.map((number) => locate(entries, number));
    const shards = new Map();
    for (const place of new Set(places)) shards.set(place, load(path(kind, entries[place][1]), unpackColumn));
    for (const [place, shard] of shards) shards.set(place, await shard);
    return documents.map((number, at) => shards.get(places[at])[number - Number(entries[places[at]][0])]);
  }

  /**
   * What a hit shows of a document.
   * @param {number} number
   * @returns {Promise<Row>}
   */
  async function row(number) {
    const { texts } = await manifest();
    const [first, hash] = texts[locate(texts, number)];
    let index = number - Number(first);
    for (const [path_, title, rows] of await load(path("texts", hash), (value) => value)) {
      if (index < rows.length) {
        const [href, author, date, score, text] = rows[index];
        return { path: path_, title, href, author, date, score, text };
      }
      index -= rows.length;
    }
    throw new Error("The search index is damaged: please reload this page.");
  }

  /**
   * An address below the site's root, in full.
   * @param {string} below
   */
  function address(below) {
    return new URL(below, new URL(document.documentElement.dataset.root || "./", document.baseURI));
  }

  /**
   * The last entry that starts at or before `key`; 0 when none does.
   * @param {Entry[]} entries
   * @param {string | number} key
   */
  function locate(entries, key) {
    let low = 0;
    let high = entries.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (entries[middle][0] <= key) low = middle + 1;
      else high = middle;
    }
    return Math.max(0, low - 1);
  }

  /**
   * @param {string} kind
   * @param {string} hash
   */
  function path(kind, hash) {
    return `search/${kind}.${hash}.js`;
  }

  /**
   * A file's value, unpacked once; a file that failed is tried anew the next time.
   * @param {string} file
   * @param {(value: any) => any} unpack
   */
  function load(file, unpack) {
    let promise = loads.get(file);
    if (!promise) {
      promise = run(file).then(unpack);
      promise.catch(() => loads.delete(file));
      loads.set(file, promise);
    }
    return promise;
  }

  /**
   * @param {string} file
   * @returns {Promise<any>}
   */
  function run(file) {
    return new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = address(file).href;
      script.onload = script.onerror = () => {
        script.remove();
        if (received.has(script)) resolve(received.get(script));
        else reject(new Error(`The search index is incomplete: ${file} could not be loaded.`));
      };
      document.head.append(script);
    });
  }

  /** Called by every file of the index with its value. @param {any} value */
  function receive(value) {
    if (document.currentScript) received.set(document.currentScript, value);
  }

  /** @param {[words: string, base64: string]} shard */
  function unpackTerms([words, base64]) {
    const terms = words.split(" ");
    const bytes = unpackBytes(base64);
    const sizes = varints(bytes, 0, bytes.length, terms.length);
    return { terms, bytes, sizes: sizes.values, start: sizes.end };
  }

  /**
   * @param {{terms: string[], bytes: Uint8Array, sizes: number[], start: number}} shard
   * @param {string} term
   * @returns {PostingList}
   */
  function postingList({ terms, bytes, sizes, start }, term) {
    const at = terms.indexOf(term);
    if (at < 0) return { documents: [], impacts: [] };
    const from = sizes.slice(0, at).reduce((sum, size) => sum + size, start);
    const gaps = varints(bytes, from, from + sizes[at]).values;
    let document_ = 0;
    const documents = gaps.map((gap) => (document_ += Math.floor(gap / IMPACTS)));
    return { documents, impacts: gaps.map((gap) => ((gap % IMPACTS) + 1) / IMPACTS) };
  }

  /** @param {string} base64 */
  function unpackColumn(base64) {
    const bytes = unpackBytes(base64);
    let last = 0;
    return varints(bytes, 0, bytes.length).values.map((value) => {
      if (value === 0) return null;
      return (last += value % 2 ? (value - 1) / 2 : -value / 2);
    });
  }

  /** @param {string} base64 */
  function unpackBytes(base64) {
    return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  }

  /**
   * Up to `most` numbers of seven bits a byte, the lowest first; multiplied, because shifts end at 32 bits.
   * @param {Uint8Array} bytes
   * @param {number} start
   * @param {number} end
   */
  function varints(bytes, start, end, most = Infinity) {
    const values = [];
    let value = 0;
    let scale = 1;
    let at = start;
    for (; at < end && values.length < most; at++) {
      value += (bytes[at] & 127) * scale;
      scale *= 128;
      if (bytes[at] < 128) {
        values.push(value);
        value = 0;
        scale = 1;
      }
    }
    return { values, end: at };
  }

  Object.assign(moothall, { receive, shards: { count, postings, column, row, address } });
})((/** @type {any} */ (window).moothall ??= {}));
