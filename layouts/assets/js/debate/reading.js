// @ts-check
/** @file What was read: comments that stood in the window for a while. On a later visit the others are marked. */
(function (/** @type {any} */ moothall) {
  "use strict";

  const WHILE = 1500;
  const { all, isShown, read } = moothall.debate;
  const before = new Set(/** @type {string[]} */ (moothall.kept.read ?? []));
  const known = new Set(before);
  let timer = 0;

  /** The comments from one on, in one direction, as far as the window shows them. */
  function* inSight(/** @type {number} */ place, /** @type {1 | -1} */ step) {
    for (const comments = all(); comments[place]; place += step) {
      if (!isShown(comments[place])) continue;
      const { top, bottom } = comments[place].getBoundingClientRect();
      if (top >= innerHeight || bottom <= 0) return;
      yield comments[place];
    }
  }

  function note() {
    const at = read();
    if (!at) return;
    const place = all().indexOf(at);
    for (const step of /** @type {const} */ ([1, -1])) for (const { id } of inSight(place, step)) known.add(id);
    moothall.keep({ read: [...known], at: at.id });
  }

  function wait() {
    window.clearTimeout(timer);
    timer = window.setTimeout(note, WHILE);
  }

  /** @param {Element | null} comment The one from which to look on. */
  moothall.debate.nextUnread = function (comment) {
    const comments = all();
    const on = comments.slice(comment ? comments.indexOf(/** @type {HTMLElement} */ (comment)) + 1 : 0);
    return on.find((one) => !known.has(one.id));
  };

  if (before.size) for (const comment of all()) comment.classList.toggle("unread", !before.has(comment.id));
  addEventListener("scroll", wait, { passive: true });
  wait();

  const resume = document.querySelector("a.resume");
  if (resume instanceof HTMLAnchorElement && document.getElementById(moothall.kept.at)) {
    resume.hash = moothall.kept.at;
    resume.hidden = false;
  }
})((/** @type {any} */ (window).moothall ??= {}));
