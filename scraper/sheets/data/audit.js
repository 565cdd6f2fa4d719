"use strict";
(function () {
  const articles = Array.from(document.querySelectorAll("article"));
  const where = document.getElementById("where");
  let now = -1;
  let seen = 0;

  function show() {
    if (where) where.textContent = now < 0 ? articles.length + " in all" : now + 1 + " of " + articles.length;
  }

  /* The article that a reader who scrolled by hand has come to. */
  function reached() {
    let first = -1;
    let last = articles.length - 1;
    while (first < last) {
      const middle = Math.ceil((first + last) / 2);
      if (articles[middle].getBoundingClientRect().top < 100) first = middle;
      else last = middle - 1;
    }
    return first;
  }

  function go(step) {
    if (Math.abs(window.scrollY - seen) > 40) now = reached();
    const next = now + step;
    if (next < 0 || next >= articles.length) return;
    now = next;
    articles[now].scrollIntoView({ block: "start" });
    articles[now].focus({ preventScroll: true });
    seen = window.scrollY;
    show();
  }

  const keys = { j: 1, ArrowRight: 1, k: -1, ArrowLeft: -1 };
  document.addEventListener("keydown", function (event) {
    const step = keys[event.key];
    if (!step || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    go(step);
  });
  for (const [id, step] of [["next", 1], ["previous", -1]]) {
    const button = document.getElementById(id);
    if (button) button.addEventListener("click", function () { go(step); });
  }
  const all = document.getElementById("all");
  if (all) all.addEventListener("click", function () {
    const boxes = Array.from(document.querySelectorAll("fieldset.reasons input"));
    const on = boxes.some(function (box) { return !box.checked; });
    for (const box of boxes) box.checked = on;
  });
  show();
})();
