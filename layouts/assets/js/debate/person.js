// @ts-check
/** @file One person's comments alone: those they answer shrink to a line, branches without them go out of sight. */
(function (/** @type {any} */ moothall) {
  "use strict";

  const { all } = moothall.debate;

  /** @param {string} author Empty for everyone. */
  function show(author) {
    const comments = all();
    for (const comment of comments) {
      comment.classList.toggle("aside", author !== "" && comment.dataset.author !== author);
      /** @type {HTMLElement} */ (comment.parentElement).hidden = author !== "";
    }
    for (const comment of comments.filter((one) => one.dataset.author === author)) {
      let item = comment.closest("li");
      while (item?.hidden) {
        item.hidden = false;
        item = item.parentElement?.closest("li") ?? null;
      }
    }
  }

  /** @param {HTMLSelectElement} choice Filled with the people of the page, those who say most first. */
  function fill(choice) {
    const people = new Map();
    for (const comment of all()) {
      const { author } = comment.dataset;
      if (!author) continue;
      const name = comment.querySelector("h3 b")?.textContent;
      people.set(author, { name, count: (people.get(author)?.count ?? 0) + 1 });
    }
    const ordered = [...people].sort(([, one], [, other]) => other.count - one.count);
    for (const [author, { name, count }] of ordered) choice.add(new Option(`${name} (${count})`, author));
    choice.closest("label")?.toggleAttribute("hidden", people.size < 2);
  }

  const tools = document.querySelector("form.tools");
  if (tools instanceof HTMLFormElement) {
    const choice = /** @type {HTMLSelectElement} */ (tools.elements.namedItem("person"));
    (window.requestIdleCallback ?? window.setTimeout)(() => fill(choice)); // later than what one sees
    choice.value = "";
    choice.addEventListener("change", () => show(choice.value));
  }
})((/** @type {any} */ (window).moothall ??= {}));
