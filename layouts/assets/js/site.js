// @ts-check
// What every page does: follow links when opened from a disk, and find comments that stand on a later page, or on the
// page that took the place of this one.
"use strict";

/** Everything that Moothall's scripts share. */
var moothall = /** @type {any} */ (globalThis).moothall || {};
/** @type {any} */ (globalThis).moothall = moothall;

(function () {
  /**
   * The address with `index.html` where it names a folder: from a disk there is no server to add it.
   * @param {URL} url
   */
  moothall.fromDisk = function (url) {
    if (url.protocol === "file:" && url.pathname.endsWith("/")) url.pathname += "index.html";
    return url;
  };

  /** @param {Event} event */
  function completeLink(event) {
    const target = event.target instanceof Element ? event.target.closest("a[href]") : null;
    if (target instanceof HTMLAnchorElement) target.href = moothall.fromDisk(new URL(target.href)).href;
  }

  /** @param {Event} event */
  function completeForm(event) {
    const form = event.target;
    if (form instanceof HTMLFormElement) form.action = moothall.fromDisk(new URL(form.action)).href;
  }

  if (location.protocol === "file:") {
    for (const kind of ["click", "auxclick"]) document.addEventListener(kind, completeLink, true);
    document.addEventListener("submit", completeForm, true);
  }

  /**
   * Leads to another page, to the place on it that the reader asked for here.
   * @param {string} address
   */
  function leadOn(address) {
    const page = new URL(address, location.href);
    page.hash = location.hash;
    location.replace(moothall.fromDisk(page).href);
  }

  /**
   * Called by a debate's `anchors.js` with the page of each comment that does not stand on the first.
   * @param {Record<string, number>} pages
   */
  moothall.anchors = function (pages) {
    const anchor = decodeURIComponent(location.hash.slice(1));
    if (Object.hasOwn(pages, anchor)) leadOn(`${pages[anchor]}/`);
  };

  function findAnchor() {
    const script = document.documentElement.dataset.anchors;
    const anchor = decodeURIComponent(location.hash.slice(1));
    if (!script || !anchor || document.getElementById(anchor)) return;
    const element = document.createElement("script");
    element.src = script;
    document.head.append(element);
  }

  const moved = document.querySelector("a[data-moved]");
  if (moved instanceof HTMLAnchorElement) leadOn(moved.href);

  findAnchor();
  addEventListener("hashchange", findAnchor);
})();
