// What the reader has chosen: one plain object, kept in the address so that back, forward and bookmarks work.

const LISTS = ["add", "hide", "pin", "offClass", "offRelation", "offStatus", "offOrigin", "offField", "offDocument"];
const DEFAULTS = {
  lang: SETTINGS.language === "en" ? "en" : "zh",
  theme: "",
  view: "graph",
  layout: "force",
  base: "first",
  depth: 1,
  sel: "",
  from: "",
  conf: 0,
  since: "",
  until: "",
  openSince: "",
  openUntil: "",
};

let state = blank();
const listeners = [];

function blank() {
  const fresh = { ...DEFAULTS };
  for (const key of LISTS) fresh[key] = [];
  return fresh;
}

function toHash(of) {
  const parts = new URLSearchParams();
  for (const [key, value] of Object.entries(DEFAULTS)) if (of[key] !== value) parts.set(key, String(of[key]));
  for (const key of LISTS) for (const item of of[key]) parts.append(key, item);
  return parts.toString();
}

function fromHash(hash) {
  const parts = new URLSearchParams(hash.replace(/^#/, ""));
  const read = blank();
  for (const key of Object.keys(DEFAULTS)) {
    if (!parts.has(key)) continue;
    read[key] = typeof DEFAULTS[key] === "number" ? Number(parts.get(key)) || 0 : parts.get(key);
  }
  for (const key of LISTS) read[key] = parts.getAll(key);
  if (!["zh", "en"].includes(read.lang)) read.lang = DEFAULTS.lang;
  if (!["graph", "claims", "entities"].includes(read.view)) read.view = "graph";
  if (!["force", "map", "tree"].includes(read.layout)) read.layout = "force";
  read.depth = Math.min(3, Math.max(1, Math.round(read.depth)));
  return read;
}

let steps = (history.state && history.state.steps) || 0; // of ours in the browser's history, before this one
let furthest = steps; // of them, as far as this page knows: what lies beyond is another page
let refused = false; // whether the browser keeps no history for us, as in a sandboxed frame
const past = [];
const future = [];

// `quiet` changes (language, theme) replace the entry in the history; all others add one, so that undo is "back".
function change(patch, options = {}) {
  whenWhole(() => enter(patch, options));
}

function enter(patch, { quiet = false }) {
  const before = state;
  state = { ...state, ...patch };
  if (toHash(state) === toHash(before)) return;
  const hash = "#" + toHash(state);
  try {
    if (quiet) history.replaceState({ steps }, "", hash);
    else {
      history.pushState({ steps: steps + 1 }, "", hash);
      steps += 1;
      furthest = steps;
    }
  } catch {
    refused = true;
    if (!quiet) {
      past.push(before);
      future.length = 0;
    }
  }
  for (const listener of listeners) listener(before);
}

function become(other) {
  const before = state;
  // Language and theme are how the reader reads, not what: undo leaves them.
  state = { ...other, lang: before.lang, theme: before.theme };
  if (!refused) history.replaceState({ steps }, "", "#" + toHash(state));
  for (const listener of listeners) listener(before);
}

// Neither ever leaves the page, or moves the page that holds the frame.
function undo() {
  if (!refused && steps > 0) history.back();
  else if (past.length) {
    future.push(state);
    become(past.pop());
  }
}

function redo() {
  if (!refused && steps < furthest) history.forward();
  else if (future.length) {
    past.push(state);
    become(future.pop());
  }
}

window.addEventListener("popstate", (event) => {
  steps = (event.state && event.state.steps) || 0;
  whenWhole(() => become(fromHash(location.hash)));
});

// Where the reader has pinned entities: row → { x, y }. In the address an entity stands behind its place: 120,-40,lake/a.
function pins() {
  const held = new Map();
  for (const item of state.pin) {
    const [, x, y, id] = /^(-?\d{1,6}),(-?\d{1,6}),(.*)$/su.exec(item) || [];
    if (entityRow.has(id)) held.set(entityRow.get(id), { x: Number(x), y: Number(y) });
  }
  return held;
}

const onChange = (listener) => listeners.push(listener);
const selectEntity = (row) => whenWhole(() => change({ sel: `e:${E.id[row]}` }));
const selectClaim = (claim) => whenWhole(() => change({ sel: `c:${claimId(claim)}` }));

function selection() {
  const id = state.sel.slice(2);
  if (state.sel.startsWith("e:") && entityRow.has(id)) return { entity: entityRow.get(id) };
  if (state.sel.startsWith("c:") && claimRow(id) !== undefined) return { claim: claimRow(id) };
  return {};
}

function toggle(key, item, on) {
  const rest = state[key].filter((other) => other !== item);
  change({ [key]: on ? [...rest, item] : rest });
}
