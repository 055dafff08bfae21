// @ts-check
/**
 * @file Light or dark, as the reader chose. The page waits for it: a script that comes later was seen
 * to come after the first drawing of a large debate, white before dark.
 */
(function () {
  "use strict";

  const KEY = "moothall:theme";
  const root = document.documentElement;

  try {
    const kept = localStorage.getItem(KEY);
    if (kept === "light" || kept === "dark") root.dataset.theme = kept;
  } catch {
    // A browser may keep nothing, for pages from a disk above all; then the choice lasts as long as the page.
  }

  const dark = () =>
    root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;

  document.addEventListener("DOMContentLoaded", () => {
    const button = document.querySelector("button.theme");
    if (!(button instanceof HTMLButtonElement)) return;
    const tell = () => button.setAttribute("aria-pressed", String(dark()));
    button.addEventListener("click", () => {
      root.dataset.theme = dark() ? "light" : "dark";
      tell();
      try {
        localStorage.setItem(KEY, root.dataset.theme);
      } catch {
        // See above.
      }
    });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", tell);
    tell();
  });
})();
