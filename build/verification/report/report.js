// Niceties only: everything can be read without. The tools for filtering appear when this runs.
(() => {
  "use strict";
  const cases = [...document.querySelectorAll("details.case")];
  const families = [...document.querySelectorAll(".family")];
  const [tools, find, show, count] = ["tools", "find", "show", "count"].map(id => document.getElementById(id));

  const kinds = {
    all: () => true,
    bad: one => !one.classList.contains("passed"),
    deny: one => one.classList.contains("deny"),
    allow: one => one.classList.contains("allow"),
  };

  const filter = () => {
    const words = find.value.toLowerCase().split(/\s+/).filter(Boolean);
    for (const one of cases) {
      const text = one.textContent.toLowerCase();
      one.hidden = !kinds[show.value](one) || !words.every(word => text.includes(word));
    }
    for (const family of families) family.hidden = !family.querySelector("details.case:not([hidden])");
    const shown = cases.filter(one => !one.hidden).length;
    count.textContent = shown === cases.length ? "" : `${shown} of ${cases.length}`;
  };

  const reveal = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target?.matches("details.case")) return;
    if (target.hidden) {
      find.value = "";
      show.value = "all";
      filter();
    }
    target.open = true;
    target.scrollIntoView({ block: "start" });
    target.querySelector("summary").focus({ preventScroll: true });
  };

  const setAll = open => cases.filter(one => !one.hidden).forEach(one => { one.open = open; });
  tools.hidden = false;
  tools.addEventListener("submit", event => event.preventDefault());
  find.addEventListener("input", filter);
  show.addEventListener("change", filter);
  document.getElementById("open").addEventListener("click", () => setAll(true));
  document.getElementById("close").addEventListener("click", () => setAll(false));
  addEventListener("hashchange", reveal);
  reveal();
})();
