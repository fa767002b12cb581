// The picture: vis-network draws what is in view, in the colours of the theme.

const darkQuery = matchMedia("(prefers-color-scheme: dark)");
let printing = false; // paper is light
const isDark = () => !printing && (state.theme ? state.theme === "dark" : darkQuery.matches);
const colourOf = (className) =>
  (own(DATA.families, (own(DATA.classes, className) || {}).family) || { light: "#767676", dark: "#a8a8a8" })[
    isDark() ? "dark" : "light"
  ];

let network = null;
let nodes = null;
let edges = null;
let current = { rows: [], claims: [], left: 0 };

let themed = null;

function theme() {
  if (themed && themed.dark === isDark()) return themed;
  const style = getComputedStyle(document.documentElement);
  const read = (name) => style.getPropertyValue(name).trim();
  themed = {
    dark: isDark(),
    ink: read("--ink"),
    soft: read("--soft"),
    line: read("--edge"),
    strong: read("--edge-strong"),
    paper: read("--canvas"),
  };
  return themed;
}

function lit() {
  const { entity, claim } = selection();
  if (entity !== undefined) {
    const rows = new Set([entity]);
    for (const c of claimsOf(entity)) if (C.o[c] >= 0) rows.add(C.s[c]).add(C.o[c]);
    return { rows, claims: (c) => C.s[c] === entity || C.o[c] === entity };
  }
  if (claim !== undefined && C.o[claim] >= 0)
    return { rows: new Set([C.s[claim], C.o[claim]]), claims: (c) => c === claim };
  if (claim !== undefined) return { rows: new Set([C.s[claim]]), claims: () => false };
  return null;
}

// The engine draws no label faster than a blank, but only a blank takes away one it has.
const labelled = { nodes: new Set(), edges: new Set() };

function labelOr(kind, key, text) {
  if (text) labelled[kind].add(key);
  return text || (labelled[kind].has(key) ? " " : "");
}

function nodeItem(row, colours, light) {
  const about = DATA.classes[E.type[row]];
  const dim = light && !light.rows.has(row);
  return {
    id: row,
    label: labelOr("nodes", row, far.hidden.has(row) ? "" : wrap(nameOf(row))),
    shape: about.shape,
    size: about.size * far.symbol + (isShared(row) ? 1 : 0),
    x: place.get(row).x,
    y: place.get(row).y,
    borderWidth: isShared(row) ? 3 : 1.5,
    opacity: dim ? 0.5 : 1,
    color: {
      background: colourOf(E.type[row]),
      border: isShared(row) ? colours.ink : colours.paper,
      highlight: { background: colourOf(E.type[row]), border: colours.ink },
      hover: { background: colourOf(E.type[row]), border: colours.ink },
    },
    font: {
      size: far.font,
      color: dim ? colours.soft + "cc" : colours.ink,
      strokeWidth: 4,
      strokeColor: colours.paper,
    },
  };
}

function edgeItem(claim, colours, light) {
  const turn = turns.get(claim) || 0;
  const origin = originOf(claim);
  const status = DATA.statuses[C.status[claim]] || {};
  const dim = light && !light.claims(claim);
  const bright = light && !dim;
  const joins = isShared(C.o[claim]) && E.shared[C.o[claim]].includes(C.s[claim]);
  const text = !far.mute.has(claim) && (bright || (!light && current.claims.length <= LABELLED));
  const label = labelOr("edges", claim, text ? relationName(C.p[claim]) : "");
  if (turn) bent.add(claim);
  // Most edges are plain, and each setting costs time: what is not set here is as in the options.
  const item = {
    id: claim,
    from: C.s[claim],
    to: C.o[claim],
    width: origin.width + (joins ? 0.9 : 0),
    color: {
      color: joins || bright ? colours.strong : colours.line,
      opacity: dim ? 0.4 : 1,
      highlight: colours.ink,
      hover: colours.ink,
    },
  };
  if (status.dashes && status.dashes.length) item.dashes = status.dashes;
  if (!(own(DATA.relations, C.p[claim]) || {}).symmetric) item.arrows = { to: { enabled: true } };
  if (label) Object.assign(item, { label, font: { color: colours.soft, strokeWidth: 3, strokeColor: colours.paper } });
  if (bent.has(claim))
    item.smooth = {
      enabled: turn > 0,
      type: clockwise(claim, turn) ? "curvedCW" : "curvedCCW",
      roundness: roundness(turn),
    };
  return item;
}

