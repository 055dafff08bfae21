// @ts-check
/** @file The box in a debate: it searches this debate, on all of its pages, and steps through the hits. */
(function (/** @type {any} */ moothall) {
  "use strict";

  /** @typedef {{url: string, pieces: {text: string, marked: boolean}[]}} Hit */
  /**
   * The box and what it has found: `hits` are the first of `total` for `asked`, and `at` the one that is shown, or -1.
   * @typedef {{form: HTMLFormElement, box: HTMLInputElement, output: HTMLOutputElement, page: number, first: string,
   *   asked: string, hits: Hit[], total: number, at: number, latest: number, timer: number}} Finder
   */

  const KEPT = "moothall-find";
  const PAUSE = 200;
  /** Hits asked for at first; many more only when someone steps that far. */
  const FIRST = 100;
  const HOW = { sort: "place", prefix: true };
  const NOTHING = { asked: "", hits: [], total: 0, at: -1 };

  function start() {
    moothall.marks.showKept();
    const form = document.querySelector("form.find");
    if (!(form instanceof HTMLFormElement)) return;
    const box = /** @type {HTMLInputElement} */ (form.elements.namedItem("q"));
    const output = /** @type {HTMLOutputElement} */ (form.querySelector("output"));
    const first = form.dataset.first ?? "";
    const page = moothall.places.pageOf(location.href, first);
    const finder = { form, box, output, first, page, ...NOTHING, latest: 0, timer: 0 };
    listen(finder);
    if (document.activeElement === box) open(finder);
    run(finder, goOn(finder));
  }

  /** @param {Finder} finder */
  function listen(finder) {
    const { form, box } = finder;
    box.addEventListener("focus", () => open(finder));
    box.addEventListener("input", () => {
      window.clearTimeout(finder.timer);
      finder.latest += 1;
      finder.timer = window.setTimeout(() => run(finder, count(finder)), PAUSE);
    });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      run(finder, step(finder, 1));
    });
    form.addEventListener("keydown", (event) => {
      if (event.isComposing) return;
      if (event.key === "Escape") close(finder);
      else if (event.key === "Enter" && event.shiftKey && event.target === box) run(finder, step(finder, -1));
      else return;
      event.preventDefault();
    });
    form.addEventListener("click", (event) => {
      const button = event.target instanceof Element ? event.target.closest("button") : null;
      if (button?.value === "close") close(finder);
      else if (button) run(finder, step(finder, button.value === "previous" ? -1 : 1));
    });
    form.addEventListener("focusout", ({ relatedTarget }) => {
      const isLeft = !(relatedTarget instanceof Node && form.contains(relatedTarget));
      if (isLeft && !box.value) setActive(form, false);
    });
  }

  /** Shows all of the box, and keeps comments that are led to clear of it. @param {Element} form @param {boolean} on */
  function setActive(form, on) {
    form.classList.toggle("active", on);
    document.documentElement.classList.toggle("finding", on);
  }

  /** @param {Finder} finder */
  function open(finder) {
    setActive(finder.form, true);
    run(finder, finder.box.value ? count(finder) : loadEngine(finder.form));
  }

  /** Leaves one at the hit. @param {Finder} finder */
  function close(finder) {
    window.clearTimeout(finder.timer);
    Object.assign(finder, NOTHING, { latest: finder.latest + 1 });
    finder.box.value = finder.output.value = "";
    setActive(finder.form, false);
    moothall.marks.show(finder.form, []);
    finder.box.blur();
    moothall.places.named(location.hash)?.querySelector("a")?.focus({ preventScroll: true });
  }

  /** Goes on where another page of the debate has led here, unless something else is typed already. @param {Finder} finder */
  async function goOn(finder) {
    const kept = moothall.tab.kept(KEPT);
    if (kept?.url !== location.href) return;
    moothall.tab.keep(KEPT, null);
    if (finder.box.value) return;
    finder.box.value = kept.text;
    setActive(finder.form, true);
    if (await reach(finder, kept.at + 1)) show(finder, kept.at);
  }

  /** @param {Finder} finder */
  async function count(finder) {
    if (await reach(finder)) tell(finder);
  }

  /**
   * Shows the next hit or the one before; at first, the one that comes next where one is reading.
   * @param {Finder} finder
   * @param {1 | -1} by
   */
  async function step(finder, by) {
    window.clearTimeout(finder.timer);
    if (!(await reach(finder))) return;
    const { at, total } = finder;
    if (!total) {
      tell(finder);
      return;
    }
    const next = at < 0 ? (await nearest(finder)) + Math.min(by, 0) : at + by;
    const to = (next + total) % total;
    if (await reach(finder, to + 1)) show(finder, to);
  }

  /** The first hit from here on; the very first where none is left. @param {Finder} finder */
  async function nearest(finder) {
    const isNext = (/** @type {Hit} */ { url }) => {
      const page = moothall.places.pageOf(url, finder.first);
      return page > finder.page || (page === finder.page && moothall.places.isAhead(new URL(url).hash));
    };
    let found = finder.hits.findIndex(isNext);
    while (found < 0 && finder.hits.length < finder.total && (await reach(finder, 4 * finder.hits.length))) {
      found = finder.hits.findIndex(isNext);
    }
    return Math.max(found, 0);
  }

  /**
   * Makes sure that the first `count` hits for what is in the box are here; false when something overtook it.
   * @param {Finder} finder
   */
  async function reach(finder, count = FIRST) {
    const text = finder.box.value.trim();
    if (text === finder.asked && finder.hits.length >= Math.min(count, finder.total)) return true;
    const turn = ++finder.latest;
    finder.output.value = finder.form.dataset.loading ?? "";
    await loadEngine(finder.form);
    const query = inDebate(finder.form, text);
    const { hits, total } = text ? await moothall.find(query, { ...HOW, limit: Math.max(count, FIRST) }) : NOTHING;
    if (turn !== finder.latest) return false;
    Object.assign(finder, { asked: text, hits, total, at: text === finder.asked ? finder.at : -1 });
    return true;
  }

  /**
   * Goes to a hit, unless the reader has gone elsewhere since it was asked for.
   * @param {Finder} finder
   * @param {number} at
   */
  function show(finder, at) {
    const { form, box, hits, asked } = finder;
    const isElsewhere = document.activeElement !== document.body && !form.contains(document.activeElement);
    if (isElsewhere) {
      tell(finder);
      return;
    }
    finder.at = at;
    const { url, pieces } = hits[at];
    if (moothall.places.pageOf(url, finder.first) !== finder.page) {
      moothall.tab.keep(KEPT, { url, at, text: asked });
      location.assign(url);
      return;
    }
    const target = moothall.places.reveal(new URL(url).hash);
    const forms = pieces.filter(({ marked }) => marked).map(({ text }) => text);
    if (target) moothall.marks.show(target, [...forms, ...plainWords(asked)]);
    box.focus({ preventScroll: true });
    tell(finder);
  }

  /** @param {Finder} finder */
  function tell({ form, output, asked, total, at }) {
    if (!asked) output.value = "";
    else output.value = total ? found(at, total) : moothall.words.say("find_none");
    for (const button of form.querySelectorAll("button")) button.disabled = !total && button.value !== "close";
  }

  /**
   * @param {number} at
   * @param {number} total
   */
  function found(at, total) {
    const { count, figure, say } = moothall.words;
    return at < 0 ? count("n_found", total) : say("find_place", { number: figure(at + 1), total: figure(total) });
  }

  /**
   * Says what went wrong, if something does.
   * @param {Finder} finder
   * @param {Promise<unknown>} work
   */
  function run({ output }, work) {
    work.catch((error) => (output.value = error instanceof Error ? error.message : String(error)));
  }

  let engine = /** @type {?Promise<void>} */ (null);

  /**
   * Loads the engine, once, after what says where the index is.
   * @param {HTMLFormElement} form
   * @returns {Promise<void>}
   */
  function loadEngine(form) {
    const loading = engine ?? moothall.runScript(form.dataset.index).then(() => moothall.runScript(form.dataset.engine));
    engine = loading;
    loading.catch(() => (engine = null));
    return loading;
  }

  /** Called by `search/index.js` with the path of the manifest. @param {string} manifest */
  function indexAt(manifest) {
    const meta = document.createElement("meta");
    meta.name = "moothall-index";
    meta.content = manifest;
    document.head.append(meta);
  }

  /**
   * What was typed, asked of this debate alone; it stays last, since its last word may be only begun.
   * @param {HTMLFormElement} form
   * @param {string} text
   * @returns {string}
   */
  function inDebate(form, text) {
    const path = (form.dataset.path ?? "").replace(/\/$/, "");
    return moothall.format([{ kind: "in", value: path, negative: false }, ...moothall.parse(text)]);
  }

  /** @param {string} text */
  function plainWords(text) {
    const clauses = /** @type {{kind: string, value: string, negative: boolean}[]} */ (moothall.parse(text));
    return clauses
      .filter(({ kind, negative }) => !negative && /^(word|phrase|prefix)$/.test(kind))
      .map(({ value }) => value);
  }

  moothall.indexAt = indexAt;
  start();
})((/** @type {any} */ (window).moothall ??= {}));
