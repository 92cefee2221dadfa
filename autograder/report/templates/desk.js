"use strict";

// Sorts, searches and filters what is on the page already. Nothing is fetched, but from a server of
// our own that shows a report while it grows; nothing is written as markup, only as text.

const counting = new Intl.NumberFormat("en");
const alphabet = new Intl.Collator("en", { numeric: true, sensitivity: "base" });
const kept = history.state || {};

function plain(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}

function keep() {
  const open = [...document.querySelectorAll("details")].map((one) => one.open);
  history.replaceState({ ...everybody?.state(), open, sorts: sheets.map((one) => one.sorted) }, "");
}

// A table: its rows in order, those of them that are wanted, and of these as many as can be read.
class Sheet {
  constructor(table) {
    this.body = table.tBodies[0];
    this.heads = [...table.tHead.rows[0].cells];
    this.rows = [...this.body.rows];
    this.order = this.rows;
    this.most = Number(table.dataset.most) || Infinity;
    this.all = false;
    this.wanted = () => true;
    this.sorted = null;
    this.more = table.parentElement.querySelector(".more");
    if (table.classList.contains("sortable")) this.heads.forEach((head, column) => this.offer(head, column));
    this.more?.querySelector("button").addEventListener("click", () => {
      this.all = !this.all;
      this.draw();
    });
    if (this.rows.length > this.most) this.draw();
  }

  offer(head, column) {
    if ("fixed" in head.dataset) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "sort";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const now = head.getAttribute("aria-sort");
      const first = head.classList.contains("num") ? "descending" : "ascending";
      const other = { ascending: "descending", descending: "ascending" };
      this.sort(column, (other[now] || first) === "descending");
      keep();
    });
  }

  key(row, column) {
    const cell = row.cells[column];
    const text = cell.dataset.v ?? cell.textContent.trim();
    if ("v" in cell.dataset || this.heads[column].classList.contains("num")) {
      const value = parseFloat(text);
      return Number.isFinite(value) ? value : null;
    }
    return text;
  }

  sort(column, down) {
    const keys = new Map(this.rows.map((row) => [row, this.key(row, column)]));
    const way = down ? -1 : 1;
    this.order = [...this.rows].sort((one, two) => {
      const [a, b] = [keys.get(one), keys.get(two)];
      // What has no value stands last, whichever way.
      if (a === null || b === null) return (a === null) - (b === null);
      return way * (typeof a === "number" ? a - b : alphabet.compare(a, b));
    });
    this.heads.forEach((head) => head.removeAttribute("aria-sort"));
    this.heads[column].setAttribute("aria-sort", down ? "descending" : "ascending");
    this.sorted = [column, down];
    this.draw();
  }

  draw(whole = this.all) {
    const found = this.order.filter(this.wanted);
    const shown = whole ? found : found.slice(0, this.most);
    const piece = document.createDocumentFragment();
    piece.append(...shown);
    this.body.replaceChildren(piece);
    this.found = found.length;
    if (!this.more) return;
    this.more.hidden = found.length <= this.most;
    const [told, button] = this.more.children;
    told.value = `${counting.format(shown.length)} of ${counting.format(found.length)} are listed.`;
    button.textContent = whole ? `List the first ${this.most}` : `List all ${counting.format(found.length)}`;
  }
}

// What the table of everybody is filtered by.
class Filter {
  constructor(sheet, noun) {
    this.sheet = sheet;
    this.noun = noun;
    this.find = document.getElementById("find");
    this.needs = document.getElementById("needs");
    this.earlier = document.getElementById("earlier");
    this.clear = document.getElementById("clear");
    this.told = document.getElementById("told");
    this.columns = new Set();
    this.pages = null;
    this.who = "";
    this.names = new Map(sheet.rows.map((row) => [row, plain(row.cells[0].textContent)]));
    this.bars = [...document.querySelectorAll("[data-column]")];
    this.restore();
    document.querySelector(".tools").hidden = false;
    for (const control of [this.find, this.needs, this.earlier]) {
      control?.addEventListener("input", () => this.apply());
    }
    this.clear.addEventListener("click", () => {
      this.reset();
      this.apply();
      this.find.focus();
    });
    sheet.wanted = (row) => this.wants(row);
    this.brush();
    this.apply();
  }

  state() {
    return {
      find: this.find.value, needs: this.needs.value, earlier: this.earlier?.checked,
      columns: [...this.columns], pages: this.pages && [...this.pages], who: this.who, all: this.sheet.all,
    };
  }

  restore() {
    if (kept.find === undefined) return;
    this.find.value = kept.find;
    this.needs.value = kept.needs;
    if (this.earlier) this.earlier.checked = kept.earlier;
    this.columns = new Set(kept.columns);
    this.pages = kept.pages && new Set(kept.pages);
    this.who = kept.who;
    this.sheet.all = kept.all;
  }

  reset() {
    this.find.value = "";
    this.needs.value = "";
    this.columns.clear();
    this.pages = null;
    this.who = "";
  }

  wants(row) {
    if (row.classList.contains("earlier") && !this.earlier.checked) return false;
    if (this.columns.size && !this.columns.has(row.dataset.b)) return false;
    if (this.pages && !this.pages.has(row.querySelector("a").getAttribute("href"))) return false;
    const need = this.needs.value;
    if (need && !(row.dataset.k || "").split(" ").includes(need)) return false;
    return this.names.get(row).includes(plain(this.find.value.trim()));
  }

