"use strict";

// The same places as in worksheet.py: no line, and no part after a semicolon, opens a formula.
const OPENS = /(^|[\n;])([^\S\n]*)('*)(?=[=+\-@\uff1d\uff0b\uff0d\uff20])/g;
const heads = JSON.parse(document.querySelector("main").dataset.heads);
const answers = [...document.querySelectorAll("article[data-cells]")];
const told = document.querySelector("output");
let kept = true;

function entered(answer) {
  return [answer.querySelector("input"), answer.querySelector("textarea")];
}

function tell(words) {
  const marked = answers.filter((answer) => entered(answer)[0].value !== "").length;
  told.value = words || `${marked} of ${answers.length} have points`;
}

function firstSlip() {
  for (const answer of answers) {
    const [points, comment] = entered(answer);
    if (!points.validity.valid || (comment.value.trim() && points.value === "")) return points;
  }
  return null;
}

function row(answer) {
  const [points, comment] = entered(answer);
  const cells = JSON.parse(answer.dataset.cells);
  cells[heads.indexOf("points")] = points.value;
  cells[heads.indexOf("comment")] = comment.value.trim().replace(OPENS, "$1$2$3'");
  return cells;
}

function download() {
  const slip = firstSlip();
  if (slip) {
    tell("here the points are missing, or out of range");
    slip.focus();
    return;
  }
  const lines = [heads, ...answers.map(row)].map((cells) =>
    cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(","));
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([`\ufeff${lines.join("\r\n")}\r\n`], { type: "text/csv" }));
  link.download = "marks.csv";
  link.click();
  URL.revokeObjectURL(link.href);
  kept = true;
  tell();
}

document.addEventListener("input", () => { kept = false; tell(); });
document.querySelector("button").addEventListener("click", download);
window.addEventListener("beforeunload", (event) => { if (!kept) event.preventDefault(); });
tell();
