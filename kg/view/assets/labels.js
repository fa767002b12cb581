// Labels: how they break into lines, and which give way where there is no room.

const LINE = 16;
const wide = (character) =>
  /[\u1100-\u115f\u2018-\u201d\u2026\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/.test(
    character,
  )
    ? 2
    : 1;
const breadth = (text) => Array.from(text).reduce((sum, character) => sum + wide(character), 0);

// A label in at most three lines, much as `wrap` in kg/view/drawing.py makes room for those of the first view.
const wrapped = new Map();

function wrap(label) {
  if (!wrapped.has(label)) wrapped.set(label, broken(label));
  return wrapped.get(label);
}

function broken(label) {
  const lines = [];
  let line = "";
  let width = 0;
  const flush = () => {
    lines.push(line);
    line = "";
    width = 0;
  };
  for (const piece of label.slice(0, 200).split(/(?<=[）)、，,\s·])|(?=[（(])/)) {
    if (line && width + breadth(piece) > LINE) flush();
    for (const character of piece) {
      if (width + wide(character) > LINE + 2) flush();
      line += character;
      width += wide(character);
    }
  }
  if (line) flush();
  const trimmed = lines.map((text) => text.trim());
  return (trimmed.length > 3 ? [trimmed[0], trimmed[1], Array.from(trimmed[2]).slice(0, 8).join("") + "…"] : trimmed).join("\n");
}

// Far away, symbols and labels grow, and labels that would cover others give way to those of more important nodes.
let far = { symbol: 1, font: 13, hidden: new Set(), mute: new Set() };
let turns = new Map();

// The middle of an edge, bent as vis-network bends the further ones between the same two nodes.
function middle(claim) {
  const [a, b] = [place.get(C.s[claim]), place.get(C.o[claim])];
  const turn = turns.get(claim) || 0;
  if (!turn) return [(a.x + b.x) / 2, (a.y + b.y) / 2];
  const bend = roundness(turn) * 0.5 + 0.5;
  const way = clockwise(claim, turn) ? 1 : -1;
  const radius = Math.hypot(b.x - a.x, b.y - a.y);
  const angle = Math.atan2(a.y - b.y, b.x - a.x) + (way > 0 ? bend : -roundness(turn) * 0.5 + 0.5) * Math.PI;
  const reach = (way > 0 ? bend : roundness(turn) * 0.5 + 0.5) * radius;
  return [
    0.25 * a.x + 0.25 * b.x + 0.5 * (a.x + reach * Math.sin(angle)),
    0.25 * a.y + 0.25 * b.y + 0.5 * (a.y + reach * Math.cos(angle)),
  ];
}

const roundness = (turn) => 0.26 * Math.ceil(turn / 2);
const clockwise = (claim, turn) => (turn % 2 === 1) === C.s[claim] < C.o[claim];

function sizes(scale) {
  const clamp = (value, most) => Math.min(most, Math.max(1, value));
  return { symbol: clamp(0.5 / scale, 4), font: 13 * clamp(0.82 / scale, 6) };
}

// { position, scale } that bring all that is drawn into the picture, labels included; null when nothing is drawn. Labels
// grow as the picture shrinks, so it takes a few tries.
function fitted() {
  const { clientWidth, clientHeight } = $("canvas");
  if (!current.rows.length || !clientWidth) return null;
  let scale = 1;
  let middle = null;
  for (let k = 0; k < 5; k++) {
    const { symbol, font } = sizes(scale);
    let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
    for (const row of current.rows) {
      const [x1, , x2, y2] = labelBox(row, symbol, font);
      const high = place.get(row).y - DATA.classes[E.type[row]].size * symbol;
      [left, top, right, bottom] = [Math.min(left, x1), Math.min(top, high), Math.max(right, x2), Math.max(bottom, y2)];
    }
    middle = { x: (left + right) / 2, y: (top + bottom) / 2 };
    const fits = Math.min(1, clientWidth / (1.04 * (right - left)), clientHeight / (1.04 * (bottom - top)));
    scale = k ? (scale + fits) / 2 : fits;
  }
  return { position: middle, scale };
}

function fitView() {
  const view = fitted();
  if (view) network.moveTo({ ...view, animation: false });
}

function measure(light, scale) {
  const { symbol, font } = sizes(scale);
  const weight = (row) =>
    (light && light.rows.has(row) ? 1e6 : 0) +
    (isShared(row) ? 40 : 0) +
    2 * DATA.classes[E.type[row]].size +
    Math.min(40, offset[row + 1] - offset[row]);
  const boxes = [];
  const symbols = current.rows.map((row) => [
    place.get(row).x,
    place.get(row).y,
    DATA.classes[E.type[row]].size * symbol * 0.9 + 1,
    row,
  ]);
  const hidden = new Set();
  const crowded = font > 13 || current.rows.length > 60;
  if (crowded)
    for (const row of current.rows.slice().sort((a, b) => weight(b) - weight(a) || a - b)) {
      const [edge, top, end, bottom] = labelBox(row, symbol, font);
      const [left, right] = [edge - font / 4, end + font / 4];
      if (boxes.some((b) => left < b[2] && right > b[0] && top < b[3] && bottom > b[1])) hidden.add(row);
      else if (
        !(light && light.rows.has(row)) &&
        symbols.some(
          (b) => b[3] !== row && left < b[0] + b[2] && right > b[0] - b[2] && top < b[1] + b[2] && bottom > b[1] - b[2],
        )
      )
        hidden.add(row);
      else boxes.push([left, top, right, bottom]);
    }
  const mute = new Set();
  if (current.claims.length <= LABELLED) {
    const lines = current.rows.filter((row) => !hidden.has(row)).map((row) => labelBox(row, symbol, font));
    const order = current.claims.slice().sort((a, b) => (light ? light.claims(b) - light.claims(a) : 0) || a - b);
    for (const claim of order) {
      const [x, y] = middle(claim);
      const half = (breadth(relationName(C.p[claim])) * 11) / 4;
      const here = [x - half - 2, y - 10, x + half + 2, y + 10];
      if (lines.some((b) => here[0] < b[2] && here[2] > b[0] && here[1] < b[3] && here[3] > b[1])) mute.add(claim);
      else lines.push(here);
    }
  }
  return { symbol, font, hidden, mute };
}

const LABELLED = 160; // with more edges than this only those of the selection carry their relation

function labelBox(row, symbol, font) {
  const lines = wrap(nameOf(row)).split("\n");
  const { x, y } = place.get(row);
  const half = (Math.max(...lines.map((text) => breadth(text) + (/[\x20-\x7e]{3}/.test(text) ? 2 : 0))) * font) / 4;
  const top = y + DATA.classes[E.type[row]].size * symbol + 3;
  return [x - half, top, x + half, top + lines.length * font * 1.3];
}

function refine() {
  atOnce(() => {
    far = measure(lit(), network.getScale());
    sync();
  });
}
