// The graph as it came, and the indexes made from it once.

function block(id) {
  return JSON.parse($(id).textContent);
}

const DATA = block("data-graph");
const DRAWING = block("data-network");
const WORDS = block("data-words");
const SETTINGS = block("data-settings");

const E = DATA.entities;
const C = DATA.claims;
const V = DATA.evidence;
const D = DATA.documents;
const ENTITIES = E.id.length;
const CLAIMS = C.id.length;

const entityRow = new Map(E.id.map((id, row) => [id, row]));
const claimRow = new Map(C.id.map((id, row) => [id, row]));
const approximate = new Set(C.approximate);

// Claims at each entity, in one flat array: those of entity n stand at incident[offset[n]] … incident[offset[n + 1] - 1].
const offset = new Int32Array(ENTITIES + 1);
for (let c = 0; c < CLAIMS; c++) {
  offset[C.s[c] + 1]++;
  if (C.o[c] >= 0 && C.o[c] !== C.s[c]) offset[C.o[c] + 1]++;
}
for (let n = 0; n < ENTITIES; n++) offset[n + 1] += offset[n];
const incident = new Int32Array(offset[ENTITIES]);
{
  const next = offset.slice();
  for (let c = 0; c < CLAIMS; c++) {
    incident[next[C.s[c]]++] = c;
    if (C.o[c] >= 0 && C.o[c] !== C.s[c]) incident[next[C.o[c]]++] = c;
  }
}

// How many claims of each entity are more than background.
const stated = new Int32Array(ENTITIES);
for (let c = 0; c < CLAIMS; c++) {
  if (C.origin[c] === "gazetteer") continue;
  stated[C.s[c]]++;
  if (C.o[c] >= 0 && C.o[c] !== C.s[c]) stated[C.o[c]]++;
}

const claimsOf = (row) => incident.subarray(offset[row], offset[row + 1]);
const otherEnd = (claim, row) => (C.s[claim] === row ? C.o[claim] : C.s[claim]);

function neighbours(row) {
  const found = new Set();
  for (const claim of claimsOf(row)) {
    const other = otherEnd(claim, row);
    if (other >= 0 && other !== row && passes(claim)) found.add(other);
  }
  return found;
}

function t(key, values = {}) {
  const entry = WORDS[key];
  const text = entry ? entry[state.lang] || entry.zh : key;
  return text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
}

const own = (table, key) => (Object.prototype.hasOwnProperty.call(table, key) ? table[key] : undefined);
const named = (table, key) => (own(table, key) || {})[state.lang] || key;
const nameOf = (row) => (state.lang === "en" && own(E.en, row)) || E.zh[row];
const otherName = (row) => (state.lang === "en" ? E.zh[row] : own(E.en, row) || "");
const className = (name) => named(DATA.classes, name);
const relationName = (name) => named(DATA.relations, name);
const statusName = (name) => named(DATA.statuses, name);
const originName = (name) => named(DATA.origins, name);
const fieldName = (name) => named(DATA.fields, name);
const isShared = (row) => own(E.shared, row) !== undefined;
const pageTitle = () => SETTINGS.title || (D.id.length > 1 ? t("title_many", { count: D.id.length }) : t("title"));

function valueOf(claim) {
  const value = own(C.value, claim);
  const text = typeof value === "number" ? value.toLocaleString("en-US", { maximumFractionDigits: 6 }) : String(value);
  return approximate.has(claim) ? `${t("approximate")} ${text}` : text;
}

const objectName = (claim) => (C.o[claim] >= 0 ? nameOf(C.o[claim]) : valueOf(claim));

// Dates on which a claim was published: earliest and latest, compared as text because YYYY-MM-DD sorts as such.
function datesOf(claim) {
  let first = "";
  let last = "";
  for (const [evidence] of C.evidence[claim]) {
    const date = own(V.published, evidence) || (V.document[evidence] >= 0 && D.published[V.document[evidence]]) || "";
    if (date && (!first || date < first)) first = date;
    if (date > last) last = date;
  }
  return [first, last];
}

const sourcesOf = (claim) => new Set(C.evidence[claim].map(([evidence]) => V.document[evidence])).size;

function chainOf(row) {
  const chain = [];
  const seen = new Set([row]);
  for (let at = row; chain.length < 12;) {
    let up = -1;
    for (const relation of DATA.chain) {
      const ups = Array.from(claimsOf(at)).filter((c) => C.p[c] === relation && C.s[c] === at && !seen.has(C.o[c]));
      if (ups.length) {
        // The smallest container first: the one that itself lies in another of them.
        const targets = ups.map((c) => C.o[c]);
        up =
          targets.find((a) =>
            targets.some(
              (b) =>
                b !== a &&
                Array.from(claimsOf(a)).some((c) => C.s[c] === a && C.o[c] === b && DATA.chain.includes(C.p[c])),
            ),
          ) ?? targets[0];
        break;
      }
    }
    if (up < 0) break;
    chain.push(up);
    seen.add(up);
    at = up;
  }
  return chain;
}
