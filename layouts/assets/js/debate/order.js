// @ts-check
/** @file Comments by date or score, each still under what it answers; the order in which they came can be had back. */
(function (/** @type {any} */ moothall) {
  "use strict";

  /** @typedef {{item: Element, seat: number, date: string, score: number}} Seated */

  /** @type {Record<string, (one: Seated, other: Seated) => number>} */
  const ORDERS = {
    old: (one, other) => compare(one.date || "~", other.date || "~"),
    new: (one, other) => compare(other.date, one.date),
    score: (one, other) => other.score - one.score,
  };

  /** @param {string} one @param {string} other */
  const compare = (one, other) => Number(one > other) - Number(one < other);

  /** @type {Map<Element, Seated>} */
  const seats = new Map();

  /** @param {Element} item @param {number} seat The place it has in the page as it was sent. @returns {Seated} */
  function seated(item, seat) {
    const facts = item.querySelector("article > header");
    return {
      item,
      seat,
      date: facts?.querySelector("time")?.dateTime ?? "",
      score: Number(facts?.querySelector("data")?.value ?? -Infinity),
    };
  }

  /** @param {string} order */
  function sort(order) {
    for (const list of document.querySelectorAll("ol.comments, details.replies > ol")) {
      const items = [...list.children].map((item, place) => {
        if (!seats.has(item)) seats.set(item, seated(item, place));
        return /** @type {Seated} */ (seats.get(item));
      });
      items.sort((one, other) => ORDERS[order]?.(one, other) || one.seat - other.seat);
      list.append(...items.map(({ item }) => item));
    }
    document.dispatchEvent(new Event("moothall:order"));
  }

  const tools = document.querySelector("form.tools");
  if (tools instanceof HTMLFormElement) {
    const order = /** @type {HTMLSelectElement} */ (tools.elements.namedItem("order"));
    order.querySelector("[value=score]")?.toggleAttribute("hidden", !document.querySelector(".comment data"));
    order.addEventListener("change", () => sort(order.value));
  }
})((/** @type {any} */ (window).moothall ??= {}));
