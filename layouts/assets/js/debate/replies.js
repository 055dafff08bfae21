// @ts-check
/** @file Folded and unfolded replies: to a level, remembered, opened for a link that leads inside and for printing. */
(function (/** @type {any} */ moothall) {
  "use strict";

  const { reveal } = moothall.debate;
  const lists = () => [...document.querySelectorAll("details.replies")].map((one) => /** @type {any} */ (one));

  /** @param {number} level Lists of replies that stay open, one in another. */
  function foldTo(level) {
    const levels = new Map();
    for (const list of lists()) {
      const depth = (levels.get(list.parentElement.closest("details.replies")) ?? 0) + 1;
      levels.set(list, depth);
      list.open = depth <= level;
    }
  }

  function remember() {
    timer = 0;
    if (opened.length) return;
    const folded = lists().filter((list) => !list.open);
    moothall.keep({ folded: folded.map((list) => list.previousElementSibling.id) });
  }

  function restore() {
    for (const id of moothall.kept.folded ?? []) {
      const comment = document.getElementById(id);
      const list = comment && moothall.debate.replies(comment);
      if (list) list.open = false;
    }
  }

  function openTarget() {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target?.closest("details:not([open])")) return;
    reveal(target);
    target.scrollIntoView();
  }

  /** @type {HTMLDetailsElement[]} */
  let opened = [];
  addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("details")].filter((one) => !one.open);
    for (const one of opened) one.open = true;
  });
  addEventListener("afterprint", () => {
    for (const one of opened) one.open = false;
    opened = [];
  });

  restore();
  openTarget();
  addEventListener("hashchange", openTarget);

  let timer = 0;
  function later() {
    window.clearTimeout(timer);
    timer = window.setTimeout(remember, 200);
  }

  document.addEventListener("toggle", later, true);
  document.addEventListener("click", ({ target }) => {
    if (target instanceof Element && target.closest("summary")) later(); // who leaves at once leaves before the toggle
  });
  addEventListener("pagehide", () => timer && remember());

  const tools = document.querySelector("form.tools");
  if (!(tools instanceof HTMLFormElement)) return;

  const levels = /** @type {HTMLSelectElement} */ (tools.elements.namedItem("levels"));
  levels.addEventListener("change", () => foldTo(levels.value ? Number(levels.value) : Infinity));

  const flat = tools.elements.namedItem("flat");
  if (!(flat instanceof HTMLInputElement)) return;
  const talks = document.querySelectorAll("ol.comments");
  const flatten = () => talks.forEach((talk) => talk.classList.toggle("flat", flat.checked));
  flat.checked = moothall.kept.flat ?? talks[0].classList.contains("flat");
  flatten();
  flat.addEventListener("change", () => {
    flatten();
    moothall.keep({ flat: flat.checked });
  });
})((/** @type {any} */ (window).moothall ??= {}));
