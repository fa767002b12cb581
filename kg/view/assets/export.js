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

function saveSvg() {
  const colours = theme();
  const points = current.rows.map((row) => place.get(row));
  const left = Math.min(...points.map((p) => p.x)) - 100;
  const top = Math.min(...points.map((p) => p.y)) - 60;
  const picture = svg("svg", {
    xmlns: SVG,
    viewBox: `${left} ${top} ${Math.max(...points.map((p) => p.x)) + 100 - left} ${Math.max(...points.map((p) => p.y)) + 80 - top}`,
    "font-family": "sans-serif",
  });
  picture.append(svg("rect", { x: left, y: top, width: "100%", height: "100%", fill: colours.paper }));
  for (const claim of current.claims) {
    const [a, b] = [place.get(C.s[claim]), place.get(C.o[claim])];
    const edge = svg("line", {
      x1: a.x,
      y1: a.y,
      x2: b.x,
      y2: b.y,
      stroke: colours.line,
      "stroke-width": 1.5,
      "stroke-dasharray": ((DATA.statuses[C.status[claim]] || {}).dashes || []).join(" "),
    });
    const title = svg("title", {});
    title.textContent = relationName(C.p[claim]);
    edge.append(title);
    picture.append(edge);
  }
  for (const row of current.rows) {
    const about = DATA.classes[E.type[row]];
    const { x, y } = place.get(row);
    const paint = {
      fill: colourOf(E.type[row]),
      stroke: isShared(row) ? colours.ink : colours.paper,
      "stroke-width": isShared(row) ? 4 : 1.5,
      transform: `translate(${x} ${y})`,
    };
    picture.append(
      about.shape === "dot"
        ? svg("circle", { r: about.size, ...paint })
        : svg("polygon", { points: corners(about.shape, about.size), ...paint }),
    );
    wrap(nameOf(row))
      .split("\n")
      .forEach((text, k) => {
        const label = svg("text", {
          x,
          y: y + about.size + 15 + 16 * k,
          "text-anchor": "middle",
          "font-size": 13,
          fill: colours.ink,
        });
        label.textContent = text;
        picture.append(label);
      });
  }
  save(fileName("svg"), new Blob([new XMLSerializer().serializeToString(picture)], { type: "image/svg+xml" }));
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
