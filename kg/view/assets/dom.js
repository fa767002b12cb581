// Elements are made here and nowhere else: text goes in as text, never as markup.

const SVG = "http://www.w3.org/2000/svg";

function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (key === "on") for (const [event, act] of Object.entries(value)) element.addEventListener(event, act);
    else if (key === "text") element.textContent = value;
    else if (key === "checked" || key === "value" || key === "disabled" || key === "open" || key === "hidden")
      element[key] = value;
    else element.setAttribute(key, value === true ? "" : String(value));
  }
  append(element, children);
  return element;
}

function append(element, children) {
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false) continue;
    element.append(child instanceof Node ? child : String(child));
  }
}

function svg(tag, attributes, ...children) {
  const element = document.createElementNS(SVG, tag);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  element.append(...children);
  return element;
}

function $(id) {
  return document.getElementById(id);
}

function fill(element, ...children) {
  element.replaceChildren();
  append(element, children);
}

// Redraws without taking the keyboard away from the reader: what had the focus has it again, made anew.
function keepFocus(act) {
  const held = document.activeElement;
  const root = held && held.closest("#tabs, #tools, #controls, #filters, #panel, #table");
  const inside = () => Array.from(root.querySelectorAll("button, input, select, summary, [tabindex]"));
  const at = root ? inside().indexOf(held) : -1;
  act();
  if (at < 0 || held.isConnected) return;
  const now = inside();
  const same = (other) =>
    other.tagName === held.tagName &&
    (held.dataset.item !== undefined
      ? other.dataset.list === held.dataset.list && other.dataset.item === held.dataset.item
      : other.textContent === held.textContent && other.getAttribute("aria-label") === held.getAttribute("aria-label"));
  const found = same(now[at] || document.body) ? now[at] : now.find(same);
  const next = found || (root.id === "panel" ? root : now[Math.min(at, now.length - 1)]);
  if (next) next.focus({ preventScroll: true });
}

// `list` with the first `limit` of `count` items, and a button for the rest.
function firstOf(list, count, limit, item) {
  const items = (from, to) => Array.from({ length: to - from }, (_, k) => item(from + k));
  append(list, items(0, Math.min(count, limit)));
  if (count <= limit) return list;
  const rest = button(t("search_more", { count: count - limit }), () => {
    append(list, items(limit, count));
    const first = list.children[limit];
    (first.querySelector("button, input, summary") || first).focus();
    rest.remove();
  });
  return [list, rest];
}

function button(text, act, attributes = {}) {
  return h("button", { type: "button", text, on: { click: act }, ...attributes });
}

function corners(shape, radius) {
  const regular = (count, turn, radii = [radius]) =>
    Array.from({ length: count }, (_, i) => {
      const angle = turn + (2 * Math.PI * i) / count;
      const r = radii[i % radii.length];
      return `${(r * Math.cos(angle)).toFixed(2)},${(r * Math.sin(angle)).toFixed(2)}`;
    }).join(" ");
  if (shape === "square") return regular(4, Math.PI / 4, [radius * 1.2]);
  if (shape === "diamond") return regular(4, Math.PI / 2);
  if (shape === "triangle") return regular(3, -Math.PI / 2);
  if (shape === "triangleDown") return regular(3, Math.PI / 2);
  if (shape === "hexagon") return regular(6, 0);
  if (shape === "star") return regular(10, -Math.PI / 2, [radius * 1.1, radius * 0.45]);
  return "";
}

const symbols = new Map();

// The mark of a class; drawn once in each colour and size, and copied.
function symbol(className, size = 16) {
  const key = `${className} ${size} ${isDark()}`;
  if (!symbols.has(key)) symbols.set(key, symbolOf(className, size));
  return symbols.get(key).cloneNode(true);
}

function symbolOf(className, size) {
  const about = DATA.classes[className];
  const picture = svg("svg", {
    width: size,
    height: size,
    viewBox: "-10 -10 20 20",
    "aria-hidden": "true",
    class: "symbol",
  });
  const colour = colourOf(className);
  picture.append(
    about.shape === "dot"
      ? svg("circle", { r: 7.5, fill: colour })
      : svg("polygon", { points: corners(about.shape, 8.5), fill: colour }),
  );
  return picture;
}

function safeAddress(address) {
  return typeof address === "string" && /^https?:\/\//i.test(address) ? address : null;
}

// Half a surrogate pair cannot be percent-encoded.
const encoded = (text) => encodeURIComponent(text.replace(/\p{Surrogate}/gu, "\ufffd"));

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function outLink(address, text) {
  const safe = safeAddress(address);
  return safe ? h("a", { href: safe, target: "_blank", rel: "noopener noreferrer", text }) : h("span", { text });
}

// Offsets count code points; JavaScript strings count UTF-16 units.
function cutter(text) {
  if (!/[\ud800-\udbff]/.test(text)) return (start, end) => text.slice(start, end);
  const points = Array.from(text);
  return (start, end) => points.slice(start, end).join("");
}
