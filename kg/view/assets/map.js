// The geographic layout.

let projection = null; // of the geographic layout: pixels per degree, and what stands in the middle

// Meridians and parallels behind the nodes of the geographic layout.
function graticule(paint) {
  if (state.layout !== "map" || !projection) return;
  const { line, soft } = theme();
  const step = [0.1, 0.2, 0.5, 1, 2, 5, 10, 20].find((degrees) => projection.span / degrees <= 12) || 30;
  const range = (values, unit, middle) => [
    Math.floor((Math.min(...values) + middle) / unit / step) - 1,
    Math.ceil((Math.max(...values) + middle) / unit / step) + 1,
  ];
  const [west, east] = range([projection.west, projection.east], projection.across, projection.x);
  const [north, south] = range([projection.north, projection.south], projection.up, projection.y);
  const lineAt = (n) => n * step * projection.across - projection.x;
  const lineDown = (n) => n * step * projection.up - projection.y;
  const pixel = 1 / network.getScale();
  const { clientWidth, clientHeight } = $("canvas");
  const origin = network.DOMtoCanvas({ x: 0, y: 0 });
  const corner = network.DOMtoCanvas({ x: clientWidth, y: clientHeight });
  Object.assign(paint, {
    strokeStyle: line,
    fillStyle: soft,
    lineWidth: 0.5 * pixel,
    globalAlpha: 0.6,
    font: `${11 * pixel}px sans-serif`,
  });
  const ruler = (x1, y1, x2, y2, text) => {
    paint.beginPath();
    paint.moveTo(x1, y1);
    paint.lineTo(x2, y2);
    paint.stroke();
    // The numbers stay in the picture, at its left and lower border.
    if (x1 === x2) paint.fillText(text, x1 + 3 * pixel, Math.min(y2, corner.y) - 3 * pixel);
    else paint.fillText(text, origin.x + 3 * pixel, y1 - 3 * pixel);
  };
  const [left, right, top, bottom] = [
    lineAt(west),
    lineAt(east),
    lineDown(north),
    lineDown(south),
  ];
  const degrees = (n) => `${+(n * step).toFixed(1)}°`;
  for (let n = west; n <= east; n++) ruler(lineAt(n), top, lineAt(n), bottom, n > west ? `${degrees(n)}E` : "");
  for (let n = north; n <= south; n++)
    ruler(Math.min(left, origin.x), lineDown(n), right, lineDown(n), `${degrees(-n)}N`);
  paint.globalAlpha = 1;
}

// Longitude to the right, latitude up; what has no coordinates stands near a neighbour that has, or in rows below.
function mapLayout(rows, claims) {
  const known = rows.filter((row) => own(E.place, row));
  projection = null;
  for (const row of rows) place.delete(row);
  if (!known.length) return stressLayout(rows, claims);
  const middle = (known.reduce((sum, row) => sum + E.place[row][0], 0) / known.length) * (Math.PI / 180);
  const lons = known.map((row) => E.place[row][1]);
  const lats = known.map((row) => E.place[row][0]);
  const span = Math.max(
    (Math.max(...lons) - Math.min(...lons)) * Math.cos(middle),
    Math.max(...lats) - Math.min(...lats),
    0.5,
  );
  const scale = (260 * Math.sqrt(rows.length)) / span;
  // The middle of the map is the middle of the other layouts, so that a pin set in one is near in the others.
  const center = [lats, lons].map((values) => (Math.min(...values) + Math.max(...values)) / 2);
  const x = {};
  const y = {};
  for (const row of known) {
    x[row] = (E.place[row][1] - center[1]) * Math.cos(middle) * scale;
    y[row] = (center[0] - E.place[row][0]) * scale;
  }
  spread(known, x, y);
  for (const row of known) place.set(row, { x: Math.round(x[row]), y: Math.round(y[row]) });
  const points = known.map((row) => place.get(row));
  const edge = (pick, key) => pick(...points.map((point) => point[key]));
  const [west, east, north, south] = [
    edge(Math.min, "x"),
    edge(Math.max, "x"),
    edge(Math.min, "y"),
    edge(Math.max, "y"),
  ];
  const across = Math.cos(middle) * scale;
  const [middleX, middleY] = [center[1] * across, -center[0] * scale];
  projection = { across, up: scale, span, west, east, north, south, x: middleX, y: middleY };
  // Who is tied to nothing on the map waits below it, so that no place is claimed for it.
  const tied = new Set(known);
  for (let size = -1; size !== tied.size;) {
    size = tied.size;
    for (const c of claims) if (tied.has(C.s[c]) || tied.has(C.o[c])) tied.add(C.s[c]).add(C.o[c]);
  }
  rows
    .filter((row) => !tied.has(row))
    .forEach((row, k) => {
      const each = Math.max(1, Math.floor((east - west) / 130));
      place.set(row, {
        x: Math.round(west + (k % each) * 130),
        y: Math.round(south + 2.2 * scale + Math.floor(k / each) * 80),
      });
    });
  placeNear(rows, claims);
}

// What comes into view later and has coordinates stands where they are.
function placeOnMap(rows) {
  if (state.layout !== "map" || !projection) return;
  for (const row of rows) {
    const known = own(E.place, row);
    if (!known || place.has(row)) continue;
    const [x, y] = [known[1] * projection.across - projection.x, -known[0] * projection.up - projection.y];
    place.set(row, { x: Math.round(x), y: Math.round(y) });
  }
}
