// @ts-check
// Only while `moothall serve` runs: reloads the page once it is another, and shows over it why it is not.
"use strict";

(function () {
  /** @typedef {{ message: string, place: string, hint: string, lines: { number: number, text: string, here: boolean }[] }} Mistake */

  const script = /** @type {HTMLScriptElement} */ (document.currentScript);
  const { version, index } = script.dataset;
  /** @type {EventSource | null} */
  let source = null;
  /** @type {HTMLElement | null} */
  let overlay = null;

  /** A browser opens six connections to a host: only the pages that somebody sees hold one. */
  function listen() {
    if (document.hidden) {
      source?.close();
      source = null;
    } else if (!source) {
      source = new EventSource(`/.moothall/events?page=${encodeURIComponent(location.pathname)}`);
      source.onmessage = (event) => follow(JSON.parse(event.data));
    }
  }

  /** @param {{ version: string, index: string, mistakes: Mistake[] }} state */
  function follow(state) {
    if (state.version !== version || (state.index !== index && searches())) location.reload();
    else show(state.mistakes);
  }

  /** Whether the page has opened the search index, of which a build leaves nothing but what is in the new one. */
  function searches() {
    return document.querySelector('script[src$="search/index.js"]') !== null;
  }

  /** @param {Mistake[]} mistakes */
  function show(mistakes) {
    overlay?.remove();
    overlay = null;
    if (!mistakes.length) return;
    overlay = element("aside", "", "moothall-mistakes");
    overlay.setAttribute("role", "alert");
    const close = element("button", "Close", "close");
    close.addEventListener("click", () => show([]));
    overlay.append(element("h2", mistakes.length > 1 ? `${mistakes.length} errors` : "An error"), close);
    overlay.append(element("p", "What you see is the site as it was built last. It is built again once you save.", "about"));
    for (const mistake of mistakes) overlay.append(told(mistake));
    document.body.append(overlay);
  }

  /** @param {Mistake} mistake */
  function told(mistake) {
    const section = element("section", "");
    section.append(element("p", mistake.message, "message"));
    if (mistake.hint) section.append(element("p", mistake.hint, "hint"));
    if (mistake.place) section.append(element("p", mistake.place, "place"));
    if (mistake.lines.length) {
      const code = element("pre", "");
      for (const line of mistake.lines) {
        const row = element(line.here ? "mark" : "span", line.text + "\n");
        row.dataset.number = String(line.number);
        code.append(row);
      }
      section.append(code);
    }
    return section;
  }

  /** @param {string} name @param {string} text @param {string} [kind] */
  function element(name, text, kind) {
    const made = document.createElement(name);
    made.textContent = text;
    if (kind) made.className = kind;
    return made;
  }

  const style = document.createElement("link");
  style.rel = "stylesheet";
  style.href = "/.moothall/overlay.css";
  document.head.append(style);
  document.addEventListener("visibilitychange", listen);
  document.addEventListener("keydown", (event) => event.key === "Escape" && overlay && show([]));
  listen();
})();
