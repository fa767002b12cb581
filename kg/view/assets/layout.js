// Where nodes stand when the reader brings other parts into view. The first view comes placed by Python.

const EDGE = 90;
const LONG = 150; // where few are drawn, each edge has room for its relation
const FEW = 40;
const STRETCH = 1.25;
const place = new Map(DRAWING.nodes.map(({ row, x, y }) => [row, { x, y }]));

function generator(seed) {
  let s = seed >>> 0;
  return () => {
    s = (s + 0x6d2b79f5) >>> 0;
    let z = s;
    z = Math.imul(z ^ (z >>> 15), z | 1);
    z ^= z + Math.imul(z ^ (z >>> 7), z | 61);
    return ((z ^ (z >>> 14)) >>> 0) / 4294967296;
  };
}

// Pinned entities stand where they were pinned, except on the map, where a place means something; others give way.
function holdPins(rows) {
  if (state.layout === "map") return;
  const held = pins();
  for (const [row, point] of held) place.set(row, point);
  for (const row of rows) {
    const here = place.get(row);
    if (!here || held.has(row)) continue;
    for (const point of held.values())
      if (Math.abs(point.x - here.x) < 105 && Math.abs(point.y - here.y) < 58) place.delete(row);
  }
}

function settle(row, x, y) {
  place.set(row, { x, y });
  if (pins().has(row)) change({ pin: [...unpinned(row), `${x},${y},${E.id[row]}`] });
}

const unpinned = (row) => state.pin.filter((item) => item.replace(/^[^,]*,[^,]*,/, "") !== E.id[row]);

function togglePin(row) {
  if (!place.has(row)) placeNear([...current.rows, row], Array.from(claimsOf(row)).filter((claim) => C.o[claim] >= 0));
  const { x, y } = place.get(row);
  change({ pin: pins().has(row) ? unpinned(row) : [...unpinned(row), `${x},${y},${E.id[row]}`] });
}

// New nodes stand in rings around a neighbour that is already placed, where no other node is.
function placeNear(rows, claims) {
  const links = new Map();
  for (const c of claims) {
    for (const [a, b] of [
      [C.s[c], C.o[c]],
      [C.o[c], C.s[c]],
    ]) {
      if (!links.has(a)) links.set(a, []);
      links.get(a).push(b);
    }
  }
  const drawn = new Set(rows);
  const taken = Array.from(drawn)
    .filter((row) => place.has(row))
    .map((row) => place.get(row));
  const free = (x, y) => taken.every((p) => Math.abs(p.x - x) > 105 || Math.abs(p.y - y) > 58);
  let queue = rows.filter((row) => !place.has(row));
  while (queue.length) {
    const later = [];
    let moved = false;
    for (const row of queue) {
      const anchor = (links.get(row) || []).find((other) => place.has(other) && drawn.has(other));
      if (anchor === undefined) {
        later.push(row);
        continue;
      }
      spot(row, place.get(anchor), free, taken);
      moved = true;
    }
    if (!moved && later.length) {
      const right = taken.length ? Math.max(...taken.map((p) => p.x)) + 180 : 0;
      spot(later.shift(), { x: right, y: taken.length ? taken[0].y : 0 }, free, taken);
    }
    queue = later;
  }
}

function spot(row, centre, free, taken) {
  for (let ring = 0; ring < 60; ring++) {
    const radius = ring ? 70 + 62 * ring : 0;
    const steps = ring ? 6 + 5 * ring : 1;
    for (let k = 0; k < steps; k++) {
      const angle = (2 * Math.PI * (k + 0.37 * row)) / steps;
      const x = Math.round(centre.x + STRETCH * radius * Math.cos(angle));
      const y = Math.round(centre.y + radius * Math.sin(angle));
      if (!free(x, y)) continue;
      place.set(row, { x, y });
      taken.push({ x, y });
      return;
    }
  }
  place.set(row, { x: centre.x, y: centre.y });
}