const bent = new Set(); // claims drawn beside another between the same two entities, now or before

// Works out what is in view and how its edges bend.
function compose() {
  current = inView();
  placeOnMap(current.rows);
  placeNear(current.rows, current.claims);
  turns = new Map();
  const pairs = new Map();
  for (const claim of current.claims) {
    const pair = Math.min(C.s[claim], C.o[claim]) * ENTITIES + Math.max(C.s[claim], C.o[claim]);
    const turn = pairs.has(pair) ? pairs.get(pair) + 1 : 0;
    pairs.set(pair, turn);
    turns.set(claim, turn);
  }
}

function draw({ refit = !network } = {}) {
  if (!network) start();
  compose();
  atOnce(() => {
    if (refit) fitView();
    far = measure(lit(), network.getScale());
    sync();
    const { entity, claim } = selection();
    if (entity !== undefined && nodes.get(entity)) network.selectNodes([entity], false);
    else if (claim !== undefined && edges.get(claim))
      network.setSelection({ nodes: [], edges: [claim] }, { highlightEdges: false });
    else network.unselectAll();
  });
  report();
}

// The engine paints after each change it is told of; this makes it paint once.
function atOnce(act) {
  const { emitter } = network.body;
  emitter.emit("_blockRedraw");
  try {
    act();
  } finally {
    emitter.emit("_allowRedraw");
    emitter.emit("_resizeNodes"); // or it leaves out what stood outside the picture before
    emitter.emit("_redraw");
  }
}

// Tells the engine of what appeared, changed or went, and of nothing else.
const told = { nodes: new Map(), edges: new Map() };

function sync() {
  const colours = theme();
  const light = lit();
  const pass = (set, before, had, keys, item) => {
    const wanted = new Set(keys);
    const gone = Array.from(before.keys()).filter((key) => !wanted.has(key));
    const fresh = [];
    for (const key of keys) {
      const made = item(key, colours, light);
      const looks = JSON.stringify(made);
      if (before.get(key) === looks) continue;
      before.set(key, looks);
      fresh.push(made);
    }
    for (const key of gone) {
      before.delete(key);
      had.delete(key);
    }
    return [() => gone.length && set.remove(gone), () => fresh.length && set.update(fresh)];
  };
  const [dropEdges, putEdges] = pass(edges, told.edges, labelled.edges, current.claims, edgeItem);
  const [dropNodes, putNodes] = pass(nodes, told.nodes, labelled.nodes, current.rows, nodeItem);
  for (const act of [dropEdges, dropNodes, putNodes, putEdges]) act();
}

function start() {
  document.body.append(...$("late").content.children);
  nodes = new vis.DataSet();
  edges = new vis.DataSet();
  network = new vis.Network($("canvas"), { nodes, edges }, DRAWING.options);
  network.on("click", ({ nodes: [row], edges: [claim] }) => {
    if (row !== undefined) selectEntity(row);
    else if (claim !== undefined) selectClaim(claim);
    else if (state.sel) change({ sel: "" });
  });
  slideWhileDragged();
  network.on("beforeDrawing", graticule);
  network.on("afterDrawing", drawPins);
  network.on("doubleClick", ({ nodes: [row] }) => row !== undefined && whenWhole(() => expand(row)));
  network.on("dragEnd", ({ nodes: moved }) => {
    for (const [row, point] of Object.entries(network.getPositions(moved)))
      settle(Number(row), Math.round(point.x), Math.round(point.y));
  });
  const tip = $("tip");
  const show = (event, text, { x, y }) => {
    if (event.buttons) return; // something is being dragged
    tip.textContent = text;
    tip.hidden = false;
    tip.style.left = `${x + 14}px`;
    tip.style.top = `${y + $("canvas").offsetTop + 14}px`;
  };
  network.on("hoverNode", ({ event, node, pointer }) =>
    show(event, `${nameOf(node)} · ${className(E.type[node])}`, pointer.DOM),
  );
  network.on("hoverEdge", ({ event, edge, pointer }) =>
    show(event, `${nameOf(C.s[edge])} — ${relationName(C.p[edge])} → ${objectName(edge)}`, pointer.DOM),
  );
  let waiting = 0;
  network.on("zoom", () => {
    clearTimeout(waiting);
    waiting = setTimeout(refine, 60);
  });
  for (const event of ["blurNode", "blurEdge", "dragStart", "zoom"]) network.on(event, () => (tip.hidden = true));
}

