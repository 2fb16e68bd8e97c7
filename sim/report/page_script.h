// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace ohmic::sim::report {

/// What a report does: marks speak under the pointer, tables sort, drawings are saved as files, paper shows
/// what is folded. Sets data-ready="yes" on the root when all is in place. Without it the page stays
/// readable: tips are the browser's own.
inline constexpr std::string_view kPageScript = R"js(
"use strict";
const tip = document.getElementById("tip");

/* A mark's <title> becomes its tip, so that the browser's own slow one does not appear as well. */
for (const title of document.querySelectorAll("svg title")) {
  title.parentNode.dataset.tip = title.textContent;
  title.remove();
}

document.addEventListener("pointermove", event => {
  const mark = event.target.closest ? event.target.closest("[data-tip]") : null;
  tip.hidden = !mark;
  if (!mark) return;
  tip.textContent = mark.dataset.tip;
  const box = tip.getBoundingClientRect();
  const right = event.clientX + 14 + box.width > innerWidth;
  tip.style.left = Math.max(4, right ? event.clientX - 14 - box.width : event.clientX + 14) + "px";
  tip.style.top = Math.min(event.clientY + 14, innerHeight - box.height - 4) + "px";
});

const keyOf = (row, column) => {
  const cell = row.cells[column];
  return cell.dataset.sort === undefined ? cell.textContent : Number(cell.dataset.sort);
};

/* Texts by their language, numbers by value; what is not a number goes last in either direction. */
const compare = (a, b, direction) => {
  if (typeof a === "string" || typeof b === "string") {
    return direction * String(a).localeCompare(String(b), "en", {numeric: true});
  }
  if (Number.isNaN(a) || Number.isNaN(b)) return Number.isNaN(a) - Number.isNaN(b);
  return direction * (a - b);
};

function sort(table, heading) {
  const column = heading.cellIndex;
  const descending = heading.getAttribute("aria-sort") === "descending" ? false
    : heading.getAttribute("aria-sort") === "ascending" ? true : heading.classList.contains("number");
  for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
  heading.setAttribute("aria-sort", descending ? "descending" : "ascending");
  const body = table.tBodies[0];
  const rows = Array.from(body.rows);
  rows.sort((a, b) => compare(keyOf(a, column), keyOf(b, column), descending ? -1 : 1));
  body.append(...rows);
}

for (const table of document.querySelectorAll("table.sortable")) {
  table.tHead.addEventListener("click", event => {
    const heading = event.target.closest("th");
    if (heading) sort(table, heading);
  });
}

/* Above a table a choice of values for each column that has few; the rows are all there without it. */
function addFilters(table) {
  const headings = Array.from(table.tHead.rows[0].cells).filter(cell => cell.dataset.filter);
  if (!headings.length) return;
  const bar = document.createElement("div");
  bar.className = "filters";
  const choices = headings.map(heading => {
    const select = document.createElement("select");
    const column = heading.cellIndex;
    const rows = Array.from(table.tBodies[0].rows);
    const values = Array.from(new Set(rows.map(row => row.cells[column].textContent)));
    select.append(new Option("all", ""), ...values.map(value => new Option(value, value)));
    const label = document.createElement("label");
    label.append(heading.textContent + " ", select);
    bar.append(label);
    return {column, select};
  });
  bar.addEventListener("change", () => {
    for (const row of table.tBodies[0].rows) {
      row.hidden = choices.some(({column, select}) => select.value && row.cells[column].textContent !== select.value);
    }
  });
  table.closest(".scroll").before(bar);
}

for (const table of document.querySelectorAll("table.sortable")) addFilters(table);

/* A saved drawing carries its tips as titles again. */
function save(svg) {
  const copy = svg.cloneNode(true);
  for (const mark of copy.querySelectorAll("[data-tip]")) {
    const title = document.createElementNS(copy.namespaceURI, "title");
    title.textContent = mark.dataset.tip;
    mark.removeAttribute("data-tip");
    mark.append(title);
  }
  const text = new XMLSerializer().serializeToString(copy);
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], {type: "image/svg+xml"}));
  link.download = svg.id + ".svg";
  link.click();
  URL.revokeObjectURL(link.href);
}

for (const svg of document.querySelectorAll("figure svg")) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "save";
  button.textContent = "Save SVG";
  button.addEventListener("click", () => save(svg));
  svg.closest("figure").append(button);
}

const folded = () => document.querySelectorAll("details:not([open])");
let opened = [];
addEventListener("beforeprint", () => {
  opened = Array.from(folded());
  for (const part of opened) part.open = true;
});
addEventListener("afterprint", () => {
  for (const part of opened) part.open = false;
});

document.documentElement.dataset.ready = "yes";
)js";

}  // namespace ohmic::sim::report
