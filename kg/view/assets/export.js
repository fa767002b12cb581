// What the reader can take away: the picture as PNG or SVG, the rows in view as CSV.

function save(name, blob) {
  const address = URL.createObjectURL(blob);
  const link = h("a", { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}

const fileName = (ending) => `kg-${state.view}.${ending}`;

function savePng() {
  const source = $("canvas").querySelector("canvas");
  const copy = document.createElement("canvas");
  copy.width = source.width;
  copy.height = source.height;
  const paint = copy.getContext("2d");
  paint.fillStyle = theme().paper;
  paint.fillRect(0, 0, copy.width, copy.height);
  paint.drawImage(source, 0, 0);
  copy.toBlob((blob) => save(fileName("png"), blob), "image/png");
}

// XML cannot hold these characters, however written.
const writable = (text) => text.replace(/[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\p{Surrogate}]/gu, "\ufffd");

// The whole picture at its natural size, as it is drawn when nothing is selected.
function saveSvg() {
  if (!current.rows.length) return;
  const colours = theme();
  const seen = measure(null, 1);
  const boxes = current.rows.map((row) => labelBox(row, 1, seen.font));
  const bound = (pick, side, more) => pick(...boxes.map((box) => box[side])) + more;
  const [left, top] = [bound(Math.min, 0, -40), bound(Math.min, 1, -70)];
  const [right, bottom] = [bound(Math.max, 2, 40), bound(Math.max, 3, 30)];
  const picture = svg("svg", {
    xmlns: SVG,
    viewBox: `${left} ${top} ${right - left} ${bottom - top}`,
    "font-family": DRAWING.options.nodes.font.face,
    "text-anchor": "middle",
  });
  picture.append(svg("rect", { x: left, y: top, width: "100%", height: "100%", fill: colours.paper }));
  const write = (text, x, y, size, fill) => {
    const label = svg("text", {
      x,
      y,
      fill,
      "font-size": size,
      stroke: colours.paper,
      "stroke-width": 3,
      "paint-order": "stroke",
      "stroke-linejoin": "round",
    });
    label.textContent = writable(text);
    picture.append(label);
  };
  for (const claim of current.claims) picture.append(svgEdge(claim, colours));
  if (current.claims.length <= LABELLED)
    for (const claim of current.claims) {
      const [x, y] = middle(claim);
      if (!seen.mute.has(claim)) write(relationName(C.p[claim]), x, y + 4, 11, colours.soft);
    }
  for (const row of current.rows) {
    const about = DATA.classes[E.type[row]];
    const { x, y } = place.get(row);
    const paint = {
      fill: colourOf(E.type[row]),
      stroke: isShared(row) ? colours.ink : colours.paper,
      "stroke-width": isShared(row) ? 3 : 1.5,
      transform: `translate(${x} ${y})`,
    };
    const shape =
      about.shape === "dot"
        ? svg("circle", { r: about.size, ...paint })
        : svg("polygon", { points: corners(about.shape, about.size), ...paint });
    const title = svg("title", {});
    title.textContent = writable(nameOf(row));
    shape.append(title);
    picture.append(shape);
  }
  for (const row of current.rows) {
    if (seen.hidden.has(row)) continue;
    const { x, y } = place.get(row);
    const below = y + DATA.classes[E.type[row]].size + 15;
    wrap(nameOf(row))
      .split("\n")
      .forEach((text, k) => write(text, x, below + 16 * k, 13, colours.ink));
  }
  save(fileName("svg"), new Blob([new XMLSerializer().serializeToString(picture)], { type: "image/svg+xml" }));
}

// A line or a bow from border to border, with its head.
function svgEdge(claim, colours) {
  const [a, b] = [place.get(C.s[claim]), place.get(C.o[claim])];
  const [x, y] = middle(claim);
  const pull = { x: 2 * x - (a.x + b.x) / 2, y: 2 * y - (a.y + b.y) / 2 };
  const reach = DATA.classes[E.type[C.o[claim]]].size + 2;
  const length = Math.hypot(b.x - pull.x, b.y - pull.y) || 1;
  const way = { x: (b.x - pull.x) / length, y: (b.y - pull.y) / length };
  const arrow = !(own(DATA.relations, C.p[claim]) || {}).symmetric;
  const tip = { x: b.x - way.x * reach, y: b.y - way.y * reach };
  const back = (along, aside) => `${tip.x - way.x * along - way.y * aside},${tip.y - way.y * along + way.x * aside}`;
  const joins = isShared(C.o[claim]) && E.shared[C.o[claim]].includes(C.s[claim]);
  const colour = joins ? colours.strong : colours.line;
  const edge = svg(
    "g",
    {},
    svg("path", {
      d: `M${a.x},${a.y} Q${pull.x},${pull.y} ${arrow ? back(6, 0) : `${b.x},${b.y}`}`,
      fill: "none",
      stroke: colour,
      "stroke-width": (originOf(claim)).width + (joins ? 0.9 : 0),
      "stroke-dasharray": ((DATA.statuses[C.status[claim]] || {}).dashes || []).join(" "),
    }),
  );
  if (arrow)
    edge.append(svg("polygon", { points: `${tip.x},${tip.y} ${back(9, 3.5)} ${back(9, -3.5)}`, fill: colour }));
  const title = svg("title", {});
  title.textContent = writable(`${nameOf(C.s[claim])} — ${relationName(C.p[claim])} → ${nameOf(C.o[claim])}`);
  edge.append(title);
  return edge;
}

function saveCsv() {
  const kind = state.view === "entities" ? "entities" : "claims";
  const rows = state.view === "graph" ? current.claims : sorted(kind);
  // A leading apostrophe keeps a spreadsheet from taking a name for a formula.
  const cell = (value) =>
    `"${String(value)
      .replace(/^(?=[=+\-@\t\r])/, "'")
      .replace(/"/g, '""')}"`;
  const lines = [
    COLUMNS[kind].map(([name]) => cell(t(name))),
    ...rows.map((row) => COLUMNS[kind].map(([, read]) => cell(read(row)))),
  ];
  save(
    fileName("csv"),
    new Blob(["\ufeff", lines.map((line) => line.join(",")).join("\r\n"), "\r\n"], { type: "text/csv;charset=utf-8" }),
  );
}
