// @ts-check
/** @file The search page. What is asked is one state, the query and its order; box, controls and address all follow it. */
(function (/** @type {any} */ moothall) {
  "use strict";

  /** @typedef {{query: string, sort: string, typing: boolean}} Question `typing`: the last word may be only begun. */
  /** @typedef {Record<"box" | "sort" | "help" | "status" | "advice" | "list" | "more" | "facets" | "narrow", any>} View */
  /**
   * `entered` is what was asked last other than by typing.
   * @typedef {{view: View, asked: Question, entered: Question, timer: number,
   *   answer: (question: Question, from?: number, count?: number) => Promise<boolean>}} Page
   */

  const PAUSE = 150;
  const MORE = 20;
  const ONE_COLUMN = "(max-width: 50rem)";

  function start() {
    const form = document.querySelector("form.search");
    if (!(form instanceof HTMLFormElement)) return;
    const view = {
      box: form.elements.namedItem("q"),
      sort: document.querySelector("#sort"),
      help: document.querySelector("details.help"),
      status: document.querySelector(".status"),
      advice: document.querySelector(".advice"),
      list: document.querySelector("ol.hits"),
      more: document.querySelector("button.more"),
      facets: document.querySelector(".facets"),
      narrow: document.querySelector("details.narrow"),
    };
    const asked = moothall.address.read(location.href, history.state);
    const page = { view, asked, entered: asked, timer: 0, answer: moothall.answering(view) };
    listen(page, form);
    arrive(page);
  }

  /** @param {Page} page */
  function arrive(page) {
    const { view, asked } = page;
    history.scrollRestoration = "manual";
    if (matchMedia(ONE_COLUMN).matches) view.narrow.open = false;
    view.help.open = !asked.query;
    if (view.box.value.trim()) return type(page); // something was typed before the scripts were there
    follow(view, asked);
    if (asked.query) comeBack(page, history.state ?? {});
    else if (document.activeElement === document.body && matchMedia("(pointer: fine)").matches) view.box.focus();
  }

  /**
   * @param {Page} page
   * @param {HTMLFormElement} form
   */
  function listen(page, form) {
    const { view } = page;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      enter(page);
    });
    view.box.addEventListener("input", () => later(page, () => type(page)));
    view.sort.addEventListener("change", () => turnTo(page, { ...typed(page), sort: view.sort.value }));
    view.narrow.addEventListener("change", (/** @type {Event} */ event) => narrow(page, event.target));
    view.more.addEventListener("click", () => showMore(page));
    document.addEventListener("click", (event) => leave(page, event));
    document.addEventListener("scroll", whenStill(() => moothall.address.remember({ scroll: window.scrollY })));
    window.addEventListener("popstate", ({ state }) => goBack(page, state ?? {}));
    moothall.walkHits(view.box, view.list);
  }

  /**
   * Shows hits from `from` on, and keeps in the history how many are shown.
   * @param {Page} page
   * @param {number} [count]
   */
  async function show(page, from = 0, count) {
    const isShown = await page.answer(page.asked, from, count);
    if (isShown) moothall.address.remember({ shown: page.view.list.children.length });
    return isShown;
  }

  /** Shows more hits and goes on to them. @param {Page} page */
  async function showMore(page) {
    const { list } = page.view;
    const from = list.children.length;
    const hasLeft = watchFocus();
    if (!(await show(page, from, MORE)) || hasLeft()) return;
    list.children[from]?.querySelector("a")?.focus();
  }

  /** @param {Page} page */
  function type(page) {
    take(page, { ...typed(page), typing: true });
    moothall.address.replace(page.asked);
    show(page);
  }

  /**
   * Asks for exactly what is in the box. Back leads to what was entered before, not to what was typed on the way.
   * @param {Page} page
   */
  function enter(page) {
    const question = { ...typed(page), typing: false };
    const isNew = !isSame(question, page.entered);
    moothall.address.replace(isNew ? page.entered : question);
    if (isNew) moothall.address.push(question);
    page.entered = question;
    take(page, question);
    show(page);
  }

  /**
   * Asks something else, with an entry of its own in the history: back leads to what was asked before.
   * @param {Page} page
   * @param {Question} question
   */
  function turnTo(page, question) {
    moothall.address.remember({ scroll: window.scrollY });
    if (!isSame(question, moothall.address.read(location.href))) moothall.address.push(question);
    page.entered = question;
    take(page, question);
    show(page);
  }

  /**
   * @param {Page} page
   * @param {any} control
   */
  function narrow(page, control) {
    if (!control.validity.valid) return;
    const { query, ...rest } = typed(page);
    turnTo(page, { query: moothall.narrow.write(query, control.dataset.narrow, control.value.trim()), ...rest });
  }

  /**
   * Follows links that ask something of this page; before any other it keeps where one was.
   * @param {Page} page
   * @param {MouseEvent} event
   */
  function leave(page, event) {
    const { view } = page;
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    if (!link?.href || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const address = new URL(link.href);
    if (address.pathname === location.pathname && address.searchParams.has("q")) {
      event.preventDefault();
      const isAdvice = view.advice.contains(link);
      turnTo(page, view.facets.contains(link) ? narrowed(page, link.dataset) : moothall.address.read(link.href));
      if (isAdvice) view.status.focus();
      return;
    }
    const hit = link.closest("ol.hits > li");
    if (typed(page).query !== page.asked.query) moothall.address.replace({ ...typed(page), typing: true });
    moothall.address.remember({ scroll: window.scrollY, ...(hit && { hit: link.href }) });
    if (hit) moothall.marks.keep(link.href, [...hit.querySelectorAll("mark")]);
  }

  /**
   * What is in the box by now, narrowed by a count; counts come late, and may still be those of what was asked before.
   * @param {Page} page
   * @param {object} link What the count's link narrows by.
   */
  function narrowed(page, link) {
    const { query, ...rest } = typed(page);
    return { query: moothall.narrow.toggle(query, link), ...rest };
  }

  /**
   * @param {Page} page
   * @param {any} place What `moothall.address` has kept.
   */
  function goBack(page, place) {
    const question = moothall.address.read(location.href, place);
    if (isSame(question, page.asked)) return;
    page.entered = question;
    take(page, question);
    comeBack(page, place);
  }

  /**
   * Shows as many hits as there were, at the height where one was, with the focus on the one that was opened;
   * who has gone on meanwhile, to the box or to another control, is not called back.
   * @param {Page} page
   * @param {{scroll?: number, shown?: number, hit?: string}} place
   */
  async function comeBack(page, { scroll, shown, hit }) {
    const { list } = page.view;
    list.querySelector(":focus")?.blur(); // a hit of what one leaves
    const hasLeft = watchFocus();
    if (!(await show(page, 0, shown)) || hasLeft() || typed(page).query !== page.asked.query) return;
    if (hit) moothall.hitTo(list, hit)?.focus({ preventScroll: true });
    if (scroll !== undefined) window.scrollTo(0, scroll);
  }

  /** A function that tells whether the reader has turned to another control since. */
  function watchFocus() {
    const focused = document.activeElement;
    return () => document.activeElement !== focused && document.activeElement !== document.body;
  }

  /**
   * @param {Page} page
   * @param {Question} question
   */
  function take(page, question) {
    window.clearTimeout(page.timer);
    if (!question.query !== !page.asked.query) page.view.help.open = !question.query;
    page.asked = question;
    follow(page.view, question);
  }

  /**
   * Box, order and controls say what is asked; what one is typing stays as it is.
   * @param {View} view
   * @param {Question} question
   */
  function follow({ box, sort, narrow }, { query, sort: order, typing }) {
    if (!typing || document.activeElement !== box) box.value = query;
    sort.value = order;
    if (sort.selectedIndex < 0) sort.selectedIndex = 0;
    for (const control of narrow.querySelectorAll("[data-narrow]")) {
      control.value = moothall.narrow.read(query, control.dataset.narrow);
    }
  }

  /**
   * What is asked, with what stands in the box now.
   * @param {Page} page
   * @returns {Question}
   */
  function typed({ view, asked }) {
    return { ...asked, query: view.box.value.trim() };
  }

  /**
   * @param {Page} page
   * @param {() => void} action
   */
  function later(page, action) {
    window.clearTimeout(page.timer);
    page.timer = window.setTimeout(action, PAUSE);
  }

  /** A function that does something once it has not been called for a while. @param {() => void} action */
  function whenStill(action) {
    let timer = 0;
    return () => {
      window.clearTimeout(timer);
      timer = window.setTimeout(action, PAUSE);
    };
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
