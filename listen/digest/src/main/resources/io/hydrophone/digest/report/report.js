"use strict";
const table = document.querySelector("table");
if (table) {
  const toggle = row => {
    const open = row.parentElement.classList.toggle("open");
    row.setAttribute("aria-expanded", open);
  };
  table.addEventListener("click", event => {
    const row = event.target.closest(".row");
    if (row && !String(getSelection())) toggle(row);
  });
  table.addEventListener("keydown", event => {
    if ((event.key === "Enter" || event.key === " ") && event.target.matches(".row")) {
      event.preventDefault();
      toggle(event.target);
    }
  });
  const heads = [...table.tHead.rows[0].cells];
  heads.forEach((head, column) => head.querySelector("button")?.addEventListener("click", () => {
    const down = head.getAttribute("aria-sort") !== "descending";
    heads.forEach(other => other.removeAttribute("aria-sort"));
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    const key = body => {
      const cell = body.rows[0].cells[column];
      return cell.dataset.v === undefined ? cell.textContent : Number(cell.dataset.v);
    };
    [...table.tBodies]
      .map(body => [key(body), body])
      .sort(([a], [b]) => (typeof a === "string" ? a.localeCompare(b) : a - b) * (down ? -1 : 1))
      .forEach(([, body]) => table.append(body));
  }));
}
