// The first picture: painted from the same items as the engine's, at the same places, while the engine has not started.

function sketch() {
  compose();
  const holder = $("canvas");
  const { clientWidth: width, clientHeight: height } = holder;
  const view = fitted();
  if (view) {
    far = measure(null, view.scale);
    const sheet = h("canvas", { class: "sketch" });
    const finer = window.devicePixelRatio || 1;
    sheet.width = Math.round(width * finer);
    sheet.height = Math.round(height * finer);
    holder.replaceChildren(sheet);
    const paint = sheet.getContext("2d");
    paint.scale(finer, finer);
    paint.translate(width / 2, height / 2);
    paint.scale(view.scale, view.scale);
    paint.translate(-view.position.x, -view.position.y);
    paintItems(paint, view.scale);
  }
  report();
  // Whoever reaches for the picture finds the engine at work.
  const wake = () => whenWhole(engine);
  for (const event of ["pointermove", "pointerdown", "wheel", "focus"])
    holder.addEventListener(event, wake, { once: true, passive: true });
  addEventListener("resize", wake, { once: true });
}

// The engine; started when it is first asked for.
function engine() {
  if (!network) draw();
  return network;
}

function paintItems(paint, scale) {
  const colours = theme();
  const face = DRAWING.options.nodes.font.face;
  const edgeFont = DRAWING.options.edges.font.size;
  const items = current.claims.map((claim) => edgeItem(claim, colours, null));
  paint.lineJoin = "round";
  const write = (text, x, y, font) => {
    paint.strokeStyle = font.strokeColor;
    paint.lineWidth = font.strokeWidth;
    paint.fillStyle = font.color;
    paint.strokeText(text, x, y);
    paint.fillText(text, x, y);
  };
  const lines = items.map((item) => edgeLine(item.id, scale));
  items.forEach((item, k) => {
    const { a, pull, end } = lines[k];
    paint.beginPath();
    paint.setLineDash(item.dashes || []);
    paint.lineCap = item.dashes ? "round" : "butt";
    paint.strokeStyle = item.color.color;
    paint.lineWidth = Math.max(item.width, 0.3 / scale);
    paint.moveTo(a.x, a.y);
    if (turns.get(item.id)) paint.quadraticCurveTo(pull.x, pull.y, end.x, end.y);
    else paint.lineTo(end.x, end.y);
    paint.stroke();
  });
  paint.setLineDash([]);
  paint.textAlign = "center";
  paint.textBaseline = "middle";
  paint.font = `${edgeFont}px ${face}`;
  for (const item of items) if (item.label) write(item.label, ...middle(item.id), item.font);
  const drawn = current.rows.map((row) => nodeItem(row, colours, null));
  for (const { shape, size, x, y, borderWidth, color } of drawn) {
    paint.fillStyle = color.background;
    paint.strokeStyle = color.border;
    paint.lineWidth = borderWidth / scale;
    paint.beginPath();
    outline(paint, shape, size, x, y);
    paint.closePath();
    paint.fill();
    paint.stroke();
  }
  items.forEach((item, k) => {
    if (!lines[k].head) return;
    paint.fillStyle = item.color.color;
    paint.beginPath();
    for (const [x, y] of lines[k].head) paint.lineTo(x, y);
    paint.fill();
  });
  paint.textBaseline = "hanging";
  paint.font = `${far.font}px ${face}`;
  for (const { label, x, y, size, font } of drawn) {
    if (!label.trim()) continue;
    label.split("\n").forEach((text, k) => write(text, x, y + size + 4 + (k + 0.5) * font.size, font));
  }
}

// Where an edge begins, what pulls it aside, where its line ends and the corners of its head, as vis-network has them.
function edgeLine(claim, scale) {
  const [a, b] = [place.get(C.s[claim]), place.get(C.o[claim])];
  const [x, y] = middle(claim);
  const pull = { x: 2 * x - (a.x + b.x) / 2, y: 2 * y - (a.y + b.y) / 2 };
  if ((own(DATA.relations, C.p[claim]) || {}).symmetric) return { a, pull, end: b };
  const angle = Math.atan2(b.y - pull.y, b.x - pull.x);
  const about = DATA.classes[E.type[C.o[claim]]];
  const radius = about.size * far.symbol + (isShared(C.o[claim]) ? 1 : 0);
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const reach = about.shape === "dot" ? radius : radius / Math.max(Math.abs(cos), Math.abs(sin)) + 1;
  const tip = { x: b.x - cos * reach, y: b.y - sin * reach };
  const joins = isShared(C.o[claim]) && E.shared[C.o[claim]].includes(C.s[claim]);
  const width = (originOf(claim)).width + (joins ? 0.9 : 0);
  const length = 15 * DRAWING.options.edges.arrows.to.scaleFactor + 3 * Math.max(width, 0.3 / scale);
  const at = (along, aside) => [
    tip.x + length * (along * cos - aside * sin),
    tip.y + length * (along * sin + aside * cos),
  ];
  const [endX, endY] = at(-0.9, 0);
  return { a, pull, end: { x: endX, y: endY }, head: [at(0, 0), at(-1, 0.3), at(-0.9, 0), at(-1, -0.3)] };
}

function outline(paint, shape, size, x, y) {
  if (shape === "dot") return paint.arc(x, y, size, 0, 2 * Math.PI);
  if (shape === "square") return paint.rect(x - size, y - size, 2 * size, 2 * size);
  const ring = (count, radius, turn, down = 0) => {
    for (let k = 0; k < count; k++) {
      const angle = turn + (2 * Math.PI * k) / count;
      paint.lineTo(x + radius(k) * Math.cos(angle), y + down + radius(k) * Math.sin(angle));
    }
  };
  // As vis-network draws them: triangles about their middle, stars a little lower.
  if (shape === "diamond") ring(4, () => size, Math.PI / 2);
  else if (shape === "hexagon") ring(6, () => size, 0);
  else if (shape === "triangle") ring(3, () => (2.3 * size) / Math.sqrt(3), -Math.PI / 2, 0.31625 * size);
  else if (shape === "triangleDown") ring(3, () => (2.3 * size) / Math.sqrt(3), Math.PI / 2, -0.31625 * size);
  else ring(10, (k) => 0.82 * size * (k % 2 ? 0.5 : 1.3), -Math.PI / 2, 0.082 * size);
}
