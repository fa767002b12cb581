// The geographic layout.

let projection = null; // of the geographic layout: pixels per degree

// Meridians and parallels behind the nodes of the geographic layout.
function graticule(paint) {
  if (state.layout !== "map" || !projection) return;
  const { line, soft } = theme();
  const step = [0.1, 0.2, 0.5, 1, 2, 5, 10, 20].find((degrees) => projection.span / degrees <= 12) || 30;
  const range = (values, unit) => [
    Math.floor(Math.min(...values) / unit / step) - 1,
    Math.ceil(Math.max(...values) / unit / step) + 1,
  ];
  const [west, east] = range([projection.west, projection.east], projection.across);
  const [north, south] = range([projection.north, projection.south], projection.up);
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
    west * step * projection.across,
    east * step * projection.across,
    north * step * projection.up,
    south * step * projection.up,
  ];
  const degrees = (n) => `${+(n * step).toFixed(1)}°`;
  for (let n = west; n <= east; n++)
    ruler(n * step * projection.across, top, n * step * projection.across, bottom, n > west ? `${degrees(n)}E` : "");
  for (let n = north; n <= south; n++)
    ruler(Math.min(left, origin.x), n * step * projection.up, right, n * step * projection.up, `${degrees(-n)}N`);
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
  const x = {};
  const y = {};
  for (const row of known) {
    x[row] = E.place[row][1] * Math.cos(middle) * scale;
    y[row] = -E.place[row][0] * scale;
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
  projection = { across: Math.cos(middle) * scale, up: scale, span, west, east, north, south };
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
