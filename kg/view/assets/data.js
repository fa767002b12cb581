// The graph as it came, and the indexes made from it once.

function block(id) {
  return JSON.parse($(id).textContent);
}

const DATA = block("data-graph");
const DRAWING = block("data-network");
const WORDS = block("data-words");
const SETTINGS = block("data-settings");

function once(make) {
  let made = null;
  return () => (made = made ?? make());
}

// Names and sources stand behind the scripts, so that the first picture need not wait for them.
const names = once(() => block("data-names"));
const sources = once(() => block("data-sources"));

let whole = false;
const waiting = [];

function whenWhole(act) {
  if (whole) act();
  else waiting.push(act);
}

document.addEventListener("DOMContentLoaded", () => {
  whole = true;
  for (const act of waiting.splice(0)) act();
});

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

// The names that a column of numbers stands for; a plain loop, as the iterator of typed arrays is slow.
function coded([names, numbers]) {
  const column = new Array(numbers.length);
  for (let k = 0; k < numbers.length; k++) column[k] = names[numbers[k]];
  return column;
}

function sparse(rows, value) {
  const table = {};
  sums(unpack(rows)).forEach((row, k) => (table[row] = value(k)));
  return table;
}

// Columns that are made when they are first read.
function lazily(table, makers) {
  for (const [key, make] of Object.entries(makers))
    Object.defineProperty(table, key, {
      configurable: true,
      get() {
        const value = make();
        Object.defineProperty(table, key, { value });
        return value;
      },
    });
  return table;
}

const CLASSES = Object.keys(DATA.classes);
// Columns of few different words: the words, and the number of each row's word.
const CODES = { type: [CLASSES, unpack(DATA.entities.type)] };
for (const key of ["p", "status", "origin", "field"]) CODES[key] = [DATA.claims[key][0], unpack(DATA.claims[key][1])];

const E = lazily(
  { zh: DATA.entities.zh, shared: DATA.entities.shared, type: coded(CODES.type) },
  {
    id: () => names().id,
    en: () => names().en,
    aliases: () => names().aliases,
    identifiers: () => names().identifiers,
    place: () => {
      const [rows, lats, lons] = names().place;
      const [lat, lon] = [sums(unpack(lats)), sums(unpack(lons))];
      return sparse(rows, (k) => [lat[k] / 1e5, lon[k] / 1e5]);
    },
    mentions: () => {
      const [rows, counts] = names().mentions;
      const numbers = unpack(counts);
      return sparse(rows, (k) => numbers[k]);
    },
  },
);
const C = lazily(
  {
    s: unpack(DATA.claims.s),
    p: coded(CODES.p),
    o: unpack(DATA.claims.o),
    value: DATA.claims.value,
    status: coded(CODES.status),
    origin: coded(CODES.origin),
  },
  {
    id: () => sources().id,
    field: () => coded(CODES.field),
    confidence: () => Float64Array.from(unpack(DATA.claims.confidence)).map((number) => number / 1000),
    approximate: () => new Set(DATA.claims.approximate),
  },
);
for (let c = 0; c < C.o.length; c++) C.o[c] -= 1;
const V = lazily(
  {},
  {
    path: () => sources().evidence.path,
    document: () => sums(unpack(sources().evidence.document)),
    start: () => sums(unpack(sources().evidence.start)),
    end: () => unpack(sources().evidence.length).map((length, row) => V.start[row] + length),
    quote: () => {
      const rows = sums(unpack(sources().evidence.quote));
      return Array.from(rows, (row) => sources().quotes[row]);
    },
    rule: () => {
      const [rules, text] = sources().evidence.rule;
      return coded([rules, unpack(text)]);
    },
    published: () => dated(...sources().evidence.published),
  },
);
const D = lazily(DATA.documents, { text: () => sources().text });
const ENTITIES = E.zh.length;
const CLAIMS = C.s.length;

const rowsById = once(() => {
  const rows = new Map();
  for (let row = 0; row < ENTITIES; row++) rows.set(E.id[row], row);
  return rows;
});
const entityRow = { get: (id) => rowsById().get(id), has: (id) => rowsById().has(id) };

function dated(rows, dates) {
  const changes = sums(unpack(rows));
  const all = new Array(V.start.length);
  for (let row = 0, k = -1; row < all.length; row++) {
    if (k + 1 < changes.length && changes[k + 1] === row) k += 1;
    all[row] = k < 0 ? "" : dates[k];
  }
  return all;
}

