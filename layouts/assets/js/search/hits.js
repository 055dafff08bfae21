// @ts-check
/** @file Hits as elements of the search page. */
(function (/** @type {any} */ moothall) {
  "use strict";

  /** @typedef {{text: string, marked: boolean}} Piece */
  /** @typedef {{url: string, title: string, author: string, date: string, score: ?number, pieces: Piece[]}} Hit */

  const { count, day, say } = moothall.words;

  /**
   * A hit as an item of the list: a link to where it stands, whose it is, and the words around those that were searched.
   * @param {Hit} hit
   */
  function hitItem({ url, title, author, date, score, pieces }) {
    const link = moothall.make("a", title);
    link.href = url;
    const byline = moothall.make("p", ...facts(url, author, date, score));
    byline.className = "facts";
    const excerpt = moothall.make(
      "p",
      ...pieces.map(({ text, marked }) => (marked ? moothall.make("mark", text) : text)),
    );
    excerpt.className = "excerpt";
    excerpt.dir = "auto";
    const heading = moothall.make("h2", link);
    heading.dir = "auto";
    return moothall.make("li", moothall.make("article", heading, byline, excerpt));
  }

  /**
   * @param {string} url
   * @param {string} author
   * @param {string} date
   * @param {?number} score
   * @returns {Element[]}
   */
  function facts(url, author, date, score) {
    const anchor = new URL(url).hash.slice(1);
    const parts = [];
    if (author) parts.push(person(author));
    if (anchor === "summary") parts.push(say("hit_summary"));
    if (/^post(-\d+)?$/.test(anchor)) parts.push(say("hit_post"));
    if (date) parts.push(time(date));
    if (score !== null) parts.push(count("n_points", score));
    return parts.map((part) => moothall.make("span", part));
  }

  /** A name, and the home after it where there is one. @param {string} handle */
  function person(handle) {
    const at = handle.lastIndexOf("@");
    const author = moothall.make("span", at > 0 ? handle.slice(0, at) : handle);
    author.className = "author";
    if (at <= 0) return author;
    const home = moothall.make("span", handle.slice(at));
    home.className = "home";
    return moothall.make("span", author, home);
  }

  /** A date as precisely as it is known. @param {string} date */
  function time(date) {
    const element = moothall.make("time", day(date));
    element.dateTime = date;
    return element;
  }

  /**
   * Puts hits in place of others. Who stood on one stays on it where it is among them, and else is back in the box.
   * @param {Element} list
   * @param {Element[]} items
   * @param {HTMLElement} box
   */
  function replaceHits(list, items, box) {
    const focused = document.activeElement;
    const left = focused instanceof HTMLAnchorElement && list.contains(focused) ? focused.href : "";
    list.replaceChildren(...items);
    if (left) (hitTo(list, left) ?? box).focus({ preventScroll: true });
  }

  /**
   * The link of a hit by where it leads.
   * @param {Element} list
   * @param {string} href
   */
  function hitTo(list, href) {
    const links = [.../** @type {NodeListOf<HTMLAnchorElement>} */ (list.querySelectorAll("h2 a"))];
    return links.find((link) => link.href === href);
  }

  /**
   * An element with content; text stays text.
   * @param {string} name
   * @param {...(Node | string)} content
   */
  function make(name, ...content) {
    const element = document.createElement(name);
    element.append(...content);
    return element;
  }

  Object.assign(moothall, { hitItem, hitTo, make, replaceHits });
})((/** @type {any} */ (window).moothall ??= {}));
