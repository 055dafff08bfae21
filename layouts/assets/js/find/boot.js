// @ts-check
/** @file Fetches the scripts of a debate's search box when they are first wanted, so that they weigh no page down. */
(function (/** @type {any} */ moothall) {
  "use strict";

  const ONCE = { once: true };

  function start() {
    const form = document.querySelector("form.find");
    if (!(form instanceof HTMLFormElement)) return;
    if (["moothall-find", "moothall-words"].some((name) => kept(name)?.url === location.href)) begin(form);
    else form.addEventListener("focusin", () => begin(form), ONCE);
  }

  /** @param {HTMLFormElement} form */
  async function begin(form) {
    let isAwaited = false;
    /** @param {Event} event */
    const wait = (event) => {
      event.preventDefault();
      isAwaited = true;
    };
    form.addEventListener("submit", wait);
    try {
      await runScript(form.dataset.script ?? "");
    } catch {
      form.addEventListener("focusin", () => begin(form), ONCE);
    }
    form.removeEventListener("submit", wait);
    if (isAwaited) form.requestSubmit();
  }

  /**
   * Runs a script of this site.
   * @param {string} source
   * @returns {Promise<void>}
   */
  function runScript(source) {
    return new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = source;
      script.onload = () => resolve();
      script.onerror = () => reject(new Error(document.querySelector("form.find")?.getAttribute("data-failed") ?? source));
      document.head.append(script);
    });
  }

  /**
   * Keeps a value for the next page of this tab, where the browser allows it.
   * @param {string} name
   * @param {{url: string}} value
   */
  function keep(name, value) {
    try {
      sessionStorage.setItem(name, JSON.stringify(value));
    } catch {
      // Without storage the next page shows less.
    }
  }

  /**
   * What a page before this one has kept; null when there is nothing.
   * @param {string} name
   * @returns {any}
   */
  function kept(name) {
    try {
      return JSON.parse(sessionStorage.getItem(name) ?? "null");
    } catch {
      return null;
    }
  }

  Object.assign(moothall, { runScript, tab: { keep, kept } });
  start();
})((/** @type {any} */ (window).moothall ??= {}));
