// The graph as it came, and the indexes made from it once.

function block(id) {
  return JSON.parse($(id).textContent);
}

const DATA = block("data-graph");
const DRAWING = block("data-network");
const WORDS = block("data-words");
const SETTINGS = block("data-settings");

// Columns of numbers come as text, six bits a character; `kg/view/packed.py` writes them.
const DIGIT = new Uint8Array(128);
Array.from("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_").forEach((character, value) => {
  DIGIT[character.charCodeAt(0)] = value;
});

function unpack(text) {
  const numbers = new Int32Array(text.length);
  let count = 0;
  let number = 0;
  let shift = 0;
  for (let k = 0; k < text.length; k++) {
    const digit = DIGIT[text.charCodeAt(k)];
    number |= (digit & 31) << shift;
    if (digit & 32) shift += 5;
    else {
      numbers[count++] = number;
      number = shift = 0;
    }
  }
  return numbers.slice(0, count);
}

const unfold = (number) => (number & 1 ? -((number + 1) >> 1) : number >> 1);

function sums(numbers) {
  let sum = 0;
  for (let k = 0; k < numbers.length; k++) numbers[k] = sum += unfold(numbers[k]);
  return numbers;
}

const coded = ([names, text]) => Array.from(unpack(text), (number) => names[number]);
const sparse = (rows, value) => Object.fromEntries(Array.from(sums(unpack(rows)), (row, k) => [row, value(k)]));

const CLASSES = Object.keys(DATA.classes);
const E = { ...DATA.entities, type: Array.from(unpack(DATA.entities.type), (number) => CLASSES[number]) };
{
  const [rows, lats, lons] = DATA.entities.place;
  const [lat, lon] = [sums(unpack(lats)), sums(unpack(lons))];
  E.place = sparse(rows, (k) => [lat[k] / 1e5, lon[k] / 1e5]);
  const [mentioned, counts] = DATA.entities.mentions;
  const numbers = unpack(counts);
  E.mentions = sparse(mentioned, (k) => numbers[k]);
}
const C = { ...DATA.claims };
for (const key of ["p", "status", "origin", "field"]) C[key] = coded(C[key]);
C.s = unpack(C.s);
C.o = unpack(C.o).map((row) => row - 1);
C.confidence = Float64Array.from(unpack(C.confidence), (number) => number / 1000);
const V = { ...DATA.evidence, rule: coded(DATA.evidence.rule), length: unpack(DATA.evidence.length) };
for (const key of ["document", "start", "quote"]) V[key] = sums(unpack(V[key]));
V.end = V.length.map((length, row) => V.start[row] + length);
V.published = dated(...DATA.evidence.published);
const D = DATA.documents;
const ENTITIES = E.id.length;
const CLAIMS = C.s.length;

const entityRow = new Map(E.id.map((id, row) => [id, row]));
const approximate = new Set(C.approximate);

function dated(rows, dates) {
  const changes = sums(unpack(rows));
  const all = new Array(V.length.length);
  for (let row = 0, k = -1; row < all.length; row++) {
    if (k + 1 < changes.length && changes[k + 1] === row) k += 1;
    all[row] = k < 0 ? "" : dates[k];
  }
  return all;
}

// The evidence of claim c stands at cited[citedAt[c]] …: for each its row, how many marks, and the marks.
const cited = unpack(C.evidence);
const citedAt = new Int32Array(CLAIMS + 1);
{
  let at = 0;
  let row = 0;
  for (let claim = 0; claim < CLAIMS; claim++) {
    citedAt[claim] = at;
    const end = cited[at++];
    for (let k = 0; k < end; k++) {
      cited[at] = row += unfold(cited[at]);
      at += 2 + 2 * cited[at + 1];
    }
  }
  citedAt[CLAIMS] = at;
}

const evidenceCount = (claim) => cited[citedAt[claim]];

// Rows of the evidence of a claim, in the order of the sources.
function evidenceOf(claim) {
  const rows = [];
  for (let at = citedAt[claim] + 1; at < citedAt[claim + 1]; at += 2 + 2 * cited[at + 1]) rows.push(cited[at]);
  return rows;
}

// Where in the quote of each evidence its words stand: [row, [[start, end, side], …]], in code points; side 1 is the object.
function marksOf(claim) {
  const all = [];
  for (let at = citedAt[claim] + 1; at < citedAt[claim + 1];) {
    const marks = [];
    const row = cited[at];
    const count = cited[at + 1];
    let end = 0;
    for (let k = 0; k < count; k++) {
      const start = end + unfold(cited[at + 2 + 2 * k]);
      end = start + (cited[at + 3 + 2 * k] >> 1);
      marks.push([start, end, cited[at + 3 + 2 * k] & 1]);
    }
    all.push([row, marks]);
    at += 2 + 2 * count;
  }
  return all;
}

// Ids of claims are hashes and come as bytes; others come as they are.
let hashes = null;
function claimId(claim) {
  if (typeof C.id !== "string") return C.id[claim];
  hashes = hashes ?? atob(C.id);
  let id = "";
  for (let k = 8 * claim; k < 8 * claim + 8; k++) id += hashes.charCodeAt(k).toString(16).padStart(2, "0");
  return id;
}

let claimRows = null;
function claimRow(id) {
  claimRows = claimRows ?? new Map(Array.from(C.s, (_, claim) => [claimId(claim), claim]));
  return claimRows.get(id);
}

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

// 4383000000 → 4,383,000,000; the browser's own way loads its tables of all languages first.
function grouped(number) {
  const [whole, rest] = String(+number.toFixed(6)).split(".");
  return whole.replace(/\B(?=(?:\d{3})+$)/g, ",") + (rest ? `.${rest}` : "");
}

function valueOf(claim) {
  const value = own(C.value, claim);
  const text = typeof value === "number" ? grouped(value) : String(value);
  return approximate.has(claim) ? `${t("approximate")} ${text}` : text;
}

const objectName = (claim) => (C.o[claim] >= 0 ? nameOf(C.o[claim]) : valueOf(claim));

// Dates on which a claim was published: earliest and latest, compared as text because YYYY-MM-DD sorts as such.
function datesOf(claim) {
  let first = "";
  let last = "";
  for (const evidence of evidenceOf(claim)) {
    const date = V.published[evidence] || (V.document[evidence] >= 0 && D.published[V.document[evidence]]) || "";
    if (date && (!first || date < first)) first = date;
    if (date > last) last = date;
  }
  return [first, last];
}

const sourcesOf = (claim) => new Set(evidenceOf(claim).map((evidence) => V.document[evidence])).size;

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
