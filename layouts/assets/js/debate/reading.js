// @ts-check
/** @file What was read: comments that stood in the window for a while. On a later visit the others are marked. */
(function (/** @type {any} */ moothall) {
  "use strict";

  const WHILE = 1500;
  const { all, read } = moothall.debate;
  const before = new Set(/** @type {string[]} */ (moothall.kept.read ?? []));
  const known = new Set(before);
  /** @type {Set<Element>} */
  const inSight = new Set();
  let timer = 0;

  function note() {
    for (const { id } of inSight) known.add(id);
    moothall.keep({ read: [...known], at: read()?.id ?? moothall.kept.at });
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

  const watcher = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) {
      if (isIntersecting) inSight.add(target);
      else inSight.delete(target);
    }
    wait();
  });
  for (const comment of all()) {
    watcher.observe(comment);
    if (before.size) comment.classList.toggle("unread", !before.has(comment.id));
  }
  addEventListener("scroll", wait, { passive: true });

  const resume = document.querySelector("a.resume");
  if (resume instanceof HTMLAnchorElement && document.getElementById(moothall.kept.at)) {
    resume.hash = moothall.kept.at;
    resume.hidden = false;
  }
})((/** @type {any} */ (window).moothall ??= {}));