// A pin: a line with a head, above and to the right of the symbol.
function drawPins(paint) {
  const { ink } = theme();
  for (const row of pins().keys()) {
    if (!told.nodes.has(row)) continue;
    const { x, y } = place.get(row);
    const size = DATA.classes[E.type[row]].size * far.symbol;
    const unit = far.symbol;
    paint.beginPath();
    paint.moveTo(x + size * 0.8, y - size * 0.8);
    paint.lineTo(x + size * 0.8 + 5 * unit, y - size * 0.8 - 8 * unit);
    Object.assign(paint, { strokeStyle: ink, fillStyle: ink, lineWidth: 1.6 * unit });
    paint.setLineDash([]);
    paint.stroke();
    paint.beginPath();
    paint.arc(x + size * 0.8 + 5 * unit, y - size * 0.8 - 8 * unit, 4.5 * unit, 0, 2 * Math.PI);
    paint.fill();
  }
}

function report() {
  const parts = [t("drawn", { nodes: current.rows.length, edges: current.claims.length })];
  if (current.rows.length < ENTITIES || current.claims.length < CLAIMS)
    parts.push(t("drawn_of", { nodes: ENTITIES, edges: CLAIMS }));
  if (current.left) parts.push(" " + t("cut", { limit: LIMIT, count: current.left }));
  if (state.layout === "map" && !projection) parts.push(" " + t("no_places"));
  if (SETTINGS.leftOut) parts.push(" " + t("left_out", { kept: ENTITIES, count: SETTINGS.leftOut }));
  if (!current.rows.length) parts.splice(0, 9, t(!CLAIMS ? "empty" : sifted() ? "nothing" : "nothing_here"));
  // In both languages: who has no Chinese font cannot read that it is missing.
  if (fontless) parts.push(` ${WORDS.no_font.en} ${WORDS.no_font.zh}`);
  $("status").textContent = parts.join("");
}

function show(row) {
  if (!network || !nodes.get(row)) return;
  const view = network.getViewPosition();
  const scale = network.getScale();
  const point = place.get(row);
  const box = $("canvas").getBoundingClientRect();
  const inside =
    Math.abs(point.x - view.x) * scale < box.width / 2 - 60 && Math.abs(point.y - view.y) * scale < box.height / 2 - 60;
  if (!inside) network.moveTo({ position: point, scale: Math.max(scale, 0.7), animation: false });
}

function expand(row) {
  const drawn = new Set(current.rows);
  const fresh = Array.from(neighbours(row)).filter((other) => !drawn.has(other));
  change({
    sel: `e:${E.id[row]}`,
    add: union(
      state.add,
      [row, ...fresh].map((r) => E.id[r]),
    ),
    hide: without(
      state.hide,
      fresh.map((r) => E.id[r]),
    ),
  });
}

// Takes away the neighbours that hang on nothing else in view.
function collapse(row) {
  const drawn = new Set(current.rows);
  const leaves = Array.from(neighbours(row)).filter(
    (other) => drawn.has(other) && Array.from(neighbours(other)).every((r) => r === row || !drawn.has(r)),
  );
  const ids = leaves.map((r) => E.id[r]);
  change({ sel: `e:${E.id[row]}`, add: without(state.add, ids), hide: union(state.hide, ids) });
}

const union = (list, more) => Array.from(new Set([...list, ...more]));
const without = (list, less) => list.filter((item) => !less.includes(item));
