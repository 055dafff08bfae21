// @ts-check
/** @file How the hits are spread over topics and years, as links that narrow the search or widen it again. */
(function (/** @type {any} */ moothall) {
  "use strict";

  /** @typedef {{topics: {name: string, count: number}[], years: {year: number, count: number}[], undated: number}} Facets */
  /** @typedef {{year?: number, topic?: string}} Narrowing */
  /** @typedef {{name: string, count: number, current: boolean, narrows: Narrowing, href: string}} Row */

  const { count: counted, figure, say } = moothall.words;
  const FIRST = 8;

  /**
   * Shows the counts in place of those shown before; the focus stays where it was.
   * @param {Element} place
   * @param {?Facets} facets
   * @param {{query: string, sort: string}} question
   */
  function showFacets(place, facets, question) {
    const focused = place.querySelector("a:focus .name")?.textContent;
    place.replaceChildren(...(facets ? [...years(facets, question), ...topics(facets, question)] : []));
    if (focused === undefined) return;
    const links = [...place.querySelectorAll("a")];
    const same = links.find((link) => link.querySelector(".name")?.textContent === focused);
    (same ?? links[0])?.focus({ preventScroll: true });
  }

  /**
   * @param {Facets} facets
   * @param {{query: string, sort: string}} question
   */
  function years({ years, undated }, question) {
    const rows = years.map(({ year, count }) => ({
      name: String(year),
      count,
      current: moothall.narrow.isYear(question.query, year),
      ...way(question, { year }),
    }));
    const group = section("years", say("by_year"), rows, Infinity);
    if (group.length && undated) group[0].append(note(counted("n_undated", undated)));
    return group;
  }

  /**
   * @param {Facets} facets
   * @param {{query: string, sort: string}} question
   */
  function topics({ topics }, question) {
    const rows = topics.map(({ name, count }) => ({
      name,
      count,
      current: moothall.narrow.isTopic(question.query, name),
      ...way(question, { topic: name }),
    }));
    return section("topics", say("by_topic"), rows, FIRST);
  }

  /**
   * What a link narrows by, and where that leads from the question.
   * @param {{query: string, sort: string}} question
   * @param {Narrowing} narrows
   */
  function way({ query, sort }, narrows) {
    return { narrows, href: moothall.address.href({ query: moothall.narrow.toggle(query, narrows), sort }) };
  }

  /**
   * A list with its heading, or nothing where there is no choice. Beyond the first rows it has to be opened.
   * @param {string} name
   * @param {string} title
   * @param {Row[]} rows
   * @param {number} first
   */
  function section(name, title, rows, first) {
    if (rows.length < 2 && !rows.some((row) => row.current)) return [];
    const heading = moothall.make("h2", title);
    heading.id = `facet-${name}`;
    const most = Math.max(...rows.map((row) => row.count));
    const element = moothall.make("section", heading, list(rows.slice(0, first), most));
    element.setAttribute("aria-labelledby", heading.id);
    const rest = rows.slice(first);
    if (rest.length) {
      const summary = moothall.make("summary", counted("n_more", rest.length));
      element.append(moothall.make("details", summary, list(rest, most)));
    }
    return [element];
  }

  /**
   * @param {Row[]} rows
   * @param {number} most
   */
  function list(rows, most) {
    const element = moothall.make("ol", ...rows.map((row) => item(row, most)));
    element.className = "facet";
    return element;
  }

  /**
   * @param {Row} row
   * @param {number} most
   */
  function item({ name, count, current, narrows, href }, most) {
    const hits = moothall.make("span", ` ${say("facet_unit")}`);
    hits.className = "hidden";
    const number = moothall.make("span", figure(count), hits);
    number.className = "number";
    const label = moothall.make("span", name);
    label.className = "name";
    const link = moothall.make("a", label, " ", number);
    link.href = href;
    Object.assign(link.dataset, narrows);
    link.style.setProperty("--share", `${(100 * count) / most}%`);
    if (current) link.setAttribute("aria-current", "true");
    return moothall.make("li", link);
  }

  /** @param {string} text */
  function note(text) {
    const element = moothall.make("p", text);
    element.className = "number";
    return element;
  }

  moothall.showFacets = showFacets;
})((/** @type {any} */ (window).moothall ??= {}));
