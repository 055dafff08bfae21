// @ts-check
/** @file The index's files, loaded by `<script>` and unpacked; docs/search-format.md describes them. */
(function (/** @type {any} */ moothall) {
  "use strict";

  /** @typedef {{firsts: (string | number)[], names: string, pages?: boolean}} Shards */
  /** @typedef {[first: number, last: number, postings: string, places: string]} Piece */
  /** @typedef {{word: string, documents: number, forms: string[], data: Uint8Array, pieces: Piece[]}} Term */
  /** @typedef {{documents: number[], impacts: number[]}} Postings */
  /** @typedef {{path: string, title: string, href: string, author: string, date: string, score: ?number, text: string}} Row */

  const VERSION = 3;
  const NAME_LENGTH = 6;
  const AT_ONCE = 100;

  /** What each script element brought. @type {WeakMap<Element, Uint8Array>} */
  const received = new WeakMap();
  /** Files loaded or being loaded, unpacked. @type {Map<string, Promise<any>>} */
  const loads = new Map();

  async function manifest() {
    const meta = document.querySelector('meta[name="moothall-index"]');
    if (!meta) throw new Error(moothall.words.say("index_nowhere"));
    const found = (await load(meta.getAttribute("content") ?? "", readHead)).head;
    if (found.version !== VERSION) throw new Error(moothall.words.say("index_version"));
    return found;
  }

  /** How many documents there are. */
  async function count() {
    return (await manifest()).documents;
  }

  /**
   * A word; null where no document holds it.
   * @param {string} word
   * @returns {Promise<?Term>}
   */
  async function term(word) {
    for await (const name of names((await manifest()).terms, word)) {
      const shard = await load(path("terms", name), readHead);
      const at = locate(shard.head.words, word);
      return shard.head.words[at] === word ? toTerm(shard, at) : null;
    }
    return null;
  }

  /**
   * All words that begin with `prefix`, ascending; null where they stand in more than `most` shards.
   * @param {string} prefix
   * @returns {Promise<?Term[]>}
   */
  async function termsFrom(prefix, most = Infinity) {
    const found = [];
    let left = most;
    for await (const name of names((await manifest()).terms, prefix)) {
      if (left-- <= 0) return null;
      const shard = await load(path("terms", name), readHead);
      const { words } = shard.head;
      for (let at = Math.max(0, locate(words, prefix)); at < words.length; at++) {
        if (words[at].startsWith(prefix)) found.push(toTerm(shard, at));
        else if (words[at] > prefix) return found;
      }
    }
    return found;
  }

  /**
   * The documents that hold a word, ascending; of a common word only the pieces with any of `within`.
   * @param {Term} term
   * @param {?number[]} within
   * @returns {Promise<Postings>}
   */
  async function postings({ data, pieces }, within) {
    if (!pieces.length) return readPostings(data);
    const parts = await Promise.all(near(pieces, within).map(([, , name]) => load(path("pieces", name), readPostings)));
    return { documents: parts.flatMap((part) => part.documents), impacts: parts.flatMap((part) => part.impacts) };
  }

  /**
   * Where a word stands in documents, those of `within` among them.
   * @param {Term} term
   * @param {number[]} within
   * @returns {Promise<Map<number, number[]>>}
   */
  async function places(term, within) {
    const parts = near(term.pieces, within).map(([, , list, place]) =>
      Promise.all([load(path("pieces", list), readPostings), load(path("pieces", place), (bytes) => bytes)]),
    );
    if (!parts.length) parts.push(Promise.all([readPostings(term.data), keyed("places", term.word)]));
    const found = new Map();
    for (const [{ documents }, bytes] of await Promise.all(parts)) {
      let at = 0;
      let last = 0;
      let here = /** @type {number[]} */ ([]);
      for (const value of varints(bytes)) {
        here.push((last += value >> 1));
        if (value & 1) {
          found.set(documents[at++], here);
          [last, here] = [0, []];
        }
      }
    }
    return found;
  }

  /**
   * The documents that a filter lets through: `author:…`, `topic:…` or `in:…`.
   * @param {string} key
   */
  async function filtered(key) {
    return readRanges(await keyed("filters", key));
  }

  /**
   * The filters whose keys begin with `prefix`, each with how it is shown and its documents.
   * @param {string} prefix
   * @returns {Promise<{name: string, documents: number[]}[]>}
   */
  async function filtersFrom(prefix) {
    const found = [];
    for await (const name of names((await manifest()).filters, prefix)) {
      const { head, sizes, bytes } = await load(path("filters", name), readHead);
      for (let at = 0; at < head.keys.length; at++) {
        if (head.keys[at] > prefix && !head.keys[at].startsWith(prefix)) return found;
        if (!head.keys[at].startsWith(prefix)) continue;
        const documents = readRanges(bytes.subarray(sizes[at], sizes[at + 1]));
        found.push({ name: head.names[at] ?? head.keys[at].slice(head.keys[at].indexOf(":") + 1), documents });
      }
    }
    return found;
  }

  /**
   * The dates (seconds since 1970) or scores of documents; null where there is none.
   * @param {"times" | "scores"} kind
   * @param {number[]} documents Ascending.
   * @returns {Promise<(?number)[]>}
   */
  async function column(kind, documents) {
    const shards = (await manifest())[kind];
    const parts = [];
    for (let at = 0; at < documents.length; ) {
      const { first, next, name } = await shardOf(shards, documents[at]);
      const start = at;
      while (at < documents.length && documents[at] < next) at++;
      const part = documents.slice(start, at);
      parts.push(load(path(kind, name), readColumn).then((values) => part.map((number) => values[number - first])));
    }
    return (await Promise.all(parts)).flat();
  }

  /**
   * What a hit shows of a document.
   * @param {number} number
   * @returns {Promise<Row>}
   */
  async function row(number) {
    const { first, name } = await shardOf((await manifest()).texts, number);
    let index = number - first;
    for (const [path_, title, rows] of (await load(path("texts", name), readHead)).head) {
      if (index < rows.length) {
        const [href, author, date, score, text] = rows[index];
        return { path: path_, title, href, author, date, score, text };
      }
      index -= rows.length;
    }
    throw new Error(moothall.words.say("index_damaged"));
  }

  /**
   * The commonest words of a length in characters, and others, each with how many documents hold it.
   * @param {number} shortest
   * @param {number} longest
   * @returns {Promise<[word: string, documents: number][]>}
   */
  async function spellings(shortest, longest) {
    const shards = (await manifest()).spellings;
    const keys = firstKeys(shards);
    const found = [];
    for (let at = Math.max(0, locate(keys, shortest)); at < keys.length && keys[at] <= longest; at++) {
      const { head } = await load(path("spellings", nameAt(shards, at)), readHead);
      found.push(...head.words.map((/** @type {string} */ word, /** @type {number} */ place) => [word, head.documents[place]]));
    }
    return found;
  }

  /**
   * An address below the site's root, in full.
   * @param {string} below
   */
  function address(below) {
    return new URL(below, new URL(document.documentElement.dataset.root || "./", document.baseURI));
  }

  /**
   * The bytes kept for a key; none where it is not known.
   * @param {"places" | "filters"} kind
   * @param {string} key
   * @returns {Promise<Uint8Array>}
   */
  async function keyed(kind, key) {
    for await (const name of names((await manifest())[kind], key)) {
      const { head, sizes, bytes } = await load(path(kind, name), readHead);
      const at = locate(head.keys, key);
      return head.keys[at] === key ? bytes.subarray(sizes[at], sizes[at + 1]) : bytes.subarray(0, 0);
    }
    return new Uint8Array();
  }

  /**
   * The names of the shard that may hold `key`, and of all after it.
   * @param {Shards} shards
   * @param {string} key
   * @returns {AsyncGenerator<string>}
   */
  async function* names(shards, key) {
    for (let at = Math.max(0, locate(shards.firsts, key)); at < shards.firsts.length; at++) {
      const name = nameAt(shards, at);
      if (shards.pages) yield* names((await load(path("pages", name), readHead)).head, key);
      else yield name;
    }
  }

  /**
   * The shard of a document: its name, its first document, and the first after it.
   * @param {Shards} shards
   * @param {number} number
   * @returns {Promise<{name: string, first: number, next: number}>}
   */
  async function shardOf(shards, number) {
    let next = Infinity;
    for (;;) {
      const keys = firstKeys(shards);
      const at = locate(keys, number);
      next = Math.min(next, keys[at + 1] ?? Infinity);
      if (!shards.pages) return { name: nameAt(shards, at), first: keys[at], next };
      shards = (await load(path("pages", nameAt(shards, at)), readHead)).head;
    }
  }

  /** Keys worked out once. @type {WeakMap<Shards, number[]>} */
  const keysOf = new WeakMap();

  /** @param {Shards} shards */
  function firstKeys(shards) {
    let last = 0;
    const keys = keysOf.get(shards) ?? shards.firsts.map((distance) => (last += Number(distance)));
    keysOf.set(shards, keys);
    return keys;
  }

  /**
   * @param {Shards} shards
   * @param {number} at
   */
  function nameAt({ names }, at) {
    return names.slice(at * NAME_LENGTH, (at + 1) * NAME_LENGTH);
  }

  /**
   * The last of `keys`, ascending, that is `key` or before it; -1 when none is.
   * @param {(string | number)[]} keys
   * @param {string | number} key
   */
  function locate(keys, key) {
    let low = 0;
    let high = keys.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (keys[middle] <= key) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  /**
   * The pieces of a common word that may hold documents of `within`.
   * @param {Piece[]} pieces
   * @param {?number[]} within
   */
  function near(pieces, within) {
    return pieces.filter(([first, last]) => !within || locate(within, last) > locate(within, first - 1));
  }

  /**
   * @param {string} kind
   * @param {string} name
   */
  function path(kind, name) {
    return `search/${kind}.${name}.js`;
  }

  /**
   * A file's payload, unpacked once; a file that failed is tried anew the next time.
   * @template T
   * @param {string} file
   * @param {(bytes: Uint8Array) => T} read
   * @returns {Promise<T>}
   */
  function load(file, read) {
    let promise = loads.get(file);
    if (!promise) {
      promise = run(file).then(inflate).then(read);
      promise.catch(() => loads.delete(file));
      loads.set(file, promise);
    }
    return promise;
  }

  /** How many files are being loaded, and who waits for one to be done: browsers refuse thousands at a time. */
  let loading = 0;
  const waiting = /** @type {(() => void)[]} */ ([]);

  /**
   * @param {string} file
   * @returns {Promise<Uint8Array>}
   */
  async function run(file) {
    if (loading >= AT_ONCE) await new Promise((resolve) => waiting.push(() => resolve(undefined)));
    loading++;
    return fetchScript(file).finally(() => {
      loading--;
      waiting.shift()?.();
    });
  }

  /**
   * @param {string} file
   * @returns {Promise<Uint8Array>}
   */
  function fetchScript(file) {
    return new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = address(file).href;
      script.onload = script.onerror = () => {
        script.remove();
        const bytes = received.get(script);
        if (bytes) resolve(bytes);
        else reject(new Error(moothall.words.say("index_incomplete", { file })));
      };
      document.head.append(script);
    });
  }

  /**
   * Called by every file of the index: how many bytes, and 15 bits of them in each character.
   * @param {number} size
   * @param {string} text
   */
  function receive(size, text) {
    const bytes = new Uint8Array(size);
    let bits = 0;
    let held = 0;
    for (let at = 0, to = 0; at < text.length; at++) {
      bits = ((bits << 15) | valueOf(text.charCodeAt(at))) & 0x3fffff;
      for (held += 15; held >= 8 && to < size; held -= 8) bytes[to++] = bits >> (held - 8);
    }
    if (document.currentScript) received.set(document.currentScript, bytes);
  }

  /**
   * A high byte from 0x30 up and a low byte that is no line break, as a number.
   * @param {number} unit
   */
  function valueOf(unit) {
    const low = unit & 255;
    return ((unit >> 8) - 0x30) * 254 + low - (low > 10 ? 1 : 0) - (low > 13 ? 1 : 0);
  }

  /** @param {Uint8Array} bytes */
  async function inflate(bytes) {
    if (!window.DecompressionStream) throw new Error(moothall.words.say("old_browser"));
    const stream = new Blob([/** @type {BlobPart} */ (bytes)]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
    return new Uint8Array(await new Response(stream).arrayBuffer());
  }

  /**
   * A payload's line of JSON and the bytes after it, with where each of the sizes it names begins and the last ends.
   * @param {Uint8Array} payload
   */
  function readHead(payload) {
    const end = payload.indexOf(10);
    const head = JSON.parse(new TextDecoder().decode(payload.subarray(0, end)));
    const sizes = [0];
    for (const size of head.sizes ?? []) sizes.push(sizes[sizes.length - 1] + size);
    return { head, sizes, bytes: payload.subarray(end + 1) };
  }

  /**
   * @param {ReturnType<readHead>} shard
   * @param {number} at
   * @returns {Term}
   */
  function toTerm({ head, sizes, bytes }, at) {
    const data = bytes.subarray(sizes[at], sizes[at + 1]);
    return { word: head.words[at], documents: head.documents[at], forms: head.forms[at] ?? [], data, pieces: head.pieces[at] ?? [] };
  }

  /**
   * @param {Uint8Array} bytes
   * @returns {Postings}
   */
  function readPostings(bytes) {
    const values = varints(bytes);
    let last = 0;
    return { documents: values.map((value) => (last += value >>> 4)), impacts: values.map((value) => value & 15) };
  }

  /** @param {Uint8Array} bytes */
  function readRanges(bytes) {
    const values = varints(bytes);
    const documents = /** @type {number[]} */ ([]);
    let next = 0;
    for (let at = 0; at < values.length; at += 2) {
      next += values[at];
      for (const end = next + values[at + 1]; next < end; next++) documents.push(next);
    }
    return documents;
  }

  /** @param {Uint8Array} bytes */
  function readColumn(bytes) {
    let last = 0;
    return varints(bytes).map((value) => {
      if (value === 0) return null;
      return (last += value % 2 ? (value - 1) / 2 : -value / 2);
    });
  }

  /**
   * Numbers of seven bits a byte, the lowest first; multiplied, because shifts end at 32 bits.
   * @param {Uint8Array} bytes
   */
  function varints(bytes) {
    const values = [];
    let value = 0;
    let scale = 1;
    for (const byte of bytes) {
      value += (byte & 127) * scale;
      scale *= 128;
      if (byte < 128) {
        values.push(value);
        [value, scale] = [0, 1];
      }
    }
    return values;
  }

  const shards = { count, term, termsFrom, postings, places, filtered, filtersFrom, column, row, spellings, address, readPostings };
  Object.assign(moothall, { receive, shards });
})((/** @type {any} */ (window).moothall ??= {}));
