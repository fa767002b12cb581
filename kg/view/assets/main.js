// Starts the page and keeps its parts in step with the state.

function frame() {
  const root = document.documentElement;
  root.lang = state.lang === "en" ? "en" : "zh-CN";
  root.dataset.lang = state.lang;
  root.dataset.theme = isDark() ? "dark" : "light";
  document.title = `${pageTitle()} · ${t("title")}`;
  $("title").textContent = t("title");
  $("query").placeholder = t("search");
  $("query").setAttribute("aria-label", t("search_label"));
  $("results").setAttribute("aria-label", t("search_label"));
  $("canvas").setAttribute("aria-label", t("canvas"));
  $("controls").setAttribute("aria-label", t("controls"));
  $("tabs").setAttribute("aria-label", t("views"));
  fill(
    $("tabs"),
    ["graph", "claims", "entities"].map((view) =>
      button(t(view), () => change({ view }), { "aria-pressed": state.view === view ? "true" : "false" }),
    ),
  );
  fill(
    $("tools"),
    button(t("switch_language"), () => change({ lang: state.lang === "zh" ? "en" : "zh" }, { quiet: true }), {
      id: "language",
      lang: state.lang === "zh" ? "en" : "zh",
    }),
    button("◐", () => change({ theme: isDark() ? "light" : "dark" }, { quiet: true }), {
      id: "theme",
      class: "icon",
      title: t("switch_theme"),
      "aria-label": t("switch_theme"),
    }),
    button("?", help, { id: "help", class: "icon", title: t("help"), "aria-label": t("help") }),
  );
  controls();
}

function controls() {
  const icon = (sign, word, act) => button(sign, act, { class: "icon", title: t(word), "aria-label": t(word) });
  const choice = h(
    "select",
    { "aria-label": t("layout"), on: { change: () => change({ layout: choice.value }) } },
    ["force", "map", "tree"].map((name) => h("option", { value: name, text: t(`layout_${name}`) })),
  );
  choice.value = state.layout;
  fill(
    $("controls"),
    icon("＋", "zoom_in", () => whenWhole(() => zoom(1.3))),
    icon("－", "zoom_out", () => whenWhole(() => zoom(1 / 1.3))),
    icon("⤢", "fit", () => whenWhole(fit)),
    icon("↶", "undo", undo),
    icon("↷", "redo", redo),
    button(t("first"), () => change({ base: "first", add: [], hide: [], sel: "", layout: "force" })),
    ENTITIES > FIRST.length ? button(t("everything"), () => change({ base: "all", add: [], hide: [], sel: "" })) : null,
    choice,
    h(
      "span",
      { class: "exports" },
      button("PNG", () => whenWhole(savePng)),
      button("SVG", () => whenWhole(saveSvg)),
      button("CSV", () => whenWhole(saveCsv)),
    ),
  );
}

function fit() {
  engine();
  atOnce(() => {
    fitView();
    far = measure(lit(), network.getScale());
    sync();
  });
}

function onPaper(on) {
  printing = on;
  // The details stay as they are, with what is opened in them.
  frame();
  filters();
  if (state.view !== "graph") return;
  draw();
  fit();
}

function zoom(by) {
  engine().moveTo({ scale: network.getScale() * by });
  refine();
}

// By so many pixels of the screen.
function shift(right, down) {
  const { x, y } = engine().getViewPosition();
  const scale = network.getScale();
  network.moveTo({ position: { x: x + right / scale, y: y + down / scale } });
}

function help() {
  openDialog(
    t("help"),
    [1, 2, 3, 4, 5].map((n) => h("p", { text: t(`help_${n}`) })),
    h(
      "label",
      { class: "choice" },
      h("input", { type: "checkbox", checked: letters, on: { change: ({ target }) => (letters = target.checked) } }),
      t("letters"),
    ),
  );
}

// Whether letters alone do something: who dictates or has an unsure hand turns that off (WCAG 2.1.4).
let letters = true;

function arrange() {
  const { rows, claims } = inView();
  if (state.layout === "map") mapLayout(rows, claims);
  else if (state.layout === "tree") treeLayout(rows, claims);
  else if (state.base === "first") restore();
  else stressLayout(rows, claims);
  holdPins(rows);
}

function restore() {
  place.clear();
  for (const { row, x, y } of DRAWING.nodes) place.set(row, { x, y });
}

// Redraws what the change concerns; everything when `before` is null.
function update(before) {
  const other = (...keys) => !before || keys.some((key) => String(before[key]) !== String(state[key]));
  const sieve = other(
    ...LISTS.filter((key) => key.startsWith("off")),
    "conf",
    "since",
    "until",
    "openSince",
    "openUntil",
  );
  refreshGates();
  if (other("lang", "theme", "view", "layout")) frame();
  if (other("lang", "theme") || sieve) filters();
  if (other("lang", "theme", "sel", "base", "depth", "from", "pin") || sieve) panel();
  if (other("lang", "theme", "view", "sel") || sieve) table();
  const moved = before && other("base", "depth", "layout");
  if (moved) arrange();
  else if (before && other("pin")) for (const [row, point] of pins()) state.layout === "map" || place.set(row, point);
  if (state.view === "graph") {
    draw({ refit: moved || (before && before.view !== "graph") });
    const { entity } = selection();
    if (before && other("sel") && entity !== undefined) show(entity);
  }
  if (other("sel")) $("panel").scrollTop = 0;
}

