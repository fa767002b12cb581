// The legend on the left, which is also the filters: what each mark means, how often it occurs, and whether it is shown.

const count = (values) => {
  const counts = new Map();
  for (const value of values) counts.set(value, (counts.get(value) || 0) + 1);
  return counts;
};
const TOTAL = {
  class: count(E.type.filter((_, row) => offset[row + 1] > offset[row])),
  relation: count(C.p),
  status: count(C.status),
  origin: count(C.origin),
  field: count(C.field.filter(Boolean)),
};
const CLOSED = new Set();

function box(list, item, total, mark, label, title) {
  const input = h("input", {
    type: "checkbox",
    checked: !state[list].includes(item),
    on: { change: () => toggle(list, item, !input.checked) },
  });
  input.setAttribute("data-item", item);
  input.setAttribute("data-list", list);
  return h(
    "label",
    { class: "choice", title },
    input,
    mark,
    h("span", { class: "words", text: label }),
    h("span", { class: "count", text: total }),
  );
}

function group(key, list, items, ...content) {
  if (!items.length) return null;
  const details = h(
    "details",
    { open: !CLOSED.has(key), on: { toggle: () => (details.open ? CLOSED.delete(key) : CLOSED.add(key)) } },
    h("summary", { text: t(key) }),
    list && items.length > 1
      ? h(
          "p",
          { class: "both" },
          button(t("all"), () => change({ [list]: [] }), { class: "link" }),
          button(t("none"), () => change({ [list]: items }), { class: "link" }),
        )
      : null,
    content,
  );
  return details;
}

function line(dashes, width, head, ring) {
  const picture = svg("svg", { width: 38, height: 16, viewBox: "0 0 38 16", "aria-hidden": "true", class: "symbol" });
  if (ring)
    picture.append(svg("circle", { cx: 19, cy: 8, r: 5, fill: "none", stroke: "currentColor", "stroke-width": 3 }));
  else
    picture.append(
      svg("line", {
        x1: 2,
        y1: 8,
        x2: head ? 30 : 36,
        y2: 8,
        stroke: "currentColor",
        "stroke-width": width,
        "stroke-dasharray": (dashes || []).join(" "),
      }),
    );
  if (head) picture.append(svg("polygon", { points: "29,4 37,8 29,12", fill: "currentColor" }));
  return picture;
}

function filters() {
  const side = $("filters");
  const scroll = side.scrollTop;
  const focused =
    document.activeElement && side.contains(document.activeElement)
      ? [document.activeElement.getAttribute("data-list"), document.activeElement.getAttribute("data-item")]
      : null;
  side.setAttribute("aria-label", t("filters"));
  const byFamily = Object.keys(DATA.families).map((family) => [
    family,
    Object.keys(DATA.classes).filter((name) => DATA.classes[name].family === family && TOTAL.class.has(name)),
  ]);
  const ordered = (counts) =>
    Array.from(counts.keys()).sort((a, b) => counts.get(b) - counts.get(a) || (a < b ? -1 : 1));
  const changed =
    LISTS.some((key) => key.startsWith("off") && state[key].length) || state.conf || state.since || state.until;
  fill(
    side,
    h(
      "div",
      { class: "side-head" },
      h("h2", { text: t("filters") }),
      changed
        ? button(
            t("reset"),
            () =>
              change({
                offClass: [],
                offRelation: [],
                offStatus: [],
                offOrigin: [],
                offField: [],
                offDocument: [],
                conf: 0,
                since: "",
                until: "",
              }),
            { class: "link" },
          )
        : null,
    ),
    group(
      "classes",
      "offClass",
      Array.from(TOTAL.class.keys()),
      byFamily
        .filter(([, names]) => names.length)
        .map(([family, names]) => [
          h("p", { class: "group", text: named(DATA.families, family) }),
          names.map((name) =>
            box(
              "offClass",
              name,
              TOTAL.class.get(name),
              symbol(name, 16),
              className(name),
              (DATA.classes[name].about || {})[state.lang],
            ),
          ),
        ]),
    ),
    group(
      "relations",
      "offRelation",
      Array.from(TOTAL.relation.keys()),
      ordered(TOTAL.relation).map((name) =>
        box("offRelation", name, TOTAL.relation.get(name), null, relationName(name), name),
      ),
    ),
    group(
      "status",
      "offStatus",
      Array.from(TOTAL.status.keys()),
      Object.keys(DATA.statuses)
        .filter((name) => TOTAL.status.has(name))
        .map((name) =>
          box("offStatus", name, TOTAL.status.get(name), line(DATA.statuses[name].dashes, 2), statusName(name)),
        ),
    ),
    group(
      "origin",
      "offOrigin",
      Array.from(TOTAL.origin.keys()),
      Object.keys(DATA.origins)
        .filter((name) => TOTAL.origin.has(name))
        .map((name) =>
          box("offOrigin", name, TOTAL.origin.get(name), line([], DATA.origins[name].width), originName(name)),
        ),
    ),
    group(
      "field",
      "offField",
      Array.from(TOTAL.field.keys()),
      ordered(TOTAL.field).map((name) => box("offField", name, TOTAL.field.get(name), null, fieldName(name))),
    ),
    D.id.length > 1
      ? group(
          "documents",
          "offDocument",
          D.id,
          D.id.slice(0, 200).map((id, n) => box("offDocument", id, D.published[n] || "", null, D.title[n] || id, id)),
        )
      : null,
    CLAIMS ? group("confidence", null, ["conf"], slider()) : null,
    dates().length > 1
      ? group(
          "published",
          null,
          ["date"],
          h("p", { class: "dates" }, dateBox("since", "from"), dateBox("until", "until")),
        )
      : null,
    h(
      "details",
      { open: true },
      h("summary", { text: t("edge_styles") }),
      h("p", { class: "choice" }, line([], 2, true), t("arrow")),
      h("p", { class: "choice" }, line([], 0, false, true), t("ring")),
      TOTAL.origin.has("gazetteer") ? h("p", { class: "choice" }, line([], 1), t("thin")) : null,
    ),
  );
  side.scrollTop = scroll;
  if (focused && focused[1] !== null)
    for (const input of side.querySelectorAll("input"))
      if (input.getAttribute("data-list") === focused[0] && input.getAttribute("data-item") === focused[1])
        input.focus();
}

function slider() {
  const text = h("span", { text: t("confidence_from", { value: state.conf }) });
  const input = h("input", {
    type: "range",
    min: 0,
    max: 100,
    step: 5,
    value: String(state.conf),
    "data-list": "conf",
    "data-item": "conf",
    on: {
      input: () => (text.textContent = t("confidence_from", { value: input.value })),
      change: () => change({ conf: Number(input.value) }),
    },
  });
  return h("label", { class: "slider" }, text, input);
}

const dates = () => Array.from(new Set(D.published.filter(Boolean)));

function dateBox(key, word) {
  const input = h("input", {
    type: "date",
    value: state[key],
    "data-list": key,
    "data-item": key,
    on: { change: () => change({ [key]: input.value }) },
  });
  return h("label", {}, t(word), input);
}
