// @ts-check
/** @file The box in a debate: it searches this debate, on all of its pages, and steps through the hits. */
(function (/** @type {any} */ moothall) {
  "use strict";

  /** @typedef {{url: string}} Hit */

  const words = {
    loading: "Searching…",
    none: "Nothing found",
    found: (/** @type {string} */ total) => `${total} found`,
    place: (/** @type {string} */ number, /** @type {string} */ total) => `${number} of ${total}`,
    locale: "en",
  };
  const KEPT = "moothall-find";
  const PAUSE = 200;
  /** Hits asked for at first; many more only when someone steps that far. */
  const FIRST = 100;

  function start() {
    moothall.markKept();
    const form = document.querySelector("form.find");
    if (form instanceof HTMLFormElement) attach(form);
  }

  /** @param {HTMLFormElement} form */
  function attach(form) {
    const box = /** @type {HTMLInputElement} */ (form.elements.namedItem("q"));
    const output = /** @type {HTMLOutputElement} */ (form.querySelector("output"));
    const buttons = [...form.querySelectorAll("button")];
    const page = pageOf(location.href);
    let asked = "";
    let hits = /** @type {Hit[]} */ ([]);
    let total = 0;
    let at = -1;
    let timer = 0;
    let latest = 0;

    function open() {
      form.classList.add("active");
      run(loadEngine(form));
    }

    /** Makes sure that the first `count` hits for what is in the box are here; false when something overtook it. */
    async function reach(count = FIRST) {
      const text = box.value.trim();
      if (text === asked && hits.length >= Math.min(count, total)) return true;
      const turn = ++latest;
      output.value = words.loading;
      await loadEngine(form);
      const found = text ? await moothall.find(inDebate(form, text), { ...HOW, limit: count }) : NOTHING;
      if (turn !== latest) return false;
      if (text !== asked) at = -1;
      ({ hits, total } = found);
      asked = text;
      return true;
    }

    async function count() {
      if (await reach()) tell();
    }

    /** @param {1 | -1} by */
    async function step(by) {
      window.clearTimeout(timer);
      if (!(await reach())) return;
      if (at >= 0) at = (at + by + total) % total;
      else if (total) at = ((await nearest()) + (by < 0 ? total - 1 : 0)) % total;
      if (total && (await reach(at + 1))) show();
      tell();
    }

    /** The first hit from here on; the very first where none is left. */
    async function nearest() {
      for (;;) {
        const found = hits.findIndex((hit) => isAhead(hit.url, page));
        if (found >= 0 || hits.length >= total) return Math.max(found, 0);
        if (!(await reach(4 * hits.length))) return 0;
      }
    }

    function show() {
      const { url } = hits[at];
      if (pageOf(url) !== page) {
        moothall.keep(KEPT, { url, at, text: box.value });
        location.assign(url);
        return;
      }
      const target = reveal(new URL(url).hash);
      if (target) moothall.markWords(target, plainWords(asked));
      box.focus({ preventScroll: true });
    }

    function tell() {
      const [number, all] = [at + 1, total].map((value) => value.toLocaleString(words.locale));
      output.value = !asked ? "" : !total ? words.none : at < 0 ? words.found(all) : words.place(number, all);
      for (const button of buttons) button.disabled = !total && button.value !== "close";
    }

    function close() {
      window.clearTimeout(timer);
      latest++;
      box.value = asked = output.value = "";
      [hits, total, at] = [[], 0, -1];
      moothall.markWords(form, []);
      form.classList.remove("active");
      box.blur();
      const here = document.getElementById(decodeURIComponent(location.hash.slice(1)));
      here?.querySelector("a")?.focus({ preventScroll: true });
    }

    /** @param {Promise<unknown>} work */
    function run(work) {
      work.catch((error) => (output.value = error instanceof Error ? error.message : String(error)));
    }

    /** Goes on where another page of the debate has led here. */
    async function goOn() {
      const kept = moothall.kept(KEPT);
      if (kept?.url !== location.href) return;
      moothall.keep(KEPT, null);
      box.value = kept.text;
      form.classList.add("active");
      if (!(await reach(kept.at + 1))) return;
      at = kept.at;
      show();
      tell();
    }

    box.addEventListener("focus", open);
    box.addEventListener("input", () => {
      window.clearTimeout(timer);
      timer = window.setTimeout(() => run(count()), PAUSE);
    });
    form.addEventListener("keydown", (event) => {
      if (event.isComposing) return;
      if (event.key === "Escape") close();
      else if (event.key === "Enter" && event.target === box) run(step(event.shiftKey ? -1 : 1));
      else return;
      event.preventDefault();
    });
    form.addEventListener("click", (event) => {
      const button = event.target instanceof Element ? event.target.closest("button") : null;
      if (button?.value === "close") close();
      else if (button) run(step(button.value === "previous" ? -1 : 1));
    });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      run(step(1));
    });
    form.addEventListener("focusout", ({ relatedTarget }) => {
      const isLeft = !(relatedTarget instanceof Node && form.contains(relatedTarget));
      if (isLeft && !box.value) form.classList.remove("active");
    });
    if (document.activeElement === box) open();
    if (box.value) run(count());
    run(goOn());
  }

  const HOW = { sort: "place", excerpts: false, prefix: true };
  const NOTHING = { hits: [], total: 0 };

  let engine = /** @type {?Promise<void>} */ (null);

  /**
   * Loads the engine, once, after what says where the index is.
   * @param {HTMLFormElement} form
   * @returns {Promise<void>}
   */
  function loadEngine(form) {
    const loading = engine ?? moothall.run(form.dataset.index).then(() => moothall.run(form.dataset.engine));
    engine = loading;
    loading.catch(() => (engine = null));
    return loading;
  }

  /** Called by `search/index.js` with the path of the manifest. @param {string} manifest */
  function index(manifest) {
    const meta = document.createElement("meta");
    meta.name = "moothall-index";
    meta.content = manifest;
    document.head.append(meta);
  }

  /**
   * What was typed, asked of this debate alone; it stays last, since its last word may be only begun.
   * @param {HTMLFormElement} form
   * @param {string} text
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

  /** The number of the debate's page at an address. @param {string} url */
  function pageOf(url) {
    const path = new URL(url).pathname.replace(/index\.html$/, "");
    const first = new URL(document.querySelector("form.find")?.getAttribute("data-first") ?? "", location.href).pathname;
    return Number(path.slice(first.replace(/index\.html$/, "").length).replace("/", "")) || 1;
  }

  /**
   * Whether a hit stands on a later page, or on this one and not above what is seen.
   * @param {string} url
   * @param {number} page
   */
  function isAhead(url, page) {
    if (pageOf(url) !== page) return pageOf(url) > page;
    const element = document.getElementById(decodeURIComponent(new URL(url).hash.slice(1)));
    const seen = element && (closedAround(element).at(-1) ?? element);
    return Boolean(seen && seen.getBoundingClientRect().bottom > 0);
  }

  /**
   * Opens what is closed around an anchor and goes there, in the address too.
   * @param {string} hash
   */
  function reveal(hash) {
    const element = document.getElementById(decodeURIComponent(hash.slice(1)));
    for (const details of element ? closedAround(element) : []) details.open = true;
    location.replace(hash);
    return element;
  }

  /** What is closed around an element, from the inside out. @param {Element} element */
  function closedAround(element) {
    const found = /** @type {HTMLDetailsElement[]} */ ([]);
    for (let at = element.closest("details"); at; at = at.parentElement?.closest("details") ?? null) {
      if (!at.open) found.push(at);
    }
    return found;
  }

  Object.assign(moothall, { index });
  start();
})((/** @type {any} */ (window).moothall ??= {}));
