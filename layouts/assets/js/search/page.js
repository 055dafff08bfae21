// @ts-check
/** @file The search page: form, status, list of hits. The address holds the query, so that a search can be linked. */
(function (/** @type {any} */ moothall) {
  "use strict";

  const PAGE = 20;
  const PAUSE = 150;

  function start() {
    const form = document.querySelector("form.search");
    const status = document.querySelector(".status");
    const list = document.querySelector("ol.hits");
    const more = document.querySelector("button.more");
    if (form instanceof HTMLFormElement && status && list && more instanceof HTMLButtonElement) {
      attach(form, status, list, more);
    }
  }

  /**
   * @param {HTMLFormElement} form
   * @param {Element} status
   * @param {Element} list
   * @param {HTMLButtonElement} more
   */
  function attach(form, status, list, more) {
    const field = /** @type {HTMLInputElement} */ (form.elements.namedItem("q"));
    const sort = /** @type {HTMLSelectElement} */ (form.elements.namedItem("sort"));
    let latest = 0;
    let timer = 0;

    /** Show the hits from `from` on; an answer that another has overtaken is dropped. @param {number} from */
    async function show(from) {
      const turn = ++latest;
      const query = field.value.trim();
      status.textContent = query && "Searching…";
      try {
        const { total, hits } = await moothall.find(query, { limit: from + PAGE, sort: sort.value });
        if (turn !== latest) return;
        const items = hits.slice(from).map(toItem);
        if (from) list.append(...items);
        else list.replaceChildren(...items);
        more.hidden = hits.length >= total;
        status.textContent = query && summary(total);
        if (from) items[0]?.querySelector("a")?.focus();
      } catch (error) {
        if (turn !== latest) return;
        list.replaceChildren();
        more.hidden = true;
        status.textContent = error instanceof Error ? error.message : String(error);
      }
    }

    function restart() {
      window.clearTimeout(timer);
      keepInAddress(field.value.trim(), sort.value, sort.options[0].value);
      show(0);
    }

    const asked = new URLSearchParams(location.search);
    field.value = asked.get("q") ?? field.value;
    sort.value = asked.get("sort") ?? "";
    if (sort.selectedIndex < 0) sort.selectedIndex = 0;

    field.addEventListener("input", () => {
      window.clearTimeout(timer);
      timer = window.setTimeout(restart, PAUSE);
    });
    sort.addEventListener("change", restart);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      restart();
    });
    more.addEventListener("click", () => show(list.children.length));
    if (field.value) show(0);
  }

  /** @param {number} total */
  function summary(total) {
    if (total === 0) return "Nothing holds all of these words.";
    return total === 1 ? "1 hit" : `${total.toLocaleString("en")} hits`;
  }

  /**
   * @param {string} query
   * @param {string} sort
   * @param {string} usual The order that goes without saying.
   */
  function keepInAddress(query, sort, usual) {
    const address = new URL(location.href);
    address.search = "";
    if (query) address.searchParams.set("q", query);
    if (query && sort !== usual) address.searchParams.set("sort", sort);
    try {
      history.replaceState(null, "", address);
    } catch {
      // Some browsers refuse this to pages opened from a disk; then the address stays as it is.
    }
  }

  /** @param {{url: string, title: string, author: string, date: string, score: ?number, pieces: any[]}} hit */
  function toItem({ url, title, author, date, score, pieces }) {
    const link = make("a", title);
    link.setAttribute("href", url);
    const excerpt = pieces.map(({ text, marked }) => (marked ? make("mark", text) : text));
    const article = make("article", make("h2", link), make("p", ...byline(author, date, score)), make("p", ...excerpt));
    article.children[1].className = "byline";
    return make("li", article);
  }

  /**
   * @param {string} author
   * @param {string} date
   * @param {?number} score
   * @returns {(Node | string)[]}
   */
  function byline(author, date, score) {
    const parts = /** @type {(Node | string)[]} */ ([]);
    if (author) parts.push(author);
    if (date) parts.push(make("time", date.slice(0, 10)));
    if (score !== null) parts.push(score === 1 ? "1 point" : `${score} points`);
    return parts.flatMap((part, at) => (at ? [" · ", part] : [part]));
  }

  /**
   * @param {string} name
   * @param {...(Node | string)} content
   */
  function make(name, ...content) {
    const element = document.createElement(name);
    element.append(...content);
    return element;
  }

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})((/** @type {any} */ (window).moothall ??= {}));
