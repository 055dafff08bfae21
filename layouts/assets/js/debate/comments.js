// @ts-check
/** @file The comments of a page, as the other scripts of a debate see them: their order, their kin, the one being read. */
(function (/** @type {any} */ moothall) {
  "use strict";

  const LINE = 0.2; // of the window's height: where eyes rest

  /** All comments in the order they stand in. @returns {HTMLElement[]} */
  const all = () => [...document.querySelectorAll("article.comment")].map((one) => /** @type {HTMLElement} */ (one));

  /** @param {Element} comment @returns {HTMLDetailsElement | null} The list of its replies. */
  const replies = (comment) => comment.parentElement?.querySelector(":scope > details.replies") ?? null;

  /** @param {Element} comment @returns {HTMLElement | null} What it answers. */
  const parent = (comment) => comment.closest("details.replies")?.parentElement?.querySelector("article") ?? null;

  /** @param {Element} comment Whether nothing folded or filtered hides it. */
  const isShown = (comment) => !comment.closest("details:not([open]), li[hidden]");

  /**
   * The next shown comment on the same level, or the one before.
   * @param {Element} comment
   * @param {1 | -1} step
   */
  function sibling(comment, step) {
    let item = comment.parentElement;
    do item = /** @type {HTMLElement | null} */ (step > 0 ? item?.nextElementSibling : item?.previousElementSibling);
    while (item?.hidden);
    return item?.querySelector("article") ?? null;
  }

  /** @param {Element} comment Opens every list that hides it. */
  function reveal(comment) {
    for (let list = comment.closest("details"); list; list = list.parentElement?.closest("details") ?? null) {
      list.open = true;
    }
  }

  /** @param {HTMLElement | null | undefined} comment Brings it to the top of the window and gives it the focus. */
  function go(comment) {
    if (!comment) return;
    reveal(comment);
    comment.tabIndex = -1;
    comment.focus({ preventScroll: true });
    comment.scrollIntoView({ block: "start" });
  }

  /** The comment with the focus, while it is in sight. @returns {HTMLElement | null} */
  function focused() {
    const comment = document.activeElement?.closest("article.comment");
    if (!(comment instanceof HTMLElement)) return null;
    const { top, bottom } = comment.getBoundingClientRect();
    return bottom > 0 && top < innerHeight ? comment : null;
  }

  /** The comment where eyes rest, if that is one. @returns {HTMLElement | null} */
  function read() {
    const lists = document.querySelectorAll("ol.comments"); // one for each thread of the debate
    if (!lists.length) return null;
    const { left, width, top } = lists[0].getBoundingClientRect();
    const { bottom } = lists[lists.length - 1].getBoundingClientRect();
    for (let y = Math.max(innerHeight * LINE, top); y < Math.min(innerHeight, bottom); y += 24) {
      const found = document.elementFromPoint(left + width / 2, y)?.closest("article.comment");
      if (found instanceof HTMLElement) return found;
    }
    return null;
  }

  const current = () => focused() ?? read();

  moothall.debate = { all, replies, parent, isShown, sibling, reveal, go, focused, current, read };
})((/** @type {any} */ (window).moothall ??= {}));
