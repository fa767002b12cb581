// The layout by containment.

// Containers above, what they contain below, along the relations of the part-of chain.
function treeLayout(rows, claims) {
  const here = new Set(rows);
  const parent = new Map();
  for (const relation of DATA.chain)
    for (const c of claims)
      if (C.p[c] === relation && !parent.has(C.s[c]) && here.has(C.o[c]) && C.o[c] !== C.s[c])
        parent.set(C.s[c], C.o[c]);
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
      125,
      below.get(row).reduce((sum, child) => sum + broad(child), 0),
    );
  const total = Math.min(
    roots.reduce((sum, root) => sum + broad(root), 0),
    Math.max(...roots.map(broad), 2600),
  );
  const step = Math.max(130, Math.round((0.5 * total) / Math.max(...roots.map(depth), 1)));
  const limit = Math.max(1400, 340 * Math.sqrt(rows.length));
  const put = (row, left, level) => {
    let width = 0;
    for (const child of below.get(row)) width += put(child, left + width, level + 1);
    const whole = Math.max(width, 125);
    place.set(row, { x: Math.round(left + whole / 2), y: level * step });
    return whole;
  };
  let left = 0;
  let level = 0;
  let deepest = 0;
  for (const root of roots) {
    if (left > limit) ((left = 0), (level += deepest), (deepest = 0));
    left += put(root, left, level) + 15;
    deepest = Math.max(deepest, depth(root));
  }
}
