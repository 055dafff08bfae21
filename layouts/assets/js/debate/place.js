// @ts-check
/** @file Where one is in a long talk, and the way to the next first-level comment. */
(function (/** @type {any} */ moothall) {
  "use strict";

  const { all, go, read, sibling } = moothall.debate;
  const bar = document.querySelector("nav.place");
  if (!(bar instanceof HTMLElement)) return;
  const told = /** @type {HTMLOutputElement} */ (bar.querySelector("output"));

  /** Those that are in the archive: the page's heading counts no others. @returns {HTMLElement[]} */
  const held = () => all().filter((/** @type {HTMLElement} */ one) => !one.classList.contains("missing"));

  let comments = held();
  let waiting = false;

  function tell() {
    waiting = false;
    const place = comments.indexOf(read());
    if (place < 0) return;
    told.value = `${place + 1} / ${comments.length}`;
    /** @type {HTMLElement} */ (bar).style.setProperty("--share", String((place + 1) / comments.length));
  }

  function tellSoon() {
    if (!waiting) requestAnimationFrame(tell);
    waiting = true;
  }

  /** The first-level comment that the one being read hangs below. */
  function branch() {
    let comment = read();
    for (let above = comment; above; above = moothall.debate.parent(above)) comment = above;
    return comment;
  }

  bar.addEventListener("click", ({ target }) => {
    const button = target instanceof Element ? target.closest("button") : null;
    const from = button && branch();
    if (!from) return;
    const inside = button.name === "back" && from.getBoundingClientRect().top < -1;
    go(inside ? from : sibling(from, button.name === "back" ? -1 : 1));
  });
  document.addEventListener("moothall:order", () => {
    comments = held();
    tellSoon();
  });
  addEventListener("scroll", tellSoon, { passive: true });
  addEventListener("resize", tellSoon);

  // Shown while talk runs through the middle of the window; a debate may have several lists of it.
  const running = new Set();
  const watcher = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) running[isIntersecting ? "add" : "delete"](target);
      bar.hidden = !running.size;
      if (running.size) tellSoon();
    },
    { rootMargin: "-50% 0px" },
  );
  for (const talk of document.querySelectorAll("ol.comments")) watcher.observe(talk);
})((/** @type {any} */ (window).moothall ??= {}));