function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const typing =
    /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName) && !/^(checkbox|range)$/.test(event.target.type);
  if (typing || $("dialog").open) return;
  if (!letters && !/^(Arrow|Escape)/.test(event.key)) return;
  const pans = { ArrowLeft: [-60, 0], ArrowRight: [60, 0], ArrowUp: [0, -60], ArrowDown: [0, 60] };
  if (event.key === "/") $("query").focus();
  else if (event.key === "Escape" && state.sel) change({ sel: "" });
  else if (event.key === "f") whenWhole(fit);
  else if (event.key === "g") change({ view: "graph" });
  else if (event.key === "t") change({ view: "claims" });
  else if (event.key === "u") undo();
  else if (event.key === "r") redo();
  else if (event.key === "p" && selection().entity !== undefined) togglePin(selection().entity);
  else if (event.key === "?") help();
  else if (event.key === "+" || event.key === "=") whenWhole(() => zoom(1.3));
  else if (event.key === "-") whenWhole(() => zoom(1 / 1.3));
  else if (own(pans, event.key) && document.activeElement === $("canvas"))
    whenWhole(() => shift(...pans[event.key]));
  else return;
  event.preventDefault();
}

// Two different characters that look the same are two boxes: no font for them. Some browsers write the number of the
// character into its box, so that no two look the same; but a box is narrower than a Chinese character.
function hasChineseFont() {
  const size = 20;
  const look = (character) => {
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = 24;
    const paint = canvas.getContext("2d");
    paint.font = `${size}px sans-serif`;
    if (paint.measureText(character).width < 0.9 * size) return "box";
    paint.fillText(character, 2, 20);
    return Array.from(paint.getImageData(0, 0, 24, 24).data).join();
  };
  return look("疆") !== look("团");
}

let fontless = false;

function begin() {
  refreshGates();
  $("app").hidden = false;
  setUpSearch();
  onChange((before) => keepFocus(() => update(before)));
  document.addEventListener("keydown", onKey);
  darkQuery.addEventListener("change", () => whenWhole(() => update(null)));
  addEventListener("beforeprint", () => whenWhole(() => onPaper(true)));
  addEventListener("afterprint", () => whenWhole(() => onPaper(false)));
  frame();
  filters();
  panel();
  table();
  if (state.base !== "first" || state.layout !== "force" || state.pin.length) arrange();
  if (asItCame()) sketch();
  else draw();
}

function open() {
  try {
    begin();
    $("unsupported").remove();
  } catch (error) {
    $("app").hidden = true;
    $("unsupported").classList.add("failed");
    $("unsupported").append(h("code", { text: ` ${error}` }));
    throw error;
  }
  document.documentElement.dataset.ready = "yes";
}

// What is read only when asked for is made ready a little later, while the reader looks at the first picture.
function prepare() {
  fontless = !hasChineseFont();
  if (fontless) report();
  // One after the other, so that the page answers in between; a word looked for once is looked for faster again.
  const rest = [names, index, () => find("shi"), () => find("un"), citations];
  const next = () => {
    rest.shift()();
    if (rest.length) setTimeout(next, 20);
  };
  next();
}

// Whether the reader asked for nothing yet: then the first picture needs neither the engine nor what stands behind the
// scripts.
const asItCame = () => toHash({ ...state, theme: "" }) === "" && state.lang === "zh";

state = fromHash(location.hash);
if (asItCame()) open();
else whenWhole(open);
// The engine, once the first picture has been seen; two frames, as the first only asks for it to be painted.
whenWhole(() => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(engine, 150))));
whenWhole(() => setTimeout(prepare, 700));
// For scripts that drive the page: where on the screen an entity or a claim is drawn.
window.kg = Object.freeze({
  where(id) {
    const at = entityRow.has(id) ? Object.values(place.get(entityRow.get(id))) : middle(claimRow(id));
    const { x, y } = engine().canvasToDOM({ x: at[0], y: at[1] });
    const { left, top } = $("canvas").getBoundingClientRect();
    return { x: left + x, y: top + y };
  },
  // A point of the picture where nothing is drawn.
  free() {
    const { left, top, width, height } = $("canvas").getBoundingClientRect();
    for (let y = 20; y < height; y += 15)
      for (let x = 20; x < width; x += 15)
        if (engine().getNodeAt({ x, y }) === undefined && network.getEdgeAt({ x, y }) === undefined)
          return { x: left + x, y: top + y };
    return null;
  },
});