// Stress by stochastic descent, as in the Python that laid out the first view; far pairs are sampled in large graphs.
function stressLayout(rows, claims) {
  const random = generator(rows.length);
  const index = new Map(rows.map((row, i) => [row, i]));
  const n = rows.length;
  const edge = n <= FEW ? LONG : EDGE;
  const near = Array.from({ length: n }, () => new Set());
  for (const c of claims) {
    const a = index.get(C.s[c]);
    const b = index.get(C.o[c]);
    if (a !== b) {
      near[a].add(b);
      near[b].add(a);
    }
  }
  const part = new Int32Array(n).fill(-1);
  const parts = [];
  for (let i = 0; i < n; i++) {
    if (part[i] >= 0) continue;
    const members = [i];
    part[i] = parts.length;
    for (let k = 0; k < members.length; k++)
      for (const j of near[members[k]]) if (part[j] < 0) ((part[j] = parts.length), members.push(j));
    parts.push(members);
  }
  parts.sort((a, b) => b.length - a.length || a[0] - b[0]);
  const x = new Float64Array(n);
  const y = new Float64Array(n);
  const frames = [];
  for (const members of parts) {
    const side = edge * Math.sqrt(members.length);
    for (const i of members) ((x[i] = random() * side), (y[i] = random() * side));
    const pairs = [];
    let longest = 1;
    const local = new Map(members.map((i, k) => [i, k]));
    for (const source of members) {
      const far = new Int32Array(members.length).fill(-1);
      far[local.get(source)] = 0;
      const queue = [source];
      for (let k = 0; k < queue.length; k++)
        for (const j of near[queue[k]])
          if (far[local.get(j)] < 0) {
            far[local.get(j)] = far[local.get(queue[k])] + 1;
            queue.push(j);
            if (j > source && (far[local.get(j)] <= 2 || members.length < 400 || random() < 0.25))
              pairs.push([source, j, far[local.get(j)]]);
          }
      longest = Math.max(longest, far[local.get(queue[queue.length - 1])]);
    }
    const passes = pairs.length > 200000 ? 10 : 20;
    let step = longest * longest;
    const decay = Math.pow(0.02 / step, 1 / passes);
    for (let pass = 0; pass < passes; pass++) {
      for (let k = pairs.length - 1; k > 0; k--) {
        const other = Math.floor(random() * (k + 1));
        [pairs[k], pairs[other]] = [pairs[other], pairs[k]];
      }
      for (const [i, j, hops] of pairs) {
        const ideal = hops * edge + (hops === 1 ? 14 * Math.sqrt(Math.max(0, near[i].size + near[j].size - 4)) : 0);
        const dx = x[i] - x[j];
        const dy = y[i] - y[j];
        const length = Math.hypot(dx, dy) || 1e-3;
        const move = (Math.min(1, step / (hops * hops)) * (length - ideal)) / (2 * length);
        x[i] -= move * dx;
        y[i] -= move * dy;
        x[j] += move * dx;
        y[j] += move * dy;
      }
      step *= decay;
    }
    for (const i of members) x[i] *= STRETCH;
    spread(members, x, y);
    const left = Math.min(...members.map((i) => x[i])) - 70;
    const top = Math.min(...members.map((i) => y[i])) - 40;
    frames.push({
      members,
      left,
      top,
      width: Math.max(...members.map((i) => x[i])) + 70 - left,
      height: Math.max(...members.map((i) => y[i])) + 50 - top,
    });
  }
  const total = Math.sqrt(frames.reduce((sum, f) => sum + f.width * f.height, 0));
  const limit = Math.max(total * 1.5, ...frames.map((f) => f.width));
  let atX = 0;
  let atY = 0;
  let tallest = 0;
  for (const frame of frames) {
    if (atX && atX + frame.width > limit) ((atX = 0), (atY += tallest + 20), (tallest = 0));
    for (const i of frame.members)
      place.set(rows[i], { x: Math.round(x[i] - frame.left + atX), y: Math.round(y[i] - frame.top + atY) });
    atX += frame.width + 20;
    tallest = Math.max(tallest, frame.height);
  }
}

function spread(members, x, y, wide = 112, high = 60) {
  for (let pass = 0; pass < 60; pass++) {
    let moved = false;
    const order = members.slice().sort((a, b) => x[a] - x[b] || a - b);
    for (let k = 0; k < order.length; k++)
      for (let m = k + 1; m < order.length && x[order[m]] - x[order[k]] < wide; m++) {
        const [a, b] = [order[k], order[m]];
        const overX = wide - (x[b] - x[a]);
        const overY = high - Math.abs(y[b] - y[a]);
        if (overX <= 0 || overY <= 0) continue;
        moved = true;
        if (overX < overY * 1.6) ((x[a] -= overX / 2), (x[b] += overX / 2));
        else {
          const push = y[b] >= y[a] ? overY / 2 : -overY / 2;
          ((y[a] -= push), (y[b] += push));
        }
      }
    if (!moved) return;
  }
}
