// The same content as tables, sortable, for everyone and for screen readers.

const ROWS = 500;
let order = { claims: ["subject", 1], entities: ["count", -1] };

const COLUMNS = {
  claims: [
    ["subject", (c) => nameOf(C.s[c]), (c) => entityButton(C.s[c])],
    ["relation", (c) => relationName(C.p[c])],
    ["object", (c) => objectName(c), (c) => (C.o[c] >= 0 ? entityButton(C.o[c]) : valueOf(c))],
    ["status", (c) => statusName(C.status[c])],
    ["field", (c) => (C.field[c] ? fieldName(C.field[c]) : "")],
    ["origin", (c) => originName(C.origin[c])],
    ["date", (c) => datesOf(c)[1]],
    ["confidence", (c) => C.confidence[c], (c) => `${Math.round(C.confidence[c] * 100)}%`],
    [
      "evidence",
      (c) => firstQuote(c),
      (c) => button(firstQuote(c) || "—", () => selectClaim(c), { class: "quote", lang: "zh" }),
    ],
  ],
  entities: [
    ["name", (row) => nameOf(row), (row) => entityButton(row)],
    ["class", (row) => className(E.type[row])],
    ["count", (row) => offset[row + 1] - offset[row]],
    ["chain", (row) => chainOf(row).map(nameOf).join(" › ")],
    ["aliases", (row) => (own(E.aliases, row) || []).join("、")],
  ],
};

const firstQuote = (claim) => (evidenceCount(claim) ? V.quote[evidenceOf(claim)[0]] : "");

// Claims and entities that the filters let through, whether drawn or not.
function tableRows(kind) {
  refreshGates();
  if (kind === "entities") return Array.from({ length: ENTITIES }, (_, row) => row).filter((row) => admitted(row));
  return Array.from({ length: CLAIMS }, (_, claim) => claim).filter(
    (c) => passes(c) && admitted(C.s[c]) && (C.o[c] < 0 || admitted(C.o[c])),
  );
}

// Kept until the order, the language or a filter changes: at 30,000 entities sorting takes long.
let kept = { of: "", rows: [] };

function sorted(kind) {
  const sieve = LISTS.filter((list) => list.startsWith("off")).map((list) => state[list]);
  const of = JSON.stringify([kind, order[kind], state.lang, state.conf, BOUNDS.map((bound) => state[bound]), sieve]);
  if (kept.of !== of) kept = { of, rows: sortedAnew(kind) };
  return kept.rows;
}

function sortedAnew(kind) {
  const [key, way] = order[kind];
  const read = COLUMNS[kind].find(([name]) => name === key)[1];
  const collator = new Intl.Collator(state.lang);
  const keys = new Map();
  const rows = tableRows(kind);
  for (const row of rows) keys.set(row, read(row));
  return rows.sort((a, b) => {
    const [x, y] = [keys.get(a), keys.get(b)];
    return way * (typeof x === "number" && typeof y === "number" ? x - y : collator.compare(x, y)) || a - b;
  });
}

function table() {
  const kind = state.view;
  const holder = $("table");
  holder.hidden = kind === "graph";
  $("canvas").hidden = $("controls").hidden = $("status").hidden = kind !== "graph";
  if (kind === "graph") return fill(holder);
  const rows = sorted(kind);
  const [key, way] = order[kind];
  const head = COLUMNS[kind].map(([name]) =>
    h(
      "th",
      { scope: "col", "aria-sort": name === key ? (way > 0 ? "ascending" : "descending") : "none" },
      button(t(name) + (name === key ? (way > 0 ? " ▲" : " ▼") : ""), () => {
        order[kind] = [name, name === key ? -way : 1];
        keepFocus(table);
      }),
    ),
  );
  const { entity, claim } = selection();
  const chosen = kind === "claims" ? claim : entity;
  const body = rows.slice(0, ROWS).map((row) =>
    h(
      "tr",
      { "aria-selected": row === chosen ? "true" : null },
      COLUMNS[kind].map(([name, read, element]) => h("td", { class: name }, element ? element(row) : read(row))),
    ),
  );
  fill(
    holder,
    h("p", { class: "exports" }, button("CSV", saveCsv)),
    h(
      "table",
      {},
      h("caption", {}, t(kind), " ", h("span", { class: "count", text: rows.length })),
      h("thead", {}, h("tr", {}, head)),
      h("tbody", {}, body),
    ),
    rows.length > ROWS ? h("p", { class: "quiet", text: t("rows_cut", { limit: ROWS, count: rows.length }) }) : null,
  );
}