  apply() {
    this.sheet.draw();
    const narrowed = this.find.value || this.needs.value || this.columns.size || this.pages;
    this.clear.hidden = !narrowed;
    const all = this.sheet.rows.filter((row) => !row.classList.contains("earlier") || this.earlier.checked);
    const why = [];
    if (this.who) why.push(this.who);
    const chosen = this.bars.filter((bar) => this.columns.has(bar.dataset.column));
    if (chosen.length) why.push(`${chosen.length} of the chart's columns`);
    this.told.value = `${counting.format(this.sheet.found)} of ${counting.format(all.length)} ${this.noun}`
      + (why.length ? `: ${why.join(", ")}` : "");
    for (const bar of this.bars) bar.setAttribute("aria-pressed", this.columns.has(bar.dataset.column));
    document.querySelector(".chart")?.classList.toggle("chosen", this.columns.size > 0);
    keep();
  }

  only(pages, who) {
    this.reset();
    this.pages = new Set(pages);
    this.who = who;
    this.apply();
    this.clear.focus({ preventScroll: true });
    document.querySelector(".tools").scrollIntoView({ block: "start" });
  }

  brush() {
    const chart = document.querySelector(".chart");
    if (!chart || !this.bars.length) return;
    document.querySelector(".brushing").hidden = false;
    chart.setAttribute("role", "group");
    for (const bar of this.bars) {
      bar.setAttribute("role", "button");
      bar.setAttribute("tabindex", "0");
      bar.setAttribute("aria-label", bar.querySelector("title").textContent);
      bar.addEventListener("keydown", (event) => {
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        this.toggle(bar.dataset.column);
      });
    }
    let from = null;
    let dragged = false;
    const under = (event) => document.elementFromPoint(event.clientX, event.clientY)?.closest("[data-column]");
    chart.addEventListener("pointerdown", (event) => {
      from = under(event)?.dataset.column ?? null;
      dragged = false;
    });
    chart.addEventListener("pointermove", (event) => {
      const to = under(event)?.dataset.column;
      if (from === null || to === undefined || (to === from && !dragged)) return;
      dragged = true;
      const [low, high] = [from, to].map(Number).sort((a, b) => a - b);
      this.columns = new Set(
        this.bars.map((bar) => bar.dataset.column).filter((one) => one >= low && one <= high));
      this.apply();
    });
    window.addEventListener("pointerup", () => {
      if (from !== null && !dragged) this.toggle(from);
      from = null;
    });
    window.addEventListener("pointercancel", () => { from = null; });
  }

  toggle(column) {
    if (!this.columns.delete(column)) this.columns.add(column);
    this.apply();
  }
}

// Where a server shows a report while it grows: asks whether it has, and then shows it anew.
class Live {
  constructor(line) {
    this.address = line.dataset.live;
    this.version = line.dataset.version;
    [this.told] = line.getElementsByClassName("told");
    this.line = line;
    this.typed = 0;
    const [button] = line.getElementsByTagName("button");
    button.hidden = false;
    this.paused = false;
    const show = () => {
      button.setAttribute("aria-pressed", this.paused);
      line.classList.toggle("paused", this.paused);
    };
    button.addEventListener("click", () => {
      this.paused = !this.paused;
      show();
    });
    show();
    document.addEventListener("input", () => { this.typed = Date.now(); });
    this.ask();
  }

  async ask() {
    let wait = 1500;
    try {
      const state = await (await fetch(this.address, { cache: "no-store" })).json();
      this.line.classList.remove("lost");
      const busy = this.paused || document.hidden || Date.now() - this.typed < 3000;
      if (state.version !== this.version && !busy) {
        location.reload();
        return;
      }
      const newer = state.version !== this.version ? "; there is more, and this page waits" : "";
      this.told.textContent = `${counting.format(state.records)} records${newer}`;
    } catch {
      this.line.classList.add("lost");
      this.told.textContent = "The server has stopped. This is how it stood.";
      wait = 5000;
    }
    setTimeout(() => this.ask(), wait);
  }
}

const tables = [...document.querySelectorAll("table.sortable, table[data-most]")];
const sheets = tables.map((table) => new Sheet(table));
(kept.sorts || []).forEach((sorted, place) => { if (sorted && sheets[place]) sheets[place].sort(...sorted); });
(kept.open || []).forEach((open, place) => {
  const one = document.querySelectorAll("details")[place];
  if (one) one.open = open;
});

const table = document.getElementById("everybody");
let everybody = null;
if (table) {
  const noun = document.querySelector(".tools").getAttribute("aria-label").toLowerCase();
  const earlier = document.getElementById("earlier");
  if (earlier) earlier.parentElement.hidden = !table.querySelector("tr.earlier");
  everybody = new Filter(sheets[tables.indexOf(table)], noun);
  // Once more, for it is only now that there is a filter whose state can be kept.
  keep();
}

document.addEventListener("click", (event) => {
  if (!("show" in (event.target.dataset || {}))) return;
  const people = event.target.closest("details");
  const named = people.closest("tr, li").querySelector("bdi:not(.tag *)");
  const links = [...people.querySelectorAll("a")].map((link) => link.getAttribute("href"));
  everybody.only(links, named ? named.textContent : "");
});
for (const button of document.querySelectorAll("[data-show]")) button.hidden = false;
document.addEventListener("toggle", keep, true);

const live = document.querySelector("[data-live]");
if (live) new Live(live);

window.addEventListener("beforeprint", () => sheets.forEach((sheet) => sheet.draw(true)));
window.addEventListener("afterprint", () => sheets.forEach((sheet) => sheet.draw()));
