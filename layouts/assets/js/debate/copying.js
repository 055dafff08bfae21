// @ts-check
/** @file A click on a comment's date copies the link to it: the lasting one, which goes by the debate's first page. */
(function () {
  "use strict";

  const status = document.querySelector(".copied");
  let timer = 0;

  /** @param {HTMLAnchorElement} link */
  function lasting(link) {
    const first = document.querySelector(".pages a");
    const address = new URL(first instanceof HTMLAnchorElement ? first.href : link.href);
    address.hash = link.hash;
    return address.href;
  }

  /** @param {Event} event */
  async function copy({ target }) {
    const link = target instanceof Element ? target.closest(".comment .facts a") : null;
    if (!(link instanceof HTMLAnchorElement) || !(status instanceof HTMLElement)) return;
    try {
      await navigator.clipboard.writeText(lasting(link));
    } catch {
      return; // refused, or not to be had without https: the link is in the address bar all the same
    }
    status.textContent = status.dataset.words ?? "";
    window.clearTimeout(timer);
    timer = window.setTimeout(() => (status.textContent = ""), 2000);
  }

  document.addEventListener("click", copy);
})();
