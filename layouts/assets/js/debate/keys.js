// @ts-check
/** @file Reading by keys, and names for the arrows of a comment when the pointer rests on them. */
(function (/** @type {any} */ moothall) {
  "use strict";

  const { all, current, focused, go, isShown, nextUnread, parent, read, replies, sibling } = moothall.debate;
  const help = document.querySelector("dialog.keys");

  /** The shown comment after the one with the focus, or before it. @param {1 | -1} step */
  function next(step) {
    const comments = all();
    const from = focused();
    let place = from ? comments.indexOf(from) + step : topmost(comments) + (step > 0 ? 0 : -1);
    while (comments[place] && !isShown(comments[place])) place += step;
    return comments[place];
  }

  /** Which is the first that begins in the window. @param {HTMLElement[]} comments */
  function topmost(comments) {
    let place = Math.max(comments.indexOf(read()), 0);
    while (place > 0 && comments[place - 1].getBoundingClientRect().top >= 0) place -= 1;
    return place;
  }

  function fold() {
    const comment = current();
    if (!comment) return;
    const list = replies(comment) ?? comment.closest("details.replies");
    if (!list) return;
    list.open = !list.open;
    go(list.previousElementSibling);
  }

  /** @type {Record<string, () => void>} */
  const KEYS = {
    j: () => go(next(1)),
    k: () => go(next(-1)),
    n: () => go(current() && sibling(current(), 1)),
    p: () => go(current() && parent(current())),
    u: () => go(nextUnread(current())),
    c: fold,
    "?": () => help instanceof HTMLDialogElement && help.showModal(),
  };

  document.addEventListener("keydown", (event) => {
    const { key, target } = event;
    if (event.ctrlKey || event.metaKey || event.altKey || !Object.hasOwn(KEYS, key)) return;
    if (target instanceof Element && target.closest("input:not([type=checkbox]), select, textarea, dialog")) return;
    event.preventDefault();
    KEYS[key]();
  });

  document.querySelector("form.tools button[name=keys]")?.addEventListener("click", KEYS["?"]);

  document.addEventListener("pointerover", ({ target }) => {
    if (target instanceof HTMLAnchorElement && target.matches(".ways a")) target.title = target.textContent ?? "";
  });
})((/** @type {any} */ (window).moothall ??= {}));
