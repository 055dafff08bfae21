// @ts-check
/** @file The search page. What is asked is one state, the query and its order; box, controls and address all follow it. */
(function (/** @type {any} */ moothall) {
  "use strict";

  /** @typedef {{query: string, sort: string}} Question */
  /** @typedef {Record<"box" | "sort" | "help" | "status" | "advice" | "list" | "more" | "facets" | "narrow", any>} View */

  const words = {
    searching: "Searching…",
    none: "Nothing holds all of that.",
    hit: "1 hit",
    hits: (/** @type {string} */ number) => `${number} hits`,
    meant: "Did you mean",
    date: "is left out: a date is written as 2023, 2023-07 or 2023-07-30.",
    score: "is left out: a score is a number, as in score:>5 or score:<0.",
    locale: "en",
  };
  const PAGE = 20;
  const PAUSE = 150;
  const SLOW = 400;
  const ONE_COLUMN = "(max-width: 50rem)";

  function start() {
    const form = document.querySelector("form.search");
    if (!(form instanceof HTMLFormElement)) return;
    attach(form, {
      box: form.elements.namedItem("q"),
      sort: document.querySelector("#sort"),
      help: document.querySelector("details.help"),
      status: document.querySelector(".status"),
      advice: document.querySelector(".advice"),
      list: document.querySelector("ol.hits"),
      more: document.querySelector("button.more"),
      facets: document.querySelector(".facets"),
      narrow: document.querySelector("details.narrow"),
    });
  }

  /**
   * @param {HTMLFormElement} form
   * @param {View} view
   */
  function attach(form, view) {
    let asked = moothall.address.read(location.href);
    let entered = asked;
    let typing = Boolean(history.state?.typing);
    let latest = 0;
    let timer = 0;
    let resting = 0;

    /** Shows the hits from `from` on; an answer that another has overtaken is dropped. */
    async function show(from = 0, count = PAGE) {
      const turn = ++latest;
      const question = asked;
      const options = { sort: question.sort, prefix: typing };
      const slow = window.setTimeout(() => turn === latest && (view.status.textContent = words.searching), SLOW);
      try {
        const found = question.query ? await moothall.find(question.query, { ...options, limit: from + count }) : NOTHING;
        if (turn !== latest) return;
        showHits(view, question, found, from);
        moothall.address.remember({ shown: view.list.children.length });
        if (from) return;
        if (!found.total) moothall.showFacets(view.facets, null, question);
        else await countFacets(question, options, () => turn === latest);
      } catch (error) {
        if (turn === latest) showError(view, error);
      } finally {
        window.clearTimeout(slow);
      }
    }

    /**
     * @param {Question} question
     * @param {{sort: string, prefix: boolean}} options
     * @param {() => boolean} isWanted
     */
    async function countFacets(question, options, isWanted) {
      const { facets } = await moothall.find(question.query, { ...options, limit: 0, excerpts: false, facets: true });
      if (isWanted()) moothall.showFacets(view.facets, facets, question);
    }

    /** Takes up another question, wherever it came from. @param {Question} question */
    function take(question, isTyping = false) {
      window.clearTimeout(timer);
      if (!question.query !== !asked.query) view.help.open = !question.query;
      asked = question;
      typing = isTyping;
      follow(view, question, isTyping);
    }

    /**
     * An entry of its own in the history: back leads to what was asked before. A word that is only begun stays so.
     * @param {Question} question
     */
    function turnTo(question, isTyping = typing) {
      const isNew = !isSame(question, moothall.address.read(location.href));
      take(question, isTyping);
      entered = question;
      moothall.address.remember({ scroll: window.scrollY });
      if (isNew) moothall.address.push(question, { typing });
      show();
    }

    function enter() {
      const question = { ...asked, query: view.box.value.trim() };
      if (!isSame(question, entered)) {
        moothall.address.replace(entered, {});
        moothall.address.push(question, {});
      } else moothall.address.replace(question, {});
      entered = question;
      take(question);
      show();
    }

    function type() {
      take({ ...asked, query: view.box.value.trim() }, true);
      moothall.address.replace(asked, { typing });
      show();
    }

    /** @param {MouseEvent} event */
    function leave(event) {
      const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
      if (!(link instanceof HTMLAnchorElement) || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
      const hit = [...view.list.querySelectorAll("h2 a")].indexOf(link);
      moothall.address.remember({ scroll: window.scrollY, ...(hit < 0 ? {} : { hit }) });
      if (hit >= 0) moothall.keepWords(link.href, [...view.list.children[hit].querySelectorAll("mark")]);
      const address = new URL(link.href);
      if (address.pathname !== location.pathname || !address.searchParams.has("q")) return;
      event.preventDefault();
      turnTo(moothall.address.read(link.href), typing && view.facets.contains(link));
      if (view.advice.contains(link)) view.status.focus();
    }

    /** @param {{scroll?: number, shown?: number, hit?: number}} place */
    async function comeBack(place) {
      await show(0, Math.max(place.shown ?? 0, PAGE));
      if (place.hit !== undefined) view.list.querySelectorAll("h2 a")[place.hit]?.focus({ preventScroll: true });
      if (place.scroll !== undefined) window.scrollTo(0, place.scroll);
    }

    view.box.addEventListener("input", () => {
      window.clearTimeout(timer);
      timer = window.setTimeout(type, PAUSE);
    });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      enter();
    });
    view.sort.addEventListener("change", () => turnTo({ query: view.box.value.trim(), sort: view.sort.value }));
    view.narrow.addEventListener("change", (/** @type {Event} */ event) => {
      const control = /** @type {HTMLInputElement} */ (event.target);
      if (!control.validity.valid) return;
      const query = moothall.narrow.write(view.box.value, control.dataset.narrow, control.value.trim());
      turnTo({ query, sort: asked.sort });
    });
    view.more.addEventListener("click", () => show(view.list.children.length));
    document.addEventListener("scroll", () => {
      window.clearTimeout(resting);
      resting = window.setTimeout(() => moothall.address.remember({ scroll: window.scrollY }), PAUSE);
    });
    document.addEventListener("click", leave);
    window.addEventListener("popstate", ({ state }) => {
      const question = moothall.address.read(location.href);
      if (isSame(question, asked)) return;
      take(question, Boolean(state?.typing));
      entered = question;
      comeBack(state ?? {});
    });
    moothall.walkHits(view.box, view.list);

    history.scrollRestoration = "manual";
    if (matchMedia(ONE_COLUMN).matches) view.narrow.open = false;
    view.help.open = !asked.query;
    follow(view, asked, typing);
    if (asked.query) comeBack(history.state ?? {});
    else if (matchMedia("(pointer: fine)").matches) view.box.focus();
  }

  const NOTHING = { total: 0, hits: [], meant: null, problems: [], facets: null };

  /**
   * @param {View} view
   * @param {Question} question
   * @param {any} found
   * @param {number} from
   */
  function showHits({ status, advice, list, more }, question, { total, hits, meant, problems }, from) {
    const items = hits.slice(from).map(moothall.hitItem);
    if (from) list.append(...items);
    else list.replaceChildren(...items);
    more.hidden = hits.length >= total;
    const asks = question.query && (total || moothall.parse(question.query).length > problems.length);
    status.textContent = asks ? summary(total) : "";
    advice.replaceChildren(...problems.map(problemNote), ...(meant ? [meantNote({ ...question, query: meant })] : []));
    if (from) items[0]?.querySelector("a")?.focus();
  }

  /**
   * @param {View} view
   * @param {unknown} error
   */
  function showError({ status, advice, list, more, facets }, error) {
    for (const element of [advice, list, facets]) element.replaceChildren();
    more.hidden = true;
    status.textContent = error instanceof Error ? error.message : String(error);
  }

  /** @param {number} total */
  function summary(total) {
    if (!total) return words.none;
    return total === 1 ? words.hit : words.hits(total.toLocaleString(words.locale));
  }

  /** @param {{kind: "date" | "score", text: string}} problem */
  function problemNote({ kind, text }) {
    return moothall.make("p", moothall.make("code", text), ` ${words[kind]}`);
  }

  /** @param {Question} question */
  function meantNote(question) {
    const link = moothall.make("a", question.query);
    link.href = moothall.address.href(question);
    return moothall.make("p", `${words.meant} `, link, "?");
  }

  /**
   * Box, order and controls say what is asked; what a hand is at stays as it is.
   * @param {View} view
   * @param {Question} question
   * @param {boolean} isTyping
   */
  function follow({ box, sort, narrow }, { query, sort: order }, isTyping) {
    if (document.activeElement !== box || !isTyping) box.value = query;
    sort.value = order;
    if (sort.selectedIndex < 0) sort.selectedIndex = 0;
    for (const control of narrow.querySelectorAll("[data-narrow]")) {
      control.value = moothall.narrow.read(query, control.dataset.narrow);
    }
  }

  /**
   * @param {Question} one
   * @param {Question} other
   */
  function isSame(one, other) {
    return one.query === other.query && one.sort === other.sort;
  }

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})((/** @type {any} */ (window).moothall ??= {}));
