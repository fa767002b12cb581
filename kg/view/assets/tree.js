// The layout by containment.

// Containers above, what they contain below, along the relations of the part-of chain.
function treeLayout(rows, claims) {
  const from = new Map(rows.map((row) => [row, []]));
  for (const c of claims) from.get(C.s[c]).push(c);
  const parent = new Map();
  for (const row of rows) {
    const up = containerOf(row, (other) => from.get(other) || []);
    if (up >= 0) parent.set(row, up);
  }
  for (const row of rows) {
    const seen = new Set([row]);
    for (let at = row; parent.has(at); at = parent.get(at)) {
      if (seen.has(parent.get(at))) {
        parent.delete(at);
        break;
      }
      seen.add(parent.get(at));
    }
  }
  const below = new Map(rows.map((row) => [row, []]));
  const roots = [];
  for (const row of rows) parent.has(row) ? below.get(parent.get(row)).push(row) : roots.push(row);
  const size = (row) => below.get(row).reduce((sum, child) => sum + size(child), 1);
  const depth = (row) => 1 + Math.max(0, ...below.get(row).map(depth));
  roots.sort((a, b) => size(b) - size(a) || a - b);
  const broad = (row) =>
    Math.max(
      COLUMN,
      below.get(row).reduce((sum, child) => sum + broad(child), 0),
    );
  const wide = new Map(roots.map((root) => [root, broad(root)]));
  const deep = new Map(roots.map((root) => [root, depth(root)]));
  const limit = bestLimit(roots, wide, deep);
  const put = (row, left, top) => {
    let width = 0;
    for (const child of below.get(row)) width += put(child, left + width, top + LEVEL);
    const whole = Math.max(width, COLUMN);
    place.set(row, { x: Math.round(left + whole / 2), y: Math.round(top) });
    return whole;
  };
  for (const { root, left, top } of bands(roots, wide, deep, limit).spots) put(root, left, top);
}

const COLUMN = 118; // pixels for a node and its label
const LEVEL = 104;

// Trees beside each other, in as many bands as the limit of their width makes.
function bands(roots, wide, deep, limit) {
  const spots = [];
  let [left, top, deepest, width] = [0, 0, 0, 0];
  for (const root of roots) {
    if (left && left + wide.get(root) > limit) [left, top, deepest] = [0, top + deepest * LEVEL + 34, 0];
    spots.push({ root, left, top });
    left += wide.get(root) + 14;
    width = Math.max(width, left);
    deepest = Math.max(deepest, deep.get(root));
  }
  return { spots, width, height: top + deepest * LEVEL };
}

// The limit that leaves the picture largest.
function bestLimit(roots, wide, deep) {
  const { clientWidth, clientHeight } = $("canvas");
  let best = { size: 0, limit: Infinity };
  for (let limit = Math.max(500, ...wide.values()), k = 0; k < 24; k++, limit *= 1.15) {
    const { width, height } = bands(roots, wide, deep, limit);
    const size = Math.min((clientWidth || 800) / width, (clientHeight || 600) / height);
    if (size > best.size) best = { size, limit };
  }
  return best.limit;
}
