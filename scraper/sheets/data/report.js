"use strict";
(function () {
  const filter = document.getElementById("filter");
  const found = document.getElementById("found");

  function narrow() {
    const wanted = filter.value.trim().toLowerCase();
    let left = 0;
    document.querySelectorAll("table.sites").forEach(function (table, number) {
      for (const row of table.tBodies[0].rows) {
        const fits = row.cells[0].textContent.toLowerCase().includes(wanted);
        row.hidden = !fits;
        if (number === 0 && fits) left += 1;
      }
    });
    found.textContent = wanted ? " " + left + (left === 1 ? " site" : " sites") : "";
  }
  filter.addEventListener("input", narrow);

  function value(row, column) {
    const cell = row.cells[column];
    const text = cell ? cell.textContent.trim() : "";
    const number = parseFloat(text.replace(/,/g, ""));
    return cell && cell.className === "number" ? (isNaN(number) ? -Infinity : number) : text;
  }

  function sort(head) {
    const table = head.closest("table");
    const body = table.tBodies[0];
    const falls = head.getAttribute("aria-sort") !== "descending";
    for (const other of head.parentNode.cells) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", falls ? "descending" : "ascending");
    const rows = Array.from(body.rows).map(function (row) { return [value(row, head.cellIndex), row]; });
    rows.sort(function (one, two) {
      if (one[0] === two[0]) return 0;
      if (typeof one[0] !== typeof two[0]) return typeof one[0] === "number" ? -1 : 1;
      return (one[0] < two[0] ? -1 : 1) * (falls ? -1 : 1);
    });
    body.append(...rows.map(function (row) { return row[1]; }));
  }
  document.addEventListener("click", function (event) {
    const head = event.target.closest("table.sites thead th");
    if (head) sort(head);
  });
})();