// The evidence of claim c stands at cited[citedAt[c]] …: for each its row, how many marks, and the marks.
const citations = once(() => {
  const cited = unpack(sources().cited);
  const citedAt = new Int32Array(CLAIMS + 1);
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
  return { cited, citedAt };
});

function evidenceCount(claim) {
  const { cited, citedAt } = citations();
  return cited[citedAt[claim]];
}

// Rows of the evidence of a claim, in the order of the sources.
function evidenceOf(claim) {
  const { cited, citedAt } = citations();
  const rows = [];
  for (let at = citedAt[claim] + 1; at < citedAt[claim + 1]; at += 2 + 2 * cited[at + 1]) rows.push(cited[at]);
  return rows;
}

// Where in the quote of each evidence its words stand: [row, [[start, end, side], …]], in code points; side 1 is the object.
function marksOf(claim) {
  const { cited, citedAt } = citations();
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
const hashes = once(() => atob(C.id));
function claimId(claim) {
  if (typeof C.id !== "string") return C.id[claim];
  const bytes = hashes();
  let id = "";
  for (let k = 8 * claim; k < 8 * claim + 8; k++) id += bytes.charCodeAt(k).toString(16).padStart(2, "0");
  return id;
}

const claimRows = once(() => new Map(Array.from(C.s, (_, claim) => [claimId(claim), claim])));
function claimRow(id) {
  return claimRows().get(id);
}

// Claims at each entity, in one flat array: those of entity n stand at incident[offset[n]] … incident[offset[n + 1] - 1].
// And how many claims of each entity are more than background.
const offset = new Int32Array(ENTITIES + 1);
const stated = new Int32Array(ENTITIES);
let incident = null;
{
  const { s, o } = C;
  const [words, origin] = CODES.origin;
  const background = words.indexOf("gazetteer");
  for (let c = 0; c < CLAIMS; c++) {
    const more = origin[c] === background ? 0 : 1;
    offset[s[c] + 1] += 1;
    stated[s[c]] += more;
    if (o[c] < 0 || o[c] === s[c]) continue;
    offset[o[c] + 1] += 1;
    stated[o[c]] += more;
  }
  for (let n = 0; n < ENTITIES; n++) offset[n + 1] += offset[n];
  incident = new Int32Array(offset[ENTITIES]);
  const next = offset.slice();
  for (let c = 0; c < CLAIMS; c++) {
    incident[next[s[c]]++] = c;
    if (o[c] >= 0 && o[c] !== s[c]) incident[next[o[c]]++] = c;
  }
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
const tongueOf = (row) => (state.lang === "en" && !own(E.en, row) ? "zh" : null); // of its name, unlike the page's
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
  return C.approximate.has(claim) ? `${t("approximate")} ${text}` : text;
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

// What evidence is of: the number of its document, or its path when the document is not at hand.
const sourceOf = (evidence) => (V.document[evidence] < 0 ? own(V.path, evidence) : V.document[evidence]);
const originOf = (claim) => ({ width: 1.6, ...own(DATA.origins, C.origin[claim]) });
const sourcesOf = (claim) => new Set(evidenceOf(claim).map(sourceOf)).size;

// The smallest of what contains an entity, among its claims: the one that itself lies in another of them; -1 for none.
function containerOf(row, claims = claimsOf, passed = new Set()) {
  for (const relation of DATA.chain) {
    const targets = Array.from(claims(row))
      .filter((c) => C.p[c] === relation && C.s[c] === row && C.o[c] !== row && !passed.has(C.o[c]))
      .map((c) => C.o[c]);
    if (!targets.length) continue;
    const lies = (a, b) =>
      a !== b && Array.from(claims(a)).some((c) => C.s[c] === a && C.o[c] === b && DATA.chain.includes(C.p[c]));
    return targets.find((a) => targets.some((b) => lies(a, b))) ?? targets[0];
  }
  return -1;
}

function chainOf(row) {
  const chain = [];
  const passed = new Set([row]);
  for (let up = containerOf(row, claimsOf, passed); up >= 0 && chain.length < 12;) {
    chain.push(up);
    passed.add(up);
    up = containerOf(up, claimsOf, passed);
  }
  return chain;
}
