// Which entities and claims are in view: a pure function of the state.

const LIMIT = SETTINGS.mostDrawn;
const FIRST = DRAWING.nodes.map((node) => node.row);

let gates = null;

function refreshGates() {
  gates = {
    type: new Set(state.offClass),
    relation: new Set(state.offRelation),
    status: new Set(state.offStatus),
    origin: new Set(state.offOrigin),
    field: new Set(state.offField),
    document: new Set(state.offDocument),
  };
}

// Whether the filters on claims let `claim` through.
function passes(claim) {
  if (gates.relation.has(C.p[claim]) || gates.status.has(C.status[claim]) || gates.origin.has(C.origin[claim]))
    return false;
  if (gates.field.size && gates.field.has(C.field[claim])) return false;
  if (state.conf && C.confidence[claim] * 100 < state.conf) return false;
  if (gates.document.size && evidenceCount(claim)) {
    if (evidenceOf(claim).every((evidence) => gates.document.has(D.id[V.document[evidence]]))) return false;
  }
  if (state.since || state.until) {
    const [first, last] = datesOf(claim);
    if (!during(first, last, state.since, state.until)) return false;
  }
  if (state.openSince || state.openUntil) {
    const dates = [...(openings.get(C.s[claim]) || []), ...(openings.get(C.o[claim]) || [])];
    if (!dates.some((date) => during(date, date, state.openSince, state.openUntil))) return false;
  }
  return true;
}

// Whether `first` … `last` touches `since` … `until`; dates may be years, months or days, the bounds empty.
const during = (first, last, since, until) =>
  Boolean(first) && !(since && last < since.slice(0, last.length)) && !(until && first.slice(0, until.length) > until);

// Entity → the dates on which it opened or is to open.
const openings = new Map();
const opens = DATA.opening.map((relation) => CODES.p[0].indexOf(relation));
for (let claim = 0; claim < CLAIMS; claim++)
  if (C.o[claim] < 0 && opens.includes(CODES.p[1][claim]))
    openings.set(C.s[claim], [...(openings.get(C.s[claim]) || []), String(own(C.value, claim))]);

const admitted = (row) => !gates.type.has(E.type[row]);

function within(start, depth) {
  const reached = new Set([start]);
  let front = [start];
  for (let step = 0; step < depth; step++) {
    const next = [];
    for (const row of front)
      for (const other of neighbours(row))
        if (!reached.has(other) && admitted(other)) {
          reached.add(other);
          next.push(other);
        }
    front = next;
  }
  return reached;
}

// Rows of a shortest path between two entities, both included; empty when there is none. A step that only background
// facts take counts double: that two places lie in one region explains less than a sentence that names both.
function shortestPath(from, to) {
  const before = new Map();
  const length = new Map([[from, 0]]);
  const fronts = [[[from, -1]]];
  for (let far = 0; far < fronts.length && !before.has(to); far++)
    for (const [row, source] of fronts[far] || []) {
      if (before.has(row)) continue;
      before.set(row, source);
      for (const claim of claimsOf(row)) {
        const other = otherEnd(claim, row);
        if (other < 0 || before.has(other) || !passes(claim) || !admitted(other)) continue;
        const reached = far + (C.origin[claim] === "gazetteer" ? 2 : 1);
        if (reached >= (length.get(other) ?? Infinity)) continue;
        length.set(other, reached);
        (fronts[reached] = fronts[reached] || []).push([other, row]);
      }
    }
  if (!before.has(to)) return [];
  const path = [];
  for (let row = to; row >= 0; row = before.get(row)) path.unshift(row);
  return path;
}

function baseRows() {
  if (state.base === "all")
    return Array.from({ length: ENTITIES }, (_, row) => row).filter((row) => offset[row + 1] > offset[row]);
  if (state.base.startsWith("focus:")) {
    const row = entityRow.get(state.base.slice(6));
    if (row !== undefined) return Array.from(within(row, state.depth));
  }
  if (state.base.startsWith("sharing:")) {
    const row = entityRow.get(state.base.slice(8));
    if (row !== undefined) return sharing(row);
  }
  if (state.base.startsWith("path:")) {
    const [from, to] = state.base
      .slice(5)
      .split("|")
      .map((id) => entityRow.get(decoded(id)));
    return from !== undefined && to !== undefined ? shortestPath(from, to) : [];
  }
  return FIRST;
}

// An entity, the works it shares, and all who share them.
function sharing(row) {
  const works = Array.from(claimsOf(row), (claim) => (C.s[claim] === row ? C.o[claim] : C.s[claim]));
  const shared = [row, ...works].filter((work) => work >= 0 && isShared(work));
  const mine = shared.filter((work) => work === row || E.shared[work].includes(row));
  return Array.from(new Set([row, ...mine.flatMap((work) => [work, ...E.shared[work]])]));
}

function ends(claim) {
  const [a, b] = [C.s[claim], C.o[claim]];
  return own(DATA.relations, C.p[claim]).symmetric && b < a ? `${b} ${C.p[claim]} ${a}` : `${a} ${C.p[claim]} ${b}`;
}

// { rows, claims, left }: what is drawn, and how many entities the limit left out. Background facts that a source states
// as well are drawn once.
function inView() {
  refreshGates();
  const hidden = new Set(state.hide);
  const forced = new Set(state.add.map((id) => entityRow.get(id)).filter((row) => row !== undefined));
  const { entity, claim } = selection();
  const picked =
    entity !== undefined ? [entity] : claim !== undefined ? [C.s[claim], C.o[claim]].filter((row) => row >= 0) : [];
  for (const row of [...picked, ...pins().keys()]) forced.add(row);
  let rows = Array.from(new Set([...forced, ...baseRows()])).filter(
    (row) =>
      (admitted(row) || picked.includes(row)) && (!hidden.size || !hidden.has(E.id[row]) || picked.includes(row)),
  );
  const here = new Set(rows);
  const claims = [];
  const touched = new Set();
  for (const row of rows)
    for (const c of claimsOf(row))
      if (C.s[c] === row && C.o[c] >= 0 && here.has(C.o[c]) && passes(c)) {
        claims.push(c);
        touched.add(row).add(C.o[c]);
      }
  rows = rows.filter((row) => touched.has(row) || forced.has(row));
  const sourced = new Set(claims.filter((c) => C.origin[c] !== "gazetteer").map(ends));
  const told = claims.filter((c) => c === claim || C.origin[c] !== "gazetteer" || !sourced.has(ends(c)));
  let left = 0;
  if (rows.length > LIMIT) {
    left = rows.length - LIMIT;
    const weight = (row) => (picked.includes(row) ? 2e9 : forced.has(row) ? 1e9 : 0) + offset[row + 1] - offset[row];
    rows = rows.sort((a, b) => weight(b) - weight(a) || a - b).slice(0, LIMIT);
  }
  const kept = new Set(rows);
  return { rows, claims: told.filter((c) => kept.has(C.s[c]) && kept.has(C.o[c])).sort((a, b) => a - b), left };
}
